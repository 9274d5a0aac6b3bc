"""The deed of a committee: one decision on one file, carried by the voices of those who may speak on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from madadkar.casework.actions.committee.appeals import check_still_stands, ended
from madadkar.casework.actions.committee.sessions import taken_item
from madadkar.casework.actions.keeping import state_of, taken_file
from madadkar.casework.actions.life.exiting import leave, open_exit, stay
from madadkar.casework.actions.life.states import Step, moved
from madadkar.casework.actions.owning import is_same_actor
from madadkar.casework.actions.walk.letters import Told, written
from madadkar.casework.models import AgendaItem, Appeal, Attendance, CaseFile, FileMove, ItemVoice
from madadkar.casework.queries.bars import bars_of
from madadkar.casework.rules import SERVED, CoverageKind, FileState, StateReason
from madadkar.casework.rules.appeals import AppealState
from madadkar.casework.rules.committee import (
    DECISIONS_OF,
    AgendaSubject,
    Decision,
    SessionState,
    Voice,
    check_carried,
    check_decision,
    wanted_reason,
)
from madadkar.casework.rules.letters import KIND_OF_STATE, LetterKind
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a committee says of a file. `voices` by number of staff, of everybody who was there; `why` for who
    stepped aside; `grounds` and `conditions` stand in the family's letter, in its own language."""

    decision: Decision
    voices: Mapping[int, Voice]
    reason: StateReason | None = None
    grounds: str = ""
    conditions: str = ""
    coverage: CoverageKind | None = None
    covered_until: date | None = None
    why: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def decide_item(*, item_id: int, ruling: Ruling, by: Scope, at: datetime) -> AgendaItem:
    """The committee decides on a file: voices are written, the file moves, the family's letter is ready.

    Of two secretaries who write a decision on the same file at once, the second is told of the first.

    Raises Refusal: not_permitted, item_unknown, decided_already, done_already, session_over,
    session_not_sitting, decision_does_not_fit, reason_missing, grounds_missing, coverage_missing,
    covered_until_past, voice_missing, recusal_reason_missing, own_case, kin_case, first_panel, quorum_lost,
    not_carried, appeal_overtaken, no_exit_proposed, same_person, and those of `moved`.
    """
    by.check(Right.KEEP_SESSIONS)
    item = taken_item(item_id=item_id, by=by, wanted=ruling.decision.value)
    if item.session.state != SessionState.SITTING.value:
        raise Refusal("session_not_sitting")
    file = taken_file(file_id=item.case_file_id, by=by)
    subject = AgendaSubject(item.subject)
    check_decision(subject=subject, decision=ruling.decision)
    _write_voices(item, ruling, by)
    move = _move(item, file, ruling, by, at)
    _write(item, ruling, move, by, at)
    _tell(item, file, ruling, move, by, at)
    record(
        "casework.decide_item",
        by=by,
        at=at,
        subject=file,
        session=item.session_id,
        of=subject.value,
        decision=ruling.decision.value,
        why=item.reason,
    )
    return item


def _write_voices(item: AgendaItem, ruling: Ruling, by: Scope) -> None:
    there = Attendance.objects.filter(session=item.session_id).select_related("staff")
    names = {one.staff_id: one.staff.full_name for one in there}
    if set(ruling.voices) != set(names):
        raise Refusal("voice_missing")
    bars = bars_of(items=[item], staff_ids=set(names), scope=by).get(item.case_file_id, {})
    for staff_id, voice in ruling.voices.items():
        if voice is Voice.RECUSED and staff_id not in bars and not clean_lines(ruling.why.get(staff_id, "")):
            raise Refusal("recusal_reason_missing", who=names[staff_id])
    quorum = item.session.committee.quorum
    check_carried(voices=ruling.voices, bars=bars, names=names, quorum=quorum)
    ItemVoice.objects.bulk_create(
        ItemVoice(
            agency_id=item.agency_id, office_id=item.office_id, case_file_id=item.case_file_id,
            household_id=item.household_id, item=item, staff_id=staff_id, staff_name=names[staff_id],
            voice=voice.value,
            why=bars[staff_id].value if staff_id in bars else clean_lines(ruling.why.get(staff_id, "")),
        )
        for staff_id, voice in ruling.voices.items()
    )  # fmt: skip


