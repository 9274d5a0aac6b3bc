"""The public door: anybody may speak to an office and follow it by a code, and sees nothing else."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.casework.actions.voice.voice_door import (
    count_spoken,
    count_wrong_code,
    shut_for_asking,
    shut_for_speaking,
)
from madadkar.casework.actions.voice.voicing import PUBLIC, digest_of, object_to_answer, raise_voice
from madadkar.casework.queries.voices import FollowedVoice, voice_by_code
from madadkar.casework.rules.voice import (
    VOICE_KIND_NAMES,
    VoiceKind,
    VoiceState,
    said_code,
)
from madadkar.foundation.refusal import Refusal
from madadkar.web.doors import Visit, open_to_all
from madadkar.web.voices.forms import FollowForm, ObjectForm, SpeakForm

_TOLD = "told_code"
_TOLD_SECONDS = 15 * 60
_STATE_SAID = {
    VoiceState.RECEIVED: "رسیده است",
    VoiceState.IN_HAND: "پیگیری می‌شود",
    VoiceState.ANSWERED: "پاسخ داده شد",
    VoiceState.REOPENED: "دوباره بررسی می‌شود",
}
"""How the state is told to who spoke, who is nobody's third person."""
_DEED = require_http_methods(["GET", "POST"])


@open_to_all
@never_cache
@_DEED
def voice_speak(request: Visit) -> HttpResponse:
    """Say something to an office."""
    form = SpeakForm(request.POST if request.method == "POST" else None, on=request.today)
    if form.is_valid():
        try:
            if until := shut_for_speaking(address=_address(request), at=request.now):
                raise Refusal("too_many_voices", until=until)
            said, token = form.said(), form.cleaned_data["token"]
            code = raise_voice(said=said, token=token, by=PUBLIC, at=request.now)
        except Refusal as refusal:
            if refusal.code == "done_already":
                return redirect("voice-told")
            form.add_refusal(refusal, {"words_missing": "words", "words_too_long": "words"}.get(refusal.code))
        else:
            count_spoken(address=_address(request), at=request.now)
            request.session[_TOLD] = {"code": code, "at": request.now.timestamp()}
            return redirect("voice-told")
    return render(request, "voices/speak.html", {"form": form})


@open_to_all
@never_cache
@require_safe
def voice_told(request: Visit) -> HttpResponse:
    """The tracking code, for a quarter of an hour on the browser that spoke."""
    told = request.session.get(_TOLD)
    if told and request.now.timestamp() - told["at"] > _TOLD_SECONDS:
        del request.session[_TOLD]
        told = None
    return render(request, "voices/told.html", {"code": said_code(code=told["code"]) if told else ""})


@open_to_all
@never_cache
@sensitive_post_parameters("code")
@_DEED
def voice_follow(request: Visit) -> HttpResponse:
    """What became of one's own word, by its code; the code never stands in an address."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    found: FollowedVoice | None = None
    if form.is_valid():
        found = _asked(request, form)
    if found is None:
        return render(request, "voices/follow.html", {"form": form})
    return render(request, "voices/followed.html", _facts(found, form.cleaned_data["code"], request.now))


def _asked(request: Visit, form: FollowForm) -> FollowedVoice | None:
    if until := shut_for_asking(address=_address(request), at=request.now):
        form.add_refusal(Refusal("too_many_codes", until=until))
        return None
    found = voice_by_code(digest=digest_of(code=form.cleaned_data["code"]))
    if found is None:
        count_wrong_code(address=_address(request), at=request.now)
        form.add_refusal(Refusal("code_leads_nowhere"), "code")
    return found


def _facts(found: FollowedVoice, code: str, at: datetime) -> dict[str, object]:
    return {
        "voice": found,
        "kind": VOICE_KIND_NAMES[VoiceKind(found.kind)],
        "state": _STATE_SAID[VoiceState(found.state)],
        "object_form": ObjectForm(initial={"code": code}) if found.may_object else None,
    }


@open_to_all
@never_cache
@sensitive_post_parameters("code")
@_DEED
def voice_object(request: Visit) -> HttpResponse:
    """Say that the answer is not enough, once."""
    if request.method != "POST":
        return redirect("voice-follow")
    form = ObjectForm(request.POST)
    follow = FollowForm({"code": request.POST.get("code", "")})
    found = _asked(request, follow) if follow.is_valid() else None
    if found is None:
        return render(request, "voices/follow.html", {"form": follow})
    code = follow.cleaned_data["code"]
    if form.is_valid():
        try:
            found = object_to_answer(code=code, words=form.cleaned_data["words"], at=request.now)
        except Refusal as refusal:
            form.add_refusal(refusal)
    facts = _facts(found, code, request.now)
    if form.errors and facts["object_form"] is not None:
        facts["object_form"] = form
    return render(request, "voices/followed.html", facts)


def _address(request: Visit) -> str:
    """The network address somebody comes from; behind our own HTTPS proxy, the one it saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
