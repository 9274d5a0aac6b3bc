"""Enabling groups are begun, joined and left; their sessions are held and their attendance written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from madadkar.casework.actions.keeping import checked_day
from madadkar.casework.models import CaseFile, EnablingGroup, GroupAttendance, GroupMember, GroupSession
from madadkar.casework.rules.groups import Benefit, GroupPurpose, Presence
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.once import check_once
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, check_delegated
from madadkar.foundation.sight import Matter
from madadkar.organisations.models import Centre, Office, Staff
from madadkar.organisations.queries import current_posts, holds_on
from madadkar.organisations.rules import Right
from madadkar.places.models import Place
from madadkar.registry.actions.keeping import holding_from, insert_unseen, taken
from madadkar.registry.models import Membership


@dataclass(frozen=True, kw_only=True)
class GroupFacts:
    """What is written of a group when it begins; `centre_id` when a centre holds it."""

    name: str
    purpose: GroupPurpose
    facilitator_id: int | None = None
    facilitator_name: str = ""
    centre_id: int | None = None
    place: Place | None = None
    meets_at: str = ""


@transaction.atomic
def begin_group(*, facts: GroupFacts, on: date, token: UUID, by: Scope, at: datetime) -> EnablingGroup:
    """A group begins at the actor's own office; that of a centre's people is their centre's.

    Raises Refusal: not_permitted, done_already, name_missing, day_not_come, facilitator_missing,
    staff_unknown, centre_unknown.
    """
    by.check(Right.WORK_FILES)
    check_once(model=EnablingGroup, token=token)
    if not clean(facts.name):
        raise Refusal("name_missing")
    _check_day(on, at)
    office = Office.objects.get(pk=by.home_office_id or 0)
    group = EnablingGroup(
        agency_id=office.agency_id,
        office=office,
        name=clean(facts.name),
        purpose=facts.purpose.value,
        centre=_holding_centre(facts, by),
        place=facts.place,
        meets_at=clean(facts.meets_at),
        began_on=on,
        token=token,
    )
    group.facilitator, group.facilitator_name = _facilitator(facts, by, tehran_day(at))
    insert_unseen(row=group)
    record("casework.begin_group", by=by, at=at, subject=group, purpose=group.purpose, on=on)
    return group


def _holding_centre(facts: GroupFacts, by: Scope) -> Centre | None:
    wanted = by.centre_id if by.centre_id is not None else facts.centre_id
    if wanted is None:
        return None
    centre = Centre.objects.filter(pk=wanted, office_id__in=by.office_ids).first()
    if centre is None:
        raise Refusal("centre_unknown")
    return centre


def _facilitator(facts: GroupFacts, by: Scope, on: date) -> tuple[Staff | None, str]:
    """Somebody who signs in, or only the name of a volunteer."""
    if facts.facilitator_id is None:
        if not clean(facts.facilitator_name):
            raise Refusal("facilitator_missing")
        return None, clean(facts.facilitator_name)
    posts = current_posts(staff_id=facts.facilitator_id, on=on)
    mine = [post for post in posts if post.office_id in by.office_ids]
    if by.centre_id is not None:
        mine = [post for post in mine if post.centre_id == by.centre_id]
    if not mine:
        raise Refusal("staff_unknown")
    return mine[0].staff, mine[0].staff.full_name


@transaction.atomic
def end_group(*, group_id: int, outcome: str, on: date, by: Scope, at: datetime) -> EnablingGroup:
    """A group has done its work; whoever is still in it leaves it that day.

    The database itself ends the memberships, those out of the actor's sight too (sql/group_ends_whole.sql).
    An earlier day is a correction.

    Raises Refusal: not_permitted, group_unknown, group_of_another, done_before, outcome_missing,
    day_not_come, group_began_later.
    """
    group = _taken_group(group_id, by)
    _check_holds(group, by)
    if group.ended_on is not None:
        raise Refusal("done_before")
    if not clean_lines(outcome):
        raise Refusal("outcome_missing")
    is_correction = checked_day(on=on, by=by, at=at)
    last = GroupSession.objects.filter(group=group).order_by("-held_on").first()
    since = max(group.began_on, last.held_on) if last else group.began_on
    if on < since:
        raise Refusal("group_began_later", on=since)
    group.ended_on, group.outcome = on, clean_lines(outcome)
    group.save(update_fields=["ended_on", "outcome"])
    record("casework.end_group", by=by, at=at, subject=group, on=on, is_correction=is_correction)
    return group


@transaction.atomic
def join_group(
    *, group_id: int, file_id: int, person_id: int, on: date, by: Scope, at: datetime
) -> GroupMember:
    """Somebody of a family with a file joins a group from a day on; an earlier day is a correction.

    Raises Refusal: not_permitted, group_unknown, group_ended, file_unknown, person_unknown, day_not_come,
    group_began_later, in_the_group_already.
    """
    group = _taken_group(group_id, by)
    _check_going_on(group)
    is_correction = checked_day(on=on, by=by, at=at)
    if on < group.began_on:
        raise Refusal("group_began_later", on=group.began_on)
    file = CaseFile.objects.seen_by(by).filter(pk=file_id, agency_id=group.agency_id).first()
    if file is None:
        raise Refusal("file_unknown")
    if group.centre_id != by.centre_id:
        check_delegated(by=by, matter=Matter.WALK, household_id=file.household_id)
    members = Membership.objects.seen_by(by).filter(holds_on(on=on), household_id=file.household_id)
    if not members.filter(person_id=person_id).exists():
        raise Refusal("person_unknown")
    present = holding_from(facts=GroupMember.objects.filter(group=group, person_id=person_id), on=on)
    if present is not None:
        raise Refusal("in_the_group_already", since=present.valid_from)
    member = GroupMember.objects.create(
        agency_id=file.agency_id,
        office_id=file.office_id,
        group=group,
        person_id=person_id,
        household_id=file.household_id,
        valid_from=on,
    )
    told: dict[str, Any] = {"group": group.pk, "on": on, "is_correction": is_correction}
    record("casework.join_group", by=by, at=at, subject=file, **told)
    return member


@transaction.atomic
def leave_group(
    *, member_id: int, benefit: Benefit, note: str, on: date, by: Scope, at: datetime
) -> GroupMember:
    """A member leaves, and says what they took from the group; an earlier day is a correction.

    Raises Refusal: not_permitted, group_member_unknown, done_before, day_not_come, group_began_later.
    """
    by.check(Right.WORK_FILES)
    member = taken(model=GroupMember, pk=member_id, by=by, or_refuse="group_member_unknown")
    if member.valid_until is not None and member.benefit:
        raise Refusal("done_before")
    if member.valid_until is None:
        is_correction = checked_day(on=on, by=by, at=at)
        if on < member.valid_from:
            raise Refusal("group_began_later", on=member.valid_from)
        member.valid_until = on
    else:
        is_correction = False
    member.benefit, member.note = benefit.value, clean_lines(note)
    member.save(update_fields=["valid_until", "benefit", "note"])
    told: dict[str, Any] = {
        "group": member.group_id,
        "benefit": benefit.value,
        "on": member.valid_until,
        "is_correction": is_correction,
    }
    file = CaseFile.objects.filter(household_id=member.household_id).first()
    record("casework.leave_group", by=by, at=at, subject=file, office_id=member.office_id, **told)
    return member


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What is written of a session: its day, its subject, what came of it, and who came, by member."""

    held_on: date
    subject: str
    outcome: str
    presences: Mapping[int, Presence]


