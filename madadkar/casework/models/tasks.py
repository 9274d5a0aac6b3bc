"""What somebody set themselves, or was asked, to do for a family."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from madadkar.casework.models.life import FileRecord
from madadkar.foundation.sight import BY_HOUSEHOLD, OWN_CENTRE, Matter, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Centre, Staff
from madadkar.organisations.rules import Right


class FileTask(FileRecord):
    """One thing one person does for a family by a day; handed on to another, it is theirs.

    `centre` is the owner's: a centre's people see their own centre's tasks alone.
    """

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.OWN, **OWN_CENTRE)

    owner = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_constraint=False)
    centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    words = WithheldText(told_to=Right.ANSWER_DELEGATIONS)
    due_on = models.DateField(null=True, blank=True)
    given_by_name = models.TextField(blank=True)
    given_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_name = models.TextField(blank=True)
    outcome = WithheldText(blank=True, told_to=Right.ANSWER_DELEGATIONS)
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(done_at__isnull=True), name="open_task_by_owner"
            )
        ]
