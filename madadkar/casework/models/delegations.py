"""Which centre walks with a family, and since when."""

from __future__ import annotations

from django.db import models

from madadkar.casework.models.files import FileFact
from madadkar.foundation.bysets import one_at_a_time
from madadkar.foundation.models import ends_not_before_it_begins
from madadkar.organisations.models import Centre


class Delegation(FileFact):
    """That a centre walks with the family for a time; the agency keeps the file and its sight of it."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="delegations", db_index=False)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            ends_not_before_it_begins("delegation_ends_not_before_it_begins"),
            one_at_a_time("one_centre_a_file_at_a_time", "case_file", may_be_empty=True),
        ]
        indexes = [
            models.Index(fields=["case_file"], name="delegation_by_file"),
            models.Index(fields=["centre"], name="delegation_by_centre"),
            models.Index(fields=["household"], name="delegation_by_household"),
        ]
