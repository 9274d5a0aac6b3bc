"""Sheets that leave the house are read back as they were meant, and run nothing."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from madadkar.foundation import sheets
from madadkar.foundation.sheets import csv_bytes, is_risky, xlsx_bytes

HEADINGS = ("نام", "کد ملی", "اعضا")
RISKY = (
    "=1+1",
    "+98912",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =cmd|' /C calc'!A0",
    "\u200f=1",
    "＝1",
    '"=1',
    "\n=HYPERLINK(1)",
)


def _book(body: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]


@pytest.mark.parametrize("text", RISKY)
def test_a_text_that_looks_like_a_formula_stays_a_text_in_a_workbook(text: str) -> None:
    body = xlsx_bytes(title="خانوارها", headings=HEADINGS, rows=[(text, "", 1)])

    cell = _book(body).cell(2, 1)
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert cell.quotePrefix
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", RISKY)
def test_a_text_that_looks_like_a_formula_is_quoted_in_csv(text: str) -> None:
    body = csv_bytes(headings=HEADINGS, rows=[(text, "", 1)])

    [_, row] = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    assert row[0] == f"'{text}"


@pytest.mark.parametrize("text", ["زهرا بیگدلی", "می‌رود", "۱۲۳", "الف-ب", "0012345678", "شماره ۲ = دو", "۵٪"])
def test_ordinary_persian_leaves_unchanged(text: str) -> None:
    assert not is_risky(text)
    [_, row] = csv.reader(io.StringIO(csv_bytes(headings=["نام"], rows=[(text,)]).decode("utf-8-sig")))
    assert row == [text]


def test_a_code_keeps_its_leading_zeros_and_a_number_stays_a_number() -> None:
    book = _book(xlsx_bytes(title="خانوارها", headings=HEADINGS, rows=[("زهرا", "0012345678", 4)]))

    assert [cell.value for cell in book[2]] == ["زهرا", "0012345678", 4]
    assert book.cell(2, 2).data_type == "s"
    assert book.cell(2, 3).data_type == "n"


def test_the_sheet_reads_from_right_to_left_with_its_headings_in_sight() -> None:
    book = _book(xlsx_bytes(title="خانوارها", headings=HEADINGS, rows=[]))

    assert book.sheet_view.rightToLeft
    assert book.freeze_panes == "A2"
    assert [cell.value for cell in book[1]] == list(HEADINGS)


def test_days_leave_as_jalali_and_answers_as_words() -> None:
    body = csv_bytes(
        headings=["روز", "پاسخ", "سهم", "هیچ"], rows=[(date(2017, 5, 10), True, Decimal("5.5"), None)]
    )

    [_, row] = csv.reader(io.StringIO(body.decode("utf-8-sig")))
    assert row == ["1396/02/20", "بلی", "5.5", ""]


def test_letters_that_no_workbook_may_hold_are_left_out() -> None:
    book = _book(xlsx_bytes(title="a/b:c", headings=["نام"], rows=[("زه\x00را\x0b",)]))

    assert book.cell(2, 1).value == "زهرا"
    assert book.title == "a b c"


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_ROWS_A_SHEET", 2)
    body = xlsx_bytes(title="خانوارها", headings=["نام"], rows=[(str(place),) for place in range(5)])

    book = openpyxl.load_workbook(io.BytesIO(body))
    assert [sheet.max_row for sheet in book.worksheets] == [3, 3, 2]
    assert [sheet.cell(1, 1).value for sheet in book.worksheets] == ["نام"] * 3


def test_csv_opens_in_persian_by_its_mark() -> None:
    assert csv_bytes(headings=["نام"], rows=[]).startswith(b"\xef\xbb\xbf")
