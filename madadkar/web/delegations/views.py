"""Files on their way to centres and in their hands, step by step, for the office and for a centre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.casework.actions import Handed, recall_delegations, step_delegations
from madadkar.casework.models import Delegation
from madadkar.casework.queries.delegations import (
    delegations as seen_delegations,
)
from madadkar.casework.queries.delegations import (
    due_on,
    open_delegations,
    page_ids,
    step_counts,
    terms,
)
from madadkar.casework.registers import family_rows
from madadkar.casework.rules.delegation import DELEGATION_STEP_NAMES, DelegationStep
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.web.delegations.forms import StepForm
from madadkar.web.doors import Visit, needs
from madadkar.web.refusals import sentence

_PAGE = 50
_SHOWN = (DelegationStep.SENT, DelegationStep.RECEIVED, DelegationStep.ACCEPTED, DelegationStep.IN_WORK)
_BUTTONS: dict[DelegationStep, tuple[tuple[DelegationStep, str], ...]] = {
    DelegationStep.SENT: ((DelegationStep.RECEIVED, "دریافت شد"),),
    DelegationStep.RECEIVED: ((DelegationStep.ACCEPTED, "می‌پذیریم"), (DelegationStep.REFUSED, "نمی‌پذیریم")),
    DelegationStep.ACCEPTED: (
        (DelegationStep.IN_WORK, "تحویل شد؛ آغاز کار"),
        (DelegationStep.RETURNED, "بازگرداندن"),
    ),
    DelegationStep.IN_WORK: ((DelegationStep.RETURNED, "بازگرداندن"),),
}
_NOTES = {
    DelegationStep.RECEIVED: "دلیل، اگر نمی‌پذیرید",
    DelegationStep.ACCEPTED: "صورت‌جلسه تحویل، یا دلیل بازگرداندن",
    DelegationStep.IN_WORK: "دلیل بازگرداندن",
}
_RECALL = ((DelegationStep.RECALLED, "پس گرفتن"),)


@dataclass(frozen=True)
class Row:
    """One delegation of the list: the family's head, and how long it stands at its step."""

    delegation: Delegation
    head: str
    place: str
    days: int | None
    due: date | None
    is_overdue: bool


@needs(Right.ASSIGN_FILES, Right.ANSWER_DELEGATIONS)
@require_http_methods(["GET", "POST"])
def delegations(request: Visit, delegation_step: str = "") -> HttpResponse:
    """The files at one step, the longest waiting first; chosen ones take the next step together."""
    counts = step_counts(scope=request.scope)
    at = _step_of(delegation_step, counts)
    note = _NOTES.get(at, "") if request.scope.centre_id else "دلیل پس گرفتن"
    form = StepForm(request.POST if request.method == "POST" else None, label=note)
    if request.method == "POST" and form.is_valid():
        try:
            return _stepped(request, at, form.cleaned_data["note"])
        except Refusal as refusal:
            if refusal.code in ("done_already", "delegation_unknown"):
                messages.info(request, sentence(refusal))
                return redirect(reverse("delegations-at", args=[at.value]))
            if refusal.code in ("not_permitted", "page_unknown"):
                raise
            form.add_refusal(refusal, "note" if refusal.code == "reason_missing" else None)
    page = Paginator(page_ids(scope=request.scope, step=at), _PAGE).get_page(request.GET.get("page"))
    shown = open_delegations(scope=request.scope, step=at).filter(pk__in=list(page.object_list))
    told = {
        "form": form,
        "at": at.value,
        "at_words": DELEGATION_STEP_NAMES[at],
        "steps": [(one.value, DELEGATION_STEP_NAMES[one], counts.get(one, 0)) for one in _SHOWN],
        "page": page,
        "rows": _rows(request, list(shown), at),
        "chosen": set(request.POST.getlist("chosen")),
        "buttons": _BUTTONS[at] if request.scope.centre_id else _RECALL,
        "is_centre": request.scope.centre_id is not None,
        "may_do": request.scope.may(Right.ANSWER_DELEGATIONS) or request.scope.may(Right.ASSIGN_FILES),
    }
    return render(request, "delegations/delegations.html", told, status=409 if form.errors else 200)


