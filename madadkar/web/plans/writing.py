"""Deeds on a plan that is being written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.walk.planning import (
    add_goal,
    add_step,
    begin_plan,
    drop_plan,
    propose_plan,
    remove_goal,
    remove_step,
)
from madadkar.casework.queries import case_file
from madadkar.casework.queries.plans import goal, in_force, plan, plan_step, plans_of
from madadkar.casework.rules.assessment_matrix import Domain, weak_domains
from madadkar.casework.rules.plans import StepBy
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.plans.forms import GoalForm, ProposeForm, StepForm, SureForm, WhyForm

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {
    "wish_missing": "wish",
    "target_not_higher": "target_score",
    "step_missing": "what",
    "day_gone": "due_on",
    "commitments_missing": "commitments",
    "reason_missing": "why",
}
_FIRST = "برنامه از آخرین سنجش آغاز می‌شود: برای هر حوزه ضعیف هدفی، و برای هر هدف گام‌هایی با نام و روز."
_AGAIN = "هدف‌هایی که هنوز گامی در پیش دارند به نسخه تازه می‌آیند. تا تأیید آن، برنامه کنونی برقرار است."


@needs(Right.WORK_FILES)
@when_delegated(Matter.WALK)
@_DEED
def plan_begin(request: Visit, file_id: int) -> HttpResponse:
    """Begin a new version."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    form = SureForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        begun = begin_plan(file_id=history.file.pk, by=request.scope, at=request.now)
        messages.success(request, "پیش‌نویس آغاز شد؛ هدف‌ها و گام‌ها را بنویسید.")
        return _page(begun.pk)

    is_first = in_force(plans=plans_of(file_id=file_id, scope=request.scope)) is None
    words = Words(
        title="نوشتن برنامه خانوار" if is_first else "نسخه تازه برنامه خانوار",
        button="آغاز پیش‌نویس",
        back=reverse("plans", args=[file_id]),
        intro=_FIRST if is_first else _AGAIN,
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def goal_add(request: Visit, plan_id: int) -> HttpResponse:
    """Add a goal to the draft."""
    found = plan(plan_id=plan_id, scope=request.scope)
    scores = found.assessment.scores
    with_goal = {Domain(one.domain) for one in found.goals.all()}
    missing = [domain for domain in weak_domains(scores=scores) if domain not in with_goal]
    form = GoalForm(typed(request), scores=scores, missing=missing)

    def do(said: dict[str, Any]) -> str:
        told = {**said, "domain": Domain(said["domain"])}
        made = add_goal(plan_id=found.pk, **told, by=request.scope, at=request.now)
        messages.success(request, "هدف افزوده شد؛ اکنون گام‌های آن را بنویسید.")
        return reverse("step-add", args=[made.pk])

    words = Words(title="هدف تازه", button="افزودن هدف", back=_page(found.pk))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def goal_remove(request: Visit, goal_id: int) -> HttpResponse:
    """Take a goal out of the draft."""
    found = goal(goal_id=goal_id, scope=request.scope)
    form = SureForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        remove_goal(goal_id=found.pk, by=request.scope, at=request.now)
        messages.success(request, "هدف از پیش‌نویس برداشته شد.")
        return _page(found.plan_id)

    words = Words(
        title="برداشتن هدف",
        button="برداشتن هدف",
        back=_page(found.plan_id),
        intro=f"«{found.wish}» با همه گام‌هایش از پیش‌نویس برداشته می‌شود.",
        is_grave=True,
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def step_add(request: Visit, goal_id: int) -> HttpResponse:
    """Add a step towards a goal of the draft."""
    found = goal(goal_id=goal_id, scope=request.scope)
    form = StepForm(typed(request), initial={"taken_by": StepBy.FAMILY.value})

    def do(said: dict[str, Any]) -> str:
        told = {**said, "taken_by": StepBy(said["taken_by"])}
        add_step(goal_id=found.pk, **told, by=request.scope, at=request.now)
        messages.success(request, "گام افزوده شد.")
        return _page(found.plan_id)

    words = Words(
        title="گام تازه",
        button="افزودن گام",
        back=_page(found.plan_id),
        intro=f"برای هدف «{found.wish}»",
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def step_remove(request: Visit, step_id: int) -> HttpResponse:
    """Take a step out of the draft."""
    found = plan_step(step_id=step_id, scope=request.scope)
    form = SureForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        remove_step(step_id=found.pk, by=request.scope, at=request.now)
        messages.success(request, "گام از پیش‌نویس برداشته شد.")
        return _page(found.goal.plan_id)

    words = Words(
        title="برداشتن گام",
        button="برداشتن گام",
        back=_page(found.goal.plan_id),
        intro=f"«{found.what}»",
        is_grave=True,
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def plan_propose(request: Visit, plan_id: int) -> HttpResponse:
    """Put the draft before somebody else."""
    found = plan(plan_id=plan_id, scope=request.scope)
    form = ProposeForm(typed(request), initial={"commitments": found.commitments})

    def do(said: dict[str, Any]) -> str:
        propose_plan(plan_id=found.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "برنامه برای تأیید فرستاده شد.")
        return _page(found.pk)

    words = Words(
        title="فرستادن برنامه برای تأیید",
        button="فرستادن",
        back=_page(found.pk),
        intro="همکار دیگری آن را می‌بیند و تأیید می‌کند یا برمی‌گرداند.",
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def plan_drop(request: Visit, plan_id: int) -> HttpResponse:
    """Lay a version aside that is not in force."""
    found = plan(plan_id=plan_id, scope=request.scope)
    form = WhyForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        drop_plan(plan_id=found.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "نسخه کنار گذاشته شد.")
        return reverse("plans", args=[found.case_file_id])

    words = Words(title="کنار گذاشتن این نسخه", button="کنار گذاشتن", back=_page(found.pk), is_grave=True)
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


def _page(plan_id: int) -> str:
    return reverse("plan", args=[plan_id])
