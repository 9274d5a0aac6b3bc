"""Many files at once: previewed as a table of who gets what, sent exactly so, undone by one recall."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madadkar.casework.actions import drop_batch, preview_batch, start_recall, start_send
from madadkar.casework.queries.batches import batch_of, batch_shares, batches_of, county_shares, lines_of
from madadkar.casework.registers import family_rows
from madadkar.casework.rules.batches import BATCH_STATE_NAMES, LINE_OUTCOME_NAMES, BatchState, LineOutcome
from madadkar.foundation.models import Job, JobState
from madadkar.foundation.persian import group_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.web.choosing import home_province
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegations.forms import BatchForm, ReasonForm
from madadkar.web.doors import Visit, needs
from madadkar.web.refusals import sentence

_PAGE = 50


@needs(Right.ASSIGN_FILES)
@require_safe
def batches(request: Visit) -> HttpResponse:
    """Delegations of many, latest first."""
    page = Paginator(batches_of(scope=request.scope), 25).get_page(request.GET.get("page"))
    rows = [(one, BATCH_STATE_NAMES[BatchState(one.state)]) for one in page.object_list]
    return render(request, "delegations/batches.html", {"page": page, "rows": rows})


@needs(Right.ASSIGN_FILES)
@require_http_methods(["GET", "POST"])
def batch_new(request: Visit) -> HttpResponse:
    """Ask who would get what; nothing is handed over yet."""
    form = BatchForm(typed(request), scope=request.scope, province=home_province(request))

    def do(_said: dict[str, Any]) -> str:
        made = preview_batch(ask=form.asked(), by=request.scope, at=request.now)
        return reverse("batch", args=[made.pk])

    words = Words(title="واگذاری گروهی پرونده‌ها", button="پیش‌نمایش", back=reverse("batches"))
    beside = {"reason_missing": "reason", "batch_without_centres": "kind"}
    return deed_page(
        request, form=form, do=do, words=words, beside=beside, template="delegations/batch_new.html"
    )


@needs(Right.ASSIGN_FILES)
@require_safe
def batch(request: Visit, batch_id: int) -> HttpResponse:
    """Who gets what, centre by centre and county by county; and, once sent, what became of it."""
    found = batch_of(batch_id=batch_id, scope=request.scope)
    job = Job.objects.filter(pk=found.job_id).first() if found.job_id else None
    is_running = job is not None and job.state in (JobState.QUEUED, JobState.RUNNING)
    shares = batch_shares(batch_id=batch_id)
    told = {
        "batch": found,
        "words": BATCH_STATE_NAMES[BatchState(found.state)],
        "shares": shares,
        "counties": county_shares(batch_id=batch_id),
        "fallen": [(code, LINE_OUTCOME_NAMES[LineOutcome(code)], count) for code, count in shares.fallen],
        "job": job if is_running else None,
        "may_send": found.state == BatchState.PREVIEWED and not is_running,
        "may_recall": found.state == BatchState.SENT and not is_running,
    }
    return render(request, "delegations/batch.html", told)


@needs(Right.ASSIGN_FILES)
@require_safe
def batch_lines(request: Visit, batch_id: int) -> HttpResponse:
    """The files of a preview: of one centre, or those that fell out for one reason."""
    found = batch_of(batch_id=batch_id, scope=request.scope)
    rows = lines_of(
        batch_id=batch_id, centre=request.GET.get("centre", ""), outcome=request.GET.get("outcome", "")
    )
    page = Paginator(rows.values_list("pk", flat=True), _PAGE).get_page(request.GET.get("page"))
    lines = list(rows.filter(pk__in=list(page.object_list)).select_related("case_file", "centre"))
    families = family_rows(
        household_ids=[one.household_id for one in lines], scope=request.scope, on=request.today
    )
    known = {family.household_id: family for family in families}
    told = [(one, known.get(one.household_id), one.get_outcome_display()) for one in lines]
    return render(request, "delegations/batch_lines.html", {"batch": found, "page": page, "rows": told})


@needs(Right.ASSIGN_FILES)
@require_POST
def batch_send(request: Visit, batch_id: int) -> HttpResponse:
    """Send what was previewed; thousands are left to the worker."""
    return _done(
        request,
        batch_id,
        lambda: start_send(batch_id=batch_id, by=request.scope, at=request.now),
        "پرونده‌ها فرستاده شد.",
    )


@needs(Right.ASSIGN_FILES)
@require_POST
def batch_drop(request: Visit, batch_id: int) -> HttpResponse:
    """A preview nobody will send."""
    return _done(
        request,
        batch_id,
        lambda: drop_batch(batch_id=batch_id, by=request.scope, at=request.now) and None,
        "پیش‌نمایش کنار گذاشته شد.",
    )


@needs(Right.ASSIGN_FILES)
@require_http_methods(["GET", "POST"])
def batch_recall(request: Visit, batch_id: int) -> HttpResponse:
    """Undo a delegation of many."""
    found = batch_of(batch_id=batch_id, scope=request.scope)
    here = reverse("batch", args=[batch_id])

    def do(said: dict[str, Any]) -> str:
        job = start_recall(batch_id=batch_id, reason=said["reason"], by=request.scope, at=request.now)
        if job is None:
            messages.success(request, "همه پرونده‌های این واگذاری به اداره بازگشت.")
        return reverse("job", args=[job.pk]) if job else here

    words = Words(
        title="پس گرفتن واگذاری گروهی",
        button="پس گرفتن همه",
        back=here,
        intro=f"{group_digits(found.sent_count)} پرونده فرستاده شد؛ هر چه هنوز نزد مراکز است بازمی‌گردد.",
        is_grave=True,
    )
    return deed_page(request, form=ReasonForm(typed(request)), do=do, words=words)


def _done(request: Visit, batch_id: int, do: Any, words: str) -> HttpResponse:
    """Do it and go to the batch, or to the worker's page; whoever comes second is told there."""
    try:
        job = do()
    except Refusal as refusal:
        if refusal.code not in ("done_already", "done_before", "batch_moved_on", "delegated_meanwhile"):
            raise
        messages.warning(request, sentence(refusal))
        return redirect(reverse("batch", args=[batch_id]))
    if isinstance(job, Job):
        return redirect(reverse("job", args=[job.pk]))
    messages.success(request, words)
    return redirect(reverse("batch", args=[batch_id]))
