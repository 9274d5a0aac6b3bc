"""A delegation of thousands is left to the worker, who tells how far he is; a short one is done at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from madadkar.casework.actions.delegation.batches import recall_batch, send_batch
from madadkar.casework.models import DelegationBatch
from madadkar.casework.rules.batches import AT_ONCE
from madadkar.foundation.jobs import as_parameters, queue_job
from madadkar.foundation.models import Job, JobState
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken

SEND = "casework.send_batch"
RECALL = "casework.recall_batch"


@transaction.atomic
def start_send(*, batch_id: int, by: Scope, at: datetime) -> Job | None:
    """Send a preview: at once when it is short (answers nothing), else by the worker (answers the job).

    Raises Refusal as send_batch does.
    """
    by.check(Right.ASSIGN_FILES)
    batch = taken(model=DelegationBatch, pk=batch_id, by=by, or_refuse="batch_unknown")
    if batch.file_count <= AT_ONCE or batch.state != "previewed":
        send_batch(batch_id=batch_id, by=by, at=at)
        return None
    return _queued(SEND, batch, {"batch_id": batch_id}, by, at)


@transaction.atomic
def start_recall(*, batch_id: int, reason: str, by: Scope, at: datetime) -> Job | None:
    """Undo a delegation of many, as start_send does it. Raises Refusal as recall_batch does."""
    by.check(Right.ASSIGN_FILES)
    batch = taken(model=DelegationBatch, pk=batch_id, by=by, or_refuse="batch_unknown")
    if batch.sent_count <= AT_ONCE or batch.state != "sent" or not reason.strip():
        recall_batch(batch_id=batch_id, reason=reason, by=by, at=at)
        return None
    return _queued(RECALL, batch, {"batch_id": batch_id, "reason": reason}, by, at)


def _queued(kind: str, batch: DelegationBatch, parameters: dict[str, object], by: Scope, at: datetime) -> Job:
    """The job; one of its kind that still waits or runs is not queued twice."""
    before = Job.objects.filter(
        pk=batch.job_id or 0, kind=kind, state__in=[JobState.QUEUED, JobState.RUNNING]
    ).first()
    if before is not None:
        return before
    job = queue_job(kind=kind, office_id=batch.office_id, parameters=parameters, by=by, at=at)
    batch.job_id = job.pk
    batch.save(update_fields=["job_id"])
    app.configure_task(kind, lock=f"batch-{batch.pk}").defer(job_id=job.pk, scope=as_parameters(by))
    return job
