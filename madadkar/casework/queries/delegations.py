"""Files on their way to centres and in their hands: which step, since when, by when, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import (
    Avg,
    Case,
    Count,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    QuerySet,
    When,
)

from madadkar.casework.models import CentreDecision, Delegation
from madadkar.casework.queries.office_rules import rules_of
from madadkar.casework.rules.delegation import TERMS, WAITING, DelegationStep, matters_of
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.casework.rules.limits import DECISION_KIND_NAMES, DecisionKind, DecisionState
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right

SINCE = {
    DelegationStep.SENT: "sent_at",
    DelegationStep.RECEIVED: "received_at",
    DelegationStep.ACCEPTED: "answered_at",
    DelegationStep.IN_WORK: "begun_at",
}
"""The instant each open step began."""


def delegations(*, scope: Scope) -> QuerySet[Delegation]:
    """The delegations in sight, each with its centre and file; a centre's people see their own centre's."""
    rows = Delegation.objects.seen_by(scope).select_related("centre", "case_file")
    if scope.centre_id is not None:
        rows = rows.filter(centre_id=scope.centre_id)
    return rows


def open_delegations(*, scope: Scope, step: DelegationStep) -> QuerySet[Delegation]:
    """Those at one open step, the longest waiting first, each with the instant it came there as `since`."""
    rows = delegations(scope=scope).filter(valid_until__isnull=True, step=step.value)
    return rows.annotate(since=F(SINCE[step])).order_by("since", "pk")


def page_ids(*, scope: Scope, step: DelegationStep) -> QuerySet[Delegation, int]:
    """The same by number alone, so that a page sorts thousands without fetching what is said of them."""
    rows = open_delegations(scope=scope, step=step)
    return rows.select_related(None).values_list("pk", flat=True)


def walking_centres(*, file_id: int, scope: Scope) -> list[Delegation]:
    """The delegations of a file in sight in whose centre's hands the walk with the family is."""
    held = delegations(scope=scope).filter(
        case_file=file_id, valid_until__isnull=True, step=DelegationStep.IN_WORK.value
    )
    return [one for one in held if Matter.WALK in matters_of(services=one.services)]


def step_counts(*, scope: Scope) -> Mapping[str, int]:
    """How many open delegations stand at each step."""
    rows = Delegation.objects.seen_by(scope).filter(valid_until__isnull=True)
    if scope.centre_id is not None:
        rows = rows.filter(centre_id=scope.centre_id)
    return dict(rows.values_list("step").annotate(count=Count("pk")).values_list("step", "count"))


def terms(*, scope: Scope, on: date) -> Mapping[DelegationStep, int]:
    """How many days each step may wait, by the rules of the reader's office."""
    office_id = scope.home_office_id or 0
    rules = rules_of(office_ids=[office_id], on=on)[office_id]
    return {step: rules[code] for step, code in TERMS.items()}


def due_on(*, since: datetime, days: int) -> date:
    """The last day of a step that began then."""
    return tehran_day(since) + timedelta(days=days)


@dataclass(frozen=True)
class HandOver:
    """How long handing over took: days from sending to the centre's beginning, and over how many files."""

    mean_days: float | None
    files: int


def hand_over(*, scope: Scope, since: date, on: date, centre_id: int | None = None) -> HandOver:
    """The mean of files whose work began in the days `[since, on]`; none where there was no such file."""
    rows = _begun(scope, since, on)
    told = (rows.filter(centre_id=centre_id) if centre_id else rows).aggregate(mean=_MEAN, files=Count("pk"))
    return HandOver(_days(told["mean"]), told["files"])


def hand_over_by_centre(*, scope: Scope, since: date, on: date) -> dict[int, HandOver]:
    """The same of every centre, in one question."""
    rows = _begun(scope, since, on).values("centre_id").annotate(mean=_MEAN, files=Count("pk"))
    return {row["centre_id"]: HandOver(_days(row["mean"]), row["files"]) for row in rows}


