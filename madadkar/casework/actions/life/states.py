"""The one way a file changes its state: checked against the table of moves, written for good."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from madadkar.casework.actions.keeping import (
    begin,
    end_present,
    standing_of,
    state_of,
    taken_file,
)
from madadkar.casework.actions.life.leaving import end_walk
from madadkar.casework.models import (
    CaseFile,
    Coverage,
    FileMove,
    FileStanding,
    PensionReceipt,
    Request,
    WaitingTurn,
)
from madadkar.casework.rules import (
    FILE_STATE_NAMES,
    ON_THE_WAY,
    SERVED,
    STATE_REASON_NAMES,
    CoverageKind,
    FileState,
    StateReason,
    check_move,
    check_reason,
)
from madadkar.casework.rules.proceeding import check_from_paper
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right


@dataclass(frozen=True, kw_only=True)
class Step:
    """One move: to which state, why, from which day.

    The day is today; an earlier one is a correction and needs its own right. `is_paper`: a first entry of
    what paper says is none. `is_correction`: what paper says of a known file is always one. `seen` is the
    number of the last move the actor saw (`queries.moves.last_move`): if another came since, the actor is
    told. `coverage` begins when the family comes under the agency's care; `entrusted` is the written word by
    which its centre follows it up when it leaves.
    """

    to: FileState
    reason: StateReason
    on: date
    note: str = ""
    seen: int | None = None
    coverage: CoverageKind | None = None
    covered_until: date | None = None
    entrusted: str = ""
    is_paper: bool = False
    is_correction: bool = False


def moved(*, file: CaseFile, step: Step, by: Scope, at: datetime) -> FileStanding:
    """Move a locked file; part of a deed, which checks rights and records itself.

    Cover, pension, plans, delegations and a waiting proposal end with our care; a suspension ends none.

    Raises Refusal: state_already, move_not_allowed, reason_does_not_fit, changed_meanwhile, done_already,
    day_not_come, state_changed_since, not_permitted (a correction), nobody_to_entrust.
    """
    present = standing_of(file=file)
    was = FileState(present.state) if present else None
    check_unchanged(file=file, step=step, by=by)
    if present is not None and was is step.to:
        raise Refusal("state_already", since=present.valid_from)
    check_move(current=was, wanted=step.to)
    check_reason(state=step.to, reason=step.reason)
    is_correction = _check_day(step, by, tehran_day(at))
    if present is not None:
        if present.valid_from > step.on:
            raise Refusal("state_changed_since", since=present.valid_from)
        end_present(model=FileStanding, file=file, on=step.on)
    _begin_or_end_care(file, was, step, by, at)
    _end_the_wait(file, was, step)
    state, reason = step.to.value, step.reason.value
    standing = begin(model=FileStanding, file=file, on=step.on, state=state, reason=reason)
    FileMove.objects.create(
        agency_id=file.agency_id,
        office_id=file.office_id,
        case_file=file,
        household_id=file.household_id,
        from_state=was.value if was else "",
        to_state=state,
        reason=reason,
        note=clean(step.note),
        on=step.on,
        at=at,
        moved_by_id=by.actor_id,
        moved_by_name=by.actor_name,
        is_correction=is_correction,
    )
    return standing


def _check_day(step: Step, by: Scope, today: date) -> bool:
    """Whether the step is a correction of a day gone by."""
    if step.on > today:
        raise Refusal("day_not_come", today=today)
    if step.is_paper or (step.on == today and not step.is_correction):
        return False
    by.check(Right.CORRECT_HISTORY)
    return True


def _begin_or_end_care(file: CaseFile, was: FileState | None, step: Step, by: Scope, at: datetime) -> None:
    if was in SERVED and step.to not in SERVED:
        for model in (Coverage, PensionReceipt):
            end_present(model=model, file=file, on=step.on)
        note = f"{FILE_STATE_NAMES[step.to]}، {STATE_REASON_NAMES[step.reason]}"
        end_walk(file=file, on=step.on, note=note, entrusted=step.entrusted, by=by, at=at)
    if step.coverage is not None and step.to in SERVED and was not in SERVED:
        kind, until = step.coverage.value, step.covered_until
        begin(model=Coverage, file=file, on=step.on, kind=kind, planned_until=until)


def _end_the_wait(file: CaseFile, was: FileState | None, step: Step) -> None:
    """Whoever asked hears with the decision; a turn in the queue ends when its wait does."""
    if was is FileState.WAITING:
        end_present(model=WaitingTurn, file=file, on=step.on)
    if was in ON_THE_WAY and (step.to is FileState.WAITING or step.to not in ON_THE_WAY):
        answer = f"{FILE_STATE_NAMES[step.to]}، {STATE_REASON_NAMES[step.reason]}"
        open_ones = Request.objects.filter(case_file=file, answered_on=None)
        open_ones.update(answered_on=step.on, answer=answer)


def check_unchanged(*, file: CaseFile, step: Step, by: Scope) -> None:
    """Two officers, two tabs, a double click: the second is told what came before.

    Raises Refusal: changed_meanwhile, done_already (by the same actor, to the same state).
    """
    if step.seen is None:
        return
    last = FileMove.objects.filter(case_file=file).order_by("-id").first()
    if (last.pk if last else 0) != step.seen:
        assert last is not None, "a move that was seen cannot vanish"
        if last.to_state == step.to.value and last.moved_by_id == by.actor_id is not None:
            raise Refusal("done_already")
        raise Refusal("changed_meanwhile", who=last.moved_by_name, state=last.get_to_state_display())


@transaction.atomic
def change_state(*, file_id: int, step: Step, by: Scope, at: datetime) -> FileStanding:
    """What the office's papers say of a file that was served or had left: active or inactive from a day on.

    It is kept as a correction, whatever its day: the usual way is a proposal, a committee, an approval.

    Raises Refusal: not_permitted, file_unknown, not_from_paper, and those of `moved`.
    """
    by.check(Right.CORRECT_HISTORY)
    file = taken_file(file_id=file_id, by=by)
    check_unchanged(file=file, step=step, by=by)
    check_from_paper(current=state_of(file=file), wanted=step.to)
    changed = moved(file=file, step=replace(step, is_correction=True), by=by, at=at)
    told: dict[str, Any] = {"state": step.to.value, "why": step.reason.value, "on": step.on}
    record("casework.change_state", by=by, at=at, subject=file, reason=step.note, **told)
    return changed
