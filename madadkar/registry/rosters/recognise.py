"""What the sheets are: where each header stands, what its columns mean, and what day the roster speaks of."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz, process

from madadkar.foundation.jalali import parse
from madadkar.foundation.persian import clean, search_key
from madadkar.foundation.refusal import Refusal
from madadkar.registry.rosters.fields import (
    FILE,
    MEMBER,
    exact_field,
    field_of_key,
    heading_key,
    heading_keys,
    known_headings,
)
from madadkar.registry.rosters.guess import guess_field
from madadkar.registry.rosters.read import Sheet, as_text

_HEADER_WITHIN = 60
_LIKENESS = 90
_SAMPLES = 4
_CODES_COME_AGAIN = 0.95
_HEADS_OWN = "سرپرست"
_KEYS = {"household_code", "file_number", "national_code"}
_OWN = {"father_name", "birth", "sex", "mobile"}
_OF_OTHERS = re.compile("همسر|پدر|مادر|معرف|ضامن|مددکار|قیم|وکیل")
_NAMING = {"first_name", "last_name", "full_name"}
_REPORT_DAY = re.compile(
    r"(?:تاریخ|مورخ|روز)\s*(?:گزارش|تهیه|استخراج|آمار|به\s*روز\s*رسانی)?\s*[:：]?\s*([0-9][0-9/\-.]{5,9})"
)
_AT_DAY = re.compile(r"(?:تا|در|مورخ)\s+(?:تاریخ\s+)?([0-9]{4}[/\-.][0-9]{1,2}[/\-.][0-9]{1,2})")


@dataclass
class ColumnGuess:
    """A column of a sheet: its heading, the field it seems to mean, and a few of its values."""

    index: int
    heading: str
    field: str
    samples: list[str] = dataclasses.field(default_factory=list)


@dataclass
class SheetGuess:
    """A sheet as understood: the rows of its header (counted from 1), its columns, and whether it is read."""

    name: str
    rows: int
    header_row: int
    is_used: bool
    columns: list[ColumnGuess] = dataclasses.field(default_factory=list)

    def fields(self) -> dict[str, int]:
        """Field → column index, of the columns that mean something."""
        return {column.field: column.index for column in self.columns if column.field}


@dataclass
class Understanding:
    """The whole workbook as understood, to be corrected by a person."""

    kind: str
    as_of: date | None
    sheets: list[SheetGuess]

    def told(self) -> list[dict[str, Any]]:
        """The sheets in JSON's own types."""
        return [asdict(sheet) for sheet in self.sheets]


def recognise(sheets: list[Sheet], *, remembered: Mapping[str, str]) -> Understanding:
    """Propose what every sheet and column means; `remembered` are the office's corrections by heading key.

    Raises Refusal("roster_no_header") where no sheet has a header with names of people or codes in it.
    """
    guesses = [_sheet(sheet, remembered) for sheet in sheets]
    _lend_header(sheets, guesses)
    if not any(guess.is_used for guess in guesses):
        _leave_names_to_a_person(sheets, guesses)
    if not any(guess.is_used for guess in guesses):
        raise Refusal("roster_no_header")
    day = next((day for sheet in sheets if (day := _report_day(sheet, guesses)) is not None), None)
    return Understanding(_kind(sheets, guesses), day, guesses)


def restored(kind: str, as_of: date | None, told: list[dict[str, Any]]) -> Understanding:
    """The understanding as it was kept with the import."""
    sheets = [
        SheetGuess(
            one["name"],
            one["rows"],
            one["header_row"],
            one["is_used"],
            [ColumnGuess(**c) for c in one["columns"]],
        )
        for one in told
    ]
    return Understanding(kind, as_of, sheets)


def _sheet(sheet: Sheet, remembered: Mapping[str, str]) -> SheetGuess:
    best, headings = _header(sheet, remembered)
    if best is None:
        return SheetGuess(sheet.name, sheet.height, 0, False)
    guess = SheetGuess(sheet.name, sheet.height - best, best, not sheet.is_hidden)
    guess.columns = _columns(sheet, best, headings, remembered)
    guess.is_used = guess.is_used and guess.rows > 0 and bool(_NAMING & guess.fields().keys())
    return guess


