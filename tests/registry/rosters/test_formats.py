"""XLSX, XLS, ODS and CSV bring the same family; headers and columns are found as offices make them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from madadkar.foundation.scope import within
from madadkar.registry.models import Person, Residence
from madadkar.registry.rosters.actions import set_mapping
from madadkar.registry.rosters.read import as_text, read_workbook
from madadkar.registry.rosters.recognise import Understanding, recognise
from tests.registry.rosters.desk import (
    FAMILY,
    FILE_HEADINGS,
    KAMRAN,
    MEMBER_HEADINGS,
    MEYSAM,
    MINA,
    NARGES,
    NOW,
    RABABEH,
    SAKINEH,
    Desk,
    changed,
    workbook,
)

ROWS = (("فهرست",), ("تاریخ گزارش: ۱۳۹۹/۱۲/۲۵",), MEMBER_HEADINGS, *FAMILY, SAKINEH)


def _csv(rows: Sequence[Sequence[Any]], encoding: str, delimiter: str) -> bytes:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(rows)
    return held.getvalue().encode(encoding, errors="replace")


def _ods(rows: Sequence[Sequence[Any]]) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}office:1.0"'
        f' xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="مددجویان">{lines}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return held.getvalue()


def _understood(content: bytes, name: str = "roster.xlsx") -> Understanding:
    return recognise(read_workbook(content, name), remembered={})


def _fields(content: bytes) -> dict[str, int]:
    return _understood(content).sheets[0].fields()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", workbook(("مددجویان", ROWS))),
        ("a.xls", (Path(__file__).parent / "old_excel.xls").read_bytes()),
        ("a.ods", _ods(ROWS)),
        ("a.csv", _csv(ROWS, "utf-8", ",")),
        ("a.csv", _csv(ROWS, "utf-8-sig", ";")),
        ("a.csv", _csv(ROWS, "utf-16", "\t")),
        ("a.csv", _csv(ROWS, "cp1256", ";").replace(b"?", b"\xed")),
    ],
    ids=["xlsx", "xls", "ods", "utf-8", "utf-8-sig", "utf-16", "windows-1256"],
)
def test_every_format_brings_the_same_family(desk: Desk, name: str, content: bytes) -> None:
    roster = desk.bring(content, name)

    assert desk.outcomes(roster) == {"new": 4}
    with within(desk.by):
        assert set(Person.objects.values_list("first_name", flat=True)) == {"میثم", "نرگس", "مینا", "سکینه"}


def test_other_headings_in_another_order_mean_the_same() -> None:
    said = (
        "شماره تماس",
        "ت. تولد",
        "شماره ملی (ده رقمی)",
        "ن. پدر",
        "اسم و فامیل",
        "نسبت",
        "شماره خانوار",
        "جنس",
    )
    told = ("09123456781", "1360/07/02", "9990000000", "بهادر", "میثم رضایی", "سرپرست", 1, "مرد")
    fields = _fields(workbook(("برگه", [said, told, told])))

    assert fields == {
        "mobile": 0,
        "birth": 1,
        "national_code": 2,
        "father_name": 3,
        "full_name": 4,
        "relation": 5,
        "household_code": 6,
        "sex": 7,
    }


def test_a_column_without_a_heading_is_known_by_its_values() -> None:
    headings = list(MEMBER_HEADINGS)
    headings[6] = headings[8] = "؟"
    fields = _fields(workbook(("برگه", [headings, *FAMILY])))

    assert (fields["national_code"], fields["sex"]) == (6, 8)


def test_a_header_in_two_rows_is_read_together() -> None:
    above = [*MEMBER_HEADINGS[:10], "محل زندگی", "", *MEMBER_HEADINGS[12:]]
    below = ["" for _ in MEMBER_HEADINGS]
    below[10:12] = ["شهرستان", "شهر / روستا"]
    guess = _understood(workbook(("برگه", [("عنوان",), above, below, *FAMILY]))).sheets[0]

    assert guess.header_row == 3
    assert {"county", "place", "national_code"} <= guess.fields().keys()


def test_a_sheet_that_explains_is_left_alone_and_counties_by_sheet_are_read(other_desk: Desk) -> None:
    content = workbook(
        ("راهنما", [("این فهرست را پر کنید",)]),
        ("ابهر", [FILE_HEADINGS, KAMRAN]),
        ("خدابنده", [FILE_HEADINGS, changed(RABABEH, c10="قیدار")]),
    )
    roster = other_desk.bring(content)

    assert other_desk.outcomes(roster) == {"new": 2}
    with within(other_desk.by):
        homes = Residence.objects.order_by("pk").values_list("county__name", "place__name")
        assert set(homes) == {("ابهر", "ابهر"), ("خدابنده", "قیدار")}


def test_a_sheet_that_goes_on_without_a_header_is_read_with_the_one_before(other_desk: Desk) -> None:
    content = workbook(
        ("ابهر", [FILE_HEADINGS, KAMRAN]), ("خدابنده", [RABABEH, changed(RABABEH, c0="99-3", c3="")])
    )
    roster = other_desk.check(other_desk.receive(content).roster)

    assert roster.counts["rows"] == 3


def test_codes_of_merged_cells_are_taken_from_above(desk: Desk) -> None:
    rows = [MEYSAM, changed(NARGES, c1=""), changed(MINA, c1=""), SAKINEH]
    roster = desk.bring(workbook(("برگه", [MEMBER_HEADINGS, *rows])))

    assert desk.outcomes(roster) == {"new": 4}
    assert roster.counts["households"] == 2
    assert roster.finding_counts["household_filled_down"] == 2


def test_one_code_forgotten_among_many_is_an_error(desk: Desk) -> None:
    rows = [MEYSAM, NARGES, MINA, changed(SAKINEH, c1="")]
    roster = desk.bring(workbook(("برگه", [MEMBER_HEADINGS, *rows])))

    assert desk.outcomes(roster) == {"new": 3, "waiting": 1}
    assert roster.finding_counts["household_missing"] == 1


def test_a_corrected_heading_is_remembered_for_the_office(desk: Desk) -> None:
    headings = list(MEMBER_HEADINGS)
    headings[5] = "ستون پنجم"
    roster = desk.receive(workbook(("برگه", [headings, *FAMILY]))).roster
    assert "father_name" not in {column["field"] for column in roster.sheets[0]["columns"]}
    with within(desk.by):
        set_mapping(roster_id=roster.pk, sheet="برگه", fields={5: "father_name"}, by=desk.by, at=NOW)
    again = desk.receive(workbook(("برگه", [headings, *FAMILY, SAKINEH]))).roster

    assert again.sheets[0]["columns"][5]["field"] == "father_name"


def test_the_day_stands_in_the_title_or_beside_its_label() -> None:
    for titles in ([("آمار تا تاریخ 1399/12/25",)], [("تاریخ گزارش", "1399/12/25")], [("مورخ: ۱۳۹۹/۱۲/۲۵",)]):
        understood = _understood(workbook(("برگه", [*titles, MEMBER_HEADINGS, *FAMILY])))
        assert understood.as_of is not None
        assert understood.as_of.isoformat() == "2021-03-15"


def test_whole_numbers_are_shown_without_a_point() -> None:
    sheet = read_workbook(workbook(("برگه", [("کد", "نام"), (10000.0, "میثم")])), "a.xlsx")[0]

    assert as_text(sheet.columns[0].cell(1)) == "10000"
