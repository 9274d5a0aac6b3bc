"""What we understood of a file: its sheets, its header row, what each column means."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madadkar.casework.rosters import start_check
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters import actions, queries
from madadkar.web.doors import Visit, needs
from madadkar.web.rosters.forms import ColumnsForm
from madadkar.web.rosters.steps import is_ended, steps


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.IMPORT_ROSTER)
def columns(request: Visit, import_id: int) -> HttpResponse:
    """Show the proposed mapping, take its corrections, and have the rows checked."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    if request.method != "POST":
        return _showing(request, roster, ColumnsForm(roster))
    if is_ended(roster):
        messages.info(request, "این فهرست پیش‌تر ثبت شده است؛ ستون‌هایش دیگر تغییر نمی‌کند.")
        return redirect("roster", import_id)
    form = ColumnsForm(roster, request.POST)
    if not form.is_valid() or not _said(request, roster, form):
        return _showing(request, roster, form)
    return redirect("roster-progress", import_id)


def _said(request: Visit, roster: RosterImport, form: ColumnsForm) -> bool:
    """Whether the mapping was taken; its refusal stands above the form and nothing of it is kept."""
    try:
        with transaction.atomic():
            for meaning in form.meanings():
                actions.set_mapping(
                    roster_id=roster.pk,
                    sheet=meaning.sheet,
                    fields=meaning.fields,
                    is_used=meaning.is_used,
                    kind=form.cleaned_data["kind"],
                    as_of=form.cleaned_data["as_of"],
                    by=request.scope,
                    at=request.now,
                )
            start_check(roster_id=roster.pk, by=request.scope, at=request.now)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    return True


def _showing(request: Visit, roster: RosterImport, form: ColumnsForm) -> HttpResponse:
    shown = {
        "roster": roster,
        "form": form,
        "tables": form.tables(),
        "steps": steps(roster, at="columns"),
        "is_ended": is_ended(roster),
        "titles": dict(queries.field_choices()),
    }
    return render(request, "rosters/columns.html", shown, status=422 if form.errors else 200)
