"""The country's divisions by official code, each with its dated place in the tree."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from madadkar.foundation.models import Dated, ends_after_it_begins, never_two_at_once
from madadkar.places.rules import LEVEL_NAMES, Level


class Place(models.Model):
    """One division, from province to village. `code` is the Statistical Centre's, zero-padded.

    `parent`, `county` and `province` say where it stands now; `Placement` says since when and before.
    """

    code = models.TextField(unique=True)
    level = models.TextField(choices=[(level.value, LEVEL_NAMES[level]) for level in Level])
    name = models.TextField()
    official_name = models.TextField(blank=True)
    search_key = models.TextField(db_collation="C", db_index=True)
    sort_key = models.TextField(db_collation="C")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    county = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    province = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    area = models.TextField(blank=True)
    exists_from = models.DateField(null=True, blank=True)
    exists_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(exists_from__isnull=True)
                | Q(exists_until__isnull=True)
                | Q(exists_until__gt=models.F("exists_from")),
                name="place_ends_after_it_begins",
            )
        ]
        indexes = [models.Index(fields=["province", "level", "search_key"])]

    def __str__(self) -> str:
        return self.name


class Placement(Dated):
    """Under which division a place stands, from a day until a day; kept when a county is split or moved."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            ends_after_it_begins("placement_ends_after_it_begins"),
            never_two_at_once("one_parent_a_place_at_a_time", "place"),
        ]


class PlaceName(Dated):
    """What a place is called, from a day until a day; kept from its first renaming on."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    name = models.TextField()
    search_key = models.TextField(db_collation="C", db_index=True)

    class Meta:
        constraints = [
            ends_after_it_begins("place_name_ends_after_it_begins"),
            never_two_at_once("one_name_a_place_at_a_time", "place"),
        ]
