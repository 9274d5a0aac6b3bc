"""A family leaves the support body: one proposes, another decides, and somebody asks afterwards how it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from madadkar.casework.actions.delegation.ending import end_when_followed_up
from madadkar.casework.actions.keeping import state_of, taken_file
from madadkar.casework.actions.life.states import Step, check_unchanged, moved
from madadkar.casework.actions.owning import is_same_actor, of_file
from madadkar.casework.models import CaseFile, ExitProposal, FollowUp
from madadkar.casework.queries.readiness import readiness_of
from madadkar.casework.rules import SERVED, FileState, StateReason, check_reason
from madadkar.casework.rules.exits import (
    FOLLOW_UP_MONTHS,
    UNFOLLOWED,
    ExitState,
    FollowUpOutcome,
    check_exit_is_open,
    check_exit_reason,
)
from madadkar.casework.rules.readiness import Readiness
from madadkar.casework.rules.terms import months_after
from madadkar.casework.rules.visits import check_visit_day
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken


@transaction.atomic
def propose_exit(
    *, file_id: int, reason: StateReason, note: str, by: Scope, at: datetime, seen: int | None = None
) -> ExitProposal:
    """Somebody holds the family's time with us to be over; what the rule of readiness says is kept with it.

    Raises Refusal: not_permitted, file_unknown, changed_meanwhile, file_not_served, exit_proposed_already,
    reason_does_not_fit, not_ready_to_leave (self-reliant by our word, not by the rule's: say why).
    """
    by.check(Right.WORK_FILES)
    file = taken_file(file_id=file_id, by=by, of=Matter.WALK)
    step = Step(to=FileState.INACTIVE, reason=reason, on=tehran_day(at), seen=seen)
    check_unchanged(file=file, step=step, by=by)
    if state_of(file=file) not in SERVED:
        raise Refusal("file_not_served")
    if ExitProposal.objects.filter(case_file=file, state=ExitState.PROPOSED.value).exists():
        raise Refusal("exit_proposed_already")
    check_reason(state=FileState.INACTIVE, reason=reason)
    found = readiness_of(file_id=file.pk, scope=by, on=tehran_day(at))
    check_exit_reason(reason=reason, verdict=found.verdict, note=clean_lines(note))
    proposal = ExitProposal.objects.create(
        **of_file(file=file),
        state=ExitState.PROPOSED.value,
        reason=reason.value,
        note=clean_lines(note),
        readiness=_kept(found),
        proposed_on=tehran_day(at),
        proposed_at=at,
        proposed_by_id=by.actor_id,
        proposed_by_name=by.actor_name,
    )
    told: dict[str, Any] = {"why": reason.value, "verdict": found.verdict.value, "score": found.score}
    record("casework.propose_exit", by=by, at=at, subject=proposal, file=file.pk, **told)
    return proposal


@transaction.atomic
def withdraw_exit(*, proposal_id: int, why: str, by: Scope, at: datetime) -> ExitProposal:
    """The proposal is taken back before anybody decided.

    Raises Refusal: not_permitted, exit_unknown, exit_decided_already, reason_missing.
    """
    by.check(Right.WORK_FILES)
    proposal, _ = _open(proposal_id, by)
    if not clean_lines(why):
        raise Refusal("reason_missing")
    _decide(proposal, ExitState.WITHDRAWN, why, by, at)
    record("casework.withdraw_exit", by=by, at=at, subject=proposal, reason=clean_lines(why))
    return proposal


@transaction.atomic
def approve_exit(
    *, proposal_id: int, note: str, by: Scope, at: datetime, seen: int | None = None, entrusted: str = ""
) -> ExitProposal:
    """Another person agrees: the family leaves today, its cover and plan end, and it is asked how it is after
    3, 6 and 12 months. Its centres give the file back, unless the one that walks with the family is
    `entrusted` with that asking, by a written word.

    Raises Refusal: not_permitted, exit_unknown, exit_decided_already, same_person, nobody_to_entrust, and
    those of `moved`.
    """
    by.check(Right.DECIDE_FILES)
    proposal, file = _open(proposal_id, by)
    step = _exit_step(proposal, note, at, seen)
    check_unchanged(file=file, step=step, by=by)
    if is_same_actor(by=by, staff_id=proposal.proposed_by_id, name=proposal.proposed_by_name):
        raise Refusal("same_person")
    leave(proposal=proposal, file=file, note=note, entrusted=entrusted, by=by, at=at)
    record("casework.approve_exit", by=by, at=at, subject=proposal, why=proposal.reason, file=file.pk)
    return proposal


def leave(
    *, proposal: ExitProposal, file: CaseFile, note: str, by: Scope, at: datetime, entrusted: str = ""
) -> None:
    """The family leaves today as proposed; part of the deed of whoever decided, one or a committee."""
    _decide(proposal, ExitState.APPROVED, note, by, at)
    if entrusted and StateReason(proposal.reason) in UNFOLLOWED:
        raise Refusal("nobody_to_entrust")
    moved(file=file, step=replace(_exit_step(proposal, note, at), entrusted=entrusted), by=by, at=at)
    if StateReason(proposal.reason) not in UNFOLLOWED:
        _follow(proposal, file, tehran_day(at))


def stay(*, proposal: ExitProposal, note: str, by: Scope, at: datetime) -> None:
    """The family stays, against the proposal; part of the deed of whoever decided it."""
    _decide(proposal, ExitState.REFUSED, note, by, at)


def open_exit(*, file: CaseFile, by: Scope) -> ExitProposal:
    """The proposal that waits on a locked file, locked. Raises Refusal("no_exit_proposed")."""
    waiting = ExitProposal.objects.seen_by(by).select_for_update(of=("self",))
    proposal: ExitProposal | None = waiting.filter(case_file=file, state=ExitState.PROPOSED.value).first()
    if proposal is None:
        raise Refusal("no_exit_proposed", number=file.number)
    return proposal


def _exit_step(proposal: ExitProposal, note: str, at: datetime, seen: int | None = None) -> Step:
    reason = StateReason(proposal.reason)
    return Step(to=FileState.INACTIVE, reason=reason, on=tehran_day(at), note=note, seen=seen)


@transaction.atomic
def refuse_exit(*, proposal_id: int, note: str, by: Scope, at: datetime) -> ExitProposal:
    """Another person holds that the family still needs us, and says why.

    Raises Refusal: not_permitted, exit_unknown, exit_decided_already, same_person, reason_missing.
    """
    by.check(Right.DECIDE_FILES)
    proposal, _ = _open(proposal_id, by)
    if is_same_actor(by=by, staff_id=proposal.proposed_by_id, name=proposal.proposed_by_name):
        raise Refusal("same_person")
    if not clean_lines(note):
        raise Refusal("reason_missing")
    stay(proposal=proposal, note=note, by=by, at=at)
    record("casework.refuse_exit", by=by, at=at, subject=proposal, reason=clean_lines(note))
    return proposal


@transaction.atomic
def record_follow_up(
    *, follow_up_id: int, on: date, outcome: FollowUpOutcome, note: str, by: Scope, at: datetime
) -> FollowUp:
    """Somebody asked how the family is after it left; in need again, it is to be asked in again. With the
    last asking the centre that was entrusted with it gives the file back.

    Raises Refusal: not_permitted, follow_up_unknown, follow_up_done_already, day_not_come,
    before_the_decision, reason_missing.
    """
    by.check(Right.WORK_FILES)
    asked = taken(model=FollowUp, pk=follow_up_id, by=by, or_refuse="follow_up_unknown")
    if asked.done_on is not None:
        raise Refusal("follow_up_done_already", on=asked.done_on)
    check_visit_day(on=on, today=tehran_day(at))
    left_on = asked.proposal.decided_on
    if left_on is not None and on < left_on:
        raise Refusal("before_the_decision", on=left_on)
    if outcome is not FollowUpOutcome.STANDS and not clean_lines(note):
        raise Refusal("reason_missing")
    told = {"outcome": outcome.value, "note": clean_lines(note), "done_by_name": by.actor_name}
    _set(asked, done_on=on, **told)
    record("casework.record_follow_up", by=by, at=at, subject=asked, outcome=outcome.value, on=on)
    if state_of(file=asked.case_file) is FileState.INACTIVE:
        end_when_followed_up(file=asked.case_file, by=by, at=at)
    return asked


def _open(proposal_id: int, by: Scope) -> tuple[ExitProposal, CaseFile]:
    """The proposal and its file, both locked, the file first as in every deed."""
    known = ExitProposal.objects.seen_by(by).filter(pk=proposal_id).first()
    if known is None:
        raise Refusal("exit_unknown")
    file = taken_file(file_id=known.case_file_id, by=by, of=Matter.WALK)
    proposal = taken(model=ExitProposal, pk=proposal_id, by=by, or_refuse="exit_unknown")
    check_exit_is_open(current=ExitState(proposal.state))
    return proposal, file


def _decide(proposal: ExitProposal, state: ExitState, note: str, by: Scope, at: datetime) -> None:
    who = {"decided_by_id": by.actor_id, "decided_by_name": by.actor_name, "decided_at": at}
    _set(
        proposal,
        state=state.value,
        decided_on=tehran_day(at),
        decision_note=clean_lines(note),
        **who,
    )


def _follow(proposal: ExitProposal, file: CaseFile, on: date) -> None:
    FollowUp.objects.bulk_create(
        FollowUp(
            **of_file(file=file), proposal=proposal, month=month, due_on=months_after(day=on, months=month)
        )
        for month in FOLLOW_UP_MONTHS
    )


def _kept(found: Readiness) -> dict[str, Any]:
    lines = [
        {"criterion": line.criterion.value, "is_met": line.is_met, "code": line.code, "told": dict(line.told)}
        for line in found.lines
    ]
    return {"verdict": found.verdict.value, "score": found.score, "lines": lines}


def _set(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
