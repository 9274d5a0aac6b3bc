"""Deeds on the steps of a plan in force."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.walk.planning import drop_step, finish_step
from madadkar.casework.queries.plans import plan_step
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.plans.forms import FinishForm, WhyForm

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {"evidence_missing": "evidence", "day_not_come": "on", "reason_missing": "why"}


@needs(Right.WORK_FILES)
@_DEED
def step_finish(request: Visit, step_id: int) -> HttpResponse:
    """Say that a step was taken, and what shows it."""
    found = plan_step(step_id=step_id, scope=request.scope)
    form = FinishForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> str:
        finish_step(step_id=found.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "گام برداشته شد.")
        return _page(found.goal.plan_id)

    words = Words(
        title="این گام برداشته شد", button="ثبت", back=_page(found.goal.plan_id), intro=f"«{found.what}»"
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def step_drop(request: Visit, step_id: int) -> HttpResponse:
    """Say that a step will not be taken, and why."""
    found = plan_step(step_id=step_id, scope=request.scope)
    form = WhyForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        drop_step(step_id=found.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "گام کنار گذاشته شد.")
        return _page(found.goal.plan_id)

    words = Words(
        title="کنار گذاشتن گام",
        button="کنار گذاشتن",
        back=_page(found.goal.plan_id),
        intro=f"«{found.what}»",
        is_grave=True,
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


def _page(plan_id: int) -> str:
    return reverse("plan", args=[plan_id])
