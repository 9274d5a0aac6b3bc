"""Sheets that leave the house: right to left, codes as text, nothing in them that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from madadkar.foundation.jalali import format_day
from madadkar.foundation.persian import latin_digits

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
_ROWS_A_SHEET = 1_000_000
_LONGEST_CELL = 32_767
# A spreadsheet takes a cell that begins so (spaces and quotes before it count for nothing) for a formula.
_IS_FORMULA = re.compile(r"^[\s\"'\u200b-\u200f\ufeff]*[=+\-@\t\r|%＝＋－＠]")
_STARTS_WITH_CONTROL = re.compile(r"^[\t\r\n]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHEET_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")

Cell = str | int | Decimal | date | bool | None


def xlsx_bytes(*, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One workbook of a list, in memory; for long lists use `write_xlsx` on a file."""
    held = io.BytesIO()
    write_xlsx(held, title=title, headings=headings, rows=rows)
    return held.getvalue()


def csv_bytes(*, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One list as CSV that Excel opens in Persian (UTF-8 with its mark)."""
    held = io.StringIO(newline="")
    write_csv(held, headings=headings, rows=rows)
    return held.getvalue().encode("utf-8-sig")


def write_xlsx(
    target: IO[bytes], *, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Write a list as a workbook in constant memory; gives the number of rows written.

    Text stays text, whatever it begins with: it is written as strings in cells formatted as text, and what
    a spreadsheet would take for a formula when edited bears its quote prefix. A list longer than a sheet
    goes on in the next one.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    pen = _Pen(book, title, headings)
    written = 0
    for row in rows:
        pen.write(row)
        written += 1
    book.close()
    return written


def write_csv(target: IO[str], *, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write a list as CSV; gives the number of rows. A text it would run is led by a quote."""
    writer = csv.writer(target)
    writer.writerow([_csv_cell(heading) for heading in headings])
    written = 0
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
        written += 1
    return written


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take this text for a formula."""
    return bool(_IS_FORMULA.match(text) or _STARTS_WITH_CONTROL.match(text))


class _Pen:
    """Writes rows one below the other, and turns to a new sheet when one is full."""

    def __init__(self, book: Any, title: str, headings: Sequence[str]) -> None:
        self.book, self.headings = book, headings
        self.title = _SHEET_NAME_FORBIDDEN.sub(" ", title).strip()[:28] or "فهرست"
        self.heading = book.add_format({"bold": True, "bg_color": "#E3F0EE", "border": 1, "num_format": "@"})
        self.text = book.add_format({"num_format": "@"})
        self.quoted = book.add_format({"num_format": "@", "quote_prefix": True})
        self.number = book.add_format({"num_format": "#,##0"})
        self.sheets = 0
        self._turn()

    def write(self, row: Sequence[Any]) -> None:
        """One row of cells."""
        if self.place > _ROWS_A_SHEET:
            self._turn()
        for column, cell in enumerate(row):
            self._cell(column, cell)
        self.place += 1

    def _cell(self, column: int, cell: Any) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
            self.sheet.write_number(self.place, column, cell, self.number)
            return
        text = _text(cell)
        self.sheet.write_string(self.place, column, text, self.quoted if is_risky(text) else self.text)

    def _turn(self) -> None:
        self.sheets += 1
        name = self.title if self.sheets == 1 else f"{self.title} {self.sheets}"
        self.sheet = self.book.add_worksheet(name)
        self.sheet.right_to_left()
        self.sheet.set_paper(9)  # A4
        self.sheet.repeat_rows(0)
        self.sheet.freeze_panes(1, 0)
        for column, heading in enumerate(self.headings):
            self.sheet.set_column(column, column, max(12, min(40, len(heading) + 6)))
            self.sheet.write_string(0, column, _text(heading), self.heading)
        self.place = 1


def _csv_cell(cell: Any) -> Any:
    if cell is None or (isinstance(cell, int | Decimal) and not isinstance(cell, bool)):
        return cell
    text = _text(cell)
    return f"'{text}" if is_risky(text) else text


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "بلی" if cell else "خیر"
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return latin_digits(format_day(day))
    return _FORBIDDEN.sub("", str(cell))[:_LONGEST_CELL]
