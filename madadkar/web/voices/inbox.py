"""The office's inbox: what was said, within what term, and the answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madadkar.casework.actions.voice.voicing import answer_voice, take_voice, tie_voice
from madadkar.casework.models import Voice
from madadkar.casework.queries.voices import file_of_voice, voice_in_sight, voices_in_sight, waiting_voices
from madadkar.casework.rules.voice import WAITING
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.refusals import sentence
from madadkar.web.voices.forms import AnswerForm, InboxForm, TieForm

_PAGE = 25
_WAITING = frozenset(state.value for state in WAITING)
_DEED = require_http_methods(["GET", "POST"])


@needs(Right.ANSWER_VOICES)
@require_safe
def voices(request: Visit) -> HttpResponse:
    """What was said to the actor's offices, those that wait first."""
    form = InboxForm(request.GET)
    if not form.is_valid():
        return render(request, "voices/voices.html", {"form": form}, status=400)
    found = voices_in_sight(scope=request.scope)
    if form.cleaned_data["state"] in ("waiting", "overdue"):
        found = waiting_voices(scope=request.scope)
    elif form.cleaned_data["state"]:
        found = found.filter(state=form.cleaned_data["state"])
    if form.cleaned_data["state"] == "overdue":
        found = found.filter(due_on__lt=request.today)
    if form.cleaned_data["kind"]:
        found = found.filter(kind=form.cleaned_data["kind"])
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    facts = {"form": form, "page": page, "rows": [(one, _is_late(one, request)) for one in page]}
    facts["is_narrowed"] = any(form.cleaned_data.values())
    return render(request, "voices/voices.html", facts)


def _is_late(voice: Voice, request: Visit) -> bool:
    return voice.state in _WAITING and voice.due_on < request.today


@needs(Right.ANSWER_VOICES)
@require_safe
def voice(request: Visit, voice_id: int) -> HttpResponse:
    """One voice, and what may be done about it."""
    found = voice_in_sight(voice_id=voice_id, scope=request.scope)
    facts = {
        "voice": found,
        "is_late": _is_late(found, request),
        "is_waiting": found.state in _WAITING,
        "may_take": found.state == "received",
        "file": file_of_voice(voice=found, scope=request.scope),
    }
    return render(request, "voices/voice.html", facts)


@needs(Right.ANSWER_VOICES)
@require_POST
def voice_take(request: Visit, voice_id: int) -> HttpResponse:
    """Take it in hand."""
    try:
        take_voice(voice_id=voice_id, by=request.scope, at=request.now)
    except Refusal as refusal:
        if refusal.code.endswith("_unknown"):
            raise
        messages.info(request, sentence(refusal))
    return redirect("voice", voice_id)


@needs(Right.ANSWER_VOICES)
@_DEED
def voice_answer(request: Visit, voice_id: int) -> HttpResponse:
    """Answer it."""
    found = voice_in_sight(voice_id=voice_id, scope=request.scope)
    here = reverse("voice", args=[found.pk])

    def do(said: dict[str, Any]) -> str:
        answer_voice(voice_id=found.pk, answer=said["answer"], by=request.scope, at=request.now)
        messages.success(request, "پاسخ ثبت شد؛ گوینده با کد پیگیری آن را می‌خواند.")
        return here

    words = Words(title=f"پاسخ به {found.get_kind_display()}", button="ثبت پاسخ", back=here, intro=found.said)
    beside = {"words_missing": "answer", "words_too_long": "answer"}
    return deed_page(request, form=AnswerForm(typed(request)), do=do, words=words, beside=beside)


@needs(Right.ANSWER_VOICES)
@_DEED
def voice_tie(request: Visit, voice_id: int) -> HttpResponse:
    """Say which family's file it is about."""
    found = voice_in_sight(voice_id=voice_id, scope=request.scope)
    here = reverse("voice", args=[found.pk])
    file = file_of_voice(voice=found, scope=request.scope)

    def do(said: dict[str, Any]) -> str:
        tie_voice(voice_id=found.pk, file_number=said["file_number"], by=request.scope, at=request.now)
        return here

    words = Words(title="پیوند پیام به پرونده", button="ثبت پیوند", back=here)
    form = TieForm(typed(request), initial={"file_number": file.number if file else ""})
    return deed_page(request, form=form, do=do, words=words, beside={"no_such_file": "file_number"})
