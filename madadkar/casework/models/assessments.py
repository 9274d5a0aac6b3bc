"""How a family stands in each domain of its life, as somebody judged it on a day."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from madadkar.casework.models.life import FileRecord
from madadkar.casework.models.visits import HomeVisit
from madadkar.casework.rules.assessment_matrix import LEAST, MOST, Domain
from madadkar.foundation.sight import BY_HOUSEHOLD, Matter, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Staff


def _score() -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField()


class Assessment(FileRecord):
    """One filling of the matrix. Never edited: a later one, by `number`, takes its place.

    A family without children has no score in `child_care`. `notes` are sentences by domain.
    """

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.WALK)

    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    visit = models.ForeignKey(
        HomeVisit, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    income = _score()
    employment = _score()
    housing = _score()
    food = _score()
    health = _score()
    mind = _score()
    education = _score()
    child_care = models.PositiveSmallIntegerField(null=True, blank=True)
    family = _score()
    social = _score()
    legal = _score()
    mobility = _score()
    notes = models.JSONField(default=dict)
    causes = ArrayField(models.TextField())
    causes_note = WithheldText(blank=True)
    strengths = WithheldText(blank=True)
    income_rial = models.BigIntegerField(null=True, blank=True)
    assessed_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )
    assessed_by_name = models.TextField(blank=True)
    assessed_at = models.DateTimeField()
    token = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="one_assessment_a_form"),
            models.UniqueConstraint(
                fields=["case_file", "number"], name="assessments_of_a_file_are_numbered"
            ),
            models.UniqueConstraint(fields=["id", "case_file"], name="assessment_of_its_file"),
            models.CheckConstraint(
                condition=Q(
                    *(
                        (f"{domain.value}__range", (LEAST, MOST))
                        for domain in Domain
                        if domain.value != "child_care"
                    )
                )
                & (Q(child_care__isnull=True) | Q(child_care__range=(LEAST, MOST))),
                name="scores_are_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(income_rial__isnull=True) | Q(income_rial__gte=0), name="income_told_is_rial"
            ),
        ]

    @property
    def scores(self) -> dict[Domain, int]:
        """The scores by domain; a domain the family does not have is left out."""
        told = {domain: getattr(self, domain.value) for domain in Domain}
        return {domain: score for domain, score in told.items() if score is not None}
