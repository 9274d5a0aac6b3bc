"""The way out on the page of a file."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.exits import exits_of
from madadkar.casework.rules import SERVED
from madadkar.casework.rules.exits import ExitState
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel


def exit_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """Proposals to leave and what was found afterwards; for a family with us, the way to its readiness."""
    proposals = exits_of(file_id=history.file.pk, scope=request.scope)
    is_served = history.standing is not None and history.standing.state in SERVED
    if not proposals and not is_served:
        return None
    is_waiting = any(one.state == ExitState.PROPOSED.value for one in proposals)
    content = {
        "proposals": proposals,
        "is_served": is_served,
        "may": request.scope.may(Right.WORK_FILES),
        "today": request.today,
    }
    return Panel(
        key="exit",
        title="خروج و پس از آن",
        template="exits/panel.html",
        content=content,
        count=len(proposals) or None,
        is_folded=is_served and not is_waiting,
    )
