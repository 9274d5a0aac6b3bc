"""Files that mean harm, or that are no rosters: a clear no, little memory, and nothing half done."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters.read import read_workbook
from madadkar.web.refusals import SENTENCES, sentence
from tests.registry.rosters.desk import FAMILY, MEMBER_HEADINGS, Desk, members, workbook

GIBIBYTE = 1024**3
_MEASURED = """
import resource, sys
from madadkar.foundation.refusal import Refusal
from madadkar.registry.rosters.read import read_workbook
content = open(sys.argv[1], "rb").read()
try:
    read_workbook(content, sys.argv[1])
    said = "read"
except Refusal as refusal:
    said = refusal.code
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(said, int(own.split()[1]) * 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def _refused(content: bytes, name: str = "roster.xlsx") -> str:
    with pytest.raises(Refusal) as told:
        read_workbook(content, name)
    assert told.value.code in SENTENCES
    assert "؟" not in sentence(told.value)
    return told.value.code


def _measured(tmp_path: Path, content: bytes, name: str = "roster.xlsx") -> tuple[str, int]:
    """The answer, and the most memory that the reading process and its child held together."""
    path = tmp_path / name
    path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(path)], capture_output=True, text=True, check=True, timeout=300
    )
    said, own, childs = done.stdout.split()
    return said, int(own) + int(childs)


def _zip(**members_: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members_.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return held.getvalue()


def _with_member(content: bytes, name: str, member: bytes) -> bytes:
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, member)
    return held.getvalue()


def _replaced(content: bytes, name: str, change: tuple[bytes, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            part = old.read(member)
            new.writestr(member, part.replace(*change) if member == name else part)
    return held.getvalue()


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, b"<html></html>", b"PK\x03\x04broken"]
)
def test_what_is_not_a_workbook_is_refused(content: bytes) -> None:
    assert _refused(content) == "roster_not_a_workbook"


def test_an_empty_file_is_refused() -> None:
    assert _refused(b"") == "roster_empty"


def test_a_document_that_is_a_zip_but_no_workbook_is_refused() -> None:
    assert _refused(_zip(word__document_DOT_xml=b"<w/>")) == "roster_not_a_workbook"


def test_a_zip_bomb_is_refused_by_what_it_says_of_itself(tmp_path: Path) -> None:
    bomb = _zip(xl__workbook_DOT_xml=b"<workbook/>", xl__worksheets__sheet1_DOT_xml=b" " * (200 * 1024**2))
    said, memory = _measured(tmp_path, bomb)

    assert said == "roster_zip_bomb"
    assert memory < GIBIBYTE // 2


def test_a_zip_bomb_that_lies_about_its_size_is_refused_too(tmp_path: Path) -> None:
    bomb = bytearray(_zip(xl__workbook_DOT_xml=b"<workbook/>", xl__sheet_DOT_xml=b"\0" * (300 * 1024**2)))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = bomb.rfind(mark)
        bomb[at + place : at + place + 4] = struct.pack("<I", 1000)
    said, memory = _measured(tmp_path, bytes(bomb))

    assert said in {"roster_zip_bomb", "roster_not_a_workbook"}
    assert memory < GIBIBYTE


def test_entities_of_its_own_are_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet'
    content = _replaced(members(*FAMILY), "xl/worksheets/sheet1.xml", (b"<worksheet", evil))

    assert _refused(content) == "roster_unsafe_xml"


@pytest.mark.slow
def test_every_row_that_excel_has_is_too_many(tmp_path: Path) -> None:
    row = '<row r="%d"><c r="A%d"><v>%d</v></c><c r="D%d" t="inlineStr"><is><t>میثم</t></is></c></row>'
    rows = "".join([row % (at, at, at, at) for at in range(2, 1_048_577)]).encode()
    end = b"</sheetData>"
    said, memory = _measured(
        tmp_path, _replaced(members(titles=()), "xl/worksheets/sheet1.xml", (end, rows + end))
    )

    assert said == "roster_too_many_rows"
    assert memory < GIBIBYTE


