"""The plan of a family: what is in force, what is being written, and what was before."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.casework.queries import case_file
from madadkar.casework.queries.assessments import last_assessment
from madadkar.casework.queries.plans import being_written, in_force, plan, plans_of
from madadkar.casework.queries.reviews import review_due, reviews_of
from madadkar.casework.rules import AT_WORK
from madadkar.casework.rules.assessment_matrix import DOMAIN_NAMES, Domain, weak_domains
from madadkar.casework.rules.plans import PlanState
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.medical import HIDDEN, hidden_domains


@needs(Right.SEE_FAMILIES)
@when_delegated(Matter.WALK)
@require_safe
def plans_page(request: Visit, file_id: int) -> HttpResponse:
    """Every version of the family's plan, and the reviews held on it."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    plans = plans_of(file_id=file_id, scope=request.scope)
    present, written = in_force(plans=plans), being_written(plans=plans)
    assessment = last_assessment(file_id=file_id, scope=request.scope)
    hidden = hidden_domains(request.scope)
    page = {
        "history": history,
        "hidden": HIDDEN if hidden else "",
        "plan": present,
        "written": written,
        "before": [one for one in plans if one not in (present, written)],
        "reviews": reviews_of(file_id=file_id, scope=request.scope),
        "review_due": review_due(file_id=file_id, scope=request.scope, on=request.today),
        "assessment": assessment,
        "weak": _weak_words(assessment.scores, hidden) if assessment else [],
        "is_at_work": history.standing is not None and history.standing.state in AT_WORK,
        "may": request.scope.may(Right.WORK_FILES),
        "today": request.today,
    }
    return render(request, "plans/plans.html", page)


@needs(Right.SEE_FAMILIES)
@require_safe
def plan_page(request: Visit, plan_id: int) -> HttpResponse:
    """One version, with what can be done about it."""
    found = plan(plan_id=plan_id, scope=request.scope)
    history = case_file(file_id=found.case_file_id, scope=request.scope, on=request.today)
    assessment = last_assessment(file_id=found.case_file_id, scope=request.scope)
    scores = assessment.scores if assessment else found.assessment.scores
    with_goal = {Domain(goal.domain) for goal in found.goals.all()}
    hidden = hidden_domains(request.scope)
    missing = [one for one in weak_domains(scores=scores) if one not in with_goal | hidden]
    page = {
        "history": history,
        "hidden": HIDDEN if hidden else "",
        "plan": found,
        "missing": [DOMAIN_NAMES[domain] for domain in missing],
        "is_draft": found.state == PlanState.DRAFT.value,
        "is_proposed": found.state == PlanState.PROPOSED.value,
        "is_in_force": found.state == PlanState.APPROVED.value,
        "may": request.scope.may(Right.WORK_FILES),
        "may_decide": request.scope.may(Right.DECIDE_FILES),
        "today": request.today,
    }
    return render(request, "plans/plan.html", page)


def _weak_words(scores: dict[Domain, int], hidden: frozenset[Domain]) -> list[str]:
    return [DOMAIN_NAMES[domain] for domain in weak_domains(scores=scores) if domain not in hidden]
