"""Long work as jobs: queued in the deed's own transaction, told of while it runs, taken up after a kill.

A job's status stands apart from the status of what it works on. Its progress is told through a connection of
its own, so that a page sees it while the work's transaction is still open.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connections

from madadkar.foundation.models import Job, JobState
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within

Tell = Callable[[str, int, int], None]
"""Hears how far the work has come: stage, done, total."""

_TELL_EVERY_SECONDS = 0.3
_TELL = "update foundation_job set stage = %s, done_count = %s, total_count = %s where id = %s"


def as_parameters(scope: Scope) -> dict[str, Any]:
    """A scope in JSON's own types, to travel with a job."""
    told = asdict(scope)
    return {**told, "office_ids": list(scope.office_ids), "rights": sorted(scope.rights)}


def scope_of(parameters: Mapping[str, Any]) -> Scope:
    """The scope that travelled with a job: it is done under the sight and name of who asked for it."""
    told = dict(parameters)
    told["office_ids"] = tuple(told["office_ids"])
    told["rights"] = frozenset(told["rights"])
    return Scope(**told)


def queue_job(*, kind: str, office_id: int, parameters: Mapping[str, Any], by: Scope, at: datetime) -> Job:
    """Note a job to be done; the caller defers its task in the same transaction."""
    return Job.objects.create(
        kind=kind,
        office_id=office_id,
        parameters=dict(parameters),
        requested_by_id=by.actor_id,
        requested_at=at,
    )


def run_job(
    *, job_id: int, by: Scope, now: Callable[[], datetime], deed: Callable[[Job, Tell], None]
) -> None:
    """Do a job's deed once; a refusal is written on the job, a kill leaves it to be taken up again.

    The deed is its own transaction and must do nothing twice; a job that is done is not done again.
    """
    with within(by):
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.state in (JobState.DONE, JobState.FAILED):
            return
        job.state, job.started_at, job.attempt_count = JobState.RUNNING, now(), job.attempt_count + 1
        job.save(update_fields=["state", "started_at", "attempt_count"])
    try:
        with telling(job.pk, by) as tell:
            deed(job, tell)
    except Refusal as refusal:
        _end(job, by, JobState.FAILED, now(), refusal)
    except Exception:
        _end(job, by, JobState.FAILED, now(), Refusal("job_failed"))
        raise
    else:
        _end(job, by, JobState.DONE, now(), None)


def _end(job: Job, by: Scope, state: JobState, at: datetime, refusal: Refusal | None) -> None:
    with within(by):
        Job.objects.filter(pk=job.pk).update(
            state=state,
            finished_at=at,
            refusal_code=refusal.code if refusal else "",
            refusal_facts={name: str(fact) for name, fact in refusal.facts.items()} if refusal else {},
        )


@contextmanager
def telling(job_id: int, by: Scope) -> Iterator[Tell]:
    """A way to tell of a job's progress beside its transaction, not oftener than needed."""
    beside = connections["default"].copy()
    last: tuple[float, str] = (0.0, "")

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if stage == last[1] and now - last[0] < _TELL_EVERY_SECONDS:
            return
        last = (now, stage)
        with beside.cursor() as cursor:
            cursor.execute(_TELL, [stage, done, total, job_id])

    try:
        with beside.cursor() as cursor:
            offices = "{" + ",".join(map(str, by.office_ids)) + "}"
            cursor.execute("select set_config('app.office_ids', %s, false)", [offices])
        yield tell
    finally:
        beside.close()
