"""One box: whom a typed text means, best first, as it is typed or when it is sent."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.casework.search import Found, search_families
from madadkar.foundation.persian import clean
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.web.doors import Visit, needs

MOST = 20
_LONGEST = 200


@needs(Right.SEE_FAMILIES)
@require_safe
def search(request: Visit) -> HttpResponse:
    """The page of results; to htmx the results alone."""
    text = clean(request.GET.get("q", ""))[:_LONGEST]
    found = search_families(text=text, scope=request.scope, on=request.today, most=MOST) if text else None
    page = {"text": text, "found": found, "most": MOST, **_said_of(request, found)}
    is_typing = request.htmx and not request.htmx.history_restore_request
    response = render(request, "search/search.html#results" if is_typing else "search/search.html", page)
    response["Vary"] = "HX-Request"
    response["Cache-Control"] = "no-store"
    return response


def _said_of(request: Visit, found: Found | None) -> dict[str, object]:
    """Where it was looked, for when nobody was found."""
    if found is None or found.rows:
        return {}
    assert request.post is not None, "the door asks for a post first"
    offices = Office.objects.filter(pk__in=request.scope.office_ids).count()
    return {
        "where": request.post.centre or request.post.office,
        "office_count": offices,
        "is_code": bool(found.question.written_codes),
        "may_add": request.scope.may(Right.EDIT_FAMILIES),
    }
