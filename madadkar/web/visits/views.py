"""The page of one visit: when, by whom, what came of it, and every version of its report."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.casework.queries import case_file
from madadkar.casework.queries.documents import documents_of_visit
from madadkar.casework.queries.visits import home_visit
from madadkar.casework.rules.visits import OPEN_VISITS, VisitState
from madadkar.organisations.rules import Right
from madadkar.web.doors import Visit, needs


@needs(Right.SEE_FAMILIES)
@require_safe
def visit_page(request: Visit, visit_id: int) -> HttpResponse:
    """The visit, and what can still be done about it."""
    visit = home_visit(visit_id=visit_id, scope=request.scope)
    history = case_file(file_id=visit.case_file_id, scope=request.scope, on=request.today)
    papers = documents_of_visit(visit_id=visit.pk, scope=request.scope)
    told = {
        "visit": visit,
        "history": history,
        "reports": list(visit.reports.all()),
        "is_open": VisitState(visit.state) in OPEN_VISITS,
        "is_done": visit.state == VisitState.DONE.value,
        "papers": [paper for paper in papers if paper.case_file_id == visit.case_file_id],
        "may": request.scope.may(Right.WORK_FILES),
    }
    return render(request, "visits/visit.html", told)
