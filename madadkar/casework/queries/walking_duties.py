"""What the walk with a family asks of somebody by a day: visits, steps, plans, reviews, asking afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from madadkar.casework.models import (
    ExitProposal,
    FileMove,
    FileStanding,
    FollowUp,
    Plan,
    PlanStep,
    Review,
)
from madadkar.casework.queries.my_files import follows_up_any, my_files, of_nobody, walks_with_any
from madadkar.casework.queries.office_rules import rules_of
from madadkar.casework.queries.visits import visits_due
from madadkar.casework.rules import AT_WORK, FileState
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.casework.rules.exits import ExitState
from madadkar.casework.rules.office_rules import RuleCode
from madadkar.casework.rules.plans import STEP_BY_NAMES, PlanState, StepBy
from madadkar.casework.rules.terms import months_after
from madadkar.casework.rules.visits import VISIT_CAUSE_NAMES
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right

_AHEAD = timedelta(days=30)
_NOT_WRITTEN_AGAIN = [PlanState.APPROVED.value, PlanState.PROPOSED.value]


def visit_duties(*, scope: Scope, on: date) -> list[Duty]:
    """The families of one's own files that are owed a visit."""
    if not scope.may(Right.WORK_FILES) or not walks_with_any(scope=scope):
        return []
    whose = None if scope.centre_id is not None else scope.actor_id or 0
    owed = visits_due(scope=scope, on=on, caseworker_id=whose)
    return [
        Duty(
            kind=DutyKind.VISIT,
            due_on=one.due_on,
            words="بازدید قرارگذاشته" if one.arranged_for else f"بازدید ({VISIT_CAUSE_NAMES[one.cause]})",
            file_id=one.file_id,
            household_id=one.household_id,
            url_name="visit" if one.visit_id else "visit-new",
            url_args=(one.visit_id or one.file_id,),
        )
        for one in owed
    ]


def step_duties(*, scope: Scope, on: date) -> list[Duty]:
    """Steps of plans in force, of one's own files, that are due."""
    if not scope.may(Right.WORK_FILES) or not walks_with_any(scope=scope):
        return []
    steps = PlanStep.objects.seen_by(scope).filter(
        case_file__in=my_files(scope=scope),
        goal__plan__state=PlanState.APPROVED.value,
        done_on=None,
        dropped_on=None,
        due_on__lte=on + _AHEAD,
    )
    return [
        Duty(
            kind=DutyKind.STEP,
            due_on=step.due_on,
            words=f"{step.what} ({STEP_BY_NAMES[StepBy(step.taken_by)]})",
            file_id=step.case_file_id,
            household_id=step.household_id,
            url_name="step-finish",
            url_args=(step.pk,),
        )
        for step in steps.order_by("due_on", "pk")
    ]


def plan_duties(*, scope: Scope, on: date) -> list[Duty]:
    """Plans that wait for approval, and families of one's own that were accepted and have no plan yet."""
    return [*_to_approve(scope), *_to_write(scope, on)]


def _to_approve(scope: Scope) -> Iterator[Duty]:
    if not scope.may(Right.DECIDE_FILES):
        return
    proposed = Plan.objects.seen_by(scope).filter(state=PlanState.PROPOSED.value)
    for plan in proposed.order_by("proposed_at"):
        who = plan.proposed_by_name
        yield Duty(
            kind=DutyKind.PLAN,
            due_on=None,
            words=f"برنامه‌ای در انتظار تأیید شما ({who})" if who else "برنامه‌ای در انتظار تأیید شما",
            file_id=plan.case_file_id,
            household_id=plan.household_id,
            url_name="plan",
            url_args=(plan.pk,),
        )


def _to_write(scope: Scope, on: date) -> Iterator[Duty]:
    """A file accepted on paper long ago waits for no plan; one that a decision here accepted does."""
    if not scope.may(Right.WORK_FILES) or not walks_with_any(scope=scope):
        return
    has_plan = Plan.objects.filter(case_file=OuterRef("case_file"), state__in=_NOT_WRITTEN_AGAIN)
    accepted = FileMove.objects.seen_by(scope).filter(
        Exists(_standings_at_work(on)),
        ~Exists(has_plan),
        case_file__in=my_files(scope=scope),
        to_state=FileState.ACTIVE.value,
        from_state__in=[FileState.COMMITTEE.value, FileState.WAITING.value, FileState.REFUSED.value],
    )
    rules = rules_of(office_ids=scope.office_ids, on=on)
    for move in accepted.order_by("case_file_id", "-id").distinct("case_file_id"):
        due_on = move.on + timedelta(days=rules[move.office_id][RuleCode.PLAN_DAYS])
        yield Duty(
            kind=DutyKind.PLAN,
            due_on=due_on,
            words="برنامه خانوار نوشته شود",
            file_id=move.case_file_id,
            household_id=move.household_id,
            url_name="plans",
            url_args=(move.case_file_id,),
        )


