"""Papers on the page of a file."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.documents import documents_of
from madadkar.casework.rules.confidence import EXPIRES_SOON
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel, first_of


def documents_panel(request: Visit, history: FileHistory, family: Family) -> Panel:
    """The papers in sight, those that end soon marked."""
    papers = documents_of(file_id=history.file.pk, scope=request.scope)
    shown, more = first_of(request, papers)
    return Panel(
        key="documents",
        title="مدارک",
        template="documents/panel.html",
        content={
            "papers": shown,
            "more": more,
            "soon": request.today + EXPIRES_SOON,
            "today": request.today,
            "may_add": request.scope.may(Right.WORK_FILES),
        },
        count=len(papers),
        is_confided=any(paper.confidence and paper.author_id != request.scope.actor_id for paper in papers),
    )
