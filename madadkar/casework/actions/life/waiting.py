"""Whose turn comes first among the families that wait for credit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from madadkar.casework.actions.keeping import begin, end_present, file_with_reason, state_of
from madadkar.casework.models import WaitingTurn
from madadkar.casework.rules import FileState
from madadkar.casework.rules.waiting import Priority
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right


@transaction.atomic
def set_waiting_turn(
    *, file_id: int, priority: Priority, reason: str, by: Scope, at: datetime
) -> WaitingTurn:
    """A waiting family's turn is made sooner, or the usual again, for a reason that stays written.

    Raises Refusal: not_permitted, file_unknown, reason_missing, not_waiting.
    """
    by.check(Right.DECIDE_FILES)
    file = file_with_reason(file_id=file_id, reason=reason, by=by)
    if state_of(file=file) is not FileState.WAITING:
        raise Refusal("not_waiting")
    today = tehran_day(at)
    end_present(model=WaitingTurn, file=file, on=today)
    turn = begin(model=WaitingTurn, file=file, on=today, priority=priority.value, reason=clean(reason))
    record("casework.set_waiting_turn", by=by, at=at, subject=file, reason=clean(reason), priority=priority)
    return turn