def test_one_cell_in_the_last_corner_takes_no_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["A1"], page["XFD1048576"] = "نام", "x"
    held = io.BytesIO()
    book.save(held)
    said, memory = _measured(tmp_path, held.getvalue())

    assert said in {"roster_too_large_to_read", "roster_too_many_rows"}
    assert memory < GIBIBYTE


def test_a_password_is_asked_to_be_removed() -> None:
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")

    assert _refused(wrapped) == "roster_encrypted"


def test_a_zip_with_a_password_is_refused() -> None:
    content = bytearray(_zip(xl__workbook_DOT_xml=b"<workbook/>"))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.rfind(mark)
        content[at + place] |= 1

    assert _refused(bytes(content)) == "roster_encrypted"


def test_macros_are_refused() -> None:
    assert _refused(_with_member(members(*FAMILY), "xl/vbaProject.bin", b"\0")) == "roster_macros"


def test_links_to_other_files_are_refused() -> None:
    content = _with_member(members(*FAMILY), "xl/externalLinks/externalLink1.xml", b"<x/>")

    assert _refused(content) == "roster_external_links"


def test_a_cell_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    content = _replaced(
        members(*FAMILY), "xl/worksheets/sheet1.xml", (b"1387/11/19", b"a1-" * (10 * 1024**2 // 3))
    )
    said, memory = _measured(tmp_path, content)

    assert said in {"roster_cell_too_long", "roster_zip_bomb"}
    assert memory < GIBIBYTE


def test_a_cell_of_ten_megabytes_in_a_text_file_is_refused(tmp_path: Path) -> None:
    said, memory = _measured(tmp_path, b"a,b\n" + b"x" * 10 * 1024**2 + b",y\n", "roster.csv")

    assert said == "roster_cell_too_long"
    assert memory < GIBIBYTE


def test_nul_bytes_in_a_text_file_are_refused() -> None:
    assert _refused("نام,کد ملی\nمی\0ثم,1\n".encode(), "roster.csv") == "roster_nul_bytes"


def test_formulas_in_the_place_of_values_are_refused(desk: Desk) -> None:
    meysam = (*FAMILY[0][:3], '=HYPERLINK("http://example.org","میثم")', *FAMILY[0][4:])

    with pytest.raises(Refusal) as told:
        desk.receive(members(meysam, *FAMILY[1:]))
    assert told.value.code == "roster_formulas"
    with within(desk.by):
        assert RosterImport.objects.count() == 0


def test_formulas_that_number_the_rows_or_add_them_up_do_no_harm(desk: Desk) -> None:
    rows = [(f"=ROW()-{number}", *row[1:]) for number, row in enumerate(FAMILY)]
    roster = desk.bring(members(*rows, ("", "", "", "جمع کل", "=COUNTA(D4:D6)")))

    assert desk.outcomes(roster) == {"new": 3, "not_a_person": 1}


def test_a_file_without_a_header_is_refused_and_nothing_is_kept(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as told:
        desk.receive(workbook(("برگه", [("یک", "دو"), (1, 2), (3, 4)])))

    assert told.value.code == "roster_no_header"
    assert not (tmp_path / "rosters").exists()
    with within(desk.by):
        assert RosterImport.objects.count() == 0


def test_two_headers_one_above_the_other_are_read_as_one(desk: Desk) -> None:
    above = ("", "", "", "مشخصات فردی", "", "", "", "", "", "", "محل زندگی")
    roster = desk.bring(members(*FAMILY, titles=(("فهرست",), above)))

    assert desk.outcomes(roster) == {"new": 3}


def test_the_header_again_in_the_middle_is_no_person(desk: Desk) -> None:
    roster = desk.bring(members(FAMILY[0], MEMBER_HEADINGS, *FAMILY[1:]))

    assert desk.outcomes(roster) == {"new": 3, "not_a_person": 1}


def test_a_formula_is_found_whatever_sheet_stands_before_it(desk: Desk) -> None:
    meysam = (*FAMILY[0][:3], "=1+1", *FAMILY[0][4:])
    content = workbook(
        ("خالی", []), ("راهنما", [("بخوانید",)]), ("مددجویان", [MEMBER_HEADINGS, meysam, *FAMILY[1:]])
    )

    with pytest.raises(Refusal) as told:
        desk.receive(content)
    assert told.value.facts["sheet"] == "مددجویان"
