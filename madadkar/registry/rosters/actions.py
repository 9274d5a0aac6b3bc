"""Deeds of an office with a roster, up to what touches case files (those are in casework.rosters)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from madadkar.foundation import audit
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.registry.models import ColumnMemory, RosterImport, RosterRow
from madadkar.registry.rosters import store
from madadkar.registry.rosters.check import check_formulas
from madadkar.registry.rosters.fields import BY_NAME, FILE, MEMBER, heading_key
from madadkar.registry.rosters.held import keep_mend, opened, waiting_row
from madadkar.registry.rosters.read import MOST_LETTERS, Sheet, packed, read_workbook
from madadkar.registry.rosters.recognise import Understanding, recognise
from madadkar.registry.rosters.returned import is_returned, returned_mends, waiting_workbook
from madadkar.registry.rosters.stage import run

# A file sent twice at once, as by a double click, becomes one import.
_ONE_ARRIVAL = "select pg_advisory_xact_lock(7073, %(office)s::int)"


@dataclass(frozen=True)
class Receipt:
    """What a brought file is: a roster to go through; one that was committed before (`is_repeat`, its import
    is given); or a returned workbook whose mended cells went to its import (`mended_count`)."""

    roster: RosterImport
    is_repeat: bool = False
    is_returned: bool = False
    mended_count: int = 0


def receive_roster(
    *, content: bytes, file_name: str, office: Office, by: Scope, at: datetime, as_of: date | None = None
) -> Receipt:
    """Take a file in: judge that it is a safe workbook, keep it, read it and propose what its columns mean.

    Raises Refusal with a code roster_… (see web/refusals.py) and keeps nothing of a refused file.
    """
    by.check(Right.IMPORT_ROSTER)
    if office.pk not in by.office_ids or by.centre_id is not None:
        raise Refusal("office_out_of_sight")
    earlier = _earlier(office, store.digest(content))
    if earlier is not None and earlier.state == "committed":
        return Receipt(earlier, is_repeat=True)
    sheets = read_workbook(content, file_name)
    if is_returned(sheets):
        return _take_back_returned(sheets, by=by, at=at)
    if earlier is not None and earlier.state in ("recognised", "checked"):
        return Receipt(earlier)
    understanding = recognise(sheets, remembered=_remembered(office))
    check_formulas(sheets, understanding)
    receipt = _keep(understanding, content, file_name, office, by, at, as_of)
    store.keep_sheets(receipt.roster.stored_as, packed(sheets))
    return receipt


def _keep(
    understanding: Understanding,
    content: bytes,
    file_name: str,
    office: Office,
    by: Scope,
    at: datetime,
    as_of: date | None,
) -> Receipt:
    """The file and what was understood of it as an import, unless the same file came meanwhile."""
    with transaction.atomic():
        run(_ONE_ARRIVAL, {"office": office.pk})
        meanwhile = _earlier(office, store.digest(content))
        if meanwhile is not None:
            return Receipt(meanwhile, is_repeat=meanwhile.state == "committed")
        roster = RosterImport.objects.create(
            agency_id=office.agency_id,
            office=office,
            file_name=file_name[:200],
            stored_as=store.keep(content),
            sha256=store.digest(content),
            byte_count=len(content),
            state="recognised",
            kind=understanding.kind,
            as_of=as_of or understanding.as_of,
            sheets=understanding.told(),
            received_by_id=by.actor_id,
            received_at=at,
        )
        audit.record("registry.receive_roster", by=by, at=at, subject=roster, bytes=len(content))
    return Receipt(roster)


def _earlier(office: Office, sha256: str) -> RosterImport | None:
    """The same file brought before by this office, and not taken back."""
    brought = RosterImport.objects.filter(office=office, sha256=sha256).exclude(
        state__in=("undone", "refused")
    )
    return brought.order_by("-id").first()


def _remembered(office: Office) -> dict[str, str]:
    return dict(ColumnMemory.objects.filter(office=office).values_list("heading_key", "field"))


def _take_back_returned(sheets: list[Sheet], *, by: Scope, at: datetime) -> Receipt:
    """A returned workbook of waiting rows: what was changed in its cells mends the rows of its import."""
    import_id, mends = returned_mends(sheets)
    with transaction.atomic():
        roster = opened(import_id, by)
        waiting = _waiting_cells(roster)
        count = 0
        for (sheet, row_number), texts in mends.items():
            known = waiting.get((sheet, row_number))
            changed = _changed(known, _column_indexes(roster, sheet), texts) if known is not None else {}
            count += len(changed)
            _mend(roster, sheet, row_number, changed, by, at)
        audit.record("registry.return_roster", by=by, at=at, subject=roster, cells=count)
    return Receipt(roster, is_returned=True, mended_count=count)


def _changed(known: list[str], columns: list[int], texts: Mapping[int, str]) -> dict[int, str]:
    """The cells that came back otherwise than they went out, by the file's own columns."""
    told = {columns[place]: text for place, text in texts.items() if place < len(columns)}
    return {
        index: text
        for index, text in told.items()
        if text != clean(known[index] if index < len(known) else "")
    }


