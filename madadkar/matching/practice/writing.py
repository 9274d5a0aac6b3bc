"""Practice rosters as workbooks in the look offices send them, so that reading is practised as well."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from random import Random

import xlsxwriter

from madadkar.matching.practice.copying import Row
from madadkar.matching.practice.errors import Birth
from madadkar.matching.practice.rosters import Practice

_MEMBERS = (
    "ردیف", "کد خانوار", "نسبت با سرپرست", "نام", "نام خانوادگی", "نام پدر", "کد ملی", "تاریخ تولد", "جنسیت",
    "وضعیت تأهل", "شهرستان", "شهر / روستا", "شهری/روستایی", "کدپستی", "تلفن همراه", "شماره شبا", "نوع خدمات",
)  # fmt: skip
_FILES = (
    "شماره پرونده", "نام و نام خانوادگی", "نام پدر", "کدملی", "ت.تولد", "جنس", "بعد خانوار", "حوزه",
    "وضعيت پرونده", "مستمري بگير", "بخش/روستا", "موبايل", "شماره حساب شبا",
)  # fmt: skip
_ARABIC = str.maketrans("یک", "يك")
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_FIELDS = ("کودکان و نوجوانان", "زنان و خانواده", "آسیب‌دیدگان اجتماعی")
_STATES = ("فعال", "فعّال", "غیر فعال", "راکد", "مختومه")
Cell = str | int | None


def write_rosters(made: Practice, *, folder: Path, seed: int = 0) -> tuple[Path, Path]:
    """Write `left.xlsx` (a row a member), `right.xlsx` (a row a file, a sheet a county) and `truth.json`.

    What a keyboard and a hand leave is in the cells: Arabic letters, Persian digits, half-spaces lost or made
    spaces, codes as numbers, days in four spellings. Answers the two workbooks.
    """
    folder.mkdir(parents=True, exist_ok=True)
    hand = _Hand(Random(f"writing {seed}"))  # noqa: S311 - invented people
    left, right = folder / "left.xlsx", folder / "right.xlsx"
    _write_members(left, made.left_rows, hand)
    _write_files(right, made.right_rows, hand)
    truth = json.dumps(_truth(made), ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(truth, encoding="utf-8")
    return left, right


def _truth(made: Practice) -> dict[str, object]:
    left = {row.ref: row for row in made.left_rows}
    right = {row.ref: row for row in made.right_rows}
    pairs = [
        {
            "b_file": right[b].household,
            "a_household": int(left[a].household),
            "a_national_code": left[a].someone.code,
        }
        for a, b in sorted(made.links)
    ]
    households = [{"b_file": b, "a_household": int(a)} for a, b in sorted(made.households)]
    return {
        "households_a": len({row.household for row in made.left_rows}),
        "persons_a": len(made.left_rows),
        "files_b": len(made.right_rows),
        "pairs": pairs,
        "households": households,
    }


class _Hand:
    """How a hand and a keyboard put a text into a cell."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice

    def text(self, text: str) -> Cell:
        """Persian or Arabic letters, half-spaces kept, lost or made spaces, now and then a space too many."""
        dice = self.dice
        if dice.random() < 0.3:
            text = text.translate(_ARABIC)
        if "\u200c" in text:
            text = text.replace("\u200c", dice.choice(("\u200c", " ", "")))
        if dice.random() < 0.03:
            text += " "
        return text or None

    def digits(self, digits: str) -> Cell:
        """Mostly ASCII, sometimes Persian digits, sometimes a number cell, sometimes with a space before."""
        chance = self.dice.random()
        if chance < 0.08:
            return digits.translate(_PERSIAN_DIGITS) or None
        if chance < 0.13 and digits and digits[0] != "0" and len(digits) <= 10:
            return int(digits)
        return f" {digits}" if chance > 0.98 and digits else digits or None

    def day(self, birth: Birth) -> Cell:
        """1360/07/02, 60/07/02, ۱۳۶۰/۷/۲, 1360-07-02, or the year alone."""
        year, month, day = birth
        if not month:
            return f"{year}"
        chance = self.dice.random()
        if chance < 0.12:
            return f"{year % 100:02}/{month:02}/{day:02}"
        if chance < 0.27:
            return f"{year}/{month}/{day}".translate(_PERSIAN_DIGITS)
        mark = "-" if chance < 0.33 else "/"
        return f"{year}{mark}{month:02}{mark}{day:02}"


def _write_members(path: Path, rows: list[Row], hand: _Hand) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("مددجویان")
        sheet.right_to_left()
        sheet.merge_range(0, 0, 0, len(_MEMBERS) - 1, "فهرست خانوارهای تحت پوشش کمیته امداد امام خمینی (ره)")
        sheet.write(1, 0, "تاریخ گزارش: ۱۳۹۹/۱۲/۲۵")
        sheet.write_row(3, 0, _MEMBERS)
        for place, row in enumerate(rows):
            sheet.write_row(4 + place, 0, _member(row, hand))
        sheet.write_row(4 + len(rows), 3, ("جمع کل", len(rows)))


def _member(row: Row, hand: _Hand) -> list[Cell]:
    return [
        row.ref, int(row.household), row.relation, hand.text(row.first), hand.text(row.last),
        hand.text(row.father), hand.digits(row.code), hand.day(row.birth), "مرد" if row.sex == "m" else "زن",
        row.someone.marital or None, hand.text(row.home.county), hand.text(row.home.place),
        "شهری" if row.home.is_city else "روستایی", None, hand.digits(row.phone),
        row.sheba or None, "مستمر",
    ]  # fmt: skip


def _write_files(path: Path, rows: list[Row], hand: _Hand) -> None:
    by_county: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_county[row.home.county].append(row)
    with xlsxwriter.Workbook(path) as book:
        for county in sorted(by_county):
            sheet = book.add_worksheet(county[:31].replace("/", " "))
            sheet.right_to_left()
            sheet.write_row(0, 0, _FILES)
            for place, row in enumerate(by_county[county], 1):
                sheet.write_row(place, 0, _file(row, hand))


def _file(row: Row, hand: _Hand) -> list[Cell]:
    dice = hand.dice
    return [
        row.household, hand.text(f"{row.first} {row.last}"), hand.text(row.father), hand.digits(row.code),
        hand.day(row.birth), "مذكر" if row.sex == "m" else "مونث", row.size, dice.choice(_FIELDS),
        dice.choice(_STATES), dice.choice(("بلی", "خیر")), hand.text(row.home.place), row.phone or None,
        row.sheba or None,
    ]  # fmt: skip
