"""What somebody set themselves, or was asked, to do for a family."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from madadkar.casework.models.life import FileRecord
from madadkar.foundation.scope import Scope, ScopedQuerySet
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Centre, Staff
from madadkar.organisations.rules import Right


class TaskQuerySet(ScopedQuerySet):
    """Tasks: a centre's people see their own centre's alone, an office's people all of their families'."""

    def seen_by(self, scope: Scope) -> Self:
        """The rows this scope may see; the policy of the table says the same."""
        rows = super().seen_by(scope)
        return rows if scope.centre_id is None else rows.filter(centre=scope.centre_id)


class FileTask(FileRecord):
    """One thing one person does for a family by a day; handed on to another, it is theirs.

    `centre` is the owner's: a centre's people see their own centre's tasks alone.
    """

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

    objects: ClassVar[Any] = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(done_at__isnull=True), name="open_task_by_owner"
            )
        ]
