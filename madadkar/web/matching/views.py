"""The queue of pairs, a pair side by side, what was said of it, and taking it back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madadkar.foundation.refusal import Refusal
from madadkar.matching.actions import decide_pair, end_link, undo_decision
from madadkar.matching.models import Pair
from madadkar.matching.queries.links import link_in_sight
from madadkar.matching.queries.pairs import (
    current_link,
    decided_by,
    decision_in_sight,
    decisions_of,
    next_pair,
    own_side,
    pair_in_sight,
    waiting_pairs,
)
from madadkar.matching.rules import PAIR_STATE_NAMES, VERDICT_NAMES, PairState, RunKind, Side, Verdict
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm
from madadkar.web.matching.forms import DecideForm, EndLinkForm, QueueForm
from madadkar.web.matching.sides import all_sides, sides
from madadkar.web.numbers import number_told
from madadkar.web.refusals import sentence

_PAGE = 25
_DEED = require_http_methods(["GET", "POST"])
READERS = (Right.MATCH_PEOPLE, Right.SET_THRESHOLDS)


@needs(*READERS)
@require_safe
def queue(request: Visit) -> HttpResponse:
    """The pairs that wait for the reader's side, the most certain first."""
    form = QueueForm(request.GET)
    if not form.is_valid():
        return render(request, "matching/queue.html", {"form": form}, status=400)
    kind = form.cleaned_data["kind"]
    found = waiting_pairs(scope=request.scope, kind=kind).select_related(
        "left_agency", "right_agency", "left_office", "right_office"
    )
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    facts = {
        "form": form,
        "page": page,
        "rows": all_sides(pairs=list(page), scope=request.scope, on=request.today),
        "kind": kind,
        "is_narrowed": kind is not None,
    }
    return render(request, "matching/queue.html", facts)


@needs(*READERS)
@require_safe
def next_one(request: Visit) -> HttpResponse:
    """Go to the pair that follows another in the queue."""
    kind = _kind(request.GET.get("kind", ""))
    after = _before(request)
    return _on_to(next_pair(scope=request.scope, kind=kind, after=after), kind)


def _before(request: Visit) -> Pair | None:
    told = number_told(request.GET.get("after", ""))
    return pair_in_sight(pair_id=told, scope=request.scope) if told is not None else None


@needs(*READERS)
@require_safe
def pair(request: Visit, pair_id: int) -> HttpResponse:
    """Two records side by side."""
    found = pair_in_sight(pair_id=pair_id, scope=request.scope)
    return _shown(request, found, _kind(request.GET.get("kind", "")))


@needs(Right.MATCH_PEOPLE)
@require_POST
def pair_decide(request: Visit, pair_id: int) -> HttpResponse:
    """Say what the two are, and go on to the next at once."""
    found = pair_in_sight(pair_id=pair_id, scope=request.scope)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, _kind(request.POST.get("kind", "")), form=form)
    said = form.cleaned_data
    kind = _kind(said["kind"])
    try:
        decided = decide_pair(
            pair_id=pair_id, verdict=said["verdict"], note=said["note"], by=request.scope, at=request.now
        )
    except Refusal as refusal:
        if refusal.code == "not_permitted" or refusal.code.endswith("_unknown"):
            raise
        messages.warning(request, sentence(refusal))
        if refusal.code == "done_already":
            return _on_to(next_pair(scope=request.scope, kind=kind, after=None), kind)
        return redirect(_pair_url(pair_id, kind))
    _say_done(request, decided, said["verdict"])
    return _on_to(next_pair(scope=request.scope, kind=kind, after=decided), kind)


def _say_done(request: Visit, decided: Pair, verdict: Verdict) -> None:
    decision = decisions_of(pair=decided, scope=request.scope).first()
    assert decision is not None, "what was just said is remembered"
    undo = reverse("matching-undo", args=[decision.pk])
    waits = " طرف دیگر هم باید بگوید." if _waits_for_other(decided) else ""
    text = format_html('گفته شد: «{}».{} <a href="{}">برگرداندن</a>', VERDICT_NAMES[verdict], waits, undo)
    messages.success(request, text)


def _waits_for_other(decided: Pair) -> bool:
    return decided.state == PairState.WAITING


@needs(Right.MATCH_PEOPLE)
@require_safe
def decided(request: Visit) -> HttpResponse:
    """What the reader has said, the latest first."""
    page = Paginator(decided_by(scope=request.scope), _PAGE).get_page(request.GET.get("page"))
    states = {one.pk: PAIR_STATE_NAMES[PairState(one.pair.state)] for one in page}
    return render(request, "matching/decided.html", {"page": page, "states": states})


