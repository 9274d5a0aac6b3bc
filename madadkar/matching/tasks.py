"""What the worker does for matching: load, read the clock, call one action."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from madadkar.foundation.jobs import Tell, run_job, scope_of
from madadkar.foundation.models import Job
from madadkar.foundation.scope import within
from madadkar.matching.actions.runs import RUN, do_run

_READER = "owner"
"""Two registers are read at once only here: no office's people may see both."""


@app.task(name=RUN)
def compare_registers(job_id: int, scope: dict[str, Any]) -> None:
    """Compare two registers, or one with itself."""
    by = scope_of(scope)

    def done(job: Job, tell: Tell) -> None:
        with within(by):
            do_run(**job.parameters, by=by, at=timezone.now(), tell=tell, using=_READER)

    run_job(job_id=job_id, by=by, now=timezone.now, deed=done)
