"""A roster file as persons for the engine: read as the importer reads it, without register or database."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from madadkar.foundation.jalali import to_jalali
from madadkar.foundation.persian import latin_digits, search_key
from madadkar.matching.engine.persons import Person, code_digits, place_key
from madadkar.registry.rosters import people
from madadkar.registry.rosters.cells import Reader, is_blank
from madadkar.registry.rosters.fields import FILE
from madadkar.registry.rosters.read import Cell, as_text, read_workbook
from madadkar.registry.rosters.recognise import Understanding, recognise
from madadkar.registry.rosters.table import Table, lay
from madadkar.registry.rosters.whereabouts import Where

_SEX = {"male": "m", "female": "f"}
_KNOWN_OF_BIRTH = {"day": 8, "month": 6, "year": 4}
_NO_PERSON = {"not_a_person", "duplicate"}
_NO_COUNTY = re.compile("[a-z0-9]")


@dataclass(frozen=True)
class Read:
    """A roster as read: its persons, whose `ref` is their place in `rows`, and what each row is called.

    `rows` holds (household or file number as written, row number in its sheet). `by_file` tells a list of one
    row a file from one of one row a member.
    """

    persons: list[Person]
    rows: list[tuple[str, int]]
    by_file: bool


class _AsSpelled:
    """Keeps the spelling of a county and a place: lists are compared without the table of places."""

    def __init__(self, *, sheets: int) -> None:
        self._is_one_of_many = sheets > 1

    def of(self, county: Cell, place: Cell, area: Cell, sheet: str) -> Where:
        """The keys of what the cells say; where a county is not said, its sheet is perhaps named for it."""
        said = self._county_of(sheet) if is_blank(county) else search_key(as_text(county)[:100])
        lived = "" if is_blank(place) else as_text(place)
        return Where(said.removeprefix("شهرستان"), "", lived[:200], "", "", ())

    def _county_of(self, sheet: str) -> str:
        """One sheet of several may be a county's; «Sheet1» and «برگه ۲» are none."""
        key = search_key(sheet[:100])
        return key if self._is_one_of_many and not _NO_COUNTY.search(key) else ""


def read_roster(path: Path, *, today: date) -> Read:
    """Read a workbook (XLSX, ODS, XLS, CSV) as the importer does; rows with a faulty code are persons too.

    Raises Refusal("roster_…") as the importer does, where the file cannot be read or no header is found.
    """
    sheets = read_workbook(path.read_bytes(), path.name)
    understanding = recognise(sheets, remembered={})
    as_of = understanding.as_of or today
    table = lay(sheets, understanding, reader=Reader(as_of), where=_AsSpelled(sheets=len(sheets)), mends={})
    people.judge(table, kind=understanding.kind, as_of=as_of, is_day_told=False)
    by_file = understanding.kind == FILE
    rows = [row for row, outcome in enumerate(table.outcomes) if outcome not in _NO_PERSON]
    persons = _persons(table, rows, _codes(table, understanding), by_file=by_file)
    codes = table.slot("file_number" if by_file else "code")
    return Read(persons, [(codes[row], table.row_numbers[row]) for row in rows], by_file)


def _codes(table: Table, understanding: Understanding) -> list[str]:
    """The national codes, also those whose check digit is wrong: what was written is evidence."""
    read = list(table.slot("national_code"))
    columns = {guess.name: guess.fields().get("national_code") for guess in understanding.sheets}
    for row, code in enumerate(read):
        column = columns.get(table.sheets[row])
        if not code and column is not None:
            read[row] = code_digits(latin_digits(as_text(table.cells[column].cell(row))))
    return read


def _persons(table: Table, rows: list[int], codes: list[str], *, by_file: bool) -> list[Person]:
    households = Counter(table.slot("code")[row] for row in rows)
    (household, first, last, father, sex, place, county, phone, sheba, size, head, birth, precision) = (
        table.slot(name) for name in (
            "code", "first_key", "last_key", "father_key", "sex", "place_text", "county_id", "mobile",
            "sheba", "size", "is_head", "birth_on", "birth_precision",
        )
    )  # fmt: skip
    return [
        Person(
            ref=ref,
            household=household[row],
            first=first[row],
            last=last[row],
            father=father[row],
            code=codes[row],
            birth=jalali_digits(birth[row], precision[row]),
            sex=_SEX.get(sex[row], ""),
            place=place_key(place[row]),
            county=county[row],
            phone=phone[row],
            sheba=sheba[row],
            size=_size(size[row], households[household[row]], is_alone=by_file or not household[row]),
            is_head=head[row] == "t" if head[row] or household[row] else None,
        )
        for ref, row in enumerate(rows)
    ]


def _size(said: str, listed: int, *, is_alone: bool) -> int | None:
    """How many the household is: what the roster says, else how many rows it has, where it lists them all."""
    if said:
        return int(said)
    return None if is_alone else listed


@cache
def jalali_digits(day: str, precision: str) -> str:
    """A stored day (ISO) as Jalali YYYYMMDD; 00 for what its precision leaves unknown, '' for no day."""
    if not day:
        return ""
    year, month, number = to_jalali(date.fromisoformat(day))
    return f"{year:04}{month:02}{number:02}"[: _KNOWN_OF_BIRTH[precision]].ljust(8, "0")
