"""The agenda of a session, and its files one after the other, each decided on a page of its own."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from madadkar.casework.actions.committee.decisions import decide_item
from madadkar.casework.actions.committee.sessions import leave_off_agenda, put_on_agenda
from madadkar.casework.models import CaseFile, CommitteeSession
from madadkar.casework.queries import case_file
from madadkar.casework.queries.committees import (
    Placed,
    Sitting,
    Waiting,
    agenda_item,
    session,
    sitting,
    waiting_for,
)
from madadkar.casework.queries.dossier import Dossier, dossier
from madadkar.casework.rules.committee import AGENDA_SUBJECT_NAMES, AgendaSubject, CommitteeKind
from madadkar.foundation.persian import group_digits, latin_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.registry.queries import family
from madadkar.web.committees.deeds import DEED
from madadkar.web.committees.forms import DecisionForm, NumbersForm
from madadkar.web.deed_page import typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm
from madadkar.web.refusals import sentence

MOST_SHOWN = 200
_BESIDE = {
    "reason_missing": "reason",
    "reason_does_not_fit": "reason",
    "grounds_missing": "grounds",
    "coverage_missing": "coverage",
    "covered_until_past": "covered_until",
    "recusal_reason_missing": "aside_why",
}


@needs(Right.KEEP_SESSIONS)
@DEED
def session_agenda(request: Visit, committee_session_id: int) -> HttpResponse:
    """Choose the files a session hears, from what waits."""
    found = session(session_id=committee_session_id, scope=request.scope)
    form = NumbersForm(request.POST if "numbers" in request.POST else None)
    if request.method == "POST":
        answer = _put(request, found, form)
        if answer is not None:
            return answer
    page = {"session": found, "lists": _lists(request, found), "form": form, "is_first": _is_first(found)}
    return render(request, "committees/agenda.html", page)


def _is_first(found: CommitteeSession) -> bool:
    return found.committee.kind == CommitteeKind.ACCEPTANCE.value


def _lists(request: Visit, found: CommitteeSession) -> list[tuple[AgendaSubject, str, list[Waiting], int]]:
    """What waits, by subject; the longest waiting first, as many as a page bears."""
    made = []
    for subject, words in AGENDA_SUBJECT_NAMES.items():
        waiting = waiting_for(committee=found.committee, subject=subject, scope=request.scope)
        if waiting:
            made.append((subject, words, waiting[:MOST_SHOWN], len(waiting)))
    return made


def _put(request: Visit, found: CommitteeSession, form: PersianForm) -> HttpResponse | None:
    try:
        subject = AgendaSubject(request.POST.get("subject", ""))
        file_ids = _file_ids(request, form)
        count = put_on_agenda(
            session_id=found.pk, subject=subject, file_ids=file_ids, by=request.scope, at=request.now
        )
    except ValueError:
        return None
    except Refusal as refusal:
        if refusal.code in {"not_permitted", "session_unknown"}:
            raise
        messages.error(request, sentence(refusal))
        return redirect("committee-agenda", committee_session_id=found.pk) if not form.is_bound else None
    messages.success(request, f"{group_digits(count)} پرونده در دستور جلسه آمد.")
    return redirect("committee-session", committee_session_id=found.pk)


def _file_ids(request: Visit, form: PersianForm) -> list[int]:
    """The files chosen by box or by number, or all that the page showed. Raises Refusal: files_missing,
    file_unknown.
    """
    asked = request.POST.getlist("shown" if "all" in request.POST else "files")
    chosen = [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 19]
    if form.is_bound:
        written = latin_digits(request.POST.get("numbers", ""))
        numbers = {one.strip() for one in re.split(r"[\n,،؛;]+", written) if one.strip()}
        found = CaseFile.objects.seen_by(request.scope).filter(number__in=numbers)
        chosen = list(found.values_list("pk", flat=True))
        if len(chosen) < len(numbers):
            raise Refusal("file_unknown")
    if not chosen:
        raise Refusal("files_missing")
    return chosen


@needs(Right.KEEP_SESSIONS)
@DEED
def item_page(request: Visit, agenda_item_id: int) -> HttpResponse:
    """Everything a committee needs to know of one file, and its decision."""
    placed, whole = agenda_item(item_id=agenda_item_id, scope=request.scope)
    form = DecisionForm(typed(request), placed=placed, sitting=whole)
    if request.method == "POST":
        answer = _decide(request, placed, whole, form)
        if answer is not None:
            return answer
    response = render(request, "committees/item.html", _page(request, placed, whole, form))
    response["Cache-Control"] = "no-store"
    return response


def _page(request: Visit, placed: Placed, whole: Sitting, form: DecisionForm) -> dict[str, object]:
    item, scope, on = placed.item, request.scope, request.today
    known: Dossier = dossier(file_id=item.case_file_id, scope=scope, on=on)
    return {
        "placed": placed,
        "item": item,
        "sitting": whole,
        "session": whole.session,
        "form": form,
        "history": case_file(file_id=item.case_file_id, scope=scope, on=on),
        "family": family(household_id=item.household_id, scope=scope, on=on),
        "dossier": known,
        "barred": [one for one in whole.there if one.staff_id in placed.bars],
    }


def _decide(request: Visit, placed: Placed, whole: Sitting, form: DecisionForm) -> HttpResponse | None:
    item = placed.item
    if not item.decision and not form.is_valid():
        return None
    try:
        ruling = form.ruling() if form.is_valid() else None
        if ruling is None:
            who, said = item.written_by_name, item.get_decision_display()
            raise Refusal("decided_already", who=who, decision=said)
        decide_item(item_id=item.pk, ruling=ruling, by=request.scope, at=request.now)
    except Refusal as refusal:
        return _told_no(request, whole, form, refusal)
    messages.success(request, f"پرونده {group_digits(item.place)}: تصمیم ثبت شد و نامه خانوار آماده است.")
    return redirect(_next(request, whole.session.pk))


def _told_no(request: Visit, whole: Sitting, form: DecisionForm, refusal: Refusal) -> HttpResponse | None:
    """A no beside its field; what another or oneself decided meanwhile leads back to the session."""
    if refusal.code == "not_permitted" or refusal.code.endswith("_unknown"):
        raise refusal
    if refusal.code in {"decided_already", "done_already", "done_before", "session_over"}:
        messages.warning(request, sentence(refusal))
        return redirect("committee-session", committee_session_id=whole.session.pk)
    field = _BESIDE.get(refusal.code)
    form.add_refusal(refusal, field if field in form.fields else None)
    return None


def _next(request: Visit, session_id: int) -> str:
    """The next file that is not decided yet, else the session."""
    following = sitting(session_id=session_id, scope=request.scope).next_item
    if following is None:
        return reverse("committee-session", args=[session_id])
    return reverse("committee-item", args=[following.pk])


@needs(Right.KEEP_SESSIONS)
@require_POST
def item_off(request: Visit, agenda_item_id: int) -> HttpResponse:
    """Take a file off the agenda; it waits for another session."""
    placed, whole = agenda_item(item_id=agenda_item_id, scope=request.scope)
    try:
        leave_off_agenda(item_id=placed.item.pk, by=request.scope, at=request.now)
    except Refusal as refusal:
        if refusal.code == "not_permitted":
            raise
        messages.warning(request, sentence(refusal))
    else:
        messages.success(request, "پرونده از دستور جلسه برداشته شد.")
    return redirect("committee-session", committee_session_id=whole.session.pk)
