"""Is a brought file a workbook that may be opened? Judged from its outside, before anything reads it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePath
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring, iterparse

from madadkar.foundation.refusal import Refusal

MEGABYTE = 1024 * 1024
LARGEST_FILE = 64 * MEGABYTE
LARGEST_UNPACKED = 768 * MEGABYTE
LARGEST_RATIO = 150
RATIO_COUNTS_FROM = 32 * MEGABYTE
MOST_MEMBERS = 5000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CHUNK = 1 << 20
_MOST_FORMULAS = 1000
_ODS_CONTENT = "content.xml"
_ODS_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODS_FORMULA = f"{_ODS_TABLE}formula"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*><(?:\w+:)?f[ >/]')


class Format(StrEnum):
    """What kind of file it is, judged by its contents and not by its name."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


def check_file(content: bytes, file_name: str) -> Format:
    """The format of a file that may be opened.

    Raises Refusal with roster_empty, roster_too_large, roster_not_a_workbook, roster_zip_bomb,
    roster_encrypted, roster_macros, roster_external_links or roster_nul_bytes.
    """
    if not content.strip():
        raise Refusal("roster_empty")
    if len(content) > LARGEST_FILE:
        raise Refusal("roster_too_large", limit_mb=LARGEST_FILE // MEGABYTE)
    if content.startswith(_OLE):
        return _check_ole(content)
    if content.startswith(b"PK"):
        return _check_zip(content)
    return _check_text(content, file_name)


def _check_ole(content: bytes) -> Format:
    """A file of old Excel, or a new one wrapped in a password."""
    if _utf16("EncryptedPackage") in content or _utf16("EncryptionInfo") in content:
        raise Refusal("roster_encrypted")
    if _utf16("_VBA_PROJECT") in content:
        raise Refusal("roster_macros")
    if _utf16("Workbook") not in content and _utf16("Book") not in content:
        raise Refusal("roster_not_a_workbook")
    return Format.XLS


def _check_zip(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            _check_sizes(members, len(content))
            if any(member.flag_bits & 1 for member in members):
                raise Refusal("roster_encrypted")
            _check_carried(names)
            if "xl/workbook.xml" in names:
                return Format.XLSX
            if "content.xml" in names and b"spreadsheet" in _head(archive, "mimetype", names):
                _check_ods(archive, names)
                return Format.ODS
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as broken:
        raise Refusal("roster_not_a_workbook") from broken
    raise Refusal("roster_not_a_workbook")


def _check_sizes(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    is_dense = unpacked > RATIO_COUNTS_FROM and unpacked > LARGEST_RATIO * packed
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or is_dense:
        raise Refusal("roster_zip_bomb", unpacked_mb=unpacked // MEGABYTE)


def _check_carried(names: list[str]) -> None:
    """Things a roster has no need of: programs, and other people's files."""
    lowered = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lowered):
        raise Refusal("roster_macros")
    if any(name.startswith("basic/") and not name.endswith(("script-lc.xml", "/")) for name in lowered):
        raise Refusal("roster_macros")
    if any(name.startswith("xl/externallinks/") for name in lowered):
        raise Refusal("roster_external_links")


def _check_ods(archive: zipfile.ZipFile, names: list[str]) -> None:
    if b"encryption-data" in _head(archive, "META-INF/manifest.xml", names, size=_CHUNK):
        raise Refusal("roster_encrypted")


def _check_text(content: bytes, file_name: str) -> Format:
    is_text_name = PurePath(file_name).suffix.lower() in {".csv", ".txt", ".tsv"}
    if content.startswith(_UTF16):
        return Format.CSV
    if b"\0" in content:
        raise Refusal("roster_nul_bytes" if is_text_name else "roster_not_a_workbook")
    if not is_text_name:
        raise Refusal("roster_not_a_workbook")
    return Format.CSV


def check_parts(content: bytes, form: Format, *, most_rows: int) -> dict[int, list[tuple[str, int]]]:
    """Look through the workbook's own XML for what reading alone would not tell.

    Answers the cells with formulas, (column letters, row), by the place of their sheet in the workbook.
    Raises Refusal("roster_unsafe_xml") where a part declares entities of its own,
    Refusal("roster_zip_bomb") where it is larger than it says, Refusal("roster_too_many_rows").
    """
    if form not in (Format.XLSX, Format.ODS):
        return {}
    found: dict[str, list[tuple[str, int]]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if member.filename.endswith((".xml", ".rels")):
                    found[member.filename] = _look_through(archive, member, most_rows)
            if form is Format.ODS:
                return _ods_formulas(archive)
            parts = _sheet_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ParseError) as broken:
        raise Refusal("roster_not_a_workbook") from broken
    except DefusedXmlException as unsafe:
        raise Refusal("roster_unsafe_xml") from unsafe
    return {place: found.get(part, []) for place, part in enumerate(parts)}


def _ods_formulas(archive: zipfile.ZipFile) -> dict[int, list[tuple[str, int]]]:
    """The cells with formulas of an OpenDocument workbook, whose rows and cells may be said repeated."""
    if not _says_formula(archive):
        return {}
    found: dict[int, list[tuple[str, int]]] = {}
    place, row, column = -1, 0, 0
    with archive.open(_ODS_CONTENT) as part:
        for event, element in iterparse(part, events=("start", "end")):
            name = element.tag.rpartition("}")[2]
            if event == "end":
                if name == "table-row":
                    element.clear()
                continue
            if name == "table":
                place, row = place + 1, 0
            elif name == "table-row":
                row, column = row + _repeated(element, "rows"), 0
            elif name in ("table-cell", "covered-table-cell"):
                column += _repeated(element, "columns")
                if element.get(_ODS_FORMULA) and len(found.get(place, ())) < _MOST_FORMULAS:
                    found.setdefault(place, []).append((_letters(column), row))
    return found


def _says_formula(archive: zipfile.ZipFile) -> bool:
    tail = b""
    with archive.open(_ODS_CONTENT) as part:
        while chunk := part.read(_CHUNK):
            if b":formula=" in tail + chunk:
                return True
            tail = chunk[-20:]
    return False


def _repeated(element: Element, of: str) -> int:
    count = element.get(f"{_ODS_TABLE}number-{of}-repeated", "1")
    return int(count) if count.isdecimal() else 1


def _letters(column: int) -> str:
    """The workbook's name of a column counted from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts that hold the sheets, in the workbook's own order."""
    targets: dict[str, str] = {}
    if _RELATIONS in archive.namelist():
        for relation in fromstring(archive.read(_RELATIONS)):
            target = relation.get("Target", "")
            is_whole = target.startswith("/")
            targets[relation.get("Id", "")] = target.lstrip("/") if is_whole else f"xl/{target}"
    workbook = fromstring(archive.read("xl/workbook.xml"))
    sheets = [one for one in workbook.iter() if one.tag.endswith("}sheet")]
    marks = [next((value for name, value in one.items() if name.endswith("}id")), "") for one in sheets]
    return [targets.get(mark, "") for mark in marks]


def _look_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most_rows: int) -> list[tuple[str, int]]:
    formulas: list[tuple[str, int]] = []
    tail, size, rows = b"", 0, 0
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            if size == 0 and (b"<!DOCTYPE" in chunk[:4096] or b"<!ENTITY" in chunk[:4096]):
                raise Refusal("roster_unsafe_xml")
            size += len(chunk)
            # Rows that end in a cell with something in it; a row that is only coloured counts for nothing.
            rows += chunk.count(b"</c></row>")
            if size > LARGEST_UNPACKED:
                raise Refusal("roster_zip_bomb", unpacked_mb=size // MEGABYTE)
            if rows > most_rows:
                raise Refusal("roster_too_many_rows", rows=rows, limit=most_rows)
            window = tail + chunk
            if (b"<f" in window or b":f" in window) and len(formulas) < _MOST_FORMULAS:
                formulas += [(at[1].decode(), int(at[2])) for at in _FORMULA.finditer(window)]
            tail = window[-300:] if not window.endswith(b">") else b""
    return list(dict.fromkeys(formulas))


def _head(archive: zipfile.ZipFile, name: str, names: list[str], *, size: int = 4096) -> bytes:
    if name not in names:
        return b""
    with archive.open(name) as part:
        return part.read(size)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