def review_duties(*, scope: Scope, on: date) -> list[Duty]:
    """One's own files whose plan is to be looked at again."""
    if not scope.may(Right.WORK_FILES) or not walks_with_any(scope=scope):
        return []
    last = Review.objects.filter(case_file=OuterRef("case_file")).order_by("-held_on", "-id")
    plans = (
        Plan.objects.seen_by(scope)
        .filter(
            Exists(_standings_at_work(on)),
            case_file__in=my_files(scope=scope),
            state=PlanState.APPROVED.value,
            approved_on__isnull=False,
        )
        .annotate(told_due=Subquery(last.values("next_due_on")[:1]))
    )
    rules = rules_of(office_ids=scope.office_ids, on=on)
    told = [(plan, _review_due(plan, rules[plan.office_id][RuleCode.REVIEW_MONTHS])) for plan in plans]
    return [
        Duty(
            kind=DutyKind.REVIEW,
            due_on=due_on,
            words="بازنگری برنامه و وضع خانوار",
            file_id=plan.case_file_id,
            household_id=plan.household_id,
            url_name="review-hold",
            url_args=(plan.case_file_id,),
        )
        for plan, due_on in told
        if due_on <= on + _AHEAD
    ]


def exit_duties(*, scope: Scope, on: date) -> list[Duty]:
    """Proposals to leave that wait for another's decision."""
    if not scope.may(Right.DECIDE_FILES):
        return []
    waiting = ExitProposal.objects.seen_by(scope).filter(state=ExitState.PROPOSED.value)
    return [
        Duty(
            kind=DutyKind.DECISION,
            due_on=None,
            words=f"پیشنهاد خروج: {one.get_reason_display()}",
            file_id=one.case_file_id,
            household_id=one.household_id,
            url_name="exit",
            url_args=(one.pk,),
        )
        for one in waiting.order_by("proposed_at")
    ]


def follow_up_duties(*, scope: Scope, on: date) -> list[Duty]:
    """Families that left, to be asked how they are; not those that came back since.

    Where a family has neither caseworker nor centre, whoever gives files out is told.
    """
    whose = _whose_follow_ups(scope) if scope.may(Right.WORK_FILES) else None
    if whose is None:
        return []
    still_away = FileStanding.objects.filter(
        case_file=OuterRef("case_file"), state=FileState.INACTIVE.value, valid_until=None
    )
    open_ones = FollowUp.objects.seen_by(scope).filter(
        Exists(still_away),
        whose,
        done_on=None,
        due_on__lte=on + _AHEAD,
    )
    return [
        Duty(
            kind=DutyKind.FOLLOW_UP,
            due_on=one.due_on,
            words=f"احوال خانوار، {_SAID[one.month]} پس از خروج",
            file_id=one.case_file_id,
            household_id=one.household_id,
            url_name="follow-up",
            url_args=(one.pk,),
        )
        for one in open_ones.order_by("due_on", "pk")
    ]


def _whose_follow_ups(scope: Scope) -> Q | None:
    own = Q(case_file__in=my_files(scope=scope)) if walks_with_any(scope=scope) else None
    nobodys = of_nobody() if follows_up_any(scope=scope) else None
    return own | nobodys if own is not None and nobodys is not None else own or nobodys


_SAID = {3: "سه ماه", 6: "شش ماه", 12: "یک سال"}


def _standings_at_work(on: date) -> Any:
    return FileStanding.objects.filter(
        case_file=OuterRef("case_file"), state__in=sorted(AT_WORK), valid_until=None, valid_from__lte=on
    )


def _review_due(plan: Any, months: int) -> date:
    told: date | None = plan.told_due
    return told or months_after(day=plan.approved_on, months=months)