def _step_of(said: str, counts: Any) -> DelegationStep:
    if said:
        if said not in {one.value for one in _SHOWN}:
            raise Refusal("page_unknown")
        return DelegationStep(said)
    return next((one for one in _SHOWN if counts.get(one)), DelegationStep.SENT)


def _stepped(request: Visit, at: DelegationStep, note: str) -> HttpResponse:
    to = _asked_step(request)
    if request.POST.get("all"):
        ids = list(page_ids(scope=request.scope, step=at))
    else:
        chosen = request.POST.getlist("chosen")
        ids = [int(one) for one in chosen if one.isascii() and one.isdigit() and len(one) < 19]
    if not ids:
        raise Refusal("nothing_chosen")
    asked: dict[str, Any] = {"delegation_ids": ids, "by": request.scope, "at": request.now}
    if to is DelegationStep.RECALLED:
        handed = recall_delegations(**asked, reason=note)
    else:
        handed = step_delegations(**asked, to=to, note=note)
    _say(request, to, handed)
    return redirect(reverse("delegations-at", args=[at.value]))


def _asked_step(request: Visit) -> DelegationStep:
    said = request.POST.get("to", "")
    known = _BUTTONS if request.scope.centre_id else {DelegationStep.SENT: _RECALL}
    for buttons in known.values():
        for step, _ in buttons:
            if step.value == said:
                return step
    raise Refusal("page_unknown")


def _say(request: Visit, to: DelegationStep, handed: Handed) -> None:
    done = f"{persian_digits(handed.done)} پرونده: {DELEGATION_STEP_NAMES[to]}."
    left = f" {persian_digits(handed.left)} پرونده در این فاصله جای دیگری رفته بود." if handed.left else ""
    messages.success(request, done + left)


def _rows(request: Visit, found: Sequence[Delegation], at: DelegationStep) -> list[Row]:
    families = family_rows(
        household_ids=[one.household_id for one in found], scope=request.scope, on=request.today
    )
    known = {family.household_id: family for family in families}
    days = terms(scope=request.scope, on=request.today).get(at)
    rows = []
    for one in found:
        family, since = known.get(one.household_id), getattr(one, "since", None)
        due = due_on(since=since, days=days) if since is not None and days is not None else None
        rows.append(
            Row(
                delegation=one,
                head=family.head_name if family else "",
                place=family.place if family else "",
                days=(request.today - tehran_day(since)).days if since else None,
                due=due,
                is_overdue=due is not None and due < request.today,
            )
        )
    return rows


@needs(Right.SEE_FAMILIES)
@require_safe
def delegation(request: Visit, delegation_id: int) -> HttpResponse:
    """One delegation: its terms, the clock of every step, and the minutes of its hand-over; prints on A4."""
    found = seen_delegations(scope=request.scope).filter(pk=delegation_id).first()
    if found is None:
        raise Refusal("delegation_unknown")
    families = family_rows(household_ids=[found.household_id], scope=request.scope, on=request.today)
    steps = [
        ("فرستاده شد", found.sent_at),
        ("به مرکز رسید", found.received_at),
        ("پاسخ مرکز", found.answered_at),
        ("تحویل و آغاز کار", found.begun_at),
        (DELEGATION_STEP_NAMES[DelegationStep(found.step)] if found.ended_at else "پایان", found.ended_at),
    ]
    told = {
        "delegation": found,
        "words": DELEGATION_STEP_NAMES[DelegationStep(found.step)],
        "family": families[0] if families else None,
        "steps": steps,
        "may_answer": found.is_open and request.scope.may(Right.ANSWER_DELEGATIONS),
        "may_recall": found.is_open and request.scope.may(Right.ASSIGN_FILES),
    }
    response = render(request, "delegations/delegation.html", told)
    response["Cache-Control"] = "no-store"
    return response
