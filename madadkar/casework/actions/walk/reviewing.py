"""The plan and the family's standing are looked at again, and somebody says what is right to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from madadkar.casework.actions.keeping import state_of, taken_file
from madadkar.casework.actions.life.states import Step, check_unchanged, moved
from madadkar.casework.actions.owning import of_file
from madadkar.casework.models import CaseFile, Plan, Review
from madadkar.casework.queries.office_rules import rule_of
from madadkar.casework.queries.reviews import review_due
from madadkar.casework.rules import AT_WORK, FileState, StateReason
from madadkar.casework.rules.office_rules import RuleCode
from madadkar.casework.rules.plans import PlanState, ReviewOutcome
from madadkar.casework.rules.terms import months_after
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right

_ENDS_IN = {
    ReviewOutcome.GO_ON: (FileState.ACTIVE, StateReason.REVIEWED),
    ReviewOutcome.CHANGE_PLAN: (FileState.ACTIVE, StateReason.REVIEWED),
    ReviewOutcome.SUSPEND: (FileState.SUSPENDED, StateReason.DOUBT),
}


@transaction.atomic
def hold_review(
    *,
    file_id: int,
    outcome: ReviewOutcome,
    findings: str,
    token: UUID,
    by: Scope,
    at: datetime,
    seen: int | None = None,
) -> Review:
    """A review is held and what it found is written; the next one falls due by the office's rule.

    Who may decide on files ends the file's state «in review» with it, or suspends; of others it is a word of
    advice, and the state waits for whoever decides. A proposal to leave is a deed of its own.

    Raises Refusal: not_permitted, file_unknown, file_inactive, done_already, findings_missing, and those of
    `moved`.
    """
    by.check(Right.WORK_FILES)
    file = taken_file(file_id=file_id, by=by, of=Matter.WALK)
    if Review.objects.filter(token=token).exists():
        raise Refusal("done_already")
    state = state_of(file=file)
    if state not in AT_WORK:
        raise Refusal("file_inactive")
    if not clean_lines(findings):
        raise Refusal("findings_missing")
    said = {"outcome": outcome.value, "findings": clean_lines(findings), "token": token}
    held = Review.objects.create(**of_file(file=file), **_when(file, by, at), **said)
    if by.may(Right.DECIDE_FILES):
        _end_state(file, state, outcome, seen, by, at)
    record("casework.hold_review", by=by, at=at, subject=held, outcome=outcome.value, file=file.pk)
    return held


def _when(file: CaseFile, by: Scope, at: datetime) -> dict[str, Any]:
    """On which plan the review is held, when it was due, by whom, and when the next one is."""
    today = tehran_day(at)
    months = rule_of(code=RuleCode.REVIEW_MONTHS, office_id=file.office_id, on=today)
    return {
        "plan": Plan.objects.filter(case_file=file, state=PlanState.APPROVED.value).first(),
        "due_on": review_due(file_id=file.pk, scope=by, on=today),
        "held_on": today,
        "held_at": at,
        "held_by_id": by.actor_id,
        "held_by_name": by.actor_name,
        "next_due_on": months_after(day=today, months=months),
    }


def _end_state(
    file: CaseFile, state: FileState | None, outcome: ReviewOutcome, seen: int | None, by: Scope, at: datetime
) -> None:
    if outcome not in _ENDS_IN:
        return
    to, reason = _ENDS_IN[outcome]
    if to is state:
        return
    step = Step(to=to, reason=reason, on=tehran_day(at), seen=seen)
    check_unchanged(file=file, step=step, by=by)
    moved(file=file, step=step, by=by, at=at)
