"""Where a brought roster stands: what was not read of it, what came after it, and what is left to commit."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from madadkar.casework.management.commands.roster_import import counted
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.registry.models import Circumstance
from madadkar.registry.rosters.actions import mend_cells, receive_roster
from madadkar.registry.rosters.guard import Format, check_parts
from madadkar.registry.rosters.standing import newer_roster, unread_sheets
from tests.registry.rosters.desk import (
    FAMILY,
    MEMBER_HEADINGS,
    MEYSAM,
    NARGES,
    NOW,
    SAKINEH,
    Desk,
    changed,
    code,
    members,
    spoilt,
    workbook,
)

NEWER = (("فهرست",), ("تاریخ گزارش: ۱۴۰۰/۰۶/۳۱",))


@pytest.mark.parametrize(
    ("written", "group", "detail"),
    [
        ("بیماری MS", "special_patient", "MS"),
        ("بیمار ام‌اس", "special_patient", "ام‌اس"),
        ("ام.اس", "special_patient", "ام.اس"),
        ("مبتلا به تالاسمی ماژور", "special_patient", "تالاسمی ماژور"),
        ("بیمار خاص (EB)", "special_patient", "EB"),
        ("نارسایی کلیه", "special_patient", "نارسایی کلیه"),
        ("بیماری سرطان", "cancer_patient", ""),
        ("بیماری صعب‌العلاج", "hard_patient", ""),
    ],
)
def test_an_illness_is_understood_however_it_is_named(
    desk: Desk, written: str, group: str, detail: str
) -> None:
    desk.bring(members(changed(MEYSAM, c13=written)))

    with within(desk.by):
        assert list(Circumstance.objects.values_list("group", "detail")) == [(group, detail)]


def test_sheets_that_are_not_read_are_told_by_name(desk: Desk) -> None:
    content = workbook(("راهنما", [("بخوانید",), ("و بنویسید",)]), ("مددجویان", [MEMBER_HEADINGS, *FAMILY]))

    assert unread_sheets(roster=desk.bring(content)) == ["راهنما"]


def test_an_older_roster_after_a_newer_one_is_told_so_while_the_newer_one_stands(desk: Desk) -> None:
    newer = desk.bring(members(*FAMILY, titles=NEWER))
    older = desk.check(desk.receive(members(*FAMILY, SAKINEH)).roster)

    with within(desk.by):
        assert newer_roster(roster=older) == newer
        assert newer_roster(roster=newer) is None
    desk.undo(newer)
    with within(desk.by):
        assert newer_roster(roster=older) is None


def test_a_committed_roster_checked_again_is_committed_until_something_new_can_be(desk: Desk) -> None:
    roster = desk.bring(members(MEYSAM, changed(NARGES, c6=spoilt(code(2)))))

    assert desk.check(roster).state == "committed"
    with within(desk.by):
        told = {"roster_id": roster.pk, "sheet": "مددجویان", "row_number": 5, "by": desk.by, "at": NOW}
        mend_cells(texts={6: code(2)}, **told)
    roster = desk.check(roster)
    assert roster.state == "checked"
    assert desk.commit(roster).state == "committed"


def test_the_command_tells_unread_sheets_and_a_newer_roster(desk: Desk) -> None:
    desk.bring(members(*FAMILY, titles=NEWER))
    receipt = desk.receive(members(*FAMILY, SAKINEH))
    roster = desk.check(receipt.roster)
    with within(desk.by):
        told = counted(roster, receipt)

    assert told["sheets_unread"] == []
    assert told["older_than"]["as_of"] == str(date(2021, 9, 22))


def _ods(cells: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{space}office:1.0"'
        f' xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="راهنما"/><table:table table:name="مددجویان">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return held.getvalue()


def test_a_formula_of_an_opendocument_workbook_is_found_where_it_stands() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="27"/>'
        '<table:table-cell table:formula="of:=1+1" office:value="2"/></table:table-row>'
    )

    assert check_parts(_ods(rows), Format.ODS, most_rows=100) == {1: [("AB", 4)]}
    assert check_parts(_ods("<table:table-row/>"), Format.ODS, most_rows=100) == {}


def test_an_opendocument_roster_with_formulas_for_values_is_refused(desk: Desk) -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(text: str, more: str = "") -> str:
        kind = 'office:value-type="string"'
        return f"<table:table-cell {kind} {more}><text:p>{text}</text:p></table:table-cell>"

    header = row(*(cell(name) for name in ("کد خانوار", "نسبت", "نام", "نام خانوادگی", "کد ملی")))
    made = 'table:formula="of:=[.A1]"'
    line = row(cell("1"), cell("سرپرست"), cell("میثم", made), cell("رضایی"), cell(code(1)))

    with within(desk.by), pytest.raises(Refusal, match="roster_formulas"):
        receive_roster(content=_ods(header + line), file_name="a.ods", office=desk.office, by=desk.by, at=NOW)
