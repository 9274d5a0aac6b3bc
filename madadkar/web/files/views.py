"""The page of one file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.casework.queries import case_file
from madadkar.organisations.rules import Right
from madadkar.registry.queries import family
from madadkar.web.doors import Visit, needs


@needs(Right.SEE_FAMILIES)
@require_safe
def file_page(request: Visit, file_id: int) -> HttpResponse:
    """Where the file stands today, how it came there, and what can be done next."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    found = family(household_id=history.file.household_id, scope=request.scope, on=request.today)
    response = render(request, "files/file.html", {"history": history, "family": found})
    response["Cache-Control"] = "no-store"
    return response
