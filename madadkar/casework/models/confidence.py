"""Who sees what is told in confidence: those assigned by name, the author, and through broken glass."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from madadkar.casework.models.files import CaseFile, FileFact
from madadkar.casework.models.life import FileRecord
from madadkar.casework.rules.confidence import CONFIDED, CONFIDENCE_NAMES, GLASS_LASTS
from madadkar.foundation.models import ends_not_before_it_begins, never_two_at_once
from madadkar.foundation.scope import Scope, ScopedQuerySet
from madadkar.foundation.sight import BY_HOUSEHOLD, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Centre, OfficeOwned, Staff
from madadkar.registry.models import Household

_CONFIDED = "select unnest(app_confided_household_ids(%s))"


class ConfidedQuerySet(ScopedQuerySet):
    """Notes and papers: beneath the family's own sight, a centre's people see what is theirs or meant for
    them, and what is confided is seen by its author, by those assigned to it and through broken glass."""

    def seen_by(self, scope: Scope) -> Self:
        """The rows this scope may see; the policy of the table says the same."""
        rows = super().seen_by(scope)
        if scope.centre_id is not None:
            rows = rows.filter(Q(for_centre=True) | Q(by_centre=scope.centre_id))
        open_to = Q(confidence="")
        if scope.actor_id is not None:
            open_to |= Q(author=scope.actor_id)
        for kind in CONFIDED:
            open_to |= Q(confidence=kind.value, household_id__in=RawSQL(_CONFIDED, [kind.value]))  # noqa: S611 - a constant
        return rows.filter(open_to)


class Confided(FileRecord):
    """Something written or kept about a family by one author, at an instant, perhaps in confidence.

    `by_centre` is the author's centre; `for_centre`: an office's author meant it for the family's centre too.
    `token` comes from the form, so that a form sent twice is kept once.
    """

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD

    confidence = models.TextField(
        blank=True, default="", choices=[(k.value, v) for k, v in CONFIDENCE_NAMES.items()]
    )
    author = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )
    author_name = models.TextField(blank=True)
    by_centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    for_centre = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    objects: ClassVar[Any] = ConfidedQuerySet.as_manager()

    class Meta:
        abstract = True


class FileAssignment(FileFact):
    """That somebody may see what is confided of one kind about a family, for a time; a head gives it."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    confidence = models.TextField(choices=[(k.value, v) for k, v in CONFIDENCE_NAMES.items()])
    reason = WithheldText(blank=True)

    class Meta:
        constraints = [
            ends_not_before_it_begins("file_assignment_ends_not_before_it_begins"),
            never_two_at_once("one_assignment_a_kind_a_person_at_a_time", "case_file", "staff", "confidence"),
        ]
        indexes = [
            models.Index(fields=["case_file"], name="file_assignment_by_file"),
            models.Index(fields=["household"], name="file_assignment_by_household"),
        ]


class GlassBreak(OfficeOwned):
    """That somebody opened what is hidden of a family, for a written reason, until an instant.

    `read_at`: when a supervisor said that they know of it. A centre's people see nothing of this table.
    """

    sight_by: ClassVar[None] = None

    case_file = models.ForeignKey(CaseFile, models.PROTECT, related_name="+", db_constraint=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="+", db_constraint=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_constraint=False)
    staff_name = models.TextField()
    reason = WithheldText()
    broken_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by_name = models.TextField(blank=True)
    token = models.UUIDField(unique=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("broken_at"), ends_at__lte=F("broken_at") + GLASS_LASTS),
                name="broken_glass_is_whole_again_in_time",
            )
        ]
        indexes = [models.Index(fields=["staff", "ends_at"], name="glass_by_who_broke_it")]
