"""The requests that wait for an answer, and the queue of families that wait for credit."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from madadkar.casework.queries import case_file
from madadkar.casework.queries.discretion import discretion_of
from madadkar.casework.queries.heads import head_names
from madadkar.casework.queries.next_deeds import next_deeds, state_now
from madadkar.casework.queries.requests import open_requests
from madadkar.casework.queries.waiting import waiting_counts, waiting_rows, waiting_standings
from madadkar.casework.rules import SERVED, FileState
from madadkar.casework.rules.requests import ANSWER_WITHIN
from madadkar.casework.rules.waiting import PRIORITY_NAMES
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs

_PAGE = 50


@needs(Right.TAKE_REQUESTS)
@require_safe
def requests_list(request: Visit) -> HttpResponse:
    """Requests nobody has answered, emergencies first."""
    page = Paginator(open_requests(scope=request.scope), _PAGE).get_page(request.GET.get("page"))
    heads = head_names(
        household_ids={one.household_id for one in page.object_list}, scope=request.scope, on=request.today
    )
    rows = [
        (one, heads.get(one.household_id, ""), one.complete_by or one.came_on + ANSWER_WITHIN)
        for one in page.object_list
    ]
    return render(request, "life/requests.html", {"page": page, "rows": rows})


@needs(Right.SEE_FAMILIES)
@require_safe
def waiting_list(request: Visit) -> HttpResponse:
    """Families that wait for credit, in the order of their turn."""
    standings = waiting_standings(scope=request.scope, on=request.today)
    page = Paginator(standings, _PAGE).get_page(request.GET.get("page"))
    counts = waiting_counts(scope=request.scope, on=request.today)
    rows = waiting_rows(standings=page.object_list, scope=request.scope, on=request.today)  # type: ignore[arg-type]  # a slice of the query set
    told = {
        "page": page,
        "rows": [
            (place, row, PRIORITY_NAMES[row.priority]) for place, row in enumerate(rows, page.start_index())
        ],
        "counts": [(PRIORITY_NAMES[priority], counts[priority]) for priority in sorted(counts)],
    }
    return render(request, "life/waiting.html", told)


@needs(Right.SEE_FAMILIES)
@when_delegated(Matter.WALK)
@require_safe
def file_steps(request: Visit, file_id: int) -> HttpResponse:
    """Every deed the file's state allows, and whose each is."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    state = state_now(history=history)
    deeds = next_deeds(household_id=history.file.household_id, history=history, scope=request.scope)
    page = {
        "history": history,
        "deeds": [(deed, reverse(deed.url_name, args=deed.url_args)) for deed in deeds],
        "discretion": discretion_of(file_id=file_id, scope=request.scope, on=request.today),
        "may_paper": state in SERVED or state is FileState.INACTIVE,
    }
    return render(request, "life/steps.html", page)
