"""The steps of a file between its request and its exit, each a deed of its own with its own right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from madadkar.casework.actions.keeping import file_with_reason, state_of, taken_file
from madadkar.casework.actions.life.states import Step, check_unchanged, moved
from madadkar.casework.models import CaseFile, FileStanding
from madadkar.casework.rules import CoverageKind, FileState, StateReason
from madadkar.casework.rules.proceeding import check_proceeds, reason_to_proceed
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right


@dataclass(frozen=True)
class _From:
    """Several deeds lead to the same state; each starts from its own, or is refused."""

    state: FileState
    or_refuse: str


_FROM_SUSPENSION = _From(FileState.SUSPENDED, "not_suspended")
_FROM_REVIEW = _From(FileState.REVIEW, "not_in_review")
_FROM_EXIT = _From(FileState.INACTIVE, "not_left")
_FROM_QUEUE = _From(FileState.WAITING, "not_waiting")


@transaction.atomic
def proceed(
    *,
    file_id: int,
    to: FileState,
    by: Scope,
    at: datetime,
    note: str = "",
    closes_for: StateReason | None = None,
    seen: int | None = None,
) -> FileStanding:
    """A request goes one step on, or back for what is missing, or is closed before it was decided.

    `closes_for` says why, when it is closed. Raises Refusal: not_permitted, file_unknown, committee_decides,
    reason_missing, and those of `moved`.
    """
    by.check(Right.WORK_FILES)
    file = taken_file(file_id=file_id, by=by)
    was = state_of(file=file)
    check_proceeds(current=was, wanted=to)
    if to is FileState.CLOSED and closes_for is None:
        raise Refusal("reason_missing")
    why = closes_for or reason_to_proceed(current=was, wanted=to)
    step = Step(to=to, reason=why, on=tehran_day(at), note=note, seen=seen)
    return _stepped(file, "proceed", step, by=by, at=at)


@transaction.atomic
def suspend(
    *, file_id: int, reason: StateReason, note: str, by: Scope, at: datetime, seen: int | None = None
) -> FileStanding:
    """What the family receives is held back until its state is clear; its cover goes on.

    Raises Refusal: not_permitted, file_unknown, reason_missing (the note), and those of `moved`.
    """
    by.check(Right.DECIDE_FILES)
    file = file_with_reason(file_id=file_id, reason=note, by=by)
    step = Step(to=FileState.SUSPENDED, reason=reason, on=tehran_day(at), note=note, seen=seen)
    return _stepped(file, "suspend", step, by=by, at=at)


@transaction.atomic
def lift_suspension(
    *, file_id: int, note: str, by: Scope, at: datetime, seen: int | None = None
) -> FileStanding:
    """The family receives again what was held back.

    Raises Refusal: not_permitted, file_unknown, reason_missing, not_suspended, and those of `moved`.
    """
    by.check(Right.DECIDE_FILES)
    file = file_with_reason(file_id=file_id, reason=note, by=by)
    why = StateReason.SUSPENSION_LIFTED
    step = Step(to=FileState.ACTIVE, reason=why, on=tehran_day(at), note=note, seen=seen)
    return _stepped(file, "lift_suspension", step, by=by, at=at, only_from=_FROM_SUSPENSION)


@transaction.atomic
def begin_review(
    *, file_id: int, reason: StateReason, by: Scope, at: datetime, note: str = "", seen: int | None = None
) -> FileStanding:
    """The family's state is looked at anew, because it is time or because there is news.

    Raises Refusal: not_permitted, file_unknown, and those of `moved`.
    """
    by.check(Right.WORK_FILES)
    file = taken_file(file_id=file_id, by=by, of=Matter.WALK)
    step = Step(to=FileState.REVIEW, reason=reason, on=tehran_day(at), note=note, seen=seen)
    return _stepped(file, "begin_review", step, by=by, at=at)


@transaction.atomic
def end_review(
    *, file_id: int, by: Scope, at: datetime, note: str = "", seen: int | None = None
) -> FileStanding:
    """After a review the family stays as it is: its file is active again.

    Raises Refusal: not_permitted, file_unknown, not_in_review, and those of `moved`.
    """
    by.check(Right.DECIDE_FILES)
    file = taken_file(file_id=file_id, by=by)
    why = StateReason.REVIEWED
    step = Step(to=FileState.ACTIVE, reason=why, on=tehran_day(at), note=note, seen=seen)
    return _stepped(file, "end_review", step, by=by, at=at, only_from=_FROM_REVIEW)


@transaction.atomic
def take_exit_back(
    *,
    file_id: int,
    note: str,
    coverage: CoverageKind | None,
    by: Scope,
    at: datetime,
    seen: int | None = None,
) -> FileStanding:
    """An exit is found to be a mistake: the family is under cover again from today, as if by a new decision.

    Raises Refusal: not_permitted, file_unknown, reason_missing, not_left, and those of `moved`.
    """
    by.check(Right.DECIDE_FILES)
    file = file_with_reason(file_id=file_id, reason=note, by=by)
    step = Step(
        to=FileState.ACTIVE,
        reason=StateReason.EXIT_TAKEN_BACK,
        on=tehran_day(at),
        note=note,
        seen=seen,
        coverage=coverage,
    )
    return _stepped(file, "take_exit_back", step, by=by, at=at, only_from=_FROM_EXIT)


@transaction.atomic
def cover_from_queue(
    *,
    file_id: int,
    coverage: CoverageKind,
    covered_until: date | None,
    by: Scope,
    at: datetime,
    note: str = "",
    seen: int | None = None,
) -> FileStanding:
    """Credit has come: a family that the committee accepted and that waited its turn comes under cover.

    Raises Refusal: not_permitted, file_unknown, not_waiting, and those of `moved`.
    """
    by.check(Right.DECIDE_FILES)
    file = taken_file(file_id=file_id, by=by)
    step = Step(
        to=FileState.ACTIVE,
        reason=StateReason.ACCEPTED,
        on=tehran_day(at),
        note=note,
        seen=seen,
        coverage=coverage,
        covered_until=covered_until,
    )
    return _stepped(file, "cover_from_queue", step, by=by, at=at, only_from=_FROM_QUEUE)


def _stepped(
    file: CaseFile, deed: str, step: Step, *, by: Scope, at: datetime, only_from: _From | None = None
) -> FileStanding:
    check_unchanged(file=file, step=step, by=by)
    if only_from is not None and state_of(file=file) is not only_from.state:
        raise Refusal(only_from.or_refuse)
    standing = moved(file=file, step=step, by=by, at=at)
    told: dict[str, Any] = {"state": step.to.value, "why": step.reason.value}
    record(f"casework.{deed}", by=by, at=at, subject=file, reason=clean(step.note), **told)
    return standing
