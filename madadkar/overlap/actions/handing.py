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


@transaction.atomic
def record_consent(
    *, case_id: int, is_consent: bool, consent_by: str, on: date, by: Scope, at: datetime, seen: int | None
) -> OverlapSide:
    """What the family said of the hand-over, to the side it leaves; without consent both sides think again.

    Who of the family spoke is kept on the giving side alone.

    Raises Refusal: not_permitted, overlap_unknown, not_the_giving_side, overlap_step_not_allowed,
    overlap_changed_meanwhile, done_already, consent_by_missing, day_not_come, before_the_decision,
    consent_told_already.
    """
    by.check(Right.WORK_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    check_unchanged(case=case, seen=seen, to=OverlapState.DISAGREED, by=by)
    check_step(current=OverlapState(case.state), wanted=OverlapState.HANDED_OVER)
    check_is_giving(case=case, by=by)
    _check_consent(case, side, consent_by, on, tehran_day(at))
    side.consent_by, side.consent_on, side.is_consent = clean(consent_by), on, is_consent
    side.consent_told_by_name = by.actor_name
    side.save(update_fields=["consent_by", "consent_on", "is_consent", "consent_told_by_name"])
    if not is_consent:
        step(case=case, to=OverlapState.DISAGREED, by=by, at=at, note=_NO_CONSENT)
    record("overlap.record_consent", by=by, at=at, subject=side, case=case.pk, is_consent=is_consent, on=on)
    return side


def _check_consent(case: OverlapCase, side: OverlapSide, consent_by: str, on: date, today: date) -> None:
    if side.is_consent:
        raise Refusal("consent_told_already", who=side.consent_told_by_name, on=side.consent_on)
    if not clean(consent_by):
        raise Refusal("consent_by_missing")
    if on > today:
        raise Refusal("day_not_come", today=today)
    if on < case.state_since:
        raise Refusal("before_the_decision", on=case.state_since)


@transaction.atomic
def hand_over(*, case_id: int, note: str, by: Scope, at: datetime, seen: int | None = None) -> OverlapCase:
    """The giving side hands the file over, with what the leading one needs to know; only with consent.

    Raises Refusal: not_permitted, overlap_unknown, not_the_giving_side, overlap_step_not_allowed,
    overlap_changed_meanwhile, done_already, hand_over_needs_consent, hand_over_note_missing.
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
    step(case=case, to=OverlapState.HANDED_OVER, by=by, at=at, note=note)
    record("overlap.hand_over", by=by, at=at, subject=side, case=case.pk)
    return case


@transaction.atomic
def take_over(*, case_id: int, note: str, by: Scope, at: datetime, seen: int | None = None) -> OverlapCase:
    """The leading side takes the file; from now on the other may end its cover without leaving a gap.

    Raises Refusal: not_permitted, overlap_unknown, not_the_leading_side, overlap_step_not_allowed,
    overlap_changed_meanwhile, done_already.
    """
    by.check(Right.DECIDE_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    check_unchanged(case=case, seen=seen, to=OverlapState.TAKEN_OVER, by=by)
    check_step(current=OverlapState(case.state), wanted=OverlapState.TAKEN_OVER)
    check_is_leading(case=case, by=by)
    step(case=case, to=OverlapState.TAKEN_OVER, by=by, at=at, note=note)
    record("overlap.take_over", by=by, at=at, subject=side, case=case.pk)
    return case


@transaction.atomic
def follow_up(*, case_id: int, note: str, by: Scope, at: datetime, seen: int | None = None) -> OverlapCase:
    """Either side looks whether it happened: the giving side's cover must have ended, else the case stays.

    A decided case whose cover ended some other way ends so, too.

    Raises Refusal: not_permitted, overlap_unknown, overlap_step_not_allowed, overlap_changed_meanwhile,
    done_already, still_covered.
    """
    by.check(Right.DECIDE_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    check_unchanged(case=case, seen=seen, to=OverlapState.CLOSED, by=by)
    check_step(current=OverlapState(case.state), wanted=OverlapState.CLOSED)
    today = tehran_day(at)
    with connection.cursor() as cursor:
        cursor.execute("select overlap_tell_again(%s)", [today])
    leading = leading_agency(case=case)
    covers = CoverageFact.objects.filter(case=case).select_related("agency").order_by("pk")
    going_on = covers.exclude(valid_until__lte=today).exclude(agency=leading).first()
    if going_on is not None:
        raise Refusal("still_covered", agency=str(going_on.agency), since=going_on.valid_from)
    step(case=case, to=OverlapState.CLOSED, by=by, at=at, note=note)
    record("overlap.follow_up", by=by, at=at, subject=side, case=case.pk)
    return case
