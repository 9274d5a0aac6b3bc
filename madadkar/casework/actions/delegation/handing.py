"""The steps of delegations on their way: a centre answers for its own, an office takes back what it sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from madadkar.casework.models import CaseFile, Delegation
from madadkar.casework.rules.delegation import (
    CENTRE_STEPS,
    DELEGATION_MOVES,
    DELEGATION_STEP_NAMES,
    ENDED,
    NEEDS_REASON,
    DelegationStep,
    check_step,
)
from madadkar.foundation.audit import record_many
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right

_DEEDS = {
    DelegationStep.RECEIVED: "casework.receive_case",
    DelegationStep.ACCEPTED: "casework.accept_case",
    DelegationStep.REFUSED: "casework.refuse_case",
    DelegationStep.IN_WORK: "casework.begin_centre_work",
    DelegationStep.RETURNED: "casework.return_case",
    DelegationStep.RECALLED: "casework.recall_case",
}
_INSTANTS = {
    DelegationStep.RECEIVED: "received_at",
    DelegationStep.ACCEPTED: "answered_at",
    DelegationStep.REFUSED: "answered_at",
    DelegationStep.IN_WORK: "begun_at",
}
_SUBJECTS = """
select f.id, f.office_id, jsonb_build_object('centre', %(centre)s::bigint, 'delegation', asked.delegation_id)
  from unnest(%(delegations)s::bigint[], %(files)s::bigint[]) as asked (delegation_id, file_id)
  join casework_casefile f on f.id = asked.file_id
"""


@dataclass(frozen=True)
class Handed:
    """How many files took the step, and how many were no longer where they were seen."""

    done: int
    left: int


@transaction.atomic
def step_delegations(
    *, delegation_ids: Sequence[int], to: DelegationStep, note: str = "", by: Scope, at: datetime
) -> Handed:
    """A centre takes a step with files sent to it: receives, accepts or refuses, begins, or returns them.

    `note` is the reason of a refusal or return, or the minutes of the hand-over when work begins. Files that
    are not at a step this one follows are left as they are.

    Raises Refusal: not_permitted, reason_missing, delegation_unknown (none is in sight any more),
    done_already, delegation_moved_on, delegation_step_not_allowed (none could take it).
    """
    by.check(Right.ANSWER_DELEGATIONS)
    assert to in CENTRE_STEPS, "a centre recalls nothing"
    own = Delegation.objects.seen_by(by).filter(centre_id=by.centre_id)
    return _stepped(own, delegation_ids, to, note, by, at)


@transaction.atomic
def recall_delegations(*, delegation_ids: Sequence[int], reason: str, by: Scope, at: datetime) -> Handed:
    """The office takes files back from their centres, which lose sight of them in the same instant.

    Raises Refusal as step_delegations does.
    """
    by.check(Right.ASSIGN_FILES)
    rows = Delegation.objects.seen_by(by)
    return _stepped(rows, delegation_ids, DelegationStep.RECALLED, reason, by, at)


def _stepped(
    rows: QuerySet[Delegation], ids: Sequence[int], to: DelegationStep, note: str, by: Scope, at: datetime
) -> Handed:
    if to in NEEDS_REASON and not clean(note):
        raise Refusal("reason_missing")
    on = tehran_day(at)
    taken = list(rows.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)))
    if not taken:
        raise Refusal("delegation_unknown")
    ready = [one for one in taken if _may_step(one, to, on)]
    if not ready:
        _refuse(taken, to, by)
    _tell(ready, to, note, by, at)
    Delegation.objects.filter(pk__in=[one.pk for one in ready]).update(**_changes(to, note, by, at, on=on))
    return Handed(done=len(ready), left=len(set(ids)) - len(ready))


def _may_step(one: Delegation, to: DelegationStep, on: date) -> bool:
    return one.is_open and one.valid_from <= on and DELEGATION_MOVES.is_allowed(_step(one), to)


def _step(delegation: Delegation) -> DelegationStep:
    return DelegationStep(delegation.step)


def _refuse(taken: list[Delegation], to: DelegationStep, by: Scope) -> None:
    """Say why none of these could take the step: done already, or gone another way by somebody."""
    first = taken[0]
    if all(one.step == to and one.step_by_name == by.actor_name for one in taken):
        raise Refusal("done_already")
    if not first.is_open or first.step == to:
        now = DELEGATION_STEP_NAMES[_step(first)]
        raise Refusal("delegation_moved_on", now=now, who=first.step_by_name)
    check_step(current=_step(first), wanted=to)


def _changes(to: DelegationStep, note: str, by: Scope, at: datetime, *, on: date) -> dict[str, Any]:
    changes: dict[str, Any] = {"step": to.value, "step_by_name": by.actor_name}
    if to in _INSTANTS:
        changes[_INSTANTS[to]] = at
    if to is DelegationStep.IN_WORK:
        changes |= {"minutes": clean_lines(note), "minutes_by_name": by.actor_name}
    if to in ENDED:
        changes |= {"ended_at": at, "valid_until": on, "end_reason": clean(note)}
    return changes


def _tell(ready: list[Delegation], to: DelegationStep, note: str, by: Scope, at: datetime) -> None:
    """One event a file; before the change, for a centre loses sight of a file it gives back."""
    by_centre: dict[int, list[Delegation]] = {}
    for one in ready:
        by_centre.setdefault(one.centre_id, []).append(one)
    for centre_id, own in by_centre.items():
        told = {
            "centre": centre_id,
            "delegations": [one.pk for one in own],
            "files": [one.case_file_id for one in own],
        }
        reason = clean(note) if to in NEEDS_REASON else ""
        record_many(
            _DEEDS[to],
            by=by,
            at=at,
            subject=CaseFile,
            subjects=_SUBJECTS,
            parameters=told,
            reason=reason,
        )
