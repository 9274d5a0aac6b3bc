"""A family's need becomes known: a request is taken once, and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from madadkar.casework.actions.keeping import state_of, taken_file
from madadkar.casework.actions.life.files import new_file
from madadkar.casework.actions.life.states import Step, moved
from madadkar.casework.models import CaseFile, Request
from madadkar.casework.rules import FileState, StateReason
from madadkar.casework.rules.requests import (
    COMPLETE_EMERGENCY_WITHIN,
    RequestKind,
    becomes,
    check_request,
)
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, check_delegated
from madadkar.foundation.sight import Matter
from madadkar.organisations.models import Centre
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken
from madadkar.registry.models import Household

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked, as it was told at the door. `token` is the form's own: sent twice, it is one request.

    `centre_id`: the centre that found the family; a centre's own people say it by who they are.
    """

    kind: RequestKind
    said: str
    came_on: date
    token: UUID
    referrer: str = ""
    centre_id: int | None = None
    immediate_aid: str = ""
    immediate_aid_rial: int | None = None


@transaction.atomic
def register_request(*, household_id: int, asked: Asked, by: Scope, at: datetime) -> Request:
    """The family's request is taken: its file begins, re-enters with its history, or has the request noted.

    Raises Refusal: not_permitted, said_missing, referrer_missing, aid_missing, day_in_future,
    centre_unknown, household_unknown, household_merged, matter_not_delegated.
    """
    by.check(Right.TAKE_REQUESTS)
    known = request_by_token(token=asked.token, by=by)
    if known is not None:
        return known
    today = tehran_day(at)
    _check(asked, today)
    household = taken(model=Household, pk=household_id, by=by, or_refuse="household_unknown")
    if household.merged_into_id is not None:
        raise Refusal("household_merged")
    check_delegated(by=by, matter=Matter.WHOLE, household_id=household.pk)
    file = CaseFile.objects.seen_by(by).select_for_update(of=("self",)).filter(household=household).first()
    if file is None:
        file = new_file(household_id=household_id, field=None, number="", on=today, by=by)
    was = state_of(file=file)
    request = _noted(file, was, asked, today, by, at)
    change = becomes(state=was, kind=asked.kind)
    if change is not None:
        to, why = change
        moved(file=file, step=Step(to=to, reason=why, on=today, note=asked.said), by=by, at=at)
    record("casework.register_request", by=by, at=at, subject=file, kind=asked.kind.value, on=today)
    return request


@transaction.atomic
def answer_request(*, request_id: int, answer: str, by: Scope, at: datetime) -> Request:
    """What became of a request is told to whom it concerns.

    Raises Refusal: not_permitted, request_unknown, answer_missing, answered_already.
    """
    by.check(Right.TAKE_REQUESTS)
    known = Request.objects.seen_by(by).filter(pk=request_id).first()
    if known is None:
        raise Refusal("request_unknown")
    # The file first, as in every deed: one that moves it answers its requests too.
    file = taken_file(file_id=known.case_file_id, by=by)
    request = taken(model=Request, pk=request_id, by=by, or_refuse="request_unknown")
    if not clean(answer):
        raise Refusal("answer_missing")
    if request.answered_on is not None:
        raise Refusal("answered_already", on=request.answered_on)
    request.answered_on, request.answer = tehran_day(at), clean_lines(answer)
    request.save(update_fields=["answered_on", "answer"])
    record("casework.answer_request", by=by, at=at, subject=file)
    return request


def request_by_token(*, token: UUID, by: Scope) -> Request | None:
    """The request a form has already become. Whoever sends the same form meanwhile waits here for it."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [f"request:{token}"])
    return Request.objects.seen_by(by).filter(token=token).first()


def _check(asked: Asked, today: date) -> None:
    said, referrer, aid = clean(asked.said), clean(asked.referrer), clean(asked.immediate_aid)
    check_request(kind=asked.kind, said=said, referrer=referrer, immediate_aid=aid)
    if asked.came_on > today:
        raise Refusal("day_in_future", on=asked.came_on)


def _noted(
    file: CaseFile, was: FileState | None, asked: Asked, today: date, by: Scope, at: datetime
) -> Request:
    is_hasty = becomes(state=was, kind=asked.kind) == (FileState.EMERGENCY, StateReason.URGENT)
    return Request.objects.create(
        agency_id=file.agency_id,
        office_id=file.office_id,
        case_file=file,
        household_id=file.household_id,
        kind=asked.kind.value,
        said=clean_lines(asked.said),
        came_on=asked.came_on,
        referrer=clean(asked.referrer),
        found_by_centre_id=_centre(asked, by),
        immediate_aid=clean_lines(asked.immediate_aid),
        immediate_aid_rial=asked.immediate_aid_rial,
        complete_by=today + COMPLETE_EMERGENCY_WITHIN if is_hasty else None,
        received_by_id=by.actor_id,
        received_at=at,
        token=asked.token,
    )


def _centre(asked: Asked, by: Scope) -> int | None:
    """Which centre found the family, where one did. Raises Refusal("centre_unknown")."""
    if asked.kind is not RequestKind.CENTRE and by.centre_id is None:
        return None
    centre_id = by.centre_id or asked.centre_id or 0
    centre = Centre.objects.filter(pk=centre_id, office_id__in=by.office_ids).first()
    if centre is None:
        raise Refusal("centre_unknown")
    return int(centre.pk)
