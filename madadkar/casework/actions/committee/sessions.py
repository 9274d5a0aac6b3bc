"""Deeds on sessions: planned, filled with files, opened by enough members, signed and closed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max

from madadkar.casework.actions.committee.committees import taken_committee
from madadkar.casework.models import (
    AgendaItem,
    Appeal,
    Attendance,
    CaseFile,
    CommitteeSeat,
    CommitteeSession,
    ExitProposal,
    FileStanding,
    ItemVoice,
)
from madadkar.casework.rules import FILE_STATE_NAMES, FileState
from madadkar.casework.rules.appeals import AppealState
from madadkar.casework.rules.committee import (
    SESSION_MOVES,
    SESSION_STATE_NAMES,
    STATES_OF_SUBJECT,
    AgendaSubject,
    CommitteeKind,
    SessionState,
    check_quorum,
)
from madadkar.casework.rules.exits import ExitState
from madadkar.foundation.audit import record, record_many
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.queries import holds_on
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken

_PUT = """
select f.id, f.office_id, jsonb_build_object('session', %(session)s::bigint, 'of', %(of)s::text)
  from casework_casefile f where f.id = any (%(files)s) order by f.id
"""


@transaction.atomic
def plan_session(
    *, committee_id: int, held_on: date, place: str, token: UUID, by: Scope, at: datetime
) -> CommitteeSession:
    """The committee will sit on a day; the same form sent twice is one session.

    Raises Refusal: not_permitted, committee_unknown, committee_closed, day_gone.
    """
    by.check(Right.KEEP_SESSIONS)
    committee = taken_committee(committee_id=committee_id, by=by)
    sessions = CommitteeSession.objects.filter(committee=committee)
    planned: CommitteeSession | None = sessions.filter(token=token).first()
    if planned is not None:
        return planned
    if held_on < tehran_day(at):
        raise Refusal("day_gone", today=tehran_day(at))
    last = sessions.aggregate(last=Max("number"))["last"] or 0
    session = CommitteeSession.objects.create(
        agency_id=committee.agency_id, office_id=committee.office_id, committee=committee, number=last + 1,
        held_on=held_on, place=clean(place), state=SessionState.PLANNED.value, token=token,
    )  # fmt: skip
    record("casework.plan_session", by=by, at=at, subject=session, on=held_on)
    return session


@transaction.atomic
def put_on_agenda(
    *, session_id: int, subject: AgendaSubject, file_ids: Collection[int], by: Scope, at: datetime
) -> int:
    """Put files on a session's agenda, all of them or none; answers how many were not on it yet.

    Appeals are put by their files; the committee hears either appeals or first decisions, never both.

    Raises Refusal: not_permitted, session_unknown, session_over, wrong_committee, file_unknown,
    not_for_agenda, on_another_agenda, no_appeal, no_exit_proposed.
    """
    by.check(Right.KEEP_SESSIONS)
    session = open_session_row(session_id=session_id, by=by)
    is_appeal = subject is AgendaSubject.APPEAL
    if is_appeal != (session.committee.kind == CommitteeKind.APPEAL.value):
        raise Refusal("wrong_committee", committee=session.committee.name)
    wanted = set(file_ids)
    found = CaseFile.objects.seen_by(by).select_for_update(of=("self",)).filter(pk__in=wanted)
    files = list(found.order_by("pk"))
    if len(files) != len(wanted):
        raise Refusal("file_unknown")
    fresh = _not_waiting_elsewhere(files, session)
    _check_states(fresh, subject)
    appeals = _appeals_of(fresh) if is_appeal else {}
    if subject is AgendaSubject.EXIT:
        _check_exits(fresh)
    _put(session, fresh, subject, appeals)
    told = {"files": [file.pk for file in fresh], "session": session.pk, "of": subject.value}
    return record_many(
        "casework.put_on_agenda", by=by, at=at, subject=CaseFile, subjects=_PUT, parameters=told
    )


def _not_waiting_elsewhere(files: list[CaseFile], session: CommitteeSession) -> list[CaseFile]:
    """The files that are not on this agenda yet; what another session left undecided is free again."""
    waiting = AgendaItem.objects.filter(case_file__in=files, decision="")
    over = [state.value for state in SESSION_MOVES.final]
    leave_items(items=list(waiting.filter(session__state__in=over)))
    there = dict(waiting.values_list("case_file_id", "session_id"))
    for file in files:
        if there.get(file.pk, session.pk) != session.pk:
            raise Refusal("on_another_agenda", number=file.number)
    return [file for file in files if file.pk not in there]


def _check_states(files: list[CaseFile], subject: AgendaSubject) -> None:
    present = FileStanding.objects.filter(case_file__in=files, valid_until=None)
    states = dict(present.values_list("case_file_id", "state"))
    for file in files:
        state = states.get(file.pk)
        if state not in STATES_OF_SUBJECT[subject]:
            said = FILE_STATE_NAMES[FileState(state)] if state else "بی‌سابقه"
            raise Refusal("not_for_agenda", number=file.number, state=said)


def _appeals_of(files: list[CaseFile]) -> dict[int, Appeal]:
    filed = Appeal.objects.filter(case_file__in=files, state=AppealState.FILED.value)
    appeals = {appeal.case_file_id: appeal for appeal in filed.select_for_update(of=("self",))}
    for file in files:
        if file.pk not in appeals:
            raise Refusal("no_appeal", number=file.number)
    return appeals


def _check_exits(files: list[CaseFile]) -> None:
    proposed = ExitProposal.objects.filter(case_file__in=files, state=ExitState.PROPOSED.value)
    waiting = set(proposed.values_list("case_file_id", flat=True))
    for file in files:
        if file.pk not in waiting:
            raise Refusal("no_exit_proposed", number=file.number)


def _put(
    session: CommitteeSession, files: list[CaseFile], subject: AgendaSubject, appeals: dict[int, Appeal]
) -> None:
    last = AgendaItem.objects.filter(session=session).aggregate(last=Max("place"))["last"] or 0
    AgendaItem.objects.bulk_create(
        AgendaItem(
            agency_id=file.agency_id, office_id=file.office_id, case_file=file,
            household_id=file.household_id, session=session, place=place, subject=subject.value,
            appeal=appeals.get(file.pk),
        )
        for place, file in enumerate(files, last + 1)
    )  # fmt: skip
    Appeal.objects.filter(pk__in=[one.pk for one in appeals.values()]).update(
        state=AppealState.ON_AGENDA.value
    )


@transaction.atomic
def leave_off_agenda(*, item_id: int, by: Scope, at: datetime) -> None:
    """A file that is not decided yet leaves the agenda, and waits for another session.

    Raises Refusal: not_permitted, item_unknown, session_over, decided_already.
    """
    by.check(Right.KEEP_SESSIONS)
    item = taken_item(item_id=item_id, by=by)
    record("casework.leave_off_agenda", by=by, at=at, subject=item.case_file, session=item.session_id)
    leave_items(items=[item])


def leave_items(*, items: list[AgendaItem]) -> None:
    """Take undecided items off their agenda; part of a deed."""
    appeals = [item.appeal_id for item in items if item.appeal_id is not None]
    AgendaItem.objects.filter(pk__in=[item.pk for item in items]).delete()
    Appeal.objects.filter(pk__in=appeals).update(state=AppealState.FILED.value)


@transaction.atomic
def open_session(*, session_id: int, present: Collection[int], by: Scope, at: datetime) -> CommitteeSession:
    """The session begins with these members there (numbers of staff).

    Raises Refusal: not_permitted, session_unknown, done_before, move_not_allowed, day_not_come, not_seated,
    quorum_missing.
    """
    by.check(Right.KEEP_SESSIONS)
    session = _moving(session_id, SessionState.SITTING, by)
    today = tehran_day(at)
    if session.held_on > today:
        raise Refusal("day_not_come", today=today)
    seats = CommitteeSeat.objects.filter(holds_on(on=today), committee_id=session.committee_id)
    duties = dict(seats.values_list("staff_id", "duty"))
    check_quorum(present=present, seated=duties, quorum=session.committee.quorum)
    Attendance.objects.bulk_create(
        Attendance(
            agency_id=session.agency_id, office_id=session.office_id, session=session, staff_id=staff_id,
            duty=duties[staff_id],
        )
        for staff_id in sorted(set(present))
    )  # fmt: skip
    session.opened_at = at
    session.save(update_fields=["state", "opened_at"])
    record("casework.open_session", by=by, at=at, subject=session, present=sorted(set(present)))
    return session


@transaction.atomic
def cancel_session(*, session_id: int, reason: str, by: Scope, at: datetime) -> None:
    """A planned session does not take place; its files wait for another.

    Raises Refusal: not_permitted, session_unknown, done_before, move_not_allowed, reason_missing.
    """
    by.check(Right.KEEP_SESSIONS)
    session = _moving(session_id, SessionState.CANCELLED, by)
    if not clean(reason):
        raise Refusal("reason_missing")
    leave_items(items=list(AgendaItem.objects.filter(session=session, decision="")))
    session.save(update_fields=["state"])
    record("casework.cancel_session", by=by, at=at, subject=session, reason=clean(reason))


@transaction.atomic
def sign_session(*, session_id: int, by: Scope, at: datetime) -> CommitteeSession:
    """The session is over and its minutes are signed by somebody who was there and may decide; what was not
    reached waits for another session. Nothing of it changes any more.

    Raises Refusal: not_permitted, session_unknown, done_before, move_not_allowed, signer_not_present.
    """
    by.check(Right.DECIDE_FILES)
    session = _moving(session_id, SessionState.SIGNED, by)
    there = Attendance.objects.filter(session=session).values_list("staff_id", flat=True)
    if by.actor_id not in set(there):
        raise Refusal("signer_not_present")
    leave_items(items=list(AgendaItem.objects.filter(session=session, decision="")))
    session.signed_at, session.signed_by_name = at, by.actor_name
    session.digest = digest_of(session=session)
    session.save(update_fields=["state", "signed_at", "signed_by_name", "digest"])
    decided = AgendaItem.objects.filter(session=session).count()
    record("casework.sign_session", by=by, at=at, subject=session, decided=decided, digest=session.digest)
    return session


def digest_of(*, session: CommitteeSession) -> str:
    """What the minutes say, as one number: a later change of any decision or voice would show."""
    items = AgendaItem.objects.filter(session=session).order_by("place")
    voices = ItemVoice.objects.filter(item__session=session).order_by("item_id", "staff_id")
    there = Attendance.objects.filter(session=session).order_by("staff_id")
    told = {
        "session": [session.pk, session.committee_id, session.number, session.held_on],
        "there": list(there.values_list("staff_id", "duty")),
        "items": list(
            items.values_list(
                "pk", "place", "case_file_id", "subject", "decision", "reason", "grounds", "conditions",
                "coverage", "covered_until", "decided_at", "move_id",
            )
        ),
        "voices": list(voices.values_list("item_id", "staff_id", "voice", "why")),
    }  # fmt: skip
    written = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def open_session_row(*, session_id: int, by: Scope) -> CommitteeSession:
    """The session, locked, while its agenda may change. Raises Refusal: session_unknown, session_over."""
    session = taken(model=CommitteeSession, pk=session_id, by=by, or_refuse="session_unknown")
    _check_open(session)
    return session


def _check_open(session: CommitteeSession) -> None:
    state = SessionState(session.state)
    if not SESSION_MOVES.allowed(state):
        raise Refusal("session_over", state=SESSION_STATE_NAMES[state])


def taken_item(*, item_id: int, by: Scope, wanted: str = "") -> AgendaItem:
    """An undecided item, locked after its session, which may still change.

    Who wants again what they decided themselves (a double click) is told so.

    Raises Refusal: item_unknown, session_unknown, session_over, decided_already, done_already.
    """
    session_id = (
        AgendaItem.objects.seen_by(by).filter(pk=item_id).values_list("session_id", flat=True).first()
    )
    if session_id is None:
        raise Refusal("item_unknown")
    session = taken(model=CommitteeSession, pk=session_id, by=by, or_refuse="session_unknown")
    item = taken(model=AgendaItem, pk=item_id, by=by, or_refuse="item_unknown")
    if item.decision:
        if item.decision == wanted and item.written_by_id == by.actor_id is not None:
            raise Refusal("done_already")
        decision = item.get_decision_display()
        raise Refusal("decided_already", who=item.written_by_name, decision=decision)
    _check_open(session)
    item.session = session
    return item


def _moving(session_id: int, to: SessionState, by: Scope) -> CommitteeSession:
    session = taken(model=CommitteeSession, pk=session_id, by=by, or_refuse="session_unknown")
    present = SessionState(session.state)
    if present is to:
        raise Refusal("done_before")
    if not SESSION_MOVES.is_allowed(present, to):
        raise Refusal("session_over", state=SESSION_STATE_NAMES[present])
    session.state = to.value
    return session
