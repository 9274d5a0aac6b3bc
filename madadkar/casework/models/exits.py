"""Proposals to leave the support body, and how the family was found afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from madadkar.casework.models.life import FileRecord
from madadkar.casework.rules import STATE_REASON_NAMES
from madadkar.casework.rules.exits import EXIT_STATE_NAMES, FOLLOW_UP_OUTCOME_NAMES
from madadkar.foundation.sight import BY_HOUSEHOLD, Matter, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Staff


def _staff() -> models.ForeignKey[Staff | None, Staff | None]:
    return models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )


class ExitProposal(FileRecord):
    """That somebody holds the family's time with us to be over; another person decides.

    `readiness` is the rule's answer on the day of the proposal, kept as it was: verdict, score and lines.
    """

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.WALK)

    state = models.TextField(choices=[(k.value, v) for k, v in EXIT_STATE_NAMES.items()])
    reason = models.TextField(choices=[(k.value, v) for k, v in STATE_REASON_NAMES.items()])
    note = WithheldText(blank=True)
    readiness = models.JSONField(default=dict)
    proposed_on = models.DateField()
    proposed_at = models.DateTimeField()
    proposed_by = _staff()
    proposed_by_name = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = _staff()
    decided_by_name = models.TextField(blank=True)
    decision_note = WithheldText(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "case_file"], name="exit_proposal_of_its_file"),
            models.UniqueConstraint(
                fields=["case_file"], condition=Q(state="proposed"), name="one_open_exit_proposal_a_file"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | Q(state="withdrawn")
                | ~Q(decided_by=F("proposed_by")),
                name="an_exit_is_decided_by_another",
            ),
        ]


class FollowUp(FileRecord):
    """That the family is asked how it is, some months after it left."""

    sight_by: ClassVar[Sight | None] = BY_HOUSEHOLD.of(Matter.WALK)

    proposal = models.ForeignKey(ExitProposal, models.PROTECT, related_name="follow_ups", db_constraint=False)
    month = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True, choices=[(k.value, v) for k, v in FOLLOW_UP_OUTCOME_NAMES.items()])
    note = WithheldText(blank=True)
    done_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "month"], name="one_follow_up_a_month"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(outcome=""), name="a_follow_up_done_has_its_outcome"
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "due_on"],
                condition=Q(done_on__isnull=True),
                name="follow_up_open_by_day",
            )
        ]
