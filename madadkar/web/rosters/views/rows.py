"""One row: mend its cells, say whether it is the family it resembles, or take the waiting ones elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madadkar.casework.rosters import start_check
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sheets import XLSX_TYPE
from madadkar.organisations.rules import Right
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters import actions, deciding, queries
from madadkar.web.doors import Visit, needs
from madadkar.web.numbers import number_told
from madadkar.web.rosters.forms import RowForm
from madadkar.web.rosters.lines import alikes, line, sheet_name
from madadkar.web.rosters.outcomes import NAMES
from madadkar.web.rosters.steps import MENDABLE, steps


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.IMPORT_ROSTER)
def row(request: Visit, import_id: int, sheet: int, row_number: int) -> HttpResponse:
    """Show a row as it came and as it was understood; take the mended cells of a waiting one."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    found = queries.row(roster=roster, sheet=sheet_name(roster, sheet), row_number=row_number)
    form = RowForm(found, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _showing(request, roster, form)
    if not form.is_valid() or not _mended(request, roster, form):
        return _showing(request, roster, form)
    return _checking(import_id)


def _mended(request: Visit, roster: RosterImport, form: RowForm) -> bool:
    """Whether the mended cells were taken; a refusal stands above the form."""
    texts = form.mended()
    if not texts:
        form.add_error(None, "هیچ خانه‌ای تغییر نکرده است.")
        return False
    try:
        with transaction.atomic():
            actions.mend_cells(
                roster_id=roster.pk,
                sheet=form.row.sheet,
                row_number=form.row.row_number,
                texts=texts,
                by=request.scope,
                at=request.now,
            )
            start_check(roster_id=roster.pk, by=request.scope, at=request.now)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    messages.success(request, "ردیف اصلاح شد و فهرست دوباره بررسی می‌شود.")
    return True


@require_POST
@needs(Right.IMPORT_ROSTER)
def decide(request: Visit, import_id: int, sheet: int, row_number: int) -> HttpResponse:
    """Take the word of a person on whether a row is somebody already known."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    decision, _, told = request.POST.get("decision", "").partition("-")
    person_id = number_told(told)
    if decision not in {"same", "different"} or person_id is None:
        raise Refusal("roster_not_resembling")
    deciding.decide(
        roster_id=roster.pk,
        sheet=sheet_name(roster, sheet),
        row_number=row_number,
        person_id=person_id,
        decision=decision,
        by=request.scope,
        at=request.now,
    )
    start_check(roster_id=roster.pk, by=request.scope, at=request.now)
    said = "همان شخص شمرده شد" if decision == "same" else "شخص دیگری شمرده شد"
    messages.success(request, f"{said} و فهرست دوباره بررسی می‌شود.")
    return _checking(import_id)


@require_POST
@needs(Right.IMPORT_ROSTER)
def undecide(request: Visit, import_id: int, sheet: int, row_number: int) -> HttpResponse:
    """Take back what was said of a row that is not committed yet."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    with transaction.atomic():
        deciding.take_back_decision(
            roster_id=roster.pk,
            sheet=sheet_name(roster, sheet),
            row_number=row_number,
            by=request.scope,
            at=request.now,
        )
        start_check(roster_id=roster.pk, by=request.scope, at=request.now)
    messages.success(request, "سخن پس گرفته شد و فهرست دوباره بررسی می‌شود.")
    return _checking(import_id)


def _checking(import_id: int) -> HttpResponse:
    """To the progress of the check, and from there back to the rows that still wait."""
    back = reverse("roster-outcome", args=[import_id, "waiting"])
    return redirect(reverse("roster-progress", args=[import_id], query={"next": back}))


def _showing(request: Visit, roster: RosterImport, form: RowForm) -> HttpResponse:
    found, shown_line = form.row, line(roster, form.row)
    shown: dict[str, Any] = {
        "roster": roster,
        "steps": steps(roster, at="changes"),
        "line": shown_line,
        "alikes": alikes(shown_line),
        "row": found,
        "form": form,
        "cells": form.cells(),
        "outcome": NAMES[found.outcome],
        "may_take_back": bool(found.decision) and not found.is_committed and roster.state in MENDABLE,
        "is_said_same": not found.decision.startswith(deciding.DIFFERENT),
        "is_open": roster.state in MENDABLE and found.outcome == "waiting",
    }
    return render(request, "rosters/row.html", shown, status=422 if form.errors else 200)


@require_GET
@needs(Right.IMPORT_ROSTER)
def waiting(request: Visit, import_id: int) -> HttpResponse:
    """The waiting rows as a workbook with their cells marked."""
    book = actions.export_waiting_rows(roster_id=import_id, by=request.scope, at=request.now)
    response = HttpResponse(book, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="madadkar-waiting-{import_id}.xlsx"'
    return response