def _move(item: AgendaItem, file: CaseFile, ruling: Ruling, by: Scope, at: datetime) -> FileMove | None:
    """Move the file as the decision says; None where it stays where it is."""
    subject, on = AgendaSubject(item.subject), tehran_day(at)
    to = DECISIONS_OF[subject][ruling.decision]
    if item.appeal is not None:
        check_still_stands(move=item.appeal.move)
    if to is None and not clean_lines(ruling.grounds):
        raise Refusal("grounds_missing")
    if subject is AgendaSubject.EXIT:
        _answer_exit(file, ruling, by, at)
    elif to is not None:
        step = _step(file, to, ruling, on)
        moved(file=file, step=step, by=by, at=at)
        item.coverage, item.covered_until = step.coverage or "", step.covered_until
    if to is None:
        return None
    return FileMove.objects.filter(case_file=file).order_by("-id").first()


def _answer_exit(file: CaseFile, ruling: Ruling, by: Scope, at: datetime) -> None:
    """What was proposed by one is answered by the committee, and written by another than who proposed it."""
    proposal = open_exit(file=file, by=by)
    if is_same_actor(by=by, staff_id=proposal.proposed_by_id, name=proposal.proposed_by_name):
        raise Refusal("same_person")
    if ruling.decision is Decision.EXITED:
        leave(proposal=proposal, file=file, note=ruling.grounds, by=by, at=at)
    else:
        stay(proposal=proposal, note=ruling.grounds, by=by, at=at)


def _step(file: CaseFile, to: FileState, ruling: Ruling, on: date) -> Step:
    coverage = _coverage(file, to, ruling, on)
    return Step(
        to=to,
        reason=wanted_reason(decision=ruling.decision, reason=ruling.reason),
        on=on,
        note=ruling.grounds,
        coverage=coverage,
        covered_until=ruling.covered_until if coverage else None,
    )


def _coverage(file: CaseFile, to: FileState, ruling: Ruling, on: date) -> CoverageKind | None:
    """How the family is covered from today; asked only where it comes under cover by this decision."""
    if to not in SERVED or state_of(file=file) in SERVED:
        return None
    if ruling.coverage is None:
        raise Refusal("coverage_missing")
    if ruling.covered_until is not None and ruling.covered_until <= on:
        raise Refusal("covered_until_past")
    return ruling.coverage


def _write(item: AgendaItem, ruling: Ruling, move: FileMove | None, by: Scope, at: datetime) -> None:
    item.decision, item.move, item.decided_at = ruling.decision.value, move, at
    item.reason = move.reason if move else ""
    item.grounds, item.conditions = clean_lines(ruling.grounds), clean_lines(ruling.conditions)
    item.written_by_id, item.written_by_name = by.actor_id, by.actor_name
    item.save()


def _tell(
    item: AgendaItem, file: CaseFile, ruling: Ruling, move: FileMove | None, by: Scope, at: datetime
) -> None:
    """End the appeal, where there was one, and write the family's letter."""
    if item.appeal_id is not None:
        _end_appeal(item.appeal_id, ruling, by, at)
    kind = _letter_kind(item, move)
    if kind is None:
        return
    told = Told(
        kind=kind,
        move=move,
        appeal=item.appeal if move is None else None,
        grounds=item.grounds,
        conditions=item.conditions,
        coverage=item.coverage,
        covered_until=item.covered_until,
    )
    written(file=file, told=told, by=by, at=at)


def _end_appeal(appeal_id: int, ruling: Ruling, by: Scope, at: datetime) -> None:
    appeal = taken(model=Appeal, pk=appeal_id, by=by, or_refuse="appeal_unknown")
    state = AppealState.REJECTED if ruling.decision is Decision.REJECTED else AppealState.UPHELD
    ended(appeal=appeal, state=state, outcome=clean_lines(ruling.grounds), at=at)


def _letter_kind(item: AgendaItem, move: FileMove | None) -> LetterKind | None:
    """Which letter follows; a file that simply stays where it is needs none."""
    if item.appeal_id is not None:
        return LetterKind.APPEAL_REJECTED if move is None else LetterKind.APPEAL_UPHELD
    return KIND_OF_STATE[FileState(move.to_state)] if move else None
