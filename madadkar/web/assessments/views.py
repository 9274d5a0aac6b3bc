"""The matrix filled on a page, and what it came to over time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.casework.actions.walk.assessing import Answers, assess
from madadkar.casework.queries import case_file
from madadkar.casework.queries.assessments import assessments_of
from madadkar.casework.queries.visits import visits_of
from madadkar.casework.rules.assessment_matrix import (
    DOMAIN_NAMES,
    NEED_CAUSE_NAMES,
    Domain,
    NeedCause,
    anchor,
)
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.web.assessments.drawing import CANVAS, lines, means
from madadkar.web.assessments.forms import AssessForm
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.medical import hidden_domains

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {"day_not_come": "on", "cause_missing": "causes"}


@needs(Right.SEE_FAMILIES)
@when_delegated(Matter.WALK)
@require_safe
def assessments_page(request: Visit, file_id: int) -> HttpResponse:
    """The last assessment with its sentences, and every domain's scores over time."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    told = assessments_of(file_id=file_id, scope=request.scope)
    last = told[-1] if told else None
    hidden = hidden_domains(request.scope)
    page = {
        "history": history,
        "assessments": told,
        "last": last,
        "last_said": _said(last, hidden) if last else [],
        "causes": [NEED_CAUSE_NAMES[NeedCause(cause)] for cause in last.causes] if last else [],
        "lines": lines(told, hidden=hidden),
        "means": means(told, hidden=hidden),
        "width": CANVAS.width,
        "height": CANVAS.height,
        "may": request.scope.may(Right.WORK_FILES),
    }
    return render(request, "assessments/assessments.html", page)


def _said(last: Any, hidden: frozenset[Domain]) -> list[tuple[str, int, str, str]]:
    """Each domain with its score, the sentence it stands for, and what was noted."""
    return [
        (DOMAIN_NAMES[domain], score, anchor(domain=domain, score=score), last.notes.get(domain.value, ""))
        for domain, score in last.scores.items()
        if domain not in hidden
    ]


@needs(Right.WORK_FILES)
@when_delegated(Matter.WALK)
@_DEED
def assess_file(request: Visit, file_id: int) -> HttpResponse:
    """Fill the matrix."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    told = assessments_of(file_id=file_id, scope=request.scope)
    visits = visits_of(file_id=file_id, scope=request.scope)
    initial = {"on": request.today, "visit_id": request.GET.get("visit", "")}
    last = told[-1] if told else None
    form = AssessForm(typed(request), last=last, visits=visits, initial=initial)

    def do(said: dict[str, Any]) -> str:
        answers = Answers(
            scores=form.scores(),
            notes=form.notes(),
            causes=form.need_causes(),
            causes_note=said["causes_note"],
            strengths=said["strengths"],
            income_rial=said["income_rial"],
            visit_id=int(said["visit_id"]) if said["visit_id"] else None,
        )
        given = {"on": said["on"], "seen": said["seen"], "token": said["token"]}
        assess(file_id=file_id, answers=answers, **given, by=request.scope, at=request.now)
        messages.success(request, "سنجش ثبت شد.")
        return reverse("assessments", args=[file_id])

    words = Words(
        title="سنجش وضع خانوار",
        button="ثبت سنجش",
        back=reverse("assessments", args=[file_id]),
        intro="در هر حوزه جمله‌ای را برگزینید که به زندگی امروز خانوار نزدیک‌تر است. ۱ و ۲ هدف می‌خواهد.",
    )
    return deed_page(
        request,
        form=form,
        do=do,
        beside=_BESIDE,
        words=words,
        template="assessments/assess.html",
        more={"history": history},
    )
