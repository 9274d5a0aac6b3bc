"""The file as sheets of columns, read in a process of its own under a ceiling of memory and time."""

from __future__ import annotations

import marshal
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from madadkar.foundation.refusal import Refusal
from madadkar.registry.rosters import child
from madadkar.registry.rosters.guard import MEGABYTE, Format, check_file, check_parts

MOST_ROWS = 300_000
MOST_CELLS = 8_000_000
MOST_LETTERS = 32_767  # Excel's own limit for a cell
MEMORY = 768 * MEGABYTE
PATIENCE_SECONDS = 120

Cell = str | int | float | bool | date


@dataclass
class Column:
    """One column: its distinct values, and for each row the place of its value among them."""

    values: list[Cell]
    places: array[int]

    def cell(self, row: int) -> Cell:
        """The value in a row (counted from 0)."""
        return self.values[self.places[row]]


@dataclass
class Sheet:
    """A sheet as read. Row 0 is the workbook's row 1; columns are the workbook's own, from `first_column`."""

    name: str
    is_hidden: bool
    height: int
    columns: dict[int, Column]
    formulas: frozenset[tuple[int, int]] = frozenset()

    def row(self, number: int) -> dict[int, Cell]:
        """The cells of one row by column."""
        return {index: column.cell(number) for index, column in self.columns.items()}


def read_workbook(content: bytes, file_name: str) -> list[Sheet]:
    """All sheets with anything in them. Raises Refusal("roster_…") for what may or can not be read."""
    form = check_file(content, file_name)
    with tempfile.NamedTemporaryFile(suffix=f".{form.value}") as file:
        file.write(content)
        file.flush()
        with _reader(Path(file.name), form) as reading:
            formulas = _formulas(content, form, reading)
            sheets = [_sheet(told, formulas.get(int(str(told["place"])), [])) for told in _answer(reading)]
    if not sheets:
        raise Refusal("roster_empty")
    return sheets


def packed(sheets: list[Sheet]) -> bytes:
    """The sheets as read, to be kept beside the file: it is read once, however often it is checked."""
    told = [
        (
            sheet.name,
            sheet.is_hidden,
            sheet.height,
            [
                (index, [_plain(value) for value in column.values], column.places.tobytes())
                for index, column in sheet.columns.items()
            ],
            sorted(sheet.formulas),
        )
        for sheet in sheets
    ]
    return marshal.dumps(told)


def unpacked(kept: bytes) -> list[Sheet]:
    """The sheets that were kept."""
    told = marshal.loads(kept)  # noqa: S302 - our own words, kept in our own store
    return [
        Sheet(
            name,
            is_hidden,
            height,
            {
                index: Column([_cell(value) for value in values], _numbers(places))
                for index, values, places in columns
            },
            frozenset(formulas),
        )
        for name, is_hidden, height, columns, formulas in told
    ]


def _reader(path: Path, form: Format) -> subprocess.Popen[bytes]:
    limits = [str(limit) for limit in (MOST_ROWS, MOST_CELLS, MOST_LETTERS, MEMORY)]
    program = [sys.executable, "-I", "-B", str(Path(child.__file__)), str(path), form.value, *limits]
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _formulas(
    content: bytes, form: Format, reading: subprocess.Popen[bytes]
) -> dict[int, list[tuple[str, int]]]:
    """Look through the parts while the other process reads."""
    try:
        return check_parts(content, form, most_rows=MOST_ROWS)
    except Refusal:
        reading.kill()
        reading.communicate()
        raise


def _answer(reading: subprocess.Popen[bytes]) -> Iterator[dict[str, object]]:
    try:
        said, _ = reading.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        reading.kill()
        reading.communicate()
        raise Refusal("roster_too_large_to_read") from None
    if reading.returncode or not said:
        # It was ended by its ceiling of memory.
        raise Refusal("roster_too_large_to_read")
    answer = marshal.loads(said)  # noqa: S302 - our own child's words, not the file's
    if "refused" in answer:
        raise Refusal(answer["refused"], **answer["facts"])
    yield from answer["sheets"]


def _sheet(told: dict[str, object], formulas: list[tuple[str, int]]) -> Sheet:
    first = int(str(told["first_column"]))
    columns: dict[int, Column] = {}
    listed = cast(list[tuple[list[object], bytes]], told["columns"])
    for index, (values, places) in enumerate(listed, first):
        columns[index] = Column([_cell(value) for value in values], _numbers(places))
    at = frozenset((row - 1, _column_index(letters)) for letters, row in formulas)
    return Sheet(str(told["name"]), bool(told["is_hidden"]), int(str(told["height"])), columns, at)


def _numbers(places: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(places)
    return numbers


def _plain(value: Cell) -> object:
    return ("day", value.isoformat()) if isinstance(value, date) else value


def _cell(value: object) -> Cell:
    if isinstance(value, tuple):
        return date.fromisoformat(value[1])
    return value  # type: ignore[return-value]  # marshal gives nothing else


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def as_text(value: Cell) -> str:
    """The cell as a person sees it: whole numbers without a point, days as YYYY-MM-DD."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "بلی" if value else "خیر"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
