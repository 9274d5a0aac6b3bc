"""Who of a committee may not speak on which file: their own case, their kin's, or their first decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db.models import QuerySet

from madadkar.casework.models import AgendaItem, CaseFile, DeclaredKin, FileMove, ItemVoice
from madadkar.casework.models.assessments import Assessment
from madadkar.casework.models.exits import ExitProposal
from madadkar.casework.models.visits import HomeVisit, VisitReport
from madadkar.casework.rules.committee import Bar, Voice
from madadkar.foundation.scope import Scope

Bars = dict[int, dict[int, Bar]]
"""By file, then by number of staff, why they may not speak on it."""
_AUTHORS = (
    (HomeVisit, "visitor"),
    (VisitReport, "signed_by"),
    (Assessment, "assessed_by"),
    (ExitProposal, "proposed_by"),
)
"""Whose work a committee judges when it decides on a file, beside its caseworker's."""


def bars_of(*, items: Collection[AgendaItem], staff_ids: Collection[int], scope: Scope) -> Bars:
    """Every bar of these members on the files of these items, in a constant number of questions."""
    bars: Bars = defaultdict(dict)
    file_ids = [item.case_file_id for item in items]
    found = [
        (Bar.OWN_CASE, _own(file_ids, staff_ids, scope)),
        (Bar.KIN_CASE, _kin(file_ids, staff_ids, scope)),
        (Bar.FIRST_PANEL, _first_panel(items, scope)),
    ]
    for bar, pairs in found:
        for file_id, staff_id in pairs:
            if staff_id in staff_ids:
                bars[file_id][staff_id] = bar
    return dict(bars)


def _own(file_ids: list[int], staff_ids: Collection[int], scope: Scope) -> Iterator[tuple[int, int]]:
    files = CaseFile.objects.seen_by(scope).filter(pk__in=file_ids, caseworker__in=staff_ids)
    yield from _pairs(files, "pk", "caseworker_id")
    for model, author in _AUTHORS:
        rows = model.objects.seen_by(scope).filter(case_file__in=file_ids, **{f"{author}__in": staff_ids})
        yield from _pairs(rows, "case_file_id", f"{author}_id")


def _kin(file_ids: list[int], staff_ids: Collection[int], scope: Scope) -> Iterable[tuple[int, int]]:
    rows = DeclaredKin.objects.seen_by(scope).filter(case_file__in=file_ids, staff__in=staff_ids)
    return _pairs(rows, "case_file_id", "staff_id")


def _first_panel(items: Collection[AgendaItem], scope: Scope) -> Iterator[tuple[int, int]]:
    """All who spoke when a committee took the decision appealed against, else whoever took it alone."""
    moves = [item.appeal.move_id for item in items if item.appeal is not None]
    if not moves:
        return
    voices = ItemVoice.objects.seen_by(scope).filter(item__move__in=moves)
    yield from _pairs(voices.exclude(voice=Voice.RECUSED.value), "case_file_id", "staff_id")
    alone = FileMove.objects.seen_by(scope).filter(pk__in=moves, moved_by__isnull=False)
    yield from _pairs(alone.filter(decided_in__isnull=True), "case_file_id", "moved_by_id")


def _pairs(rows: QuerySet[CaseFile], file: str, staff: str) -> Iterable[tuple[int, int]]:
    return rows.values_list(file, staff).distinct()
