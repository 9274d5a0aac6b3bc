"""How ready the family is, line by line, and a proposal to leave."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.casework.queries import case_file
from madadkar.casework.queries.exits import exit_proposal, exits_of
from madadkar.casework.queries.readiness import readiness_of
from madadkar.casework.rules import SERVED
from madadkar.casework.rules.exits import ExitState
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.exits.wording import said, said_then


@needs(Right.SEE_FAMILIES)
@when_delegated(Matter.WALK)
@require_safe
def readiness_page(request: Visit, file_id: int) -> HttpResponse:
    """The rule's answer today with its reasons, and every proposal so far."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    found = readiness_of(file_id=file_id, scope=request.scope, on=request.today)
    proposals = exits_of(file_id=file_id, scope=request.scope)
    is_waiting = any(one.state == ExitState.PROPOSED.value for one in proposals)
    is_served = history.standing is not None and history.standing.state in SERVED
    page = {
        "history": history,
        "said": said(found, request.scope),
        "proposals": proposals,
        "is_served": is_served,
        "may_propose": request.scope.may(Right.WORK_FILES) and is_served and not is_waiting,
    }
    return render(request, "exits/readiness.html", page)


@needs(Right.SEE_FAMILIES)
@require_safe
def exit_page(request: Visit, proposal_id: int) -> HttpResponse:
    """One proposal with the rule's answer of its day, its decision, and what was found afterwards."""
    proposal = exit_proposal(proposal_id=proposal_id, scope=request.scope)
    history = case_file(file_id=proposal.case_file_id, scope=request.scope, on=request.today)
    page = {
        "proposal": proposal,
        "history": history,
        "said": said_then(proposal.readiness, request.scope),
        "is_open": proposal.state == ExitState.PROPOSED.value,
        "may": request.scope.may(Right.WORK_FILES),
        "may_decide": request.scope.may(Right.DECIDE_FILES),
        "today": request.today,
    }
    return render(request, "exits/exit.html", page)
