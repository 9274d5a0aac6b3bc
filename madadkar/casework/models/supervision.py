"""How an office watches over a centre: inspections, samples of its files, what is put right, and its score.

A centre's people see what is said of their own centre (`OF_OWN_CENTRE`), but not which files were sampled.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from madadkar.casework.models.life import FileRecord
from madadkar.casework.rules.supervision import (
    CORRECTION_STATE_NAMES,
    INSPECTION_STATE_NAMES,
    VERDICT_NAMES,
)
from madadkar.foundation.models import Dated, ends_after_it_begins, never_two_at_once
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.sight import Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Centre, Office, OfficeOwned, Staff

OF_OWN_CENTRE = Sight("centre_id", "app_sighted_centre_ids")


class AboutCentre(OfficeOwned):
    """Something an office says of a centre; the centre's own people may read it."""

    sight_by: ClassVar[Sight] = OF_OWN_CENTRE

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class Inspection(AboutCentre):
    """A visit to a centre by its office; `points` says of each line of the checklist whether it was met."""

    state = models.TextField(choices=[(k.value, v) for k, v in INSPECTION_STATE_NAMES.items()])
    planned_on = models.DateField()
    inspector = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    held_on = models.DateField(null=True, blank=True)
    held_by_name = models.TextField(blank=True)
    points = models.JSONField(default=dict)
    findings = models.TextField(blank=True)
    token = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="one_inspection_a_form"),
            models.CheckConstraint(
                condition=Q(state="held", held_on__isnull=False)
                | (~Q(state="held") & Q(held_on__isnull=True)),
                name="held_inspection_has_its_day",
            ),
        ]


class FileReview(AboutCentre):
    """A random sample of a centre's files: drawn on a day from a stated population by a stored seed.

    The seed and the population's digest let anybody draw the same sample again.
    """

    drawn_on = models.DateField()
    population = models.PositiveIntegerField()
    population_digest = models.TextField()
    confidence = models.PositiveSmallIntegerField()
    margin = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    drawn_by_name = models.TextField(blank=True)
    finished_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    token = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="one_file_review_a_form"),
            models.CheckConstraint(
                condition=Q(size__gt=0) & Q(size__lte=F("population")),
                name="file_review_samples_part_of_its_population",
            ),
        ]


class CorrectiveAction(AboutCentre):
    """What a centre must put right by a day; who said it is done never checks it too."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    review = models.ForeignKey(FileReview, models.PROTECT, null=True, blank=True, related_name="corrections")
    what = models.TextField()
    due_on = models.DateField()
    state = models.TextField(choices=[(k.value, v) for k, v in CORRECTION_STATE_NAMES.items()])
    asked_on = models.DateField()
    asked_by_name = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    done_by_name = models.TextField(blank=True)
    done_note = models.TextField(blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    checked_by_name = models.TextField(blank=True)
    check_note = models.TextField(blank=True)
    token = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="one_corrective_action_a_form"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(done_by__isnull=True) | ~Q(checked_by=F("done_by")),
                name="nobody_checks_what_they_did",
            ),
        ]


class SampledFile(FileRecord):
    """A file that a review drew, and what was found in it. A centre's people do not see which were drawn."""

    sight_by: ClassVar[None] = None  # closed to centres, unlike other records

    review = models.ForeignKey(FileReview, models.PROTECT, related_name="files")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", db_index=False)
    verdict = models.TextField(blank=True, choices=[(k.value, v) for k, v in VERDICT_NAMES.items()])
    findings = WithheldText(blank=True)
    looked_on = models.DateField(null=True, blank=True)
    looked_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "case_file"], name="a_file_once_in_a_review"),
        ]


class ScoringScheme(Dated):
    """How an office weighs the parts of a centre's score, for a time; offices under it follow it too."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    weights = models.JSONField()
    grades = models.JSONField()
    set_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            ends_after_it_begins("scoring_scheme_ends_after_it_begins"),
            never_two_at_once("one_scoring_scheme_an_office_at_a_time", "office"),
        ]


class CentreScore(AboutCentre):
    """A centre's score on a day, with the parts it was made of and those that had nothing to count."""

    on = models.DateField()
    points = models.DecimalField(max_digits=4, decimal_places=1)
    grade = models.TextField(blank=True)
    parts = models.JSONField()
    missing = models.JSONField(default=list)
    scheme = models.ForeignKey(ScoringScheme, models.PROTECT, null=True, blank=True, related_name="+")
    scored_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "on"], name="one_score_a_centre_a_day"),
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=100), name="score_is_of_a_hundred"),
        ]
