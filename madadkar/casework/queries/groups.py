"""Enabling groups in sight, their members as far as the reader knows the families, and who came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from madadkar.casework.models import EnablingGroup, GroupAttendance, GroupMember, GroupSession
from madadkar.casework.rules.groups import Presence
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope
from madadkar.organisations.queries import holds_on


def groups_in_sight(*, scope: Scope, on: date) -> QuerySet[EnablingGroup]:
    """The groups the reader may know of, those going on first; `member_count` counts the members in sight."""
    groups: QuerySet[EnablingGroup] = EnablingGroup.objects.seen_by(scope)
    held = GroupMember.objects.seen_by(scope).filter(holds_on(on=on), group=OuterRef("pk"))
    members = held.order_by().values("group").annotate(count=Count("id")).values("count")
    last = GroupSession.objects.filter(group=OuterRef("pk")).order_by("-held_on").values("held_on")
    counted = groups.annotate(member_count=Subquery(members), last_on=Subquery(last[:1]))
    return counted.select_related("centre", "place", "office").order_by(
        "-ended_on", in_persian_order("name"), "pk"
    )


def group_in_sight(*, group_id: int, scope: Scope, on: date) -> EnablingGroup:
    """One group. Raises Refusal("group_unknown")."""
    found = groups_in_sight(scope=scope, on=on).filter(pk=group_id).first()
    if found is None:
        raise Refusal("group_unknown")
    return found


@dataclass(frozen=True)
class MemberOfGroup:
    """A member with how often they came, of the sessions held while they belonged."""

    member: GroupMember
    came: int
    asked: int


@dataclass(frozen=True)
class SessionOfGroup:
    """A session with how many of the members in sight came, and of how many it is known."""

    session: GroupSession
    came: int
    asked: int


@dataclass
class GroupPage:
    """A group with its members and sessions, as the reader sees them."""

    group: EnablingGroup
    members: list[MemberOfGroup] = field(default_factory=list)
    former: list[MemberOfGroup] = field(default_factory=list)
    sessions: list[SessionOfGroup] = field(default_factory=list)


def group_page(*, group_id: int, scope: Scope, on: date) -> GroupPage:
    """One group whole, in four questions. Raises Refusal("group_unknown")."""
    group = group_in_sight(group_id=group_id, scope=scope, on=on)
    attendances = GroupAttendance.objects.seen_by(scope).filter(session__group=group)
    came = Count("id", filter=Q(presence=Presence.PRESENT.value))
    by_person = {
        row[0]: (row[1], row[2])
        for row in attendances.order_by().values_list("person_id").annotate(came=came, asked=Count("id"))
    }
    by_session = {
        row[0]: (row[1], row[2])
        for row in attendances.order_by().values_list("session_id").annotate(came=came, asked=Count("id"))
    }
    page = GroupPage(group)
    rows = GroupMember.objects.seen_by(scope).filter(group=group).select_related("person")
    for member in rows.order_by("person__sort_key", "pk"):
        told = MemberOfGroup(member, *by_person.get(member.person_id, (0, 0)))
        (page.members if _is_now(member, on) else page.former).append(told)
    for session in GroupSession.objects.seen_by(scope).filter(group=group).order_by("-held_on", "-pk"):
        page.sessions.append(SessionOfGroup(session, *by_session.get(session.pk, (0, 0))))
    return page


def _is_now(member: GroupMember, on: date) -> bool:
    return member.valid_until is None or member.valid_until > on


def group_member_in_sight(*, member_id: int, scope: Scope) -> GroupMember:
    """One member. Raises Refusal("group_member_unknown")."""
    rows = GroupMember.objects.seen_by(scope).select_related("person", "group")
    found: GroupMember | None = rows.filter(pk=member_id).first()
    if found is None:
        raise Refusal("group_member_unknown")
    return found


@asked_once
def memberships_of_household(*, household_id: int, scope: Scope) -> list[GroupMember]:
    """In which groups a family's members are or were, latest first, of a household that joined it too."""
    of_them = Q(household_id=household_id) | Q(household__merged_into_id=household_id)
    rows = GroupMember.objects.seen_by(scope).filter(of_them)
    return list(rows.select_related("person", "group").order_by("-valid_from", "-pk"))
