"""A family's plan in versions, its goals and steps, and the reviews held on it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from madadkar.casework.models.assessments import Assessment
from madadkar.casework.models.life import FileRecord
from madadkar.casework.rules.assessment_matrix import DOMAIN_NAMES
from madadkar.casework.rules.plans import PLAN_STATE_NAMES, REVIEW_OUTCOME_NAMES, STEP_BY_NAMES
from madadkar.foundation.sight import BY_HOUSEHOLD, Matter, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Staff


def _staff() -> models.ForeignKey[Staff | None, Staff | None]:
    return models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )


class Plan(FileRecord):
    """One version of what the family, its worker and others undertake together, approved by another person.

    The first version of a family that never had one is 1. `assessment` is the one its goals answer.
    """

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.WALK)

    version = models.PositiveSmallIntegerField()
    state = models.TextField(choices=[(k.value, v) for k, v in PLAN_STATE_NAMES.items()])
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+", db_constraint=False)
    commitments = WithheldText(blank=True)
    begun_on = models.DateField()
    proposed_by = _staff()
    proposed_by_name = models.TextField(blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = _staff()
    approved_by_name = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    returned_why = WithheldText(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_file", "version"], name="plans_of_a_file_are_numbered"),
            models.UniqueConstraint(fields=["id", "case_file"], name="plan_of_its_file"),
            models.UniqueConstraint(
                fields=["case_file"], condition=Q(state="approved"), name="one_plan_in_force_a_file"
            ),
            models.UniqueConstraint(
                fields=["case_file"],
                condition=Q(state__in=["draft", "proposed"]),
                name="one_plan_being_written_a_file",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(approved_by=F("proposed_by")),
                name="a_plan_is_approved_by_another",
            ),
        ]


class Goal(FileRecord):
    """Where the family wants to be in one domain."""

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.WALK)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals", db_constraint=False)
    domain = models.TextField(choices=[(k.value, v) for k, v in DOMAIN_NAMES.items()])
    wish = models.TextField()
    target_score = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "case_file"], name="goal_of_its_file"),
            models.CheckConstraint(
                condition=Q(target_score__range=(1, 5)), name="a_goals_score_is_one_to_five"
            ),
        ]


class PlanStep(FileRecord):
    """What somebody does by a day for a goal, and the evidence that it was done; or why it was dropped."""

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.WALK)

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="steps", db_constraint=False)
    what = models.TextField()
    taken_by = models.TextField(choices=[(k.value, v) for k, v in STEP_BY_NAMES.items()])
    taken_by_whom = models.TextField(blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    evidence = WithheldText(blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = WithheldText(blank=True)
    closed_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True),
                name="a_step_is_done_or_dropped",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(evidence=""), name="a_done_step_has_its_evidence"
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "due_on"],
                condition=Q(done_on__isnull=True, dropped_on__isnull=True),
                name="plan_step_open_by_day",
            )
        ]

    @property
    def told(self) -> tuple[object, ...]:
        """What makes it the same step in a later version of the plan."""
        return (self.goal.domain, self.goal.wish, self.what, self.taken_by, self.taken_by_whom, self.due_on)

    @property
    def is_open(self) -> bool:
        """Whether it still has to be taken."""
        return self.done_on is None and self.dropped_on is None


class Review(FileRecord):
    """That the plan and the family's standing were looked at again, and what was found right to do."""

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.WALK)

    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="reviews", db_constraint=False
    )
    due_on = models.DateField(null=True, blank=True)
    held_on = models.DateField()
    held_at = models.DateTimeField()
    outcome = models.TextField(choices=[(k.value, v) for k, v in REVIEW_OUTCOME_NAMES.items()])
    findings = WithheldText()
    held_by = _staff()
    held_by_name = models.TextField(blank=True)
    next_due_on = models.DateField()
    token = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token"], name="one_review_a_form")]
        indexes = [models.Index(fields=["case_file", "-held_on"], name="review_by_file")]
