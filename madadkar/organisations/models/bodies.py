"""The bodies of the network: agencies, their offices, charity centres and partners."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from madadkar.foundation.models import Dated, ends_after_it_begins, never_two_at_once
from madadkar.organisations.rules import (
    CENTRE_KIND_NAMES,
    OFFICE_KIND_NAMES,
    SPECIALITY_NAMES,
    STANDING_NAMES,
)
from madadkar.places.models import Place


class Agency(models.Model):
    """A welfare agency; it keeps one register of its own."""

    code = models.TextField(unique=True)
    name = models.TextField()
    short_name = models.TextField()

    def __str__(self) -> str:
        return self.short_name


class Office(models.Model):
    """An agency's office, over a province or a county; `parent` is the office it reports to."""

    code = models.TextField(unique=True)
    name = models.TextField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="offices")
    kind = models.TextField(choices=[(k.value, v) for k, v in OFFICE_KIND_NAMES.items()])
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="offices")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "agency"], name="office_within_agency"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z][a-z0-9-]*$"), name="office_code_is_latin_words"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="office_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfficeOwned(models.Model):
    """A row about a family: it belongs to one agency's register and to the office responsible for it.

    Both keys are held by one composite foreign key (`foundation.rowlevel.kept_within_agency`), which also
    says that the office is the agency's own; two plain keys would cost bulk writes twice as much.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_constraint=False)

    class Meta:
        abstract = True


class Centre(models.Model):
    """A charity centre (مرکز نیکوکاری) under an office's supervision."""

    code = models.TextField(unique=True)
    name = models.TextField()
    search_key = models.TextField(db_collation="C", db_index=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="centres")
    kind = models.TextField(choices=[(k.value, v) for k, v in CENTRE_KIND_NAMES.items()])
    speciality = models.TextField(blank=True, choices=[(k.value, v) for k, v in SPECIALITY_NAMES.items()])
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    neighbourhood = models.TextField(blank=True)
    licence_number = models.TextField(blank=True)
    licence_from = models.DateField(null=True, blank=True)
    licence_until = models.DateField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="specialised") & ~Q(speciality=""))
                | (Q(kind="neighbourhood") & Q(speciality="")),
                name="specialised_centre_has_a_speciality",
            ),
            models.CheckConstraint(
                condition=Q(licence_from__isnull=True)
                | Q(licence_until__isnull=True)
                | Q(licence_until__gt=models.F("licence_from")),
                name="centre_licence_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CentreStanding(Dated):
    """Whether a centre's permit is active, suspended or revoked, from a day until a day."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="standings")
    standing = models.TextField(choices=[(k.value, v) for k, v in STANDING_NAMES.items()])
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            ends_after_it_begins("centre_standing_ends_after_it_begins"),
            never_two_at_once("one_standing_a_centre_at_a_time", "centre"),
        ]


class BoardMember(Dated):
    """A member of a centre's board (هیئت عامل)."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="board")
    full_name = models.TextField()
    duty = models.TextField(blank=True)

    class Meta:
        constraints = [ends_after_it_begins("board_member_ends_after_it_begins")]


class PartnerBody(models.Model):
    """A body bound by agreement: lawyers, rural offices, zakat councils, banks, benefactors."""

    name = models.TextField()
    kind = models.TextField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="partners")
    legal_id = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="one_partner_of_a_name_an_office")
        ]

    def __str__(self) -> str:
        return self.name
