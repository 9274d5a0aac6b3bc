"""The plan on the page of a file."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.plans import being_written, in_force, plans_of
from madadkar.casework.queries.reviews import review_due
from madadkar.casework.rules import AT_WORK
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel


def plan_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """Goals and open steps of the plan in force, what waits for approval, and when it is looked at again."""
    plans = plans_of(file_id=history.file.pk, scope=request.scope)
    is_at_work = history.standing is not None and history.standing.state in AT_WORK
    may = request.scope.may(Right.WORK_FILES)
    if not plans and not (may and is_at_work):
        return None
    present = in_force(plans=plans)
    goals = list(present.goals.all()) if present else []
    content = {
        "plan": present,
        "goals": [(goal, [step for step in goal.steps.all() if step.is_open]) for goal in goals],
        "written": being_written(plans=plans),
        "review_due": review_due(file_id=history.file.pk, scope=request.scope, on=request.today),
        "today": request.today,
        "may": may and is_at_work,
    }
    return Panel(
        key="plan", title="برنامه خانوار", template="plans/panel.html", content=content, count=len(plans)
    )
