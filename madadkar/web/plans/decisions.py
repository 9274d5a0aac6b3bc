"""A plan approved or sent back by another, and a review held."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.walk.planning import approve_plan, return_plan
from madadkar.casework.actions.walk.reviewing import hold_review
from madadkar.casework.queries import case_file
from madadkar.casework.queries.moves import last_move
from madadkar.casework.queries.plans import plan
from madadkar.casework.rules.plans import ReviewOutcome
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.plans.forms import ReviewForm, SureForm, WhyForm

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {"reason_missing": "why", "findings_missing": "findings"}


@needs(Right.DECIDE_FILES)
@_DEED
def plan_approve(request: Visit, plan_id: int) -> HttpResponse:
    """Approve somebody else's plan."""
    found = plan(plan_id=plan_id, scope=request.scope)
    form = SureForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        approve_plan(plan_id=found.pk, by=request.scope, at=request.now)
        messages.success(request, "برنامه تأیید شد و از امروز برقرار است.")
        return _page(found.pk)

    words = Words(
        title="تأیید برنامه خانوار",
        button="تأیید",
        back=_page(found.pk),
        intro=f"نوشته {found.proposed_by_name}. با تأیید، نسخه پیشین جای خود را به این نسخه می‌دهد.",
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.DECIDE_FILES)
@_DEED
def plan_return(request: Visit, plan_id: int) -> HttpResponse:
    """Send a plan back to be written again."""
    found = plan(plan_id=plan_id, scope=request.scope)
    form = WhyForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        return_plan(plan_id=found.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "برنامه برای بازنویسی برگشت.")
        return _page(found.pk)

    words = Words(title="برگرداندن برنامه", button="برگرداندن", back=_page(found.pk))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@when_delegated(Matter.WALK)
@_DEED
def review_hold(request: Visit, file_id: int) -> HttpResponse:
    """Hold a review."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    form = ReviewForm(typed(request), seen=last_move(file_id=file_id, scope=request.scope))

    def do(said: dict[str, Any]) -> str:
        told = {**said, "outcome": ReviewOutcome(said["outcome"])}
        hold_review(file_id=history.file.pk, **told, by=request.scope, at=request.now)
        messages.success(request, "بازنگری ثبت شد.")
        return _after(told["outcome"], file_id)

    may_decide = request.scope.may(Right.DECIDE_FILES)
    words = Words(
        title="بازنگری برنامه و وضع خانوار",
        button="ثبت بازنگری",
        back=reverse("plans", args=[file_id]),
        intro="" if may_decide else "نظر شما ثبت می‌شود؛ پایان «در بازنگری» و تعلیق با رئیس اداره است.",
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


def _after(outcome: ReviewOutcome, file_id: int) -> str:
    """What one goes on to do."""
    if outcome is ReviewOutcome.PROPOSE_EXIT:
        return reverse("exit-propose", args=[file_id])
    return reverse("plans", args=[file_id])


def _page(plan_id: int) -> str:
    return reverse("plan", args=[plan_id])
