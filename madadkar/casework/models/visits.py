"""Home visits and what was seen there, signed."""

from __future__ import annotations

from datetime import UTC
from typing import ClassVar

from django.db import models
from django.db.models import Q

from madadkar.casework.models.life import FileRecord
from madadkar.casework.rules.visits import (
    OPEN_VISITS,
    TENURE_NAMES,
    VISIT_KIND_NAMES,
    VISIT_STATE_NAMES,
    report_digest,
)
from madadkar.foundation.sight import BY_HOUSEHOLD, OWN_CENTRE, Matter, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Centre, Staff

_OPEN = sorted(state.value for state in OPEN_VISITS)


class HomeVisit(FileRecord):
    """That somebody goes to the family's home: asked for by a day, arranged for one, and what came of it.

    `came_on` is the day somebody stood at the door, `came_told_at` when the house learned it: a figure of
    a past day counts only what was known then. `token` comes from the form, so that one sent twice
    is one visit.
    """

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.WALK, **OWN_CENTRE)

    kind = models.TextField(choices=[(k.value, v) for k, v in VISIT_KIND_NAMES.items()])
    state = models.TextField(choices=[(k.value, v) for k, v in VISIT_STATE_NAMES.items()])
    asked_why = WithheldText(blank=True)
    due_on = models.DateField(null=True, blank=True)
    arranged_for = models.DateField(null=True, blank=True)
    visitor = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    visitor_name = models.TextField(blank=True)
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="+")
    came_on = models.DateField(null=True, blank=True)
    came_told_at = models.DateTimeField(null=True, blank=True)
    outcome_note = WithheldText(blank=True)
    asked_at = models.DateTimeField()
    asked_by_name = models.TextField(blank=True)
    token = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="one_visit_a_form"),
            models.UniqueConstraint(fields=["id", "case_file"], name="home_visit_of_its_file"),
            models.CheckConstraint(
                condition=~Q(state="arranged") | Q(arranged_for__isnull=False),
                name="an_arranged_visit_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "refused", "nobody_home"])
                | Q(came_on__isnull=False, came_told_at__isnull=False),
                name="who_came_came_on_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["case_file", "-came_on"], condition=Q(state="done"), name="home_visit_done_by_file"
            ),
            models.Index(
                fields=["office", "arranged_for"], condition=Q(state__in=_OPEN), name="home_visit_open"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class VisitReport(FileRecord):
    """What the visitor saw and heard, signed by name. Never edited: a correction is a new version.

    `digest` is over everything the report says; whoever reads it later can see that it still fits.
    """

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(
        Matter.WALK,
        own_by="visit__centre",
        own="visit_id in (select id from casework_homevisit where centre_id = (select app_centre_id()))",
    )

    visit = models.ForeignKey(HomeVisit, models.PROTECT, related_name="reports", db_constraint=False)
    version = models.PositiveSmallIntegerField()
    observations = WithheldText()
    present_people = WithheldText(blank=True)
    needs = WithheldText(blank=True)
    income_rial = models.BigIntegerField(null=True, blank=True)
    income_sources = WithheldText(blank=True)
    tenure = models.TextField(blank=True, choices=[(k.value, v) for k, v in TENURE_NAMES.items()])
    home_note = WithheldText(blank=True)
    correction_why = WithheldText(blank=True)
    signed_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )
    signed_name = models.TextField()
    signed_at = models.DateTimeField()
    digest = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "version"], name="one_report_a_version"),
            models.CheckConstraint(
                condition=Q(income_rial__isnull=True) | Q(income_rial__gte=0), name="income_seen_is_rial"
            ),
        ]

    @property
    def facts(self) -> dict[str, object]:
        """Everything the signature holds fast."""
        told = (
            "visit_id", "version", "observations", "present_people", "needs", "income_rial", "income_sources",
            "tenure", "home_note", "correction_why", "signed_by_id", "signed_name",
        )  # fmt: skip
        signed_at = self.signed_at.astimezone(UTC).isoformat()
        return {**{name: getattr(self, name) for name in told}, "signed_at": signed_at}

    @property
    def is_as_signed(self) -> bool:
        """Whether the report still says what was signed."""
        return report_digest(facts=self.facts) == self.digest
