"""A family's plan, its goals and steps, and the reviews that ask whether it still fits."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from madadkar.casework.rules.assessment_matrix import DOMAIN_NAMES, Domain
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class PlanState(StrEnum):
    """Where a version of a plan stands; one draft and one approved version at a time."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    ENDED = "ended"
    DROPPED = "dropped"


PLAN_STATE_NAMES = {
    PlanState.DRAFT: "پیش‌نویس",
    PlanState.PROPOSED: "در انتظار تأیید",
    PlanState.APPROVED: "تأیید شده",
    PlanState.SUPERSEDED: "جای خود را به نسخه تازه داد",
    PlanState.ENDED: "پایان یافت",
    PlanState.DROPPED: "کنار گذاشته شد",
}

PLAN_MOVES = Moves(
    {
        PlanState.DRAFT: {PlanState.PROPOSED, PlanState.DROPPED},
        PlanState.PROPOSED: {PlanState.DRAFT, PlanState.APPROVED, PlanState.DROPPED},
        PlanState.APPROVED: {PlanState.SUPERSEDED, PlanState.ENDED},
        PlanState.SUPERSEDED: set(),
        PlanState.ENDED: set(),
        PlanState.DROPPED: set(),
    }
)

BEING_WRITTEN = frozenset({PlanState.DRAFT, PlanState.PROPOSED})
"""Not in force yet."""


class StepBy(StrEnum):
    """Who takes a step of the plan."""

    WORKER = "worker"
    FAMILY = "family"
    CENTRE = "centre"
    PARTNER = "partner"


STEP_BY_NAMES = {
    StepBy.WORKER: "مددکار",
    StepBy.FAMILY: "خانوار",
    StepBy.CENTRE: "مرکز نیکوکاری",
    StepBy.PARTNER: "شریک یا نهاد دیگر",
}


class ReviewOutcome(StrEnum):
    """What a review found right to do."""

    GO_ON = "go_on"
    CHANGE_PLAN = "change_plan"
    SUSPEND = "suspend"
    PROPOSE_EXIT = "propose_exit"


REVIEW_OUTCOME_NAMES = {
    ReviewOutcome.GO_ON: "ادامه همین برنامه",
    ReviewOutcome.CHANGE_PLAN: "برنامه تغییر کند",
    ReviewOutcome.SUSPEND: "پیشنهاد تعلیق",
    ReviewOutcome.PROPOSE_EXIT: "پیشنهاد خروج",
}


def check_plan_move(*, current: PlanState, wanted: PlanState) -> None:
    """Refuse a step of the plan's life that is not in its table. Raises Refusal("plan_not_so")."""
    if not PLAN_MOVES.is_allowed(current, wanted):
        raise Refusal("plan_not_so", state=PLAN_STATE_NAMES[current])


def check_goals(
    *, weak: Collection[Domain], goals: Collection[Domain], without_step: Collection[str]
) -> None:
    """A plan has goals, one at least for every weak domain, and every goal somebody's step towards it.

    Raises Refusal: goal_missing (naming the domains), plan_empty, goal_without_step (naming the goals).
    """
    missing = [domain for domain in Domain if domain in weak and domain not in goals]
    if missing:
        raise Refusal("goal_missing", domains="، ".join(DOMAIN_NAMES[one] for one in missing))
    if not goals:
        raise Refusal("plan_empty")
    if without_step:
        raise Refusal("goal_without_step", goals="، ".join(f"«{goal}»" for goal in without_step))