def _column_indexes(roster: RosterImport, sheet: str) -> list[int]:
    return [column["index"] for one in roster.sheets if one["name"] == sheet for column in one["columns"]]


def export_waiting_rows(*, roster_id: int, by: Scope, at: datetime) -> bytes:
    """Give the waiting rows out as a workbook to be mended and brought back through `receive_roster`.

    Raises Refusal("roster_unknown"), Refusal("roster_nothing_waiting").
    """
    by.check(Right.IMPORT_ROSTER)
    with transaction.atomic():
        roster = opened(roster_id, by)
        book = waiting_workbook(roster=roster)
        rows = roster.counts.get("waiting", 0)
        audit.record("registry.export_waiting_rows", by=by, at=at, subject=roster, rows=rows)
    return book


def _waiting_cells(roster: RosterImport) -> dict[tuple[str, int], list[str]]:
    rows = RosterRow.objects.filter(roster_import=roster, outcome="waiting")
    return {
        (sheet, number): cells for sheet, number, cells in rows.values_list("sheet", "row_number", "cells")
    }


def set_mapping(
    *,
    roster_id: int,
    sheet: str,
    fields: Mapping[int, str],
    by: Scope,
    at: datetime,
    is_used: bool | None = None,
    kind: str | None = None,
    as_of: date | None = None,
) -> RosterImport:
    """Correct what a sheet's columns mean (column index → field, "" for none); remembered for the office.

    Raises Refusal("roster_field_twice"), Refusal("roster_field_unknown"), Refusal("roster_committed").
    Run `casework.rosters.start_check` afterwards.
    """
    by.check(Right.IMPORT_ROSTER)
    with transaction.atomic():
        roster = opened(roster_id, by)
        if roster.commits:
            raise Refusal("roster_committed")
        told = next((one for one in roster.sheets if one["name"] == sheet), None)
        if told is None:
            raise Refusal("roster_sheet_unknown", sheet=sheet)
        _set_fields(told["columns"], fields)
        told["is_used"] = told["is_used"] if is_used is None else is_used
        roster.kind = kind if kind in (MEMBER, FILE) else roster.kind
        roster.as_of = as_of or roster.as_of
        roster.state = "recognised"
        roster.save(update_fields=["sheets", "kind", "as_of", "state"])
        for column in told["columns"]:
            if column["index"] in fields and (key := heading_key(column["heading"])):
                ColumnMemory.objects.update_or_create(
                    office=roster.office, heading_key=key, defaults={"field": column["field"]}
                )
        changed = {str(index): name for index, name in fields.items()}
        audit.record("registry.map_roster", by=by, at=at, subject=roster, sheet=sheet, fields=changed)
    return roster


def _set_fields(columns: list[dict[str, Any]], fields: Mapping[int, str]) -> None:
    for column in columns:
        name = fields.get(column["index"], column["field"])
        if name and name not in BY_NAME:
            raise Refusal("roster_field_unknown", field=name)
        column["field"] = name
    named = [column["field"] for column in columns if column["field"]]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice:
        raise Refusal("roster_field_twice", field=BY_NAME[twice].title)


def mend_cells(
    *, roster_id: int, sheet: str, row_number: int, texts: Mapping[int, str], by: Scope, at: datetime
) -> RosterImport:
    """Mend cells of a waiting row (column index → new text). Run `casework.rosters.start_check` afterwards.

    Raises Refusal("roster_row_unknown"), Refusal("roster_row_not_waiting").
    """
    by.check(Right.IMPORT_ROSTER)
    with transaction.atomic():
        roster = opened(roster_id, by)
        waiting_row(roster, sheet, row_number)
        _mend(roster, sheet, row_number, texts, by, at)
        columns = sorted(texts)
        audit.record("registry.mend_roster", by=by, at=at, subject=roster, row=row_number, columns=columns)
    return roster


def _mend(
    roster: RosterImport, sheet: str, row_number: int, texts: Mapping[int, str], by: Scope, at: datetime
) -> None:
    for column, text in texts.items():
        keep_mend(
            roster=roster,
            sheet=sheet,
            row_number=row_number,
            column=column,
            text=text[:MOST_LETTERS],
            by=by,
            at=at,
        )
