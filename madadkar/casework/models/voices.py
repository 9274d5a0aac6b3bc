"""What the clients say: complaints and suggestions with their answers, and satisfaction asked by sample.

None of it is seen by a centre's people: it may be about them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from madadkar.casework.models.files import CaseFile
from madadkar.casework.models.life import FileRecord
from madadkar.casework.rules.voice import (
    ASK_OUTCOME_NAMES,
    ASKED_BY_NAMES,
    SURVEYED_SERVICE_NAMES,
    VOICE_KIND_NAMES,
    VOICE_STATE_NAMES,
)
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Centre, OfficeOwned, Staff
from madadkar.registry.models import Household


class Voice(OfficeOwned):
    """A complaint, suggestion or thanks to an office. Only the digest of its tracking code is kept.

    It may be tied to a family's file (`about_file`); when the family moves, the office that was spoken to
    still answers.
    """

    kind = models.TextField(choices=[(k.value, v) for k, v in VOICE_KIND_NAMES.items()])
    said = models.TextField()
    speaker = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="+")
    about_file = models.ForeignKey(
        CaseFile, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    about_household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    code_digest = models.TextField()
    token = models.UUIDField()
    state = models.TextField(choices=[(k.value, v) for k, v in VOICE_STATE_NAMES.items()])
    received_at = models.DateTimeField()
    received_on = models.DateField()
    due_on = models.DateField()
    taken_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    taken_by_name = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by_name = models.TextField(blank=True)
    first_answered_on = models.DateField(null=True, blank=True)
    objection = models.TextField(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code_digest"], name="one_voice_a_code"),
            models.UniqueConstraint(fields=["token"], name="one_voice_a_form"),
            models.CheckConstraint(
                condition=Q(about_file__isnull=True, about_household__isnull=True)
                | Q(about_file__isnull=False, about_household__isnull=False),
                name="voice_about_a_file_names_its_family",
            ),
        ]


class Survey(OfficeOwned):
    """A random sample of the families that had a service in a time, asked whether they were content."""

    service = models.TextField(choices=[(k.value, v) for k, v in SURVEYED_SERVICE_NAMES.items()])
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="+")
    served_from = models.DateField()
    served_until = models.DateField()
    drawn_on = models.DateField()
    population = models.PositiveIntegerField()
    population_digest = models.TextField()
    confidence = models.PositiveSmallIntegerField()
    margin = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    drawn_by_name = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    token = models.UUIDField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="one_survey_a_form"),
            models.CheckConstraint(
                condition=Q(served_until__gt=F("served_from")), name="survey_asks_about_a_day_at_least"
            ),
        ]


class SurveyAnswer(FileRecord):
    """One family of the sample, and what it answered. A centre's people do not see it."""

    sight_by: ClassVar[None] = None  # closed to centres, unlike other records

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers")
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(choices=[(k.value, v) for k, v in ASK_OUTCOME_NAMES.items()])
    asked_by = models.TextField(blank=True, choices=[(k.value, v) for k, v in ASKED_BY_NAMES.items()])
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = WithheldText(blank=True)
    asked_on = models.DateField(null=True, blank=True)
    asked_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "case_file"], name="a_family_once_in_a_survey"),
            models.CheckConstraint(
                condition=Q(outcome="answered", score__gte=1, score__lte=5)
                | (~Q(outcome="answered") & Q(score__isnull=True)),
                name="an_answer_has_its_score",
            ),
        ]
