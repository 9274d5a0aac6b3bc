"""Comparisons asked for, how right the decisions are, and between which scores clerks are asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.matching.actions import answer_recheck, ask_run, draw_rechecks, set_thresholds
from madadkar.matching.queries.pairs import pair_in_sight
from madadkar.matching.queries.quality import (
    asked_between,
    labelled,
    quality,
    recheck_in_sight,
    rechecks_waiting,
    trades,
)
from madadkar.matching.queries.runs import runs_in_sight
from madadkar.matching.queries.thresholds import bounds_on, may_set_thresholds, thresholds_of
from madadkar.matching.rules import RUN_KIND_NAMES, RunKind, Verdict
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.matching.drawing import drawn_trades
from madadkar.web.matching.forms import DrawForm, RunForm, ThresholdForm, VerdictForm
from madadkar.web.matching.sides import sides
from madadkar.web.matching.views import READERS
from madadkar.web.refusals import sentence

_PAGE = 20
_SET = "آستانه‌ها از امروز همین است؛ مقایسه بعدیِ «همه از نو» همه جفت‌ها را با آن می‌سنجد."
_DEED = require_http_methods(["GET", "POST"])


@needs(*READERS)
@_DEED
def runs(request: Visit) -> HttpResponse:
    """The comparisons made and asked for, and the form that asks for one."""
    form = RunForm(typed(request), scope=request.scope, on=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, form.cleaned_data)
        except Refusal as refusal:
            if refusal.code == "not_permitted":
                raise
            form.add_refusal(refusal)
        else:
            messages.success(request, "مقایسه در صف است؛ پیشرفتش در همین صفحه دیده می‌شود.")
            return redirect("matching-runs")
    page = Paginator(runs_in_sight(scope=request.scope), _PAGE).get_page(request.GET.get("page"))
    rows = [(run, RUN_KIND_NAMES[RunKind(run.kind)]) for run in page]
    return render(request, "matching/runs.html", {"form": form, "page": page, "rows": rows})


def _ask(request: Visit, said: dict[str, Any]) -> None:
    other = said["other_office"]
    ask_run(
        kind=RunKind.BETWEEN if other else RunKind.WITHIN,
        other_office_id=other.pk if other else None,
        is_whole=bool(said["is_whole"]),
        token=said["token"],
        by=request.scope,
        at=request.now,
    )


@needs(*READERS)
@require_safe
def quality_page(request: Visit) -> HttpResponse:
    """Precision and recall from blind second looks, and the pairs that still wait for one."""
    found = quality(scope=request.scope)
    waiting = rechecks_waiting(scope=request.scope)
    facts = {
        "quality": found,
        "strata": [
            ("یک نفر دانسته شده", found.held_same),
            ("دو نفر دانسته شده", found.held_different),
            ("زیر آستانه، پرسیده نشده", found.never_asked),
        ],
        "waiting": waiting.count(),
        "first": waiting.first(),
        "may_draw": request.scope.may(Right.SET_THRESHOLDS),
        "may_answer": request.scope.may(Right.MATCH_PEOPLE),
    }
    return render(request, "matching/quality.html", facts)


@needs(Right.SET_THRESHOLDS)
@_DEED
def draw(request: Visit) -> HttpResponse:
    """Draw a blind sample."""

    def do(said: dict[str, Any]) -> None:
        count = draw_rechecks(size=said["size"], seed=said["seed"], by=request.scope, at=request.now)
        messages.success(request, f"{group_digits(count)} جفت برای بازبینی کشیده شد.")

    words = Words(
        title="نمونه تازه برای بازبینی",
        button="نمونه کشیده شود",
        back=reverse("matching-quality"),
        intro="از هر گروه (یک نفر دانسته شده، دو نفر دانسته شده، پرسیده‌نشده) به همین شمار برگزیده می‌شود. "
        "کسی بازبینی می‌کند که تصمیم نخست از او نبوده است، و آن تصمیم را نمی‌بیند.",
    )
    return deed_page(request, form=DrawForm(typed(request)), do=do, words=words)


@needs(Right.MATCH_PEOPLE)
@_DEED
def recheck(request: Visit, recheck_id: int) -> HttpResponse:
    """A pair looked at again, without what was said of it."""
    found = recheck_in_sight(recheck_id=recheck_id, scope=request.scope)
    pair = pair_in_sight(pair_id=found.pair_id, scope=request.scope)
    form = VerdictForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer_recheck(
                recheck_id=recheck_id,
                verdict=Verdict(form.cleaned_data["verdict"]),
                by=request.scope,
                at=request.now,
            )
        except Refusal as refusal:
            messages.warning(request, sentence(refusal))
        following = rechecks_waiting(scope=request.scope).first()
        if following is None:
            return redirect("matching-quality")
        return redirect("matching-recheck", recheck_id=following.pk)
    facts = {
        "recheck": found,
        "pair": pair,
        "sides": sides(pair=pair, scope=request.scope, on=request.today),
        "is_own": found.first_staff_id is not None and found.first_staff_id == request.scope.actor_id,
        "form": form,
    }
    return render(request, "matching/recheck.html", facts)


@needs(*READERS)
@_DEED
def thresholds(request: Visit) -> HttpResponse:
    """What each threshold would do with the pairs whose truth is known, and the form that sets both."""
    scope = request.scope
    agency_id = scope.agency_id or 0
    bounds = bounds_on(agency_ids=[agency_id], on=request.today)
    told = list(thresholds_of(agency_id=agency_id))
    current = next((one for one in told if one.valid_until is None), None)
    initial = {
        "lower": _percent(bounds.lower),
        "upper": _percent(bounds.upper),
        "seen": current.pk if current else 0,
    }
    form = ThresholdForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            set_thresholds(
                lower=said["lower"], upper=said["upper"], reason=said["reason"], seen=said["seen"] or 0,
                by=scope, at=request.now,
            )  # fmt: skip
        except Refusal as refusal:
            if refusal.code == "not_permitted":
                raise
            form.add_refusal(refusal)
        else:
            messages.success(request, _SET)
            return redirect("matching-thresholds")
    known = labelled(scope=scope)
    found = trades(scope=scope, known=known)
    facts = {
        "form": form, "bounds": bounds, "trades": found, "labelled": len(known),
        "drawing": drawn_trades(trades=found, bounds=bounds), "told": told,
        "asked": asked_between(bounds=bounds, scope=scope), "may_set": may_set_thresholds(scope=scope),
    }  # fmt: skip
    return render(request, "matching/thresholds.html", facts)


def _percent(share: Any) -> str:
    return persian_digits(f"{100 * share:.2f}".rstrip("0").rstrip(".")).replace(".", "٫")