def _leave_names_to_a_person(sheets: list[Sheet], guesses: list[SheetGuess]) -> None:
    """Headings of names may be unheard of: where codes are found, a person can say which column is which."""
    for sheet, guess in zip(sheets, guesses, strict=True):
        guess.is_used = not sheet.is_hidden and guess.rows > 0 and bool(_KEYS & guess.fields().keys())


def _header(sheet: Sheet, remembered: Mapping[str, str]) -> tuple[int | None, dict[int, str]]:
    """The number of rows up to and with the header, and the headings; a header may stand in two rows."""
    rows = [_texts(sheet, number) for number in range(min(sheet.height, _HEADER_WITHIN))]
    best: tuple[int, int | None, dict[int, str]] = (2, None, {})
    for number, row in enumerate(rows):
        score = _score(row, remembered)
        if score > best[0] or (score == best[0] and best[1] is None and _is_least(row, remembered)):
            best = (score, number + 1, row)
        if number and score:
            both = {**rows[number - 1], **row}
            joined = _score(both, remembered)
            if joined > best[0] and _score(rows[number - 1], remembered) and not _is_title(rows[number - 1]):
                best = (joined, number + 1, both)
    return best[1], best[2]


def _texts(sheet: Sheet, number: int) -> dict[int, str]:
    texts = {index: clean(as_text(value)[:200]) for index, value in sheet.row(number).items() if value != ""}
    return {index: text for index, text in texts.items() if text}


def _is_title(row: Mapping[int, str]) -> bool:
    return len(row) == 1


def _is_least(row: Mapping[int, str], remembered: Mapping[str, str]) -> bool:
    """Two headings are enough where they are a name and a code."""
    named = {_field(text, remembered) for text in row.values()}
    return bool(named & _NAMING) and bool(named & _KEYS)


def _score(row: Mapping[int, str], remembered: Mapping[str, str]) -> int:
    """How many different fields a row's cells name."""
    return len({found for text in row.values() if (found := _field(text, remembered))})


