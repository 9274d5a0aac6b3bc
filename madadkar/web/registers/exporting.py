"""A long list written out by the worker, to be fetched for a day by whoever asked for it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from madadkar.casework.registers import RegisterFilter, family_count, family_rows, next_family_ids
from madadkar.foundation.audit import record
from madadkar.foundation.jobs import Tell, queue_job, run_job
from madadkar.foundation.models import Job, JobState
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.foundation.sheets import write_csv, write_xlsx
from madadkar.organisations.rules import Right
from madadkar.web.registers import sheet

KIND = "web.export_register"
KEPT_FOR = timedelta(days=1)
_FOLDER = "exports"
_AT_A_TIME = 1000


def start_export(*, asked: RegisterFilter, suffix: str, by: Scope, at: datetime, on: date) -> Job:
    """Have the worker write the register as it stands; whoever asked is told the page that shows how far."""
    by.check(Right.EXPORT)
    count = family_count(scope=by, asked=asked, on=on)
    assert by.home_office_id is not None, "who may export works in an office"
    parameters = {"asked": asked.asked, "suffix": suffix, "on": on.isoformat(), "count": count}
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


def written_file(job: Job, *, at: datetime) -> IO[bytes]:
    """The list a finished job wrote. Raises Refusal("export_unknown") when there is none, or no longer."""
    is_kept = job.finished_at is not None and at - job.finished_at < KEPT_FOR
    if (
        job.kind != KIND
        or job.state != JobState.DONE
        or not is_kept
        or not default_storage.exists(_name(job))
    ):
        raise Refusal("export_unknown")
    return default_storage.open(_name(job))


def _write(job: Job, by: Scope, tell: Tell) -> None:
    by.check(Right.EXPORT)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "register"
        if job.parameters["suffix"] == "csv":
            with draft.open("w", encoding="utf-8-sig", newline="") as target:
                write_csv(target, headings=sheet.HEADINGS, rows=_lines(job, by, tell))
        else:
            with draft.open("wb") as sheets:
                write_xlsx(sheets, title=sheet.TITLE, headings=sheet.HEADINGS, rows=_lines(job, by, tell))
        _forget_old(at=timezone.now())
        default_storage.delete(_name(job))
        with draft.open("rb") as written:
            default_storage.save(_name(job), File(written))


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


def _name(job: Job) -> str:
    return f"{_FOLDER}/{job.pk}.{job.parameters['suffix']}"


def _forget_old(*, at: datetime) -> None:
    """Lists older than a day leave the house's files: they hold names and codes."""
    if not default_storage.exists(_FOLDER):
        return
    for name in default_storage.listdir(_FOLDER)[1]:
        path = f"{_FOLDER}/{name}"
        if at - default_storage.get_modified_time(path) > KEPT_FOR:
            default_storage.delete(path)
