"""Reads a date as offices type it, and marks whatever had to be mended or supposed on the way."""

import re
from datetime import date, datetime, timedelta

from madadkar.foundation.checked import Checked, Mark
from madadkar.foundation.jalali.calendar import MONTHS, WEEKDAYS, to_jalali
from madadkar.foundation.jalali.partial import PartialDate
from madadkar.foundation.persian import clean, latin_digits, number_from_text, search_key
from madadkar.foundation.refusal import Refusal

_GREGORIAN_FROM = 1700
_LAST_GREGORIAN = 2299
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(10_000, 100_000)
_LONGEST = 60
_LARGEST = 10**9
_CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?(AM|PM|ق\.?ظ|ب\.?ظ))?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[/\-._,،\\–—‐−]\s*|\s+")
# The form most cells have, in years that are Jalali beyond doubt and days that need no mending.
_PLAIN = re.compile(r"(1[0-6]\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])", re.ASCII)
_DIGITS = (Mark.DIGITS,)
_NEAT = re.compile(r"\d{2,4}(/\d{1,2}){0,2}")
_OTHER_DIGITS = re.compile("[٠-٩۰-۹]")
_MONTHS = {search_key(name): place for place, name in enumerate(MONTHS, 1)} | {search_key("امرداد"): 5}
_ASIDES = ("ماه", "سال", "مورخ", "تاریخ", "روز", "شمسی", "ش", "و")
_UNSAID = frozenset(map(search_key, (*WEEKDAYS, *_ASIDES)))
_ORDINALS = {"اول": 1, "یکم": 1, "دوم": 2, "سوم": 3, "سی‌ام": 30, "سیم": 30, "سی‌و‌یکم": 31}
_ORDINAL_DAYS = {search_key(word): day for word, day in _ORDINALS.items()}


def parse(cell: str | int | float | date, *, today: date) -> Checked[PartialDate]:
    """The Jalali date that a cell or a person means, as exactly as it was given.

    Reads 1360/07/02, 1391-02-19, 1360.7.2, ۱۳۸۷/۱۱/۱۹, 13601011, «۲۰ اردیبهشت ۱۳۹۶», «بهمن ۱۳۴۵», 1396,
    1345/11, 02/07/1360 (day first), 1345/00/00 (known to the year), real date cells and Excel serial numbers.
    A year from 1700 on is Gregorian; a date cell with an earlier year is a Jalali date typed into it.

    Two-digit years are a supposition: the latest century whose year is not after the Jalali year of `today`.
    In 1405, 84 is 1384, 04 is 1404, 05 is 1405 and 06 is 1306. Give the roster's own day as `today`. A date
    later in this very year is returned as such: whether it may lie ahead is the asker's rule.

    Raises Refusal("date_unreadable", text) when no date can be made out, Refusal("date_impossible", text, …)
    when the calendar has no such day.
    """
    if isinstance(cell, date):
        return _from_date_cell(cell)
    if isinstance(cell, int | float):
        return _from_number(cell, today=today)
    latin = cell if cell.isascii() else latin_digits(cell)
    if plain := _PLAIN.fullmatch(latin):
        try:
            return Checked(PartialDate(*map(int, plain.groups())), _DIGITS if latin != cell else ())
        except Refusal:
            pass  # the calendar has no such day; it is said below, with its text
    text = clean(cell)
    if not text or len(text) > _LONGEST:
        raise Refusal("date_unreadable", text=text[:_LONGEST])
    read, marks = _from_text(text, today=today)
    given = [Mark.DIGITS] if _OTHER_DIGITS.search(cell) else []
    return Checked(read, (*given, *marks))


def _from_date_cell(cell: date) -> Checked[PartialDate]:
    if cell.year < _GREGORIAN_FROM:
        return Checked(PartialDate(cell.year, cell.month, cell.day), (Mark.DATE_JALALI_CELL,))
    day = cell.date() if isinstance(cell, datetime) else cell
    return Checked(PartialDate.from_date(day), (Mark.DATE_GREGORIAN,))


def _from_number(number: int | float, *, today: date) -> Checked[PartialDate]:
    if isinstance(number, bool) or not 0 <= number < _LARGEST:
        raise Refusal("date_unreadable", text=str(number) if abs(number) < _LARGEST else "…")
    if int(number) in _SERIALS:
        day = _EXCEL_DAY_ZERO + timedelta(days=int(number))
        return Checked(PartialDate.from_date(day), (Mark.DATE_EXCEL_SERIAL,))
    if number != int(number):
        raise Refusal("date_unreadable", text=str(number))
    read, marks = _from_text(str(int(number)), today=today)
    return Checked(read, tuple(marks))


def _from_text(text: str, *, today: date) -> tuple[PartialDate, list[Mark]]:
    marks: list[Mark] = []
    unclocked = _CLOCK.sub("", text)
    if unclocked != text:
        marks.append(Mark.DATE_CLOCK_DROPPED)
    if unclocked.isdecimal() and len(unclocked) in (6, 8):
        marks.append(Mark.DATE_COMPACT)
        parts = _compact_parts(unclocked)
    else:
        parts = _parts(unclocked, marks)
    if not 1 <= len(parts) <= 3 or any(len(part) > 2 for part in parts[1:-1]):
        raise Refusal("date_unreadable", text=text)
    try:
        return _assemble(parts, marks, today=today), marks
    except Refusal as refusal:
        raise Refusal(refusal.code, **{**refusal.facts, "text": text}) from None


