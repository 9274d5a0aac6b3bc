"""Discreet support (آبرومند): a family that fell into need and whose dignity asks for few eyes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from madadkar.casework.models.files import FileFact
from madadkar.foundation.models import ends_not_before_it_begins, never_two_at_once
from madadkar.foundation.withheld import WithheldText


class Discretion(FileFact):
    """That a file is seen for a time only by its caseworker and who supervises; it always has an end."""

    reason = WithheldText()

    class Meta:
        constraints = [
            ends_not_before_it_begins("discretion_ends_not_before_it_begins"),
            never_two_at_once("one_discretion_a_file_at_a_time", "case_file"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=False), name="discretion_always_has_an_end"
            ),
        ]
        indexes = [
            models.Index(fields=["valid_until", "office"], name="discretion_by_its_end"),
            models.Index(fields=["case_file"], name="discretion_by_file"),
            models.Index(fields=["household"], name="discretion_by_household"),
        ]
