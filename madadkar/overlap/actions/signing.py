"""The joint decision: one text, signed by the heads of both sides, letter by letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.overlap.actions.keeping import own_agency_id, step, taken_case
from madadkar.overlap.models import JointMinutes, JointSignature, OverlapCase
from madadkar.overlap.rules.life import OVERLAP_STATE_NAMES, OverlapState
from madadkar.overlap.rules.minutes import check_text, digest_of
from madadkar.overlap.rules.solutions import Verdict


@transaction.atomic
def write_minutes(*, case_id: int, text: str, version: int, by: Scope, at: datetime) -> JointMinutes:
    """A side writes the text anew; what was signed of the old one counts no more, and both sign the new one.

    `version` is the one the writer had before them. Raises Refusal: not_permitted, overlap_unknown,
    nothing_to_sign, minutes_changed, minutes_same, minutes_too_short, minutes_too_long.
    """
    by.check(Right.DECIDE_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    present = _present(case, version)
    said = clean_lines(text)
    check_text(text=said)
    if said == present.text:
        raise Refusal("minutes_same")
    made = JointMinutes.objects.create(
        case=case,
        version=present.version + 1,
        round=case.round,
        text=said,
        digest=digest_of(number=case.pk, version=present.version + 1, text=said),
        agency_id=by.agency_id,
        by_name=by.actor_name,
        at=at,
    )
    record("overlap.write_minutes", by=by, at=at, subject=side, case=case.pk, version=made.version)
    return made


@transaction.atomic
def sign_minutes(*, case_id: int, version: int, by: Scope, at: datetime) -> OverlapCase:
    """The head of one side signs the text; with the other's signature under the same version it is decided.

    Raises Refusal: not_permitted, overlap_unknown, done_already (the actor signed this very version),
    nothing_to_sign, minutes_changed, signed_already.
    """
    by.check(Right.DECIDE_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    _check_not_signed(case, version, by)
    present = _present(case, version)
    JointSignature.objects.create(
        case=case,
        minutes=present,
        agency_id=own_agency_id(by=by),
        by_id=by.actor_id,
        by_name=by.actor_name,
        digest=present.digest,
        at=at,
    )
    told: dict[str, Any] = {"case": case.pk, "version": version, "digest": present.digest}
    record("overlap.sign_minutes", by=by, at=at, subject=side, **told)
    if _both_signed(case, present):
        _decide(case, by, at)
    return case


def _present(case: OverlapCase, version: int) -> JointMinutes:
    """The text that may be signed now, when it is the one the actor had before them."""
    if case.state != OverlapState.AGREED.value:
        raise Refusal("nothing_to_sign", state=OVERLAP_STATE_NAMES[OverlapState(case.state)])
    present: JointMinutes | None = case.minutes.order_by("-version").first()
    assert present is not None, "two who agree have a text before them"
    if present.version != version:
        raise Refusal("minutes_changed", who=present.by_name)
    return present


def _check_not_signed(case: OverlapCase, version: int, by: Scope) -> None:
    known = case.signatures.filter(minutes__version=version, agency_id=own_agency_id(by=by)).first()
    if known is None:
        return
    if known.by_id == by.actor_id and known.by_name == by.actor_name:
        raise Refusal("done_already")
    raise Refusal("signed_already", who=known.by_name)


def _both_signed(case: OverlapCase, present: JointMinutes) -> bool:
    signed = present.signatures.filter(digest=present.digest).values_list("agency_id", flat=True)
    return set(signed) == set(case.facts.values_list("agency_id", flat=True))


def _decide(case: OverlapCase, by: Scope, at: datetime) -> None:
    if case.verdict != Verdict.BOTH.value:
        step(case=case, to=OverlapState.DECIDED, by=by, at=at)
        return
    case.allowed_from, case.allowed_until, case.is_by_rule = tehran_day(at), None, False
    step(case=case, to=OverlapState.ALLOWED, by=by, at=at)