@transaction.atomic
def hold_session(*, group_id: int, facts: SessionFacts, token: UUID, by: Scope, at: datetime) -> GroupSession:
    """A session was held; every member the actor sees was there or not.

    A centre's people write the attendance of their own families; the others' is their office's to write.

    Raises Refusal: not_permitted, group_unknown, group_of_another, group_ended, done_already,
    subject_missing, day_not_come, group_began_later, presence_missing.
    """
    group = _taken_group(group_id, by)
    _check_holds(group, by)
    check_once(model=GroupSession, token=token)
    _check_going_on(group)
    _check_day(facts.held_on, at)
    if facts.held_on < group.began_on:
        raise Refusal("group_began_later", on=group.began_on)
    if not clean(facts.subject):
        raise Refusal("subject_missing")
    members = list(members_on(group_id=group.pk, on=facts.held_on, by=by))
    if any(member.pk not in facts.presences for member in members):
        raise Refusal("presence_missing")
    session = GroupSession.objects.create(
        agency_id=group.agency_id,
        office_id=group.office_id,
        group=group,
        held_on=facts.held_on,
        subject=clean(facts.subject),
        outcome=clean_lines(facts.outcome),
        held_by_name=by.actor_name,
        token=token,
    )
    GroupAttendance.objects.bulk_create(
        _attended(session, member, facts.presences[member.pk]) for member in members
    )
    record("casework.hold_group_session", by=by, at=at, subject=group, on=facts.held_on, members=len(members))
    return session


def members_on(*, group_id: int, on: date, by: Scope) -> list[GroupMember]:
    """The members in sight on a day, whom a session asks after."""
    seen = GroupMember.objects.seen_by(by).filter(group_id=group_id, valid_from__lte=on)
    held = seen.filter(holds_on(on=on)).select_related("person")
    return list(held.order_by("person__sort_key", "pk"))


def _attended(session: GroupSession, member: GroupMember, presence: Presence) -> GroupAttendance:
    return GroupAttendance(
        agency_id=member.agency_id,
        office_id=member.office_id,
        session=session,
        person_id=member.person_id,
        household_id=member.household_id,
        presence=presence.value,
    )


def _taken_group(group_id: int, by: Scope) -> EnablingGroup:
    by.check(Right.WORK_FILES)
    return taken(model=EnablingGroup, pk=group_id, by=by, or_refuse="group_unknown")


def _check_holds(group: EnablingGroup, by: Scope) -> None:
    """A centre's people hold and end their own centre's groups; another's they only join."""
    if by.centre_id is not None and group.centre_id != by.centre_id:
        raise Refusal("group_of_another")


def _check_going_on(group: EnablingGroup) -> None:
    if group.ended_on is not None:
        raise Refusal("group_ended", on=group.ended_on)


def _check_day(on: date, at: datetime) -> None:
    if on > tehran_day(at):
        raise Refusal("day_not_come", today=tehran_day(at))
