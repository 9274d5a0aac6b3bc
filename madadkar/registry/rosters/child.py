"""Reads a workbook in a process of its own, under a ceiling of memory: a hostile file ends it, not the house.

Run as a program: arguments are the file's path, its format, the most rows, cells and letters a cell may have.
It answers on its standard output, in marshal: {"sheets": […]} or {"refused": code, "facts": {…}}.
A sheet's columns are dictionaries of distinct values and, row by row, places in them, so that what is done
for a value is done once. It imports nothing of the house: it must start at once and stay small.
"""

from __future__ import annotations

import csv
import gc
import marshal
import resource
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

_BATCH = 10_000
_ENCODINGS = ("utf-8-sig", "cp1256")


class No(Exception):
    """A refusal on its way out of this process: code and facts."""


def main(arguments: Sequence[str]) -> None:
    """Read the file, answer on standard output."""
    path, form, most_rows, most_cells, most_letters, memory = arguments
    gc.disable()  # rows hold no cycles, and looking for them takes a fifth of the time
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    limits = (int(most_rows), int(most_cells), int(most_letters))
    try:
        answer: dict[str, Any] = {"sheets": _csv(path, limits) if form == "csv" else _workbook(path, limits)}
    except No as no:
        answer = {"refused": no.args[0], "facts": no.args[1]}
    except PasswordError:
        answer = {"refused": "roster_encrypted", "facts": {}}
    except (MemoryError, OverflowError):
        answer = {"refused": "roster_too_large_to_read", "facts": {}}
    except (CalamineError, csv.Error, OSError, ValueError) as trouble:
        answer = {"refused": "roster_not_a_workbook", "facts": {"reason": str(trouble)[:200]}}
    sys.stdout.buffer.write(marshal.dumps(answer))


def _workbook(path: str, limits: tuple[int, int, int]) -> list[dict[str, Any]]:
    book = CalamineWorkbook.from_path(path)
    sheets, cells = [], 0
    for place, about in enumerate(book.sheets_metadata):
        if "WorkSheet" not in str(about.typ):
            continue
        sheet = book.get_sheet_by_index(place)
        if sheet.start is None:
            continue
        cells += sheet.total_height * sheet.width
        if sheet.total_height > limits[0]:
            raise No("roster_too_many_rows", {"rows": sheet.total_height, "limit": limits[0]})
        if cells > limits[1]:
            raise No("roster_too_many_cells", {"limit": limits[1]})
        read = _columns(sheet.iter_rows(), sheet.width, limits)
        is_hidden = about.visible != SheetVisibleEnum.Visible
        sheets.append(
            {
                "name": about.name,
                "place": place,
                "is_hidden": is_hidden,
                "first_column": sheet.start[1],
                **read,
            }
        )
    return sheets


def _csv(path: str, limits: tuple[int, int, int]) -> list[dict[str, Any]]:
    text = _decoded(Path(path).read_bytes())
    if "\0" in text:
        raise No("roster_nul_bytes", {})
    csv.field_size_limit(limits[2])
    lines = text.splitlines()[:20]
    delimiter = max(
        ",;\t", key=lambda mark: min((line.count(mark) for line in lines if line.strip()), default=0)
    )
    if not any(delimiter in line for line in lines):
        delimiter = max(",;\t", key=lambda mark: sum(line.count(mark) for line in lines))
    try:
        width = max((len(row) for row in csv.reader(text.splitlines(), delimiter=delimiter)), default=0)
    except csv.Error as trouble:
        raise No("roster_cell_too_long", {"limit": limits[2]}) from trouble
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    padded = (row + [""] * (width - len(row)) for row in rows)
    read = _columns(padded, width, limits)
    return [{"name": "CSV", "place": 0, "is_hidden": False, "first_column": 0, **read}]


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise No("roster_not_a_workbook", {"reason": "encoding"})


def _columns(rows: Iterable[Sequence[Any]], width: int, limits: tuple[int, int, int]) -> dict[str, Any]:
    # A value that is not known yet gets the next number; the empty cell has 0.
    known: list[dict[Any, int]] = [defaultdict(count(1).__next__, {"": 0}) for _ in range(width)]
    places = [array("I") for _ in range(width)]
    height = 0
    for batch in _batches(iter(rows)):
        height += len(batch)
        if height > limits[0]:
            raise No("roster_too_many_rows", {"rows": height, "limit": limits[0]})
        for values, dictionary, column in zip(zip(*batch, strict=True), known, places, strict=True):
            column.extend(map(dictionary.__getitem__, values))
    columns = [
        ([_plain(value, limits[2]) for value in dictionary], column.tobytes())
        for dictionary, column in zip(known, places, strict=True)
    ]
    return {"height": height, "columns": columns}


def _batches(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _plain(value: Any, most_letters: int) -> Any:
    """The value in marshal's own types; a day becomes ("day", ISO)."""
    if isinstance(value, str):
        if len(value) > most_letters:
            raise No("roster_cell_too_long", {"limit": most_letters})
        if "\0" in value:
            raise No("roster_nul_bytes", {})
        return value
    if isinstance(value, datetime):
        return ("day", value.date().isoformat())
    if isinstance(value, date):
        return ("day", value.isoformat())
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value


if __name__ == "__main__":
    main(sys.argv[1:])
