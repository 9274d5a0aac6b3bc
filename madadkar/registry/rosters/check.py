"""The check of a whole roster against itself, up to rows laid out for matching with the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from madadkar.foundation.collector import without_collector
from madadkar.foundation.persian import search_key
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.models import Centre, Office
from madadkar.organisations.queries import office_subtree_ids
from madadkar.places.index import PlaceIndex
from madadkar.places.rules import Level
from madadkar.registry.models import RosterImport, RosterMend
from madadkar.registry.rosters import people, store
from madadkar.registry.rosters.cells import Reader
from madadkar.registry.rosters.fields import IGNORED
from madadkar.registry.rosters.read import Sheet, as_text, read_workbook, unpacked
from madadkar.registry.rosters.recognise import Understanding, restored
from madadkar.registry.rosters.stage import stage
from madadkar.registry.rosters.table import Table, lay
from madadkar.registry.rosters.whereabouts import Whereabouts
from madadkar.registry.rosters.words import TOTALS

Tell = Callable[[str, int, int], None]
"""Hears how far the work has come: stage, done, total."""


def silent(stage_name: str, done: int, total: int) -> None:
    """Tells nobody."""


def lay_out(roster: RosterImport, *, as_of: date, tell: Tell = silent) -> Table:
    """Take the kept file, with every mended cell, judge its rows and stage them for matching."""
    tell("read", 0, 0)
    sheets = _sheets(roster)
    understanding = restored(roster.kind, roster.as_of, roster.sheets)
    check_formulas(sheets, understanding)
    tell("check", 0, sum(guess.rows for guess in understanding.sheets if guess.is_used))
    mends, decisions = _mends(roster)
    office = Office.objects.select_related("place").get(pk=roster.office_id)
    reader = Reader(as_of, centres=_centres(office))
    with without_collector():
        table = lay(sheets, understanding, reader=reader, where=_whereabouts(office), mends=mends)
        people.judge(table, kind=roster.kind, as_of=as_of, is_day_told=roster.as_of is not None)
        tell("check", len(table), len(table))
        stage(table, decisions)
    return table


def _sheets(roster: RosterImport) -> list[Sheet]:
    kept = store.sheets(roster)
    return unpacked(kept) if kept else read_workbook(store.content(roster), roster.file_name)


def check_formulas(sheets: list[Sheet], understanding: Understanding) -> None:
    """A formula where a person's value should stand is refused: what it last showed may be anything.

    Formulas in columns that mean nothing, or in a row of totals, do no harm.
    Raises Refusal("roster_formulas").
    """
    for sheet, guess in zip(sheets, understanding.sheets, strict=True):
        meant = {column.index for column in guess.columns if column.field not in IGNORED}
        rows = sorted({row for row, column in sheet.formulas if column in meant and row >= guess.header_row})
        harmful = [row for row in rows if row < sheet.height and not _is_total(sheet, row)]
        if guess.is_used and harmful:
            raise Refusal("roster_formulas", sheet=sheet.name, row=harmful[0] + 1, count=len(harmful))


def _is_total(sheet: Sheet, row: int) -> bool:
    return any(search_key(as_text(cell)[:60]) in TOTALS for cell in sheet.row(row).values() if cell != "")


def _mends(roster: RosterImport) -> tuple[dict[tuple[str, int, int], str], dict[tuple[str, int], str]]:
    cells: dict[tuple[str, int, int], str] = {}
    decisions: dict[tuple[str, int], str] = {}
    for mend in RosterMend.objects.filter(roster_import=roster).order_by("id"):
        if mend.column is None:
            decisions[mend.sheet, mend.row_number] = mend.text
        else:
            cells[mend.sheet, mend.row_number, mend.column] = mend.text
    return cells, decisions


def _centres(office: Office) -> dict[str, int]:
    """The office's centres by the search key of their name, with and without «مرکز نیکوکاری»."""
    found: dict[str, int] = {}
    prefix = search_key("مرکز نیکوکاری")
    lineage = office_lineage(office)
    for centre_id, name in (
        Centre.objects.filter(office_id__in=lineage).order_by("-id").values_list("id", "name")
    ):
        key = search_key(name)
        found[key] = found[key.removeprefix(prefix)] = centre_id
    return found


def _whereabouts(office: Office) -> Whereabouts:
    place = office.place
    province_id = (
        None if place is None else (place.pk if place.level == Level.PROVINCE else place.province_id)
    )
    under = Office.objects.filter(
        Q(pk__in=office_subtree_ids(office_id=office.pk)), place__level=Level.COUNTY
    )
    offices = {place_id: office_id for office_id, place_id in under.values_list("id", "place_id") if place_id}
    own = place.pk if place is not None and place.level == Level.COUNTY else None
    return Whereabouts(PlaceIndex(province_id), office.pk, offices, own)


def office_lineage(office: Office) -> list[int]:
    """The office, those over it and those under it: any of them may have given a household its code."""
    above, parent = [], office.parent
    while parent is not None:
        above.append(parent.pk)
        parent = parent.parent
    return [*office_subtree_ids(office_id=office.pk), *above]