_MEAN = Avg(ExpressionWrapper(F("begun_at") - F("sent_at"), output_field=DurationField()))


def _begun(scope: Scope, since: date, on: date) -> QuerySet[Delegation]:
    rows = Delegation.objects.seen_by(scope).filter(begun_at__isnull=False, sent_at__isnull=False)
    return rows.filter(begun_at__date__gte=since, begun_at__date__lte=on)


def _days(mean: timedelta | None) -> float | None:
    return mean / timedelta(days=1) if mean is not None else None


def centre_decisions(*, scope: Scope, state: DecisionState | None = None) -> QuerySet[CentreDecision]:
    """What centres decided or asked, latest first; for a centre's people their own centre's."""
    rows = CentreDecision.objects.seen_by(scope).select_related("centre", "case_file").order_by("-pk")
    if scope.centre_id is not None:
        rows = rows.filter(centre_id=scope.centre_id)
    return rows.filter(state=state.value) if state else rows


def delegation_duties(*, scope: Scope, on: date) -> list[Duty]:
    """What waits on the way to centres: for a centre by step, for its office by centre; and what was asked of
    the head. One duty stands for all files of a centre at a step.
    """
    if scope.centre_id is not None:
        return _waiting(scope, on) if scope.may(Right.ANSWER_DELEGATIONS) else []
    found = _waiting(scope, on) if scope.may(Right.ASSIGN_FILES) else []
    return found + (_proposals(scope, on) if scope.may(Right.DECIDE_FILES) else [])


_CENTRE_WORDS = {
    DelegationStep.SENT: "{count} پرونده برای مرکز فرستاده شده است؛ دریافت کنید",
    DelegationStep.RECEIVED: "{count} پرونده در انتظار پاسخ مرکز است",
    DelegationStep.ACCEPTED: "{count} پرونده پذیرفته شده؛ صورت‌جلسه تحویل بنویسید و کار را آغاز کنید",
}
_OFFICE_WORDS = {
    DelegationStep.SENT: "{centre}: {count} پرونده فرستاده و هنوز دریافت نشده است",
    DelegationStep.RECEIVED: "{centre}: {count} پرونده هنوز پاسخ نگرفته است",
    DelegationStep.ACCEPTED: "{centre}: کار {count} پرونده پذیرفته‌شده آغاز نشده است",
}


def _waiting(scope: Scope, on: date) -> list[Duty]:
    is_centre = scope.centre_id is not None
    days = terms(scope=scope, on=on)
    moments = [When(step=step.value, then=F(SINCE[step])) for step in WAITING]
    rows = delegations(scope=scope).filter(
        valid_until__isnull=True, step__in=[step.value for step in WAITING]
    )
    grouped = rows.values("step", "centre_id", "centre__name").annotate(
        count=Count("pk"), since=Min(Case(*moments, output_field=DateTimeField()))
    )
    duties = []
    for row in grouped.order_by("since"):
        step = DelegationStep(row["step"])
        due = due_on(since=row["since"], days=days[step])
        if not is_centre and due >= on:
            continue
        words = (_CENTRE_WORDS if is_centre else _OFFICE_WORDS)[step]
        said = words.format(count=persian_digits(row["count"]), centre=row["centre__name"])
        duties.append(
            Duty(
                kind=DutyKind.DELEGATION,
                due_on=due,
                words=said,
                url_name="delegations-at",
                url_args=(step.value,),
            )
        )
    return duties


def _proposals(scope: Scope, on: date) -> list[Duty]:
    rows = centre_decisions(scope=scope, state=DecisionState.WAITING)
    return [
        Duty(
            kind=DutyKind.DECISION,
            due_on=due_on(since=one.asked_at, days=7),
            words=f"{one.centre.name} می‌پرسد: {DECISION_KIND_NAMES[DecisionKind(one.kind)]}",
            file_id=one.case_file_id,
            household_id=one.household_id,
            url_name="proposal-answer",
            url_args=(one.pk,),
        )
        for one in rows.order_by("asked_at")
    ]
