"""Tasks on the page of a file."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.file_tasks import tasks_of
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel, first_of


def tasks_panel(request: Visit, history: FileHistory, family: Family) -> Panel:
    """The tasks in sight, open ones first."""
    tasks = tasks_of(file_id=history.file.pk, scope=request.scope)
    shown, more = first_of(request, [task for task in tasks if task.done_at is None])
    done, more_done = first_of(request, [task for task in tasks if task.done_at is not None])
    return Panel(
        key="tasks",
        title="کارها",
        template="filetasks/panel.html",
        content={
            "open": shown,
            "more": more,
            "done": done,
            "done_count": len(done) + more_done,
            "today": request.today,
            "may_set": request.scope.may(Right.WORK_FILES),
        },
        count=sum(1 for task in tasks if task.done_at is None),
    )
