"""The turn of an accepted family that waits for credit (پشت نوبت)."""

from __future__ import annotations

from django.db import models

from madadkar.casework.models.files import FileFact
from madadkar.casework.rules.waiting import PRIORITY_NAMES
from madadkar.foundation.models import ends_not_before_it_begins, never_two_at_once
from madadkar.foundation.withheld import WithheldText


class WaitingTurn(FileFact):
    """How urgent a waiting family's turn is, and why, for a time; without one its turn is the usual."""

    priority = models.PositiveSmallIntegerField(choices=[(k.value, v) for k, v in PRIORITY_NAMES.items()])
    reason = WithheldText()

    class Meta:
        constraints = [
            ends_not_before_it_begins("waiting_turn_ends_not_before_it_begins"),
            never_two_at_once("one_waiting_turn_a_file_at_a_time", "case_file"),
        ]
        indexes = [
            models.Index(fields=["case_file"], name="waiting_turn_by_file"),
            models.Index(fields=["household"], name="waiting_turn_by_household"),
        ]
