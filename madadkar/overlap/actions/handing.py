"""The family agrees, its file is handed over and taken, and somebody looks whether the cover ended."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.overlap.actions.keeping import (
    check_is_giving,
    check_is_leading,
    check_unchanged,
    step,
    taken_case,
)
from madadkar.overlap.models import CoverageFact, OverlapCase, OverlapSide
from madadkar.overlap.queries.cases import leading_agency
from madadkar.overlap.rules.life import OverlapState, check_step

_NO_CONSENT = "خانوار به تحویل پرونده رضایت نداد"
_WITHDRAWN = "خانوار از رضایت خود به تحویل پرونده برگشت"
_IN_NEITHER = "پوشش نهاد راهبر نیز پایان یافته است؛ خانوار اکنون در هیچ‌یک از دو نهاد پوشش ندارد."


@transaction.atomic
def record_consent(
    *, case_id: int, is_consent: bool, consent_by: str, on: date, by: Scope, at: datetime, seen: int | None
) -> OverlapSide:
    """What the family said of the hand-over, to the side it leaves; without consent both sides think again.

    A consent may be withdrawn until the case has ended. Who of the family spoke is kept on the giving side.

    Raises Refusal: not_permitted, overlap_unknown, not_the_giving_side, overlap_step_not_allowed,
    overlap_changed_meanwhile, done_already, consent_by_missing, day_not_come, before_the_decision,
    before_the_consent, consent_told_already.
    """
    by.check(Right.WORK_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    check_unchanged(case=case, seen=seen, to=OverlapState.DISAGREED, by=by)
    is_withdrawn = bool(side.is_consent) and not is_consent
    wanted = OverlapState.DISAGREED if is_withdrawn else OverlapState.HANDED_OVER
    check_is_giving(case=case, by=by)
    if side.is_consent and is_consent:
        raise Refusal("consent_told_already", who=side.consent_told_by_name, on=side.consent_on)
    check_step(current=OverlapState(case.state), wanted=wanted)
    _check_consent(case, side, consent_by, on, tehran_day(at))
    side.consent_by, side.consent_on, side.is_consent = clean(consent_by), on, is_consent
    side.consent_told_by_name = by.actor_name
    side.save(update_fields=["consent_by", "consent_on", "is_consent", "consent_told_by_name"])
    if not is_consent:
        note = _WITHDRAWN if is_withdrawn else _NO_CONSENT
        step(case=case, to=OverlapState.DISAGREED, by=by, at=at, note=note)
    record("overlap.record_consent", by=by, at=at, subject=side, case=case.pk, is_consent=is_consent, on=on)
    return side


def _check_consent(case: OverlapCase, side: OverlapSide, consent_by: str, on: date, today: date) -> None:
    if not clean(consent_by):
        raise Refusal("consent_by_missing")
    if on > today:
        raise Refusal("day_not_come", today=today)
    if side.is_consent and side.consent_on is not None:
        if on < side.consent_on:
            raise Refusal("before_the_consent", on=side.consent_on)
    elif on < case.state_since:
        raise Refusal("before_the_decision", on=case.state_since)


@transaction.atomic
def hand_over(*, case_id: int, note: str, by: Scope, at: datetime, seen: int | None = None) -> OverlapCase:
    """The giving side hands the file over, with what the leading one needs to know; only with consent.

    Raises Refusal: not_permitted, overlap_unknown, not_the_giving_side, overlap_step_not_allowed,
    overlap_changed_meanwhile, done_already, hand_over_needs_consent, hand_over_note_missing,
    leading_covers_no_more.
    """
    by.check(Right.DECIDE_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    check_unchanged(case=case, seen=seen, to=OverlapState.HANDED_OVER, by=by)
    check_step(current=OverlapState(case.state), wanted=OverlapState.HANDED_OVER)
    check_is_giving(case=case, by=by)
    if not side.is_consent:
        raise Refusal("hand_over_needs_consent")
    if not clean_lines(note):
        raise Refusal("hand_over_note_missing")
    _check_leading_covers(case, tehran_day(at))
    step(case=case, to=OverlapState.HANDED_OVER, by=by, at=at, note=note)
    record("overlap.hand_over", by=by, at=at, subject=side, case=case.pk)
    return case


@transaction.atomic
def take_over(*, case_id: int, note: str, by: Scope, at: datetime, seen: int | None = None) -> OverlapCase:
    """The leading side takes the file; from now on the other may end its cover without leaving a gap.

    Raises Refusal: not_permitted, overlap_unknown, not_the_leading_side, overlap_step_not_allowed,
    overlap_changed_meanwhile, done_already, leading_covers_no_more.
    """
    by.check(Right.DECIDE_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    check_unchanged(case=case, seen=seen, to=OverlapState.TAKEN_OVER, by=by)
    check_step(current=OverlapState(case.state), wanted=OverlapState.TAKEN_OVER)
    check_is_leading(case=case, by=by)
    _check_leading_covers(case, tehran_day(at))
    step(case=case, to=OverlapState.TAKEN_OVER, by=by, at=at, note=note)
    record("overlap.take_over", by=by, at=at, subject=side, case=case.pk)
    return case


@transaction.atomic
def follow_up(*, case_id: int, note: str, by: Scope, at: datetime, seen: int | None = None) -> OverlapCase:
    """Either side looks whether it happened: the giving side's cover must have ended, else the case stays.

    Where the leading side's has ended as well, the step says so: the family stands in neither.

    Raises Refusal: not_permitted, overlap_unknown, overlap_step_not_allowed, overlap_changed_meanwhile,
    done_already, still_covered.
    """
    by.check(Right.DECIDE_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    check_unchanged(case=case, seen=seen, to=OverlapState.CLOSED, by=by)
    check_step(current=OverlapState(case.state), wanted=OverlapState.CLOSED)
    covering = _covering(case, tehran_day(at))
    leading = leading_agency(case=case)
    going_on = next((fact for fact in covering if fact.agency != leading), None)
    if going_on is not None:
        raise Refusal("still_covered", agency=str(going_on.agency), since=going_on.valid_from)
    told = note if covering else f"{clean_lines(note)}\n{_IN_NEITHER}"
    step(case=case, to=OverlapState.CLOSED, by=by, at=at, note=told)
    record("overlap.follow_up", by=by, at=at, subject=side, case=case.pk, is_in_neither=not covering)
    return case


def _covering(case: OverlapCase, today: date) -> list[CoverageFact]:
    """The covers that go on, as both registers tell them now."""
    with connection.cursor() as cursor:
        cursor.execute("select overlap_tell_again(%s)", [today])
    covers = CoverageFact.objects.filter(case=case).select_related("agency").order_by("pk")
    return list(covers.exclude(valid_until__lte=today))


def _check_leading_covers(case: OverlapCase, today: date) -> None:
    """A family is handed to nobody who does not cover it any more."""
    leading = leading_agency(case=case)
    if leading is not None and all(fact.agency != leading for fact in _covering(case, today)):
        raise Refusal("leading_covers_no_more", agency=str(leading))
