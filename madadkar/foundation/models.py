"""The audit trail and the long jobs: what was done, by whom, and how far it has come."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class DateRange(Func):
    """The half-open range `[valid_from, valid_until)` of a dated fact, as PostgreSQL's daterange."""

    function = "daterange"
    output_field = DateRangeField()


class Dated(models.Model):
    """A fact that holds for a time: from a day, until (not including) a day; an open end is NULL."""

    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """The database's own word that a period has at least one day."""
    return models.CheckConstraint(
        condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name=name
    )


def ends_not_before_it_begins(name: str) -> models.CheckConstraint:
    """As `ends_after_it_begins`, for facts that may end on the day they began: they held on no day, and are
    kept as what happened within it."""
    return models.CheckConstraint(
        condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name=name
    )


def never_two_at_once(name: str, *fields: str, only: Q | None = None) -> ExclusionConstraint:
    """Two rows equal in `fields` never hold on the same day (rows outside `only` are free)."""
    period = DateRange("valid_from", "valid_until", RangeBoundary())
    expressions = [(field, RangeOperators.EQUAL) for field in fields]
    return ExclusionConstraint(
        name=name, expressions=[*expressions, (period, RangeOperators.OVERLAPS)], condition=only
    )


class AuditEvent(models.Model):
    """One deed: who did what to whom, when, and why. Appended with the deed, never changed."""

    xid = models.BigIntegerField(editable=False)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField(blank=True)
    deed = models.TextField()
    subject_type = models.TextField(blank=True)
    subject_id = models.BigIntegerField(null=True)
    office_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["xid"]),
            models.Index(fields=["subject_type", "subject_id", "id"]),
            models.Index(fields=["office_id", "id"]),
        ]


class AuditChange(models.Model):
    """One statement's rows in an audited table, written by trigger: small ones whole, bulk ones by digest."""

    xid = models.BigIntegerField(editable=False)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    table_name = models.TextField()
    operation = models.TextField()
    row_count = models.BigIntegerField()
    digest = models.BinaryField()
    rows = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["xid"])]


class AuditLink(models.Model):
    """A link of the hash chain: one a transaction, over all its events and changes."""

    seq = models.BigIntegerField(primary_key=True)
    xid = models.BigIntegerField()
    sealed_at = models.DateTimeField()
    first_event_id = models.BigIntegerField(null=True)
    last_event_id = models.BigIntegerField(null=True)
    first_change_id = models.BigIntegerField(null=True)
    last_change_id = models.BigIntegerField(null=True)
    root = models.BinaryField()
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["xid"])]


class JobState(models.TextChoices):
    """How far a long job has come; apart from the business status of what it works on."""

    QUEUED = "queued", "در صف"
    RUNNING = "running", "در حال انجام"
    DONE = "done", "انجام شد"
    FAILED = "failed", "ناتمام ماند"


class Job(models.Model):
    """Long work with progress that a page or a terminal can show, restartable from its parameters."""

    kind = models.TextField()
    office_id = models.BigIntegerField(null=True)
    parameters = models.JSONField(default=dict)
    state = models.TextField(choices=JobState.choices, default=JobState.QUEUED)
    stage = models.TextField(blank=True)
    done_count = models.BigIntegerField(default=0)
    total_count = models.BigIntegerField(default=0)
    refusal_code = models.TextField(blank=True)
    refusal_facts = models.JSONField(default=dict)
    requested_by_id = models.BigIntegerField(null=True)
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempt_count = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["kind", "state"])]
