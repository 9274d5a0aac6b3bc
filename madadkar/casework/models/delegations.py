"""Which centre walks with a family, for which services, and how far the handing of the file has come."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from madadkar.casework.models.files import CaseFile, FileFact
from madadkar.casework.models.life import FileRecord
from madadkar.casework.rules.batches import BATCH_STATE_NAMES, LINE_OUTCOME_NAMES
from madadkar.casework.rules.delegation import DELEGATION_STEP_NAMES, services_in_words
from madadkar.casework.rules.limits import DECISION_KIND_NAMES, DECISION_STATE_NAMES
from madadkar.foundation.models import ends_not_before_it_begins
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.sight import BY_HOUSEHOLD, OWN_CENTRE, Matter, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Centre, OfficeOwned
from madadkar.organisations.rules import Right
from madadkar.registry.models import Household


def no_services() -> RawSQL:
    """The empty array, as the database's own default: all services."""
    return RawSQL("'{}'::smallint[]", [])


class Delegation(FileFact):
    """That a centre walks with the family for a time; the agency keeps the file and its sight of it.

    It holds from the day it is sent until the day it ends, and so long the centre sees the family. `services`
    is empty for all services. What a roster, paper or the command line brings is in work from its first day,
    without instants. `batch` is the delegation of many it was sent with.

    At any time a service of a file is with one centre at most (all services overlap each one): the table's
    `kept_by_sets` proves `one_centre_a_service_of_a_file_at_a_time` once a statement.
    """

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD.of(Matter.OWN, **OWN_CENTRE)

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="delegations", db_index=False)
    reason = WithheldText(blank=True, told_to=Right.ANSWER_DELEGATIONS)
    services = ArrayField(models.PositiveSmallIntegerField(), default=list, db_default=no_services())
    terms = WithheldText(blank=True, db_default="", told_to=Right.ANSWER_DELEGATIONS)
    step = models.TextField(
        choices=[(k.value, v) for k, v in DELEGATION_STEP_NAMES.items()],
        default="in_work",
        db_default="in_work",
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    step_by_name = models.TextField(blank=True, db_default="")
    minutes = WithheldText(blank=True, db_default="", told_to=Right.ANSWER_DELEGATIONS)
    minutes_by_name = models.TextField(blank=True, db_default="")
    end_reason = WithheldText(blank=True, db_default="")
    batch = models.ForeignKey(
        "DelegationBatch", models.PROTECT, null=True, blank=True, related_name="delegations", db_index=False
    )

    class Meta:
        constraints = [
            ends_not_before_it_begins("delegation_ends_not_before_it_begins"),
            models.CheckConstraint(
                condition=~Q(step__in=["refused", "returned", "recalled"]) | Q(valid_until__isnull=False),
                name="a_delegation_given_back_has_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["case_file"], name="delegation_by_file"),
            models.Index(fields=["centre"], name="delegation_by_centre"),
            models.Index(fields=["household"], name="delegation_by_household"),
            models.Index(fields=["batch"], name="delegation_by_batch", condition=Q(batch__isnull=False)),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the centre still has it, on its way or in work."""
        return self.valid_until is None

    @property
    def services_in_words(self) -> str:
        """«همه خدمات» or the services by name."""
        return services_in_words(services=self.services)


class DelegationBatch(OfficeOwned):
    """Many files to many centres as one deed: what was asked, what was previewed, what became of it.

    A centre's people see nothing of it. `token` is the form's, so that a form sent twice is one preview;
    `asked` is the filter of the register, `job_id` the worker's job where it is long.
    """

    sight_by: ClassVar[None] = None

    state = models.TextField(choices=[(k.value, v) for k, v in BATCH_STATE_NAMES.items()])
    token = models.UUIDField()
    asked = models.JSONField(default=dict)
    services = ArrayField(models.PositiveSmallIntegerField(), default=list)
    terms = models.TextField(blank=True)
    reason = models.TextField()
    file_count = models.PositiveIntegerField(default=0)
    no_room_count = models.PositiveIntegerField(default=0)
    sent_count = models.PositiveIntegerField(default=0)
    recalled_count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by_name = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by_name = models.TextField(blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by_name = models.TextField(blank=True)
    recall_reason = models.TextField(blank=True)
    job_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token"], name="one_preview_a_form")]

    @property
    def services_in_words(self) -> str:
        """«همه خدمات» or the services by name."""
        return services_in_words(services=self.services)


class BatchLine(OfficeOwned):
    """One file of a preview, the centre it goes to, and what the preview saw of it.

    `centre` is empty where no centre near had room; `outcome` says why a file was not sent.
    """

    sight_by: ClassVar[None] = None

    batch = models.ForeignKey(DelegationBatch, models.CASCADE, related_name="lines", db_index=False)
    case_file = models.ForeignKey(
        CaseFile, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    household = models.ForeignKey(Household, models.PROTECT, related_name="+", db_constraint=False)
    centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    seen_standing_id = models.BigIntegerField(null=True, blank=True)
    seen_residence_id = models.BigIntegerField(null=True, blank=True)
    outcome = models.TextField(
        blank=True, default="", choices=[(k.value, v) for k, v in LINE_OUTCOME_NAMES.items()]
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "case_file"], name="a_file_once_a_batch")]


class CentreDecision(FileRecord):
    """What a centre decided for a family by itself, or asked its office to decide."""

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD.of(Matter.OWN, **OWN_CENTRE)

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    kind = models.TextField(choices=[(k.value, v) for k, v in DECISION_KIND_NAMES.items()])
    rial = models.BigIntegerField(null=True, blank=True)
    most_rial = models.BigIntegerField()
    said = WithheldText(told_to=Right.ANSWER_DELEGATIONS)
    state = models.TextField(choices=[(k.value, v) for k, v in DECISION_STATE_NAMES.items()])
    asked_at = models.DateTimeField()
    asked_by_name = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.TextField(blank=True)
    answer = WithheldText(blank=True, told_to=Right.ANSWER_DELEGATIONS)
    token = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="one_decision_a_form"),
            models.CheckConstraint(
                condition=Q(rial__isnull=True) | Q(rial__gt=0), name="decided_amount_is_positive_rial"
            ),
        ]
