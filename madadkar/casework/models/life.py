"""What happened to a file: every move between its states, and every request that came for the family."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from madadkar.casework.models.files import CaseFile
from madadkar.casework.rules import FILE_STATE_NAMES, STATE_REASON_NAMES
from madadkar.casework.rules.requests import REQUEST_KIND_NAMES
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.sight import BY_HOUSEHOLD, Matter, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Centre, OfficeOwned, Staff
from madadkar.registry.models import Household

_STATES = [(k.value, v) for k, v in FILE_STATE_NAMES.items()]


class FileRecord(OfficeOwned):
    """A happening about a file rather than a period; carries its household for sight without a join.

    Unless a table says that it tells of another matter, a centre sees it of families delegated whole.
    """

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.WHOLE)

    case_file = models.ForeignKey(CaseFile, models.PROTECT, related_name="+", db_constraint=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="+", db_constraint=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class FileMove(FileRecord):
    """One move of a file between two states; only ever appended. `FileStanding` is its day-by-day view.

    A move whose day lies before the day it was made is a correction: it alone may alter a past day's counts.
    """

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.WALK)

    from_state = models.TextField(choices=_STATES, blank=True)
    to_state = models.TextField(choices=_STATES)
    reason = models.TextField(choices=[(k.value, v) for k, v in STATE_REASON_NAMES.items()])
    note = WithheldText(blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    moved_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )
    moved_by_name = models.TextField(blank=True)
    is_correction = models.BooleanField(default=False)


class Request(FileRecord):
    """What a family, a body, a neighbour or a centre asked for, and what became of it.

    `token` comes from the form it was typed in, so that a form sent twice is one request.
    `complete_by` is the day by which the file of an emergency must be whole.
    """

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(
        Matter.WHOLE, own_by="found_by_centre", own="found_by_centre_id = (select app_centre_id())"
    )

    kind = models.TextField(choices=[(k.value, v) for k, v in REQUEST_KIND_NAMES.items()])
    said = WithheldText()
    came_on = models.DateField()
    referrer = WithheldText(blank=True)
    found_by_centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    immediate_aid = WithheldText(blank=True)
    immediate_aid_rial = models.BigIntegerField(null=True, blank=True)
    complete_by = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )
    received_at = models.DateTimeField()
    token = models.UUIDField()
    answered_on = models.DateField(null=True, blank=True)
    answer = WithheldText(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="one_request_a_form"),
            models.CheckConstraint(
                condition=models.Q(immediate_aid_rial__isnull=True) | models.Q(immediate_aid_rial__gt=0),
                name="immediate_aid_is_positive_rial",
            ),
        ]
