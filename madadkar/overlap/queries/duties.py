"""What waits for a side of an overlap: to answer, to sign, to hand over, to take over, to see it ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.overlap.models import JointMinutes, JointSignature, OverlapCase, OverlapSide, SideAnswer
from madadkar.overlap.queries.rule_table import province_code_of, speaks_for_province, waiting_rules
from madadkar.overlap.rules.life import TERM_DAYS, OverlapState, due_on
from madadkar.overlap.rules.solutions import Verdict, leads
from madadkar.overlap.rules.turns import Standing

_WORDS = {
    OverlapState.FOUND: "راه‌حل هم‌پوشانی {number} را پیشنهاد کنید",
    OverlapState.PROPOSED: "به پیشنهاد درباره هم‌پوشانی {number} پاسخ دهید",
    OverlapState.DISAGREED: "درباره هم‌پوشانی {number} هم‌رأی نشده‌اید؛ پیشنهاد دیگری بدهید",
    OverlapState.AGREED: "صورت‌جلسه تصمیم مشترک {number} را امضا کنید",
    OverlapState.DECIDED: "رضایت خانوار را بگیرید و پرونده مشترک {number} را تحویل دهید",
    OverlapState.HANDED_OVER: "پرونده مشترک {number} تحویل شده است؛ بپذیرید",
    OverlapState.TAKEN_OVER: "پوشش پرونده مشترک {number} را پایان دهید و پیگیری را ثبت کنید",
}

_TOLD = (
    "pk", "state", "state_since", "verdict", "file", "household", "has_answered", "has_signed", "our_code",
)  # fmt: skip


def overlap_duties(*, scope: Scope, on: date) -> list[Duty]:
    """For heads: the cases that wait for their side, and rules the other side proposed; for a caseworker:
    the consent of their own families."""
    if scope.centre_id is not None or scope.agency_id is None:
        return []
    if scope.may(Right.DECIDE_OVERLAPS):
        return [*_of_cases(scope, on, _waiting(scope)), *_of_rules(scope)]
    if scope.may(Right.WORK_OVERLAPS):
        own = _waiting(scope).filter(state=OverlapState.DECIDED.value, caseworker=scope.actor_id)
        return _of_cases(scope, on, own.filter(Q(is_consent=None) | Q(is_consent=False)))
    return []


def _waiting(scope: Scope) -> QuerySet[Any]:
    """Open cases in sight with what the rule of turns asks, in one question."""
    own = OverlapSide.objects.seen_by(scope).filter(case=OuterRef("pk"), agency_id=scope.agency_id)
    ours: dict[str, Any] = {"agency_id": scope.agency_id}
    answered = SideAnswer.objects.filter(case=OuterRef("pk"), round=OuterRef("round"), **ours)
    latest = JointMinutes.objects.filter(
        case=OuterRef(OuterRef("pk")), round=OuterRef(OuterRef("round"))
    ).order_by("-version")
    signed = JointSignature.objects.filter(minutes=Subquery(latest.values("pk")[:1]), **ours)
    found: QuerySet[Any] = OverlapCase.objects.seen_by(scope)
    waiting: QuerySet[Any] = (
        found.filter(state__in=[state.value for state in TERM_DAYS])
        .annotate(
            file=Subquery(own.values("case_file_id")[:1]),
            household=Subquery(own.values("household_id")[:1]),
            caseworker=Subquery(own.values("case_file__caseworker_id")[:1]),
            is_consent=Subquery(own.values("is_consent")[:1]),
            has_answered=Exists(answered),
            has_signed=Exists(signed),
            our_code=Subquery(own.values("agency__code")[:1]),
        )
        .order_by("state_since", "pk")
        .values(*_TOLD)
    )
    return waiting


def _of_cases(scope: Scope, on: date, waiting: QuerySet[Any]) -> list[Duty]:
    assert scope.agency_id is not None, "asked for an agency's people alone"
    duties = []
    for case in waiting:
        lead = leads(verdict=Verdict(case["verdict"])) if case["verdict"] else None
        standing = Standing(
            state=OverlapState(case["state"]),
            agencies=[scope.agency_id],
            answered=[scope.agency_id] if case["has_answered"] else [],
            signed=[scope.agency_id] if case["has_signed"] else [],
            leading=scope.agency_id if lead and lead.value == case["our_code"] else None,
        )
        if scope.agency_id in standing.waits_for:
            duties.append(_duty(case))
    return duties


def _duty(case: dict[str, Any]) -> Duty:
    state = OverlapState(case["state"])
    return Duty(
        kind=DutyKind.OVERLAP,
        due_on=due_on(state=state, since=case["state_since"]),
        words=_WORDS[state].format(number=persian_digits(case["pk"])),
        file_id=case["file"],
        household_id=case["household"],
        url_name="overlap",
        url_args=(case["pk"],),
    )


def _of_rules(scope: Scope) -> list[Duty]:
    province = province_code_of(scope=scope)
    if not province or not speaks_for_province(scope=scope):
        return []
    theirs = waiting_rules(province_code=province).exclude(proposed_agency_id=scope.agency_id)
    return [
        Duty(
            kind=DutyKind.OVERLAP,
            due_on=None,
            words=f"{rule.proposed_agency} قاعده‌ای برای هم‌پوشانی پیشنهاد کرده است",
            url_name="overlap-rule-answer",
            url_args=(rule.pk,),
        )
        for rule in theirs
    ]
