"""Visits on the page of a file."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.visits import visits_of
from madadkar.casework.rules.visits import OPEN_VISITS, VisitState
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel

_SHOWN = 3


def visits_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """The visits of the family: those to come, the last ones made, and the way to a new one."""
    visits = visits_of(file_id=history.file.pk, scope=request.scope)
    may = request.scope.may(Right.WORK_FILES)
    if not visits and not may:
        return None
    over = [visit for visit in visits if VisitState(visit.state) not in OPEN_VISITS]
    content = {
        "to_come": [visit for visit in visits if VisitState(visit.state) in OPEN_VISITS],
        "lately": over[:_SHOWN],
        "before": over[_SHOWN:],
        "today": request.today,
        "may": may,
    }
    return Panel(
        key="visits", title="بازدیدها", template="visits/panel.html", content=content, count=len(visits)
    )
