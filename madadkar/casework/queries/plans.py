"""A family's plan in its versions, with goals and steps."""

from __future__ import annotations

from django.db.models import Prefetch

from madadkar.casework.models import Goal, Plan, PlanStep
from madadkar.casework.rules.assessment_matrix import MEDICAL
from madadkar.casework.rules.plans import BEING_WRITTEN, PlanState
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope, ScopedQuerySet
from madadkar.organisations.rules import Right


@asked_once
def plans_of(*, file_id: int, scope: Scope) -> list[Plan]:
    """Every version with its goals and their steps, the latest first, in three questions."""
    return list(_whole(scope).filter(case_file=file_id).order_by("-version"))


def plan(*, plan_id: int, scope: Scope) -> Plan:
    """One version in sight, whole. Raises Refusal("plan_unknown")."""
    found: Plan | None = _whole(scope).filter(pk=plan_id).first()
    if found is None:
        raise Refusal("plan_unknown")
    return found


def goal(*, goal_id: int, scope: Scope) -> Goal:
    """One goal in sight, with its plan. Raises Refusal("goal_unknown")."""
    found: Goal | None = Goal.objects.seen_by(scope).select_related("plan").filter(pk=goal_id).first()
    if found is None:
        raise Refusal("goal_unknown")
    return found


def plan_step(*, step_id: int, scope: Scope) -> PlanStep:
    """One step in sight, with its goal and plan. Raises Refusal("step_unknown")."""
    steps = PlanStep.objects.seen_by(scope).select_related("goal", "goal__plan")
    found: PlanStep | None = steps.filter(pk=step_id).first()
    if found is None:
        raise Refusal("step_unknown")
    return found


def in_force(*, plans: list[Plan]) -> Plan | None:
    """The version that is in force."""
    return next((one for one in plans if one.state == PlanState.APPROVED.value), None)


def being_written(*, plans: list[Plan]) -> Plan | None:
    """The version that is not in force yet."""
    return next((one for one in plans if PlanState(one.state) in BEING_WRITTEN), None)


def _whole(scope: Scope) -> ScopedQuerySet:
    """Goals that tell of illness or addiction come only to who may see what is medical."""
    steps = PlanStep.objects.seen_by(scope).order_by("due_on", "id")
    goals = Goal.objects.seen_by(scope).prefetch_related(Prefetch("steps", steps)).order_by("id")
    if not scope.may(Right.SEE_MEDICAL):
        goals = goals.exclude(domain__in=[one.value for one in MEDICAL])
    plans: ScopedQuerySet = Plan.objects.seen_by(scope)
    return plans.select_related("assessment", "case_file").prefetch_related(Prefetch("goals", goals))
