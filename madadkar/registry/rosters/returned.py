"""Waiting rows as a workbook to be mended elsewhere: cells marked, findings in words beside them."""

from __future__ import annotations

import io
import re
from typing import Any

import xlsxwriter

from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.registry.models import RosterImport, RosterRow
from madadkar.registry.rosters.findings import ERROR_CODES, sentence
from madadkar.registry.rosters.read import Sheet, as_text

_KEY_HEADING = "شناسه ردیف (دست نزنید)"
_FINDINGS_HEADING = "چه باید درست شود"
_KEY = re.compile(r"(\d+)#(\d+)#(.+)")
_STYLES = {
    "head": {"bold": True, "bg_color": "#E8EEF4", "border": 1},
    "wrong": {"bg_color": "#F8D7DA", "border": 1, "num_format": "@"},
    "plain": {"num_format": "@"},
    "quiet": {"font_color": "#888888"},
}


def waiting_workbook(*, roster: RosterImport) -> bytes:
    """An XLSX of the waiting rows; brought back through receive_roster, its mended cells go to their rows."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        styles = {name: book.add_format(style) for name, style in _STYLES.items()}
        for place, told in enumerate((one for one in roster.sheets if one["is_used"]), 1):
            rows = RosterRow.objects.filter(roster_import=roster, sheet=told["name"], outcome="waiting")
            if rows.exists():
                page = book.add_worksheet(_sheet_name(told["name"], place))
                page.right_to_left()
                page.freeze_panes(1, 0)
                _write(page, styles, roster, told["columns"], list(rows.order_by("row_number")))
        if not book.worksheets():
            raise Refusal("roster_nothing_waiting")
    return held.getvalue()


def _write(
    page: Any,
    styles: dict[str, Any],
    roster: RosterImport,
    columns: list[dict[str, Any]],
    rows: list[RosterRow],
) -> None:
    headings = [_KEY_HEADING, _FINDINGS_HEADING, *(column["heading"] for column in columns)]
    for place, heading in enumerate(headings):
        page.write_string(0, place, heading, styles["head"])
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 60)
    page.set_column(2, len(headings), 16)
    for line, row in enumerate(rows, 1):
        found = [told.split(":", 2) for told in row.findings]
        errors = [one for one in found if one[0] in ERROR_CODES]
        wrong = {int(column) for _, column, _ in errors if column}
        words = (sentence(code, before=_cell(row, column), fact=fact) for code, column, fact in errors)
        page.write_string(line, 0, f"{roster.pk}#{row.row_number}#{row.sheet}", styles["quiet"])
        page.write_string(line, 1, " ".join(words), styles["plain"])
        for place, column in enumerate(columns, 2):
            style = styles["wrong" if column["index"] in wrong else "plain"]
            page.write_string(line, place, _cell(row, str(column["index"])), style)


def _cell(row: RosterRow, column: str) -> str:
    return row.cells[int(column)] if column and int(column) < len(row.cells) else ""


def _sheet_name(name: str, place: int) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:28].strip() or f"برگه {place}"


def is_returned(sheets: list[Sheet]) -> bool:
    """Whether a workbook is one we gave out, come back."""
    wanted = clean(_KEY_HEADING)
    return any(clean(as_text(sheet.row(0).get(0, ""))[:100]) == wanted for sheet in sheets if sheet.height)


def returned_mends(sheets: list[Sheet]) -> tuple[int, dict[tuple[str, int], dict[int, str]]]:
    """Whose rows they are, and every cell as it came back: by (sheet, row), by its place among the columns.

    Raises Refusal("roster_returned_mixed") where rows of several imports were put together.
    """
    imports: set[int] = set()
    mends: dict[tuple[str, int], dict[int, str]] = {}
    for sheet in sheets:
        for number in range(1, sheet.height):
            cells = sheet.row(number)
            key = _KEY.fullmatch(as_text(cells.get(0, ""))[:200].strip())
            if key:
                imports.add(int(key[1]))
                texts = {place - 2: clean(as_text(cell)) for place, cell in cells.items() if place >= 2}
                mends[key[3], int(key[2])] = texts
    if len(imports) != 1:
        raise Refusal("roster_returned_mixed")
    return imports.pop(), mends
