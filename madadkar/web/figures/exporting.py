"""A long list behind a figure, written out by the worker for whoever asked for it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from madadkar.foundation.jobs import Tell, queue_job, run_job
from madadkar.foundation.models import Job
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.queries import office_by_code
from madadkar.organisations.rules import Right
from madadkar.reports.actions import record_export
from madadkar.reports.figures import COUNTS
from madadkar.reports.queries import Narrowing, figure_rows, question
from madadkar.reports.rules import Dimension
from madadkar.web.figures import sheets
from madadkar.web.figures.asking import Asking, Listed
from madadkar.web.written import write_list

KIND = "web.export_figure"


def start_export(*, asked: Asking, wanted: Listed, rows: int, suffix: str, at: datetime) -> Job:
    """Have the worker write the list as it stands; whoever asked is told the page that shows how far."""
    by = asked.question.by
    by.check(Right.EXPORT)
    narrowed = wanted.narrowed
    job = queue_job(
        kind=KIND,
        office_id=asked.question.office.pk,
        parameters={
            "title": sheets.list_title(wanted.count, asked.told["on"]),
            "suffix": suffix,
            "office": asked.question.office.code,
            "on": asked.question.on.isoformat(),
            "count": wanted.count.code,
            "narrowed": [narrowed.dimension.value, narrowed.key] if narrowed else None,
        },
        by=by,
        at=at,
    )
    record_export(asked=asked.question, count=wanted.count, rows=rows, at=at)
    return job


def write_export(*, job_id: int, by: Scope) -> None:
    """Write the list of a job into the house's files; after a kill it is written anew."""
    run_job(job_id=job_id, by=by, now=timezone.now, deed=lambda job, tell: _write(job, by, tell))


def _write(job: Job, by: Scope, tell: Tell) -> None:
    by.check(Right.EXPORT)
    told = job.parameters
    count = next(one for one in COUNTS if one.code == told["count"])
    narrowed = told["narrowed"] and Narrowing(
        dimension=Dimension(told["narrowed"][0]), key=told["narrowed"][1]
    )
    tell("read", 0, 0)
    with within(by):
        office = office_by_code(code=told["office"])
        asked = question(office=office, on=date.fromisoformat(told["on"]), by=by)
        page = figure_rows(asked=asked, count=count, narrowed=narrowed or None, limit=None)
    tell("write", 0, page.count)
    rows = sheets.lines(count.ground, page.rows)
    write_list(job, headings=sheets.headings(count.ground), rows=rows, at=timezone.now())
