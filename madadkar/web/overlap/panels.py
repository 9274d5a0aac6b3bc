"""What stands on the file's page of another agency's cover."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.organisations.rules import Right
from madadkar.overlap.queries.cases import cases_of_file
from madadkar.overlap.rules.life import ENDED, OverlapState
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel


def overlap_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """That another agency covers the family too, since when, and how far the two have come about it."""
    scope = request.scope
    if not scope.may(Right.SEE_OVERLAPS):
        return None
    found = [
        (case, [fact for fact in case.facts.all() if fact.agency_id != history.file.agency_id])
        for case in cases_of_file(file_id=history.file.pk, scope=scope)
    ]
    if not found:
        return None
    is_open = any(OverlapState(case.state) not in ENDED for case, _ in found)
    return Panel(
        key="overlap",
        title="پوشش نهاد دیگر",
        template="overlap/panel.html",
        content={"cases": found},
        count=len(found),
        is_folded=not is_open,
    )