def _field(heading: str, remembered: Mapping[str, str]) -> str:
    """The field of a heading: as the office said before, else in so many words, else by likeness."""
    keys = heading_keys(heading)
    if keys and keys[0] in remembered:
        return remembered[keys[0]]
    if exact := exact_field(heading):
        return exact
    for key in keys:
        if 5 <= len(key) <= 40:
            like = process.extractOne(key, known_headings(), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
            if like:
                return field_of_key(like[0])
    return ""


def _columns(
    sheet: Sheet, header_row: int, headings: Mapping[int, str], remembered: Mapping[str, str]
) -> list[ColumnGuess]:
    """Every column with its proposed field, each field once: the first that says it outright has it.

    «کد ملی عضو» comes before «کد ملی سرپرست», which belongs to every member of the household.
    """
    taken: set[str] = set()
    columns = []
    for index, column in sheet.columns.items():
        below = (column.cell(row) for row in range(header_row, min(sheet.height, header_row + 40)))
        samples = _samples(below, headings.get(index, ""))
        if index not in headings and not samples:
            continue
        columns.append(ColumnGuess(index, headings.get(index, ""), "", samples))
    own_first = sorted(columns, key=lambda guess: _HEADS_OWN in guess.heading)
    for is_exact in (True, False):
        for guess in own_first:
            found = _field(guess.heading, remembered) if guess.heading and not guess.field else ""
            sure = exact_field(guess.heading) == found or heading_key(guess.heading) in remembered
            if found and found not in taken and (sure or not is_exact):
                guess.field = found
                taken.add(found)
    for guess in columns:
        if guess.field or heading_key(guess.heading) in remembered:
            continue
        found = guess_field(sheet.columns[guess.index].values, heading=guess.heading)
        if found and found not in taken:
            guess.field = found
            taken.add(found)
    return _settled(columns)


def _settled(columns: list[ColumnGuess]) -> list[ColumnGuess]:
    """Where the head's code stands beside the member's own, it is the household's key.

    What else is the head's alone says nothing of the members.
    """
    fields = {column.field: column for column in columns if column.field}
    heads = [c for c in columns if _HEADS_OWN in c.heading and not c.field and "ملی" in c.heading]
    own = fields.get("national_code")
    if "relation" in fields and "household_code" not in fields:
        if heads:
            heads[0].field = "household_code"
        elif own is not None and _HEADS_OWN in own.heading:
            own.field = "household_code"
    for name in _OWN & fields.keys():
        if "relation" in fields and _HEADS_OWN in fields[name].heading:
            fields[name].field = ""
    if "full_name" in fields and {"first_name", "last_name"} <= fields.keys():
        fields["full_name"].field = ""
    return columns


def _samples(values: Iterable[object], heading: str) -> list[str]:
    texts = (clean(str(as_text(value))[:60]) for value in values)  # type: ignore[arg-type]  # cells
    return [text for text in dict.fromkeys(texts) if text and text != heading][:_SAMPLES]


def _lend_header(sheets: list[Sheet], guesses: list[SheetGuess]) -> None:
    """A sheet that goes on without a header has the columns of the one before it."""
    lender: SheetGuess | None = None
    for sheet, guess in zip(sheets, guesses, strict=True):
        if guess.is_used:
            lender = guess
        elif lender and guess.header_row == 0 and not sheet.is_hidden and _continues(sheet, lender):
            guess.columns = [ColumnGuess(c.index, c.heading, c.field, c.samples) for c in lender.columns]
            guess.is_used, guess.header_row, guess.rows = True, 0, sheet.height


def _continues(sheet: Sheet, lender: SheetGuess) -> bool:
    codes = [c.index for c in lender.columns if c.field in {"national_code", "mobile", "sheba", "birth"}]
    agreeing = [i for i in codes if i in sheet.columns and guess_field(sheet.columns[i].values, least=1)]
    return bool(codes) and len(agreeing) * 2 >= len(codes)


def _kind(sheets: list[Sheet], guesses: list[SheetGuess]) -> str:
    """A row a member where relations are told or household codes come again; else a row a file."""
    fields = {name for guess in guesses if guess.is_used for name in guess.fields()}
    if "relation" in fields:
        return MEMBER
    if "household_code" in fields and "file_number" not in fields:
        for sheet, guess in zip(sheets, guesses, strict=True):
            index = guess.fields().get("household_code") if guess.is_used else None
            if index is not None:
                codes = sheet.columns[index].places[guess.header_row :]
                if len(set(codes)) < _CODES_COME_AGAIN * len(codes):
                    return MEMBER
    return FILE


def _report_day(sheet: Sheet, guesses: list[SheetGuess]) -> date | None:
    """«تاریخ گزارش: ۱۳۹۹/۱۲/۲۵» above the header, or in the sheet's name."""
    guess = next(guess for guess in guesses if guess.name == sheet.name)
    above = [
        text for number in range(max(0, guess.header_row - 1)) for text in _texts(sheet, number).values()
    ]
    for text in [*above, clean(sheet.name)]:
        for pattern in (_REPORT_DAY, _AT_DAY):
            found = pattern.search(text)
            if found and (day := _day(found[1])) is not None:
                return day
    return _day_beside(sheet, guess)


def _day_beside(sheet: Sheet, guess: SheetGuess) -> date | None:
    """The label in one cell, the day in the next."""
    for number in range(max(0, guess.header_row - 1)):
        texts = list(_texts(sheet, number).values())
        for label, value in pairwise(texts):
            if "تاریخ" in label and "گزارش" in label and search_key(value)[:2].isdigit():
                return _day(value)
    return None


def _day(text: str) -> date | None:
    try:
        read = parse(text, today=date(2100, 1, 1)).value
    except Refusal:
        return None
    return read.earliest if read.precision == "day" and len(text) >= 8 else None
