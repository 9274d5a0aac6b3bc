"""Check, commit and undo: asked for here, done by the worker, followed on the progress page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madadkar.casework.rosters import day_of, start_check, start_commit, start_undo
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters import queries
from madadkar.registry.rosters.deciding import unsaid_rows
from madadkar.reports.figures import figure_by_code
from madadkar.reports.queries import office_readings, question
from madadkar.reports.rules import Counted
from madadkar.web.doors import Visit, needs
from madadkar.web.refusals import sentence
from madadkar.web.rosters.forms import UndoForm
from madadkar.web.rosters.outcomes import parts
from madadkar.web.rosters.steps import BUSY, is_ended, next_page, steps

_FIGURES = {
    "member": ("covered_households", "covered_persons", "women_heads"),
    "file": ("files", "active_files", "pension_women_heads"),
}


@require_POST
@needs(Right.IMPORT_ROSTER)
def check(request: Visit, import_id: int) -> HttpResponse:
    """Have the rows checked again, as after a check that did not come to its end."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    if queries.progress(roster=roster).state not in BUSY and roster.state != "undone":
        start_check(roster_id=roster.pk, by=request.scope, at=request.now)
    return redirect("roster-progress", import_id)


@require_POST
@needs(Right.IMPORT_ROSTER)
def commit(request: Visit, import_id: int) -> HttpResponse:
    """Have the previewed changes committed; asking twice commits once."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    if queries.progress(roster=roster).state in BUSY:
        return redirect("roster-progress", import_id)
    if roster.state in {"committed", "undone"}:
        messages.info(request, "این فهرست پیش‌تر ثبت شده است؛ دوباره چیزی ثبت نشد.")
        return redirect("roster-done", import_id)
    request.session[_before_key(roster)] = [number for _, number in _figures(request, roster)]
    start_commit(roster_id=roster.pk, by=request.scope, at=request.now)
    return redirect("roster-progress", import_id)


@require_GET
@needs(Right.IMPORT_ROSTER)
def progress(request: Visit, import_id: int) -> HttpResponse:
    """How far the worker has come; gone on by itself when it is done, and by reloading without scripts."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    job = queries.progress(roster=roster)
    if job.state not in BUSY and job.state != "failed":
        return _onward(request, _safe(request) or next_page(roster, job))
    if request.htmx and job.state == "failed":
        return HttpResponse(headers={"HX-Refresh": "true"})
    shown = {
        "roster": roster,
        "steps": steps(roster, at=""),
        "job": job,
        "next": _safe(request),
        "sentence": _refused_in(job),
        "is_failed": job.state == "failed",
    }
    template = "rosters/progress.html"
    return render(request, f"{template}#state" if request.htmx else template, shown)


def _refused_in(job: queries.Progress) -> str:
    """Why the last work on a roster did not come to its end, if it did not."""
    if job.state != "failed":
        return ""
    code = job.refusal_code or "job_failed"
    return sentence(Refusal(code, **job.refusal_facts))


def _onward(request: Visit, target: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": target})
    return redirect(target)


def _safe(request: Visit) -> str:
    """The page of this house to go back to, if one was named."""
    target = request.GET.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else ""


@require_GET
@needs(Right.IMPORT_ROSTER)
def done(request: Visit, import_id: int) -> HttpResponse:
    """What the import brought: rows by outcome, the office's figures before and after, and the way back."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    job = queries.progress(roster=roster)
    if not is_ended(roster) or job.state in BUSY:
        return redirect("roster", import_id)
    readings = _figures(request, roster)
    before = request.session.get(_before_key(roster), [])
    before = before if len(before) == len(readings) else [None] * len(readings)
    shown: dict[str, Any] = {
        "roster": roster,
        "steps": steps(roster, at="done"),
        "parts": parts(roster),
        "figures": [(one, number, earlier) for (one, number), earlier in zip(readings, before, strict=True)],
        "on": day_of(roster, request.now),
        "is_undone": roster.state == "undone",
        "refused": _refused_in(job),
        "waiting_count": roster.counts.get("waiting", 0),
        "perhaps_count": unsaid_rows(roster=roster).count(),
    }
    return render(request, "rosters/done.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.IMPORT_ROSTER)
def undo(request: Visit, import_id: int) -> HttpResponse:
    """Ask why, and take the import back; refused when something was built on it."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    if not roster.commits:
        return redirect("roster", import_id)
    form = UndoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _undoing(request, roster, form):
        return redirect("roster-progress", import_id)
    shown = {"roster": roster, "steps": steps(roster, at="done"), "form": form}
    return render(request, "rosters/undo.html", shown, status=422 if form.errors else 200)


def _undoing(request: Visit, roster: RosterImport, form: UndoForm) -> bool:
    try:
        with transaction.atomic():
            reason = form.cleaned_data["reason"]
            start_undo(roster_id=roster.pk, by=request.scope, at=request.now, reason=reason)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    return True


def _figures(request: Visit, roster: RosterImport) -> list[tuple[Any, Counted | None]]:
    """The office's main counts on the roster's day, for whoever may see figures."""
    if not request.scope.may(Right.SEE_FIGURES):
        return []
    asked = question(office=roster.office, on=day_of(roster, request.now), by=request.scope)
    codes = _FIGURES.get(roster.kind, _FIGURES["member"])
    figures = tuple(figure_by_code(code=code) for code in codes)
    return [(one.figure, one.numerator) for one in office_readings(asked=asked, figures=figures)]


def _before_key(roster: RosterImport) -> str:
    return f"figures-before-roster-{roster.pk}"
