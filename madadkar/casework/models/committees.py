"""Committees and their sessions: who sits, who was there, and what was decided on each file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from madadkar.casework.models.life import FileMove, FileRecord
from madadkar.casework.rules import COVERAGE_KIND_NAMES, STATE_REASON_NAMES
from madadkar.casework.rules.committee import (
    AGENDA_SUBJECT_NAMES,
    COMMITTEE_KIND_NAMES,
    DECISION_NAMES,
    SEAT_DUTY_NAMES,
    SESSION_STATE_NAMES,
    VOICE_NAMES,
)
from madadkar.foundation.models import Dated, ends_not_before_it_begins, never_two_at_once
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import OfficeOwned, Staff


class Committee(OfficeOwned):
    """A committee of an office, and how many must be there to decide; a centre's people see none of it."""

    name = models.TextField()
    kind = models.TextField(choices=[(k.value, v) for k, v in COMMITTEE_KIND_NAMES.items()])
    quorum = models.PositiveSmallIntegerField()
    closed_on = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="one_committee_of_a_name_an_office"),
            models.CheckConstraint(condition=Q(quorum__gte=2), name="committee_quorum_is_two_at_least"),
        ]

    def __str__(self) -> str:
        return self.name


class CommitteeSeat(OfficeOwned, Dated):
    """That somebody sits in a committee, from a day until a day."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats", db_index=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_constraint=False)
    duty = models.TextField(choices=[(k.value, v) for k, v in SEAT_DUTY_NAMES.items()])

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_not_before_it_begins("committee_seat_ends_not_before_it_begins"),
            never_two_at_once("one_seat_a_member_at_a_time", "committee", "staff"),
            never_two_at_once("one_chair_a_committee_at_a_time", "committee", only=Q(duty="chair")),
        ]


class CommitteeSession(OfficeOwned):
    """One sitting of a committee. `digest` proves that what was signed is what is printed."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="sessions", db_index=False)
    number = models.PositiveIntegerField()
    held_on = models.DateField()
    place = models.TextField(blank=True)
    state = models.TextField(choices=[(k.value, v) for k, v in SESSION_STATE_NAMES.items()])
    opened_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by_name = models.TextField(blank=True)
    digest = models.TextField(blank=True)
    token = models.UUIDField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="one_session_a_number_a_committee"),
            models.UniqueConstraint(fields=["token"], name="one_session_a_form"),
        ]


class Attendance(OfficeOwned):
    """That a member was there when a session opened."""

    session = models.ForeignKey(CommitteeSession, models.PROTECT, related_name="attendances", db_index=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_constraint=False)
    duty = models.TextField(choices=[(k.value, v) for k, v in SEAT_DUTY_NAMES.items()])

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "staff"], name="a_member_is_there_once_a_session")
        ]


class AgendaItem(FileRecord):
    """What is asked of a session about one file, and what it said; undecided while `decision` is empty."""

    session = models.ForeignKey(CommitteeSession, models.PROTECT, related_name="items")
    place = models.PositiveIntegerField()
    subject = models.TextField(choices=[(k.value, v) for k, v in AGENDA_SUBJECT_NAMES.items()])
    appeal = models.ForeignKey(
        "Appeal", models.PROTECT, null=True, blank=True, related_name="items", db_index=False
    )
    decision = models.TextField(blank=True, choices=[(k.value, v) for k, v in DECISION_NAMES.items()])
    reason = models.TextField(blank=True, choices=[(k.value, v) for k, v in STATE_REASON_NAMES.items()])
    grounds = WithheldText(blank=True)
    conditions = WithheldText(blank=True)
    coverage = models.TextField(blank=True, choices=[(k.value, v) for k, v in COVERAGE_KIND_NAMES.items()])
    covered_until = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )
    written_by_name = models.TextField(blank=True)
    move = models.OneToOneField(FileMove, models.PROTECT, null=True, blank=True, related_name="decided_in")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_file"], condition=Q(decision=""), name="a_file_waits_on_one_agenda_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="agenda_item_is_decided_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(subject="appeal", appeal__isnull=False)
                | (~Q(subject="appeal") & Q(appeal__isnull=True)),
                name="agenda_item_of_an_appeal_names_it",
            ),
        ]


class ItemVoice(FileRecord):
    """How one member present spoke on one file; whoever stepped aside says why."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="voices", db_index=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    staff_name = models.TextField()
    voice = models.TextField(choices=[(k.value, v) for k, v in VOICE_NAMES.items()])
    why = WithheldText(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "staff"], name="one_voice_a_member_an_item")]


class DeclaredKin(FileRecord):
    """That somebody of the staff is kin to a family, or close to it, and so never decides on its file."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_constraint=False)
    relation = models.TextField()
    declared_at = models.DateTimeField()
    declared_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "staff"], name="kin_is_declared_once_a_household")
        ]
