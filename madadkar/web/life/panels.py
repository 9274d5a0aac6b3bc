"""What stands on the file's page of its requests and of its discretion."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.discretion import discretion_of
from madadkar.casework.queries.requests import requests_of
from madadkar.casework.rules.requests import REQUEST_KIND_NAMES, RequestKind
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel


def requests_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """The requests that came for the family and what became of them; an open one can be answered here."""
    found = requests_of(file_id=history.file.pk, scope=request.scope)
    may = request.scope.may(Right.TAKE_REQUESTS) and history.tells(Matter.WHOLE)
    if not found and not may:
        return None
    return Panel(
        key="requests",
        title="درخواست‌ها",
        template="life/requests_panel.html",
        content={
            "rows": [(one, REQUEST_KIND_NAMES[RequestKind(one.kind)]) for one in found],
            "may": may,
        },
        count=len(found),
        is_folded=all(one.answered_on for one in found),
    )


def discretion_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """That few see this file, until when and why; and for who decides, the way to make it so."""
    present = discretion_of(file_id=history.file.pk, scope=request.scope, on=request.today)
    may = request.scope.may(Right.DECIDE_FILES)
    if present is None and not may:
        return None
    return Panel(
        key="discretion",
        title="حمایت آبرومندانه",
        template="life/discretion_panel.html",
        content={"present": present, "may": may},
        is_folded=present is None,
    )
