"""A long list written out by the worker, to be fetched for a day by whoever asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from madadkar.casework.registers import RegisterFilter, family_count, family_rows, next_family_ids
from madadkar.foundation.audit import record
from madadkar.foundation.jobs import Tell, queue_job, run_job
from madadkar.foundation.models import Job
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.rules import Right
from madadkar.web.registers import sheet
from madadkar.web.written import write_list

KIND = "web.export_register"
_AT_A_TIME = 1000


def start_export(*, asked: RegisterFilter, suffix: str, by: Scope, at: datetime, on: date) -> Job:
    """Have the worker write the register as it stands; whoever asked is told the page that shows how far."""
    by.check(Right.EXPORT)
    count = family_count(scope=by, asked=asked, on=on)
    assert by.home_office_id is not None, "who may export works in an office"
    parameters = {
        "title": sheet.TITLE,
        "asked": asked.asked,
        "suffix": suffix,
        "on": on.isoformat(),
        "count": count,
    }
    job = queue_job(kind=KIND, office_id=by.home_office_id, parameters=parameters, by=by, at=at)
    record_export(by=by, at=at, count=count, asked=asked, suffix=suffix, job=job)
    return job


def record_export(
    *, by: Scope, at: datetime, count: int, asked: RegisterFilter, suffix: str, job: Job | None = None
) -> None:
    """Tell the trail that a register left the house: how many families, narrowed how, and no name."""
    told: dict[str, Any] = {"rows": count, "asked": asked.asked, "suffix": suffix}
    record("registry.export_register", by=by, at=at, subject=job, **told)


def write_export(*, job_id: int, by: Scope) -> None:
    """Write the list of a job into the house's files; after a kill it is written anew."""
    run_job(job_id=job_id, by=by, now=timezone.now, deed=lambda job, tell: _write(job, by, tell))


def _write(job: Job, by: Scope, tell: Tell) -> None:
    by.check(Right.EXPORT)
    write_list(job, headings=sheet.HEADINGS, rows=_lines(job, by, tell), at=timezone.now())


def _lines(job: Job, by: Scope, tell: Tell) -> Iterator[tuple[object, ...]]:
    """The rows, each thousand in a short transaction of its own, so that the page sees how far it is."""
    asked, on = RegisterFilter(**job.parameters["asked"]), date.fromisoformat(job.parameters["on"])
    after, done = 0, 0
    while True:
        with within(by):
            ids = next_family_ids(scope=by, asked=asked, on=on, after=after, most=_AT_A_TIME)
            rows = family_rows(household_ids=ids, scope=by, on=on)
        tell("write", done, job.parameters["count"])
        if not ids:
            return
        yield from map(sheet.line, rows)
        after, done = ids[-1], done + len(ids)
