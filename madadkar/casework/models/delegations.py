"""Which centre walks with a family, and since when."""

from __future__ import annotations

from django.db import models

from madadkar.casework.models.files import FileFact
from madadkar.foundation.models import ends_not_before_it_begins, never_two_at_once
from madadkar.organisations.models import Centre


class Delegation(FileFact):
    """That a centre walks with the family for a time; the agency keeps the file and its sight of it."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="delegations", db_index=False)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            ends_not_before_it_begins("delegation_ends_not_before_it_begins"),
            never_two_at_once("one_centre_a_file_at_a_time", "case_file"),
        ]
        indexes = [
            models.Index(fields=["case_file"], name="delegation_by_file"),
            models.Index(fields=["centre"], name="delegation_by_centre"),
            models.Index(fields=["household"], name="delegation_by_household"),
        ]
