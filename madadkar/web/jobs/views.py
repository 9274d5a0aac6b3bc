"""A long job: how far it has come, and what it made. It can be left and come back to."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from madadkar.foundation.models import Job, JobState
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.web.doors import Visit, needs
from madadkar.web.own_jobs import own_job
from madadkar.web.refusals import sentence

KIND_NAMES = {
    "web.export_register": "آماده کردن خروجی فهرست خانوارها",
    "web.export_figure": "آماده کردن فهرست پشت یک رقم",
    "casework.check_roster": "بررسی فهرست دریافتی",
    "casework.commit_roster": "ثبت فهرست دریافتی",
    "casework.undo_roster": "برگرداندن فهرست دریافتی",
    "matching.do_run": "مقایسه دفترهای ثبت",
    "matching.link_foreign": "سنجش فهرست بیرونی",
    "casework.send_batch": "فرستادن پرونده‌های واگذاری گروهی",
    "casework.recall_batch": "پس گرفتن واگذاری گروهی",
}
# Where a finished job's fruit is: address of the page, and which parameter (or the job itself) names it.
_FRUITS = {
    "web.export_register": ("export-file", "", "دریافت فایل"),
    "web.export_figure": ("export-file", "", "دریافت فایل"),
    "casework.check_roster": ("roster", "roster_id", "دیدن نتیجه"),
    "casework.commit_roster": ("roster", "roster_id", "دیدن نتیجه"),
    "casework.undo_roster": ("roster", "roster_id", "دیدن نتیجه"),
    "matching.link_foreign": ("matching-foreign-found", "foreign_id", "دیدن نتیجه"),
    "casework.send_batch": ("batch", "batch_id", "دیدن نتیجه"),
    "casework.recall_batch": ("batch", "batch_id", "دیدن نتیجه"),
}


@needs(Right.IMPORT_ROSTER, Right.EXPORT)
@require_GET
def job(request: Visit, job_id: int) -> HttpResponse:
    """The page of one's own job; htmx asks for its moving part alone."""
    found = own_job(job_id=job_id, scope=request.scope)
    url, words = _fruit(found)
    page = {
        "job": found,
        "title": KIND_NAMES.get(found.kind, "کار در حال انجام"),
        "is_running": found.state in {JobState.QUEUED, JobState.RUNNING},
        "is_done": found.state == JobState.DONE,
        "why": sentence(Refusal(found.refusal_code, **found.refusal_facts)) if found.refusal_code else "",
        "fruit_url": url,
        "fruit_words": words,
    }
    return render(request, "jobs/job.html#progress" if request.htmx else "jobs/job.html", page)


def _fruit(found: Job) -> tuple[str, str]:
    name, parameter, words = _FRUITS.get(found.kind, ("", "", ""))
    key = found.parameters.get(parameter) if parameter else found.pk
    try:
        return (reverse(name, args=[key]), words) if name and key else ("", "")
    except NoReverseMatch:
        return "", ""
