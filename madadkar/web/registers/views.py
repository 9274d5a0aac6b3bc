"""The register: families in sight, narrowed, paged, and out as a sheet."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from madadkar.casework.registers import families, family_count, family_rows
from madadkar.casework.search import search_families
from madadkar.foundation.audit import record
from madadkar.foundation.persian import clean
from madadkar.organisations.rules import Right
from madadkar.web import tasks
from madadkar.web.doors import Visit, needs
from madadkar.web.own_jobs import own_job
from madadkar.web.registers import sheet
from madadkar.web.registers.exporting import record_export, start_export
from madadkar.web.registers.forms import RegisterForm
from madadkar.web.written import sheet_answer, suffix_asked, written_answer

_PAGE = 25
AT_ONCE = 3000
"""A longer list is written by the worker, so that nobody waits on a page."""
_MOST_FOUND = 200


@needs(Right.SEE_FAMILIES)
@require_GET
def register(request: Visit) -> HttpResponse:
    """A page of the register under its filters."""
    form = RegisterForm(request.GET, scope=request.scope)
    if not form.is_valid():
        return render(request, "registers/register.html", {"form": form}, status=400)
    rows = families(scope=request.scope, asked=form.asked(), on=request.today).order_by("pk")
    page = Paginator(rows.values_list("pk", flat=True), _PAGE).get_page(request.GET.get("page"))
    shown = family_rows(household_ids=list(page.object_list), scope=request.scope, on=request.today)
    content = {"form": form, "page": page, "rows": shown, "is_narrowed": bool(form.asked().asked)}
    return render(request, "registers/register.html", content)


@needs(Right.EXPORT)
@require_POST
def export_register(request: Visit) -> HttpResponse:
    """The whole list under its filters as a sheet: at once when it is short, else by the worker."""
    form = RegisterForm(request.POST, scope=request.scope)
    if not form.is_valid():
        return render(request, "registers/register.html", {"form": form}, status=400)
    asked, suffix = form.asked(), suffix_asked(request)
    count = family_count(scope=request.scope, asked=asked, on=request.today)
    if count > AT_ONCE:
        assert request.post is not None, "the door asks for a post first"
        job = start_export(
            asked=asked,
            suffix=suffix,
            by=request.scope,
            at=request.now,
            on=request.today,
        )
        tasks.export_register.defer(job_id=job.pk, post_id=request.post.pk)
        return redirect(reverse("job", args=[job.pk]))
    record_export(by=request.scope, at=request.now, count=count, asked=asked, suffix=suffix)
    rows = sheet.lines(scope=request.scope, asked=asked, on=request.today)
    return sheet_answer(suffix, title=sheet.TITLE, headings=sheet.HEADINGS, rows=rows)


@needs(Right.EXPORT)
@require_POST
def export_search(request: Visit) -> HttpResponse:
    """The families a search found, as a sheet."""
    text, suffix = clean(request.POST.get("q", ""))[:200], suffix_asked(request)
    found = search_families(text=text, scope=request.scope, on=request.today, most=_MOST_FOUND)
    ids = list(dict.fromkeys(row.person.household_id for row in found.rows if row.person.household_id))
    rows = family_rows(household_ids=ids, scope=request.scope, on=request.today)
    record("registry.export_search", by=request.scope, at=request.now, rows=len(rows), suffix=suffix)
    lines = [sheet.line(row) for row in rows]
    return sheet_answer(suffix, title="نتیجه جست‌وجو", headings=sheet.HEADINGS, rows=lines)


@needs(Right.EXPORT)
@require_GET
def export_file(request: Visit, job_id: int) -> HttpResponse:
    """The sheet that a job of one's own made."""
    job = own_job(job_id=job_id, scope=request.scope)
    return written_answer(job, at=request.now)
