"""What a centre puts right: asked for by the office, done by the centre, checked by somebody else."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from madadkar.casework.actions.supervision.inspecting import supervised_centre
from madadkar.casework.models import CorrectiveAction, FileReview, Inspection
from madadkar.casework.rules.supervision import (
    CORRECTION_MOVES,
    CORRECTION_STATE_NAMES,
    CorrectionState,
)
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.once import check_once, done_by
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken


class Check(StrEnum):
    """What the checker of a corrective action says."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


@transaction.atomic
def ask_correction(
    *,
    centre_id: int,
    what: str,
    due_on: date,
    token: UUID,
    by: Scope,
    at: datetime,
    inspection_id: int | None = None,
    review_id: int | None = None,
) -> CorrectiveAction:
    """The office asks a centre to put something right by a day.

    Raises Refusal: not_permitted, body_unknown, done_already, what_missing, day_gone_by, inspection_unknown,
    review_unknown.
    """
    centre = supervised_centre(centre_id=centre_id, by=by)
    check_once(model=CorrectiveAction, token=token)
    if not clean_lines(what):
        raise Refusal("what_missing")
    if due_on < tehran_day(at):
        raise Refusal("day_gone_by", today=tehran_day(at))
    _check_origin(centre, inspection_id, review_id)
    asked = CorrectiveAction.objects.create(
        agency_id=centre.office.agency_id,
        office=centre.office,
        centre=centre,
        inspection_id=inspection_id,
        review_id=review_id,
        what=clean_lines(what),
        due_on=due_on,
        state=CorrectionState.OPEN.value,
        asked_on=tehran_day(at),
        asked_by_name=by.actor_name,
        token=token,
    )
    record("casework.ask_correction", by=by, at=at, subject=centre, correction=asked.pk, due_on=due_on)
    return asked


def _check_origin(centre: Centre, inspection_id: int | None, review_id: int | None) -> None:
    """What it follows from was said of this very centre."""
    own = {"centre": centre}
    if inspection_id is not None and not Inspection.objects.filter(pk=inspection_id, **own).exists():
        raise Refusal("inspection_unknown")
    if review_id is not None and not FileReview.objects.filter(pk=review_id, **own).exists():
        raise Refusal("review_unknown")


@transaction.atomic
def report_correction(*, correction_id: int, note: str, by: Scope, at: datetime) -> CorrectiveAction:
    """The centre (or its office for it) says that it is put right, and how.

    Raises Refusal: not_permitted, correction_unknown, done_already, done_by_another,
    move_not_allowed, what_missing.
    """
    if not by.may(Right.SUPERVISE_CENTRES):
        by.check(Right.ANSWER_DELEGATIONS)
    correction = _taken(correction_id, by)
    _check_move(correction, CorrectionState.DONE, by)
    if not clean_lines(note):
        raise Refusal("what_missing")
    correction.state, correction.done_on = CorrectionState.DONE.value, tehran_day(at)
    correction.done_by_id, correction.done_by_name = by.actor_id, by.actor_name
    correction.done_note = clean_lines(note)
    correction.save(update_fields=["state", "done_on", "done_by", "done_by_name", "done_note"])
    record("casework.report_correction", by=by, at=at, subject=correction.centre, correction=correction.pk)
    return correction


@transaction.atomic
def check_correction(
    *, correction_id: int, result: Check, note: str, by: Scope, at: datetime
) -> CorrectiveAction:
    """Somebody of the office other than who reported it accepts it, or sends it back with a reason.

    Raises Refusal: not_permitted, correction_unknown, done_already, done_by_another,
    move_not_allowed, same_person, reason_missing.
    """
    by.check(Right.SUPERVISE_CENTRES)
    correction = _taken(correction_id, by)
    accepted = result is Check.ACCEPTED
    _check_move(correction, CorrectionState.CHECKED if accepted else CorrectionState.OPEN, by)
    if by.actor_id is not None and by.actor_id == correction.done_by_id:
        raise Refusal("same_person")
    if not accepted and not clean_lines(note):
        raise Refusal("reason_missing")
    correction.state = (CorrectionState.CHECKED if accepted else CorrectionState.OPEN).value
    correction.checked_on = tehran_day(at) if accepted else None
    correction.checked_by_id = by.actor_id if accepted else None
    correction.checked_by_name, correction.check_note = by.actor_name, clean_lines(note)
    fields = ["state", "checked_on", "checked_by", "checked_by_name", "check_note"]
    correction.save(update_fields=fields)
    told: dict[str, Any] = {"correction": correction.pk, "result": result.value}
    record(
        "casework.check_correction", by=by, at=at, subject=correction.centre, reason=clean_lines(note), **told
    )
    return correction


@transaction.atomic
def drop_correction(*, correction_id: int, reason: str, by: Scope, at: datetime) -> CorrectiveAction:
    """What was asked for is wanted no longer.

    Raises Refusal: not_permitted, correction_unknown, done_already, done_by_another,
    move_not_allowed, reason_missing.
    """
    by.check(Right.SUPERVISE_CENTRES)
    correction = _taken(correction_id, by)
    _check_move(correction, CorrectionState.DROPPED, by)
    if not clean_lines(reason):
        raise Refusal("reason_missing")
    correction.state, correction.check_note = CorrectionState.DROPPED.value, clean_lines(reason)
    correction.checked_by_name = by.actor_name
    correction.save(update_fields=["state", "check_note", "checked_by_name"])
    told: dict[str, Any] = {"correction": correction.pk}
    record(
        "casework.drop_correction",
        by=by,
        at=at,
        subject=correction.centre,
        reason=clean_lines(reason),
        **told,
    )
    return correction


def _taken(correction_id: int, by: Scope) -> CorrectiveAction:
    return taken(model=CorrectiveAction, pk=correction_id, by=by, or_refuse="correction_unknown")


def _check_move(correction: CorrectiveAction, to: CorrectionState, by: Scope) -> None:
    current = CorrectionState(correction.state)
    if current is to:
        who = correction.done_by_name if to is CorrectionState.DONE else correction.checked_by_name
        raise done_by(who=who, by=by)
    if not CORRECTION_MOVES.is_allowed(current, to):
        names = CORRECTION_STATE_NAMES
        raise Refusal("move_not_allowed", from_=names[current], to=names[to])
