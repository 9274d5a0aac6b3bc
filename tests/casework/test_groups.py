"""Enabling groups: joined by people of covered families, held, left, and seen only by who knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from madadkar.casework.actions.walk.grouping import (
    GroupFacts,
    SessionFacts,
    begin_group,
    end_group,
    hold_session,
    join_group,
    leave_group,
)
from madadkar.casework.models import (
    CaseFile,
    Delegation,
    EnablingGroup,
    GroupAttendance,
    GroupMember,
    GroupSession,
)
from madadkar.casework.queries.groups import group_page, groups_in_sight, memberships_of_household
from madadkar.casework.rules.groups import Benefit, GroupPurpose, Presence
from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.registry.models import Person
from tests.casework.watched import NOON, TODAY, Watched, watched

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
SEWING = GroupFacts(name="خیاطی", purpose=GroupPurpose.SKILL, facilitator_name="فاطمه حسنی")


@pytest.fixture
def world(as_owner: Ground) -> Iterator[Watched]:
    """The last two families are with no centre."""
    with as_owner():
        laid = watched()
        Delegation.objects.filter(case_file__in=[file.pk for file in laid.files[2:]]).delete()
    yield laid


def _group(by: Scope, facts: GroupFacts = SEWING) -> EnablingGroup:
    with within(by):
        return begin_group(facts=facts, on=TODAY - timedelta(days=60), token=uuid4(), by=by, at=NOON)


def _head_of(file: CaseFile) -> Person:
    found = Person.objects.get(memberships__household=file.household_id, memberships__is_head=True)
    assert isinstance(found, Person)
    return found


def _joined(group: EnablingGroup, file: CaseFile, by: Scope, *, days_ago: int = 30) -> GroupMember:
    with within(by):
        return join_group(
            group_id=group.pk, file_id=file.pk, person_id=_head_of(file).pk,
            on=TODAY - timedelta(days=days_ago), by=by, at=NOON - timedelta(days=days_ago),
        )  # fmt: skip


def _session(group: EnablingGroup, by: Scope, presences: dict[int, Presence]) -> GroupSession:
    facts = SessionFacts(held_on=TODAY, subject="برش", outcome="سه مانتو دوخته شد", presences=presences)
    with within(by):
        return hold_session(group_id=group.pk, facts=facts, token=uuid4(), by=by, at=NOON)


def test_members_come_or_not_and_the_page_counts_it(world: Watched) -> None:
    group = _group(world.caseworker)
    first, second = (_joined(group, file, world.caseworker) for file in world.files[:2])
    _session(group, world.caseworker, {first.pk: Presence.PRESENT, second.pk: Presence.EXCUSED})
    with within(world.caseworker):
        page = group_page(group_id=group.pk, scope=world.caseworker, on=TODAY)

    assert {one.member.pk: (one.came, one.asked) for one in page.members} == {
        first.pk: (1, 1),
        second.pk: (0, 1),
    }
    assert [(one.came, one.asked) for one in page.sessions] == [(1, 2)]


def test_every_member_of_the_day_is_asked_after(world: Watched) -> None:
    group = _group(world.caseworker)
    first, _ = (_joined(group, file, world.caseworker) for file in world.files[:2])

    with pytest.raises(Refusal, match="presence_missing"):
        _session(group, world.caseworker, {first.pk: Presence.PRESENT})


def test_nobody_is_in_a_group_twice_at_a_time_but_may_come_back(world: Watched) -> None:
    group = _group(world.caseworker)
    member = _joined(group, world.files[0], world.caseworker)
    with pytest.raises(Refusal, match="in_the_group_already"):
        _joined(group, world.files[0], world.caseworker, days_ago=3)
    with within(world.caseworker):
        leave_group(
            member_id=member.pk, benefit=Benefit.SKILL, note="", on=TODAY - timedelta(days=10),
            by=world.caseworker, at=NOON - timedelta(days=10),
        )  # fmt: skip
    _joined(group, world.files[0], world.caseworker, days_ago=3)

    with within(world.caseworker):
        known = memberships_of_household(household_id=world.files[0].household_id, scope=world.caseworker)
    assert [one.benefit for one in known] == ["", "skill"]


def test_joining_and_leaving_on_a_day_gone_by_is_a_correction_with_its_own_right(world: Watched) -> None:
    group, yesterday = _group(world.caseworker), TODAY - timedelta(days=1)
    with within(world.caseworker):
        asked = {"group_id": group.pk, "file_id": world.files[0].pk, "person_id": _head_of(world.files[0]).pk}
    left = {"benefit": Benefit.SKILL, "note": "", "on": yesterday, "at": NOON}
    with within(world.caseworker), pytest.raises(Refusal, match="not_permitted"):
        join_group(**asked, on=yesterday, by=world.caseworker, at=NOON)
    member = _joined(group, world.files[0], world.caseworker)
    with within(world.caseworker), pytest.raises(Refusal, match="not_permitted"):
        leave_group(member_id=member.pk, **left, by=world.caseworker)
    with within(world.head):
        leave_group(member_id=member.pk, **left, by=world.head)
        told = AuditEvent.objects.filter(deed__in=["casework.join_group", "casework.leave_group"])
        assert [event.facts["is_correction"] for event in told.order_by("pk")] == [False, True]


def test_somebody_of_another_family_does_not_join_by_this_familys_file(world: Watched) -> None:
    group = _group(world.caseworker)
    with within(world.caseworker), pytest.raises(Refusal, match="person_unknown"):
        join_group(
            group_id=group.pk, file_id=world.files[0].pk, person_id=_head_of(world.files[1]).pk, on=TODAY,
            by=world.caseworker, at=NOON,
        )  # fmt: skip


def test_a_group_that_ended_takes_nobody_and_its_members_have_left(world: Watched) -> None:
    group = _group(world.caseworker)
    _joined(group, world.files[0], world.caseworker)
    with within(world.caseworker):
        end_group(group_id=group.pk, outcome="کارگاه برپا شد", on=TODAY, by=world.caseworker, at=NOON)
        with pytest.raises(Refusal, match="done_before"):
            end_group(group_id=group.pk, outcome="باز", on=TODAY, by=world.caseworker, at=NOON)
        assert GroupMember.objects.get(group=group).valid_until == TODAY
    with pytest.raises(Refusal, match="group_ended"):
        _joined(group, world.files[1], world.caseworker)


def test_a_centre_sees_its_own_groups_and_those_of_its_own_families(world: Watched) -> None:
    own = _group(world.worker)
    mixed, strange = _group(world.caseworker), _group(world.caseworker)
    for file in (world.files[0], world.files[2]):
        _joined(mixed, file, world.caseworker)
    _joined(strange, world.files[3], world.caseworker)
    _session(
        strange,
        world.caseworker,
        {GroupMember.objects.none().count(): Presence.PRESENT} | _all(strange, world),
    )
    with within(world.worker):
        seen = {group.pk for group in groups_in_sight(scope=world.worker, on=TODAY)}
        assert seen == {own.pk, mixed.pk} == set(EnablingGroup.objects.values_list("pk", flat=True))
        page = group_page(group_id=mixed.pk, scope=world.worker, on=TODAY)
        assert [one.member.household_id for one in page.members] == [world.files[0].household_id]
        assert GroupSession.objects.count() == GroupAttendance.objects.count() == 0
        with pytest.raises(Refusal, match="group_unknown"):
            group_page(group_id=strange.pk, scope=world.worker, on=TODAY)


def _all(group: EnablingGroup, world: Watched) -> dict[int, Presence]:
    with within(world.caseworker):
        return dict.fromkeys(
            GroupMember.objects.filter(group=group).values_list("pk", flat=True), Presence.PRESENT
        )


def test_a_centre_loses_sight_of_a_group_with_its_last_family_in_it(world: Watched, as_owner: Ground) -> None:
    mixed = _group(world.caseworker)
    _joined(mixed, world.files[0], world.caseworker)
    with as_owner():
        Delegation.objects.filter(case_file=world.files[0]).delete()

    with within(world.worker):
        assert list(groups_in_sight(scope=world.worker, on=TODAY)) == []


def test_a_centre_joins_its_families_to_the_offices_group_but_neither_holds_nor_ends_it(
    world: Watched,
) -> None:
    group = _group(world.caseworker)
    member = _joined(group, world.files[0], world.caseworker, days_ago=20)
    with pytest.raises(Refusal, match="in_the_group_already"):
        _joined(group, world.files[0], world.worker)

    with pytest.raises(Refusal, match="group_of_another"):
        _session(group, world.worker, {member.pk: Presence.PRESENT})
    with within(world.worker), pytest.raises(Refusal, match="group_of_another"):
        end_group(group_id=group.pk, outcome="بس است", on=TODAY, by=world.worker, at=NOON)


def test_a_group_ends_for_those_too_whom_its_centre_does_not_see(world: Watched) -> None:
    group = _group(world.worker)
    for file in (world.files[0], world.files[2]):
        _joined(group, file, world.caseworker)
    with within(world.worker):
        end_group(group_id=group.pk, outcome="کارگاه برپا شد", on=TODAY, by=world.worker, at=NOON)

    with within(world.caseworker):
        ends = set(GroupMember.objects.filter(group=group).values_list("valid_until", flat=True))
    assert ends == {TODAY}


def test_a_centres_group_is_its_centres_whatever_is_asked(world: Watched) -> None:
    begun = _group(world.worker, replace(SEWING, centre_id=world.omid.pk))

    assert begun.centre_id == world.nour.pk


@pytest.mark.parametrize("who", ["director", "manager"])
def test_who_does_not_walk_with_families_begins_no_group(world: Watched, who: str) -> None:
    with pytest.raises(Refusal, match="not_permitted"):
        _group(getattr(world, who))
