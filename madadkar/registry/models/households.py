"""Households, who belongs to them and where they live, each for a time."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from madadkar.foundation.bysets import one_at_a_time
from madadkar.foundation.models import Dated, ends_after_it_begins
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.sight import BY_HOUSEHOLD, BY_HOUSEHOLD_ITSELF, Matter, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Centre, Office, OfficeOwned
from madadkar.places.models import Place
from madadkar.places.rules import AREA_NAMES
from madadkar.registry.models.persons import Merge, Person
from madadkar.registry.rules import HEADSHIP_NAMES, RELATION_NAMES


class Household(OfficeOwned):
    """A family, known once to its agency. `office` is responsible for it; `issued_by` gave it its code."""

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD_ITSELF

    code = models.TextField()
    issued_by = models.ForeignKey(
        Office, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    decile = models.PositiveSmallIntegerField(null=True, blank=True)
    stated_size = models.PositiveSmallIntegerField(null=True, blank=True)
    found_by_centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="families_found", db_index=False
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    created_by_import_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issued_by", "code"], name="one_household_a_code_an_office"),
            models.UniqueConstraint(fields=["id", "agency"], name="household_within_agency"),
            models.CheckConstraint(
                condition=Q(decile__isnull=True) | Q(decile__range=(1, 10)), name="decile_is_one_to_ten"
            ),
        ]
        indexes = [
            models.Index(fields=["code"], name="household_by_code"),
            models.Index(
                fields=["found_by_centre"],
                condition=Q(found_by_centre__isnull=False),
                name="household_by_finder",
            ),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="household_by_keeper"
            ),
            BrinIndex(fields=["created_by_import_id"], name="household_by_import", autosummarize=True),
        ]

    def __str__(self) -> str:
        return self.code


class Membership(OfficeOwned, Dated):
    """That a person belongs to a household for a time; one of its members is its head, for a reason."""

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="memberships", db_index=False, db_constraint=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", db_index=False, db_constraint=False
    )
    relation = models.TextField(choices=[(k.value, v) for k, v in RELATION_NAMES.items()])
    is_head = models.BooleanField(default=False)
    headship = models.TextField(blank=True, choices=[(k.value, v) for k, v in HEADSHIP_NAMES.items()])
    created_by_import_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("membership_ends_after_it_begins"),
            one_at_a_time("a_person_in_one_household_at_a_time", "person"),
            one_at_a_time("one_head_a_household_at_a_time", "household", only=Q(is_head=True)),
        ]
        indexes = [models.Index(fields=["household"], name="membership_by_household")]


class Residence(OfficeOwned, Dated):
    """Where a household lives for a time; `area` is what the place says, else what the office wrote."""

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="residences", db_index=False, db_constraint=False
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    county = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    place_text = models.TextField(blank=True)
    area = models.TextField(blank=True, choices=[(k.value, v) for k, v in AREA_NAMES.items()])
    address = models.TextField(blank=True)
    postal_code = models.TextField(blank=True)
    created_by_import_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("residence_ends_after_it_begins"),
            one_at_a_time("one_residence_a_household_at_a_time", "household"),
        ]


class HouseholdMerge(OfficeOwned):
    """That two households were found to be one family: what moved, so that it can be undone whole.

    `changed` keeps each row that changed, before and after, in its order; `above` is what the rooms above
    changed with it (the two case files), in their own words.
    """

    sight_by: ClassVar[Sight] = Sight("kept_id", "app_sighted_household_ids", Matter.WHOLE)

    kept = models.ForeignKey(Household, models.PROTECT, related_name="+")
    absorbed = models.ForeignKey(Household, models.PROTECT, related_name="+")
    changed = models.JSONField(default=list)
    above = models.JSONField(default=dict)
    heads = models.ForeignKey(Merge, models.PROTECT, null=True, blank=True, related_name="+")
    reason = WithheldText(blank=True)
    merged_at = models.DateTimeField()
    merged_by_id = models.BigIntegerField(null=True)
    unmerged_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
