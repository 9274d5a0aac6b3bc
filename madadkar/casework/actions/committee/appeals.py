"""Deeds on appeals: filed in time, put before another panel, taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from madadkar.casework.actions.committee.sessions import leave_items
from madadkar.casework.actions.keeping import standing_of, taken_file
from madadkar.casework.models import AgendaItem, Appeal, FileMove, Letter
from madadkar.casework.rules import FileState, StateReason
from madadkar.casework.rules.appeals import (
    APPEAL_MOVES,
    APPEAL_STATE_NAMES,
    AppealState,
    check_in_time,
    is_appealable,
    last_day,
)
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken


@transaction.atomic
def file_appeal(*, move_id: int, said: str, came_on: date, by: Scope, at: datetime) -> Appeal:
    """The family does not accept a refusal, a suspension or an exit, and says why in its own words.

    Raises Refusal: not_permitted, move_unknown, not_appealable, appeal_already, appeal_overtaken,
    day_not_come, before_the_decision, appeal_late, said_missing.
    """
    by.check(Right.TAKE_REQUESTS)
    move = FileMove.objects.seen_by(by).filter(pk=move_id).first()
    if move is None:
        raise Refusal("move_unknown")
    file = taken_file(file_id=move.case_file_id, by=by)
    _check_appealable(move)
    today = tehran_day(at)
    if came_on > today:
        raise Refusal("day_not_come", today=today)
    if came_on < move.on:
        raise Refusal("before_the_decision", on=move.on)
    until = _until(move)
    check_in_time(came_on=came_on, until=until)
    if not clean_lines(said):
        raise Refusal("said_missing")
    appeal = Appeal.objects.create(
        agency_id=file.agency_id, office_id=file.office_id, case_file=file, household_id=file.household_id,
        move=move, said=clean_lines(said), came_on=came_on, until=until, state=AppealState.FILED.value,
        filed_at=at, filed_by_name=by.actor_name,
    )  # fmt: skip
    record("casework.file_appeal", by=by, at=at, subject=file, appeal=appeal.pk, move=move.pk, on=came_on)
    return appeal


def _check_appealable(move: FileMove) -> None:
    if not is_appealable(state=FileState(move.to_state), reason=StateReason(move.reason)):
        raise Refusal("not_appealable")
    filed = Appeal.objects.filter(move=move).first()
    if filed is not None:
        raise Refusal("appeal_already", on=filed.came_on, state=APPEAL_STATE_NAMES[AppealState(filed.state)])
    check_still_stands(move=move)


def check_still_stands(*, move: FileMove) -> None:
    """Refuse when the file went on since the move. Raises Refusal("appeal_overtaken")."""
    standing = standing_of(file=move.case_file)
    last = FileMove.objects.filter(case_file=move.case_file_id).order_by("-id").first()
    if standing is None or last != move:
        state = standing.get_state_display() if standing else ""
        raise Refusal("appeal_overtaken", state=state)


def _until(move: FileMove) -> date | None:
    letter = Letter.objects.filter(move=move).first()
    return last_day(told_on=letter.sent_on, days=letter.appeal_days) if letter else None


@transaction.atomic
def withdraw_appeal(*, appeal_id: int, reason: str, by: Scope, at: datetime) -> Appeal:
    """The family takes its appeal back; the decision stands.

    Raises Refusal: not_permitted, appeal_unknown, reason_missing, done_before, appeal_over.
    """
    by.check(Right.TAKE_REQUESTS)
    open_items = AgendaItem.objects.seen_by(by).filter(appeal=appeal_id, decision="")
    items = list(open_items.select_for_update(of=("self",)))
    appeal = taken(model=Appeal, pk=appeal_id, by=by, or_refuse="appeal_unknown")
    state = AppealState(appeal.state)
    if state is AppealState.WITHDRAWN:
        raise Refusal("done_before")
    if not APPEAL_MOVES.is_allowed(state, AppealState.WITHDRAWN):
        raise Refusal("appeal_over", state=APPEAL_STATE_NAMES[state])
    if not clean_lines(reason):
        raise Refusal("reason_missing")
    leave_items(items=items)
    ended(appeal=appeal, state=AppealState.WITHDRAWN, outcome=clean_lines(reason), at=at)
    record(
        "casework.withdraw_appeal", by=by, at=at, subject=appeal.case_file, appeal=appeal.pk, reason=reason
    )
    return appeal


def ended(*, appeal: Appeal, state: AppealState, outcome: str, at: datetime) -> None:
    """Write how an appeal ended; part of a deed."""
    appeal.state, appeal.outcome, appeal.ended_at = state.value, outcome, at
    appeal.save(update_fields=["state", "outcome", "ended_at"])
