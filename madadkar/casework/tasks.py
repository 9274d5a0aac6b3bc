"""What the worker does for casework: load, read the clock, call one action."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from madadkar.casework import rosters
from madadkar.casework.actions.delegation import batches
from madadkar.foundation.jobs import run_job, scope_of
from madadkar.foundation.scope import within


@app.task(name="casework.check_roster")
def check_roster(job_id: int, scope: dict[str, Any]) -> None:
    """Check a roster against the register."""
    _do(rosters.check_roster, job_id, scope)


@app.task(name="casework.commit_roster")
def commit_roster(job_id: int, scope: dict[str, Any]) -> None:
    """Write what was previewed."""
    _do(rosters.commit_roster, job_id, scope)


@app.task(name="casework.undo_roster")
def undo_roster(job_id: int, scope: dict[str, Any]) -> None:
    """Take an import back."""
    _do(rosters.undo_roster, job_id, scope)


@app.task(name="casework.send_batch")
def send_batch(job_id: int, scope: dict[str, Any]) -> None:
    """Hand thousands of files over as one deed."""
    _do(batches.send_batch, job_id, scope)


@app.task(name="casework.recall_batch")
def recall_batch(job_id: int, scope: dict[str, Any]) -> None:
    """Take a delegation of thousands back."""
    _do(batches.recall_batch, job_id, scope)


def _do(deed: Any, job_id: int, scope: dict[str, Any]) -> None:
    by = scope_of(scope)

    def done(job: Any, tell: Any) -> None:
        with within(by):
            deed(**job.parameters, by=by, at=timezone.now(), tell=tell)

    run_job(job_id=job_id, by=by, now=timezone.now, deed=done)