@needs(Right.MATCH_PEOPLE)
@_DEED
def decision_undo(request: Visit, pair_decision_id: int) -> HttpResponse:
    """Take back what was said of a pair."""
    decision = decision_in_sight(decision_id=pair_decision_id, scope=request.scope)

    def do(said: dict[str, Any]) -> str:
        undo_decision(decision_id=pair_decision_id, by=request.scope, at=request.now)
        return reverse("matching-pair", args=[decision.pair_id])

    words = Words(
        title="برگرداندن تصمیم",
        button="برگردد",
        back=reverse("matching-pair", args=[decision.pair_id]),
        intro=f"گفته شده بود: «{VERDICT_NAMES[Verdict(decision.verdict)]}». این جفت دوباره در صف می‌آید؛ "
        "آنچه گفته شده بود در سابقه می‌ماند.",
        done="تصمیم برگشت و این جفت دوباره در صف است.",
    )
    return deed_page(request, form=PersianForm(typed(request)), do=do, words=words)


@needs(Right.MATCH_PEOPLE)
@_DEED
def link_end(request: Visit, link_id: int) -> HttpResponse:
    """Dispute that two people of two agencies are one."""
    link = link_in_sight(link_id=link_id, scope=request.scope)
    back = reverse("matching-pair", args=[link.pair_id]) if link.pair_id else reverse("matching")

    def do(said: dict[str, Any]) -> None:
        end_link(link_id=link_id, reason=said["reason"], by=request.scope, at=request.now)

    words = Words(
        title="پایان پیوند دو ثبت",
        button="پیوند پایان یابد",
        back=back,
        intro="از این پس این دو یک نفر دانسته نمی‌شوند و از هر دو نهاد دوباره پرسیده می‌شود.",
        is_grave=True,
        done="پیوند پایان یافت.",
    )
    return deed_page(request, form=EndLinkForm(typed(request)), do=do, words=words)


def _shown(
    request: Visit, found: Pair, kind: RunKind | None, *, form: DecideForm | None = None
) -> HttpResponse:
    scope = request.scope
    side = own_side(pair=found, scope=scope)
    history = list(decisions_of(pair=found, scope=scope))
    facts = {
        "pair": found,
        "sides": sides(pair=found, scope=scope, on=request.today),
        "percent": 100 * found.probability,
        "is_between": found.left_agency_id != found.right_agency_id,
        "may_decide": scope.may(Right.MATCH_PEOPLE) and not found.is_gone and not _has_spoken(found, side),
        "other_said": _other_said(found, side),
        "history": history,
        "link": current_link(pair=found, scope=scope),
        "may_merge": side is Side.BOTH and found.state == PairState.SAME and scope.may(Right.MERGE)
        and not found.is_gone and found.left_agency_id == found.right_agency_id,
        "form": form or DecideForm(),
        "kind": kind,
        "state_words": PAIR_STATE_NAMES[PairState(found.state)],
        "waiting": waiting_pairs(scope=scope, kind=kind).count(),
    }  # fmt: skip
    return render(request, "matching/pair.html", facts)


def _has_spoken(found: Pair, side: Side) -> bool:
    own = {Side.LEFT: [found.left_verdict], Side.RIGHT: [found.right_verdict]}.get(
        side, [found.left_verdict, found.right_verdict]
    )
    return any(verdict not in ("", Verdict.UNSURE) for verdict in own)


def _other_said(found: Pair, side: Side) -> str:
    """What the other side has said, in a word; nothing where there is no other side."""
    if side is Side.BOTH:
        return ""
    verdict = found.right_verdict if side is Side.LEFT else found.left_verdict
    return VERDICT_NAMES[Verdict(verdict)] if verdict else "هنوز نگفته است"


def _kind(told: str) -> RunKind | None:
    return RunKind(told) if told in set(RunKind) else None


def _on_to(following: Pair | None, kind: RunKind | None) -> HttpResponse:
    if following is None:
        return redirect(reverse("matching") + _asked(kind))
    return redirect(_pair_url(following.pk, kind))


def _pair_url(pair_id: int, kind: RunKind | None) -> str:
    return reverse("matching-pair", args=[pair_id]) + _asked(kind)


def _asked(kind: RunKind | None) -> str:
    return f"?{urlencode({'kind': kind.value})}" if kind else ""
