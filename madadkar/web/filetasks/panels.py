"""Tasks on the page of a file."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.file_tasks import tasks_of
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel


def tasks_panel(request: Visit, history: FileHistory, family: Family) -> Panel:
    """The tasks in sight, open ones first."""
    tasks = tasks_of(file_id=history.file.pk, scope=request.scope)
    return Panel(
        key="tasks",
        title="کارها",
        template="filetasks/panel.html",
        content={
            "open": [task for task in tasks if task.done_at is None],
            "done": [task for task in tasks if task.done_at is not None],
            "today": request.today,
            "may_set": request.scope.may(Right.WORK_FILES),
        },
        count=sum(1 for task in tasks if task.done_at is None),
    )
