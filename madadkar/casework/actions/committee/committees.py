"""Deeds on committees: founded, seated, closed; and who of the staff is kin to a family."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from madadkar.casework.actions.keeping import taken_file
from madadkar.casework.models import Committee, CommitteeSeat, CommitteeSession, DeclaredKin
from madadkar.casework.rules.committee import CommitteeKind, SeatDuty, SessionState
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.organisations.queries import current_posts
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import holding_from, taken

LEAST_QUORUM = 2


@transaction.atomic
def found_committee(
    *, name: str, kind: CommitteeKind, quorum: int, by: Scope, at: datetime, office_id: int | None = None
) -> Committee:
    """An office has a committee from now on (its own office unless another in reach is named).

    Raises Refusal: not_permitted, office_unknown, quorum_too_small, name_missing, committee_named_already.
    """
    by.check(Right.DECIDE_FILES)
    office_id = office_id or by.home_office_id
    if office_id is None or office_id not in by.office_ids or by.agency_id is None:
        raise Refusal("office_unknown", code="")
    Office.objects.select_for_update().get(pk=office_id)
    if quorum < LEAST_QUORUM:
        raise Refusal("quorum_too_small", least=LEAST_QUORUM)
    name = clean(name)
    if not name:
        raise Refusal("name_missing")
    if Committee.objects.filter(office_id=office_id, name=name).exists():
        raise Refusal("committee_named_already", name=name)
    founded = Committee.objects.create(
        agency_id=by.agency_id, office_id=office_id, name=name, kind=kind.value, quorum=quorum
    )
    record("casework.found_committee", by=by, at=at, subject=founded, kind=kind.value, quorum=quorum)
    return founded


@transaction.atomic
def seat_member(
    *, committee_id: int, staff_id: int, duty: SeatDuty, on: date, by: Scope, at: datetime
) -> CommitteeSeat:
    """Somebody of the office sits in the committee from a day on; another duty of theirs ends that day.

    Raises Refusal: not_permitted, committee_unknown, committee_closed, staff_unknown, seat_already,
    chair_taken, changed_since.
    """
    by.check(Right.DECIDE_FILES)
    committee = taken_committee(committee_id=committee_id, by=by)
    posts = current_posts(staff_id=staff_id, on=on)
    if not any(post.office_id in by.office_ids and post.centre_id is None for post in posts):
        raise Refusal("staff_unknown")
    seats = CommitteeSeat.objects.filter(committee=committee)
    present = holding_from(facts=seats.filter(staff_id=staff_id), on=on)
    if present is not None and present.duty == duty.value:
        raise Refusal("seat_already", since=present.valid_from)
    chair = holding_from(facts=seats.filter(duty=SeatDuty.CHAIR.value).exclude(staff_id=staff_id), on=on)
    if duty is SeatDuty.CHAIR and chair is not None:
        raise Refusal("chair_taken", who=chair.staff.full_name)
    if present is not None:
        _end(present, on)
    seat = CommitteeSeat.objects.create(
        agency_id=committee.agency_id, office_id=committee.office_id, committee=committee,
        staff_id=staff_id, duty=duty.value, valid_from=on,
    )  # fmt: skip
    record("casework.seat_member", by=by, at=at, subject=committee, staff=staff_id, duty=duty.value, on=on)
    return seat


@transaction.atomic
def end_seat(*, seat_id: int, on: date, by: Scope, at: datetime) -> None:
    """Somebody sits in the committee no longer.

    Raises Refusal: not_permitted, seat_unknown, done_before, changed_since.
    """
    by.check(Right.DECIDE_FILES)
    seat = taken(model=CommitteeSeat, pk=seat_id, by=by, or_refuse="seat_unknown")
    if seat.valid_until is not None:
        raise Refusal("done_before")
    _end(seat, on)
    record("casework.end_seat", by=by, at=at, subject=seat.committee, staff=seat.staff_id, on=on)


def _end(seat: CommitteeSeat, on: date) -> None:
    if seat.valid_from > on:
        raise Refusal("changed_since", since=seat.valid_from)
    seat.valid_until = on
    seat.save(update_fields=["valid_until"])


@transaction.atomic
def close_committee(*, committee_id: int, by: Scope, at: datetime) -> None:
    """The committee holds no session any more; what it decided stands.

    Raises Refusal: not_permitted, committee_unknown, committee_closed, sessions_open.
    """
    by.check(Right.DECIDE_FILES)
    committee = taken_committee(committee_id=committee_id, by=by)
    open_states = [SessionState.PLANNED.value, SessionState.SITTING.value]
    if CommitteeSession.objects.filter(committee=committee, state__in=open_states).exists():
        raise Refusal("sessions_open")
    committee.closed_on = tehran_day(at)
    committee.save(update_fields=["closed_on"])
    record("casework.close_committee", by=by, at=at, subject=committee)


def taken_committee(*, committee_id: int, by: Scope) -> Committee:
    """The committee, locked, while it is open. Raises Refusal: committee_unknown, committee_closed."""
    committee = taken(model=Committee, pk=committee_id, by=by, or_refuse="committee_unknown")
    if committee.closed_on is not None:
        raise Refusal("committee_closed", on=committee.closed_on)
    return committee


@transaction.atomic
def declare_kin(*, file_id: int, staff_id: int, relation: str, by: Scope, at: datetime) -> DeclaredKin:
    """Somebody of the staff says that the family is kin or close to them; they never decide on its file.

    One says it of oneself; who keeps the sessions may write it of another.

    Raises Refusal: not_permitted, file_unknown, relation_missing, kin_already.
    """
    by.check(Right.WORK_FILES if staff_id == by.actor_id else Right.KEEP_SESSIONS)
    file = taken_file(file_id=file_id, by=by)
    if not clean(relation):
        raise Refusal("relation_missing")
    if DeclaredKin.objects.filter(household_id=file.household_id, staff_id=staff_id).exists():
        raise Refusal("kin_already")
    declared = DeclaredKin.objects.create(
        agency_id=file.agency_id, office_id=file.office_id, case_file=file, household_id=file.household_id,
        staff_id=staff_id, relation=clean(relation), declared_at=at, declared_by_name=by.actor_name,
    )  # fmt: skip
    record("casework.declare_kin", by=by, at=at, subject=file, staff=staff_id)
    return declared