def _compact_parts(digits: str) -> list[str]:
    """13601011, 840822 or 134511: year first, its length told by what follows."""
    if len(digits) == 8:
        return [digits[:4], digits[4:6], digits[6:]]
    is_month_of_year = not 1 <= int(digits[2:4]) <= 12
    return [digits[:4], digits[4:]] if is_month_of_year else [digits[:2], digits[2:4], digits[4:]]


def _parts(text: str, marks: list[Mark]) -> list[str]:
    """Year, month and day as digits, in the order in which a date reads; a month's name gives its number."""
    if _NEAT.fullmatch(text):
        return text.split("/")
    pieces = [piece for piece in _BETWEEN.split(text) if piece]
    if all(piece.isdecimal() for piece in pieces):
        marks.append(Mark.DATE_SEPARATORS)
        return pieces
    marks.append(Mark.DATE_IN_WORDS)
    return _spoken_parts(pieces)


def _spoken_parts(pieces: list[str]) -> list[str]:
    keys = [key for piece in pieces if (key := search_key(piece)) not in _UNSAID]
    named = [place for place, key in enumerate(keys) if key in _MONTHS]
    if len(named) != 1:
        raise Refusal("date_unreadable", text=" ".join(pieces))
    place = named[0]
    before, after = _spoken_number(keys[:place]), _spoken_number(keys[place + 1 :])
    month = str(_MONTHS[keys[place]])
    if after is None and before is not None and len(before) == 4:
        return [before, month]
    if after is None:
        raise Refusal("date_unreadable", text=" ".join(pieces))
    if before is None:
        return [after, month]
    # «1396 اردیبهشت 20» and «20 اردیبهشت 1396» both name the year with more digits.
    return [before, month, after] if len(before) > 2 else [after, month, before]


def _spoken_number(keys: list[str]) -> str | None:
    if not keys:
        return None
    joined = "".join(keys)
    if joined.isdecimal():
        return joined
    number = _ORDINAL_DAYS.get(joined) or number_from_text(" ".join(keys)) or _ordinal(" ".join(keys))
    if number is None:
        raise Refusal("date_unreadable", text=" ".join(keys))
    return str(number)


def _ordinal(text: str) -> int | None:
    """«بیستم», «بیست و یکم»."""
    return number_from_text(text.removesuffix("م")) if text.endswith("م") else None


def _assemble(parts: list[str], marks: list[Mark], *, today: date) -> PartialDate:
    """Decides which part is the year, and in which calendar and century it is."""
    if len(parts[-1]) == 4 and len(parts) > 1 and len(parts[0]) <= 2:
        marks.append(Mark.DATE_REVERSED)
        parts = parts[::-1]
    if len(parts[0]) == 4:
        return _four_digit(parts, marks)
    if len(parts) == 1 or len(parts[0]) > 2:
        raise Refusal("date_unreadable")
    if len(parts) == 2 and Mark.DATE_IN_WORDS not in marks:
        # 84/08 may be Aban 1384 or the eighth of some month.
        raise Refusal("date_unreadable")
    marks.append(Mark.TWO_DIGIT_YEAR)
    if len(parts) == 3 and int(parts[2]) > 31:
        marks.append(Mark.DATE_REVERSED)
        parts = parts[::-1]
    return _two_digit([int(part) for part in parts], today=today)


def _four_digit(parts: list[str], marks: list[Mark]) -> PartialDate:
    year, *rest = (int(part) for part in parts)
    if year < 1000 or year > _LAST_GREGORIAN:
        raise Refusal("date_unreadable")
    if year >= _GREGORIAN_FROM:
        return _gregorian(year, rest, marks)
    if 0 in rest:
        # «1345/00/00» is how old programs wrote "known to the year".
        marks.append(Mark.DATE_ZERO_PARTS)
        rest = rest[: rest.index(0)]
    if len(rest) == 2 and rest[0] > 12 >= rest[1]:
        marks.append(Mark.DATE_REVERSED)
        rest = rest[::-1]
    return PartialDate(year, *rest)


def _gregorian(year: int, rest: list[int], marks: list[Mark]) -> PartialDate:
    if len(rest) < 2:
        # A Gregorian year or month lies across two Jalali ones, and is likelier a slip of the pen.
        raise Refusal("date_unreadable")
    month, day = rest
    try:
        read = date(year, month, day)
    except ValueError:
        raise Refusal("date_impossible", year=year, month=month, day=day) from None
    marks.append(Mark.DATE_GREGORIAN)
    return PartialDate.from_date(read)


def _two_digit(parts: list[int], *, today: date) -> PartialDate:
    year, *rest = parts
    this_year, _, _ = to_jalali(today)
    century = this_year // 100 * 100
    return PartialDate(century + year if century + year <= this_year else century - 100 + year, *rest)
