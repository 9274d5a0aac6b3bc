"""Enabling groups (گروه همیار): members of covered families who meet to stand on their own together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from madadkar.casework.rules.groups import BENEFIT_NAMES, GROUP_PURPOSE_NAMES, PRESENCE_NAMES
from madadkar.foundation.models import Dated, ends_not_before_it_begins, never_two_at_once
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.sight import BY_HOUSEHOLD, Matter, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Centre, OfficeOwned, Staff
from madadkar.places.models import Place
from madadkar.registry.models import Household, Person

BY_GROUP_ITSELF = Sight("id", "app_sighted_group_ids")
BY_GROUP = Sight("group_id", "app_sighted_group_ids")
_OWN_GROUPS = "select id from casework_enablinggroup where centre_id = (select app_centre_id())"


class EnablingGroup(OfficeOwned):
    """A group with a purpose, a facilitator and a place; `centre` when a centre holds it.

    A centre's people see their centre's groups and those in which a family of theirs has a member.
    """

    sight_by: ClassVar[Sight] = BY_GROUP_ITSELF

    name = WithheldText()
    purpose = models.TextField(choices=[(k.value, v) for k, v in GROUP_PURPOSE_NAMES.items()])
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="+")
    facilitator = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    facilitator_name = models.TextField(blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    meets_at = models.TextField(blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    token = models.UUIDField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="one_group_a_form"),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("began_on")),
                name="group_ends_not_before_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(OfficeOwned, Dated):
    """A person of a covered family in a group, for a time; `benefit` is what they took from it."""

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD.of(
        Matter.WALK, own_by="group__centre", own=f"group_id in ({_OWN_GROUPS})"
    )

    group = models.ForeignKey(EnablingGroup, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="+", db_constraint=False)
    benefit = models.TextField(blank=True, choices=[(k.value, v) for k, v in BENEFIT_NAMES.items()])
    note = WithheldText(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_not_before_it_begins("group_member_ends_not_before_it_begins"),
            never_two_at_once("once_in_a_group_at_a_time", "group", "person"),
        ]


class GroupSession(OfficeOwned):
    """One meeting of a group. What was said in it stays in it: only subject and outcome are kept."""

    sight_by: ClassVar[Sight] = BY_GROUP

    group = models.ForeignKey(EnablingGroup, models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    subject = models.TextField()
    outcome = models.TextField(blank=True)
    held_by_name = models.TextField(blank=True)
    token = models.UUIDField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token"], name="one_group_session_a_form")]


class GroupAttendance(OfficeOwned):
    """Whether a member came to a session."""

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD.of(
        Matter.WALK,
        own_by="session__group__centre",
        own=f"session_id in (select id from casework_groupsession where group_id in ({_OWN_GROUPS}))",  # noqa: S608 - constants
    )

    session = models.ForeignKey(GroupSession, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="+", db_constraint=False)
    presence = models.TextField(choices=[(k.value, v) for k, v in PRESENCE_NAMES.items()])

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_attendance_a_session"),
        ]
