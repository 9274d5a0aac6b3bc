"""Proposing, answering, writing and signing, each on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.overlap.actions.disputing import dispute_case
from madadkar.overlap.actions.proposing import answer_proposal, propose_solution
from madadkar.overlap.actions.signing import sign_minutes, write_minutes
from madadkar.overlap.models import JointMinutes
from madadkar.overlap.queries.cases import CaseView, last_step, overlap_case
from madadkar.overlap.rules.life import OVERLAP_STATE_NAMES, Answer, OverlapState
from madadkar.overlap.rules.solutions import Verdict
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.overlap.forms import AnswerForm, MinutesForm, ProposeForm, SignForm, WhyForm

DEED = require_http_methods(["GET", "POST"])
_WHY = {"reason_missing": "reason"}
_SIGNED_BY_ONE = "امضا شد؛ امضای نهاد دیگر در راه است."
_SIGNED_BY_BOTH = "هر دو نهاد امضا کردند؛ تصمیم مشترک گرفته شد."


def asked_case(request: Visit, overlap_id: int) -> tuple[CaseView, str, int]:
    """The case, its page, and the last step its page shows."""
    found = overlap_case(case_id=overlap_id, scope=request.scope)
    return found, reverse("overlap", args=[overlap_id]), last_step(case_id=overlap_id)


@needs(Right.DECIDE_OVERLAPS)
@DEED
def overlap_propose(request: Visit, overlap_id: int) -> HttpResponse:
    """Propose who leads."""
    found, back, seen = asked_case(request, overlap_id)
    form = ProposeForm(typed(request), seen=seen, initial={"verdict": found.case.verdict})

    def do(said: dict[str, Any]) -> None:
        told = {**said, "verdict": Verdict(said["verdict"])}
        propose_solution(case_id=overlap_id, **told, by=request.scope, at=request.now)

    words = Words(
        title=f"پیشنهاد درباره هم‌پوشانی {persian_digits(overlap_id)}",
        button="ثبت پیشنهاد",
        back=back,
        done=f"پیشنهاد ثبت شد؛ پاسخ با {found.other} است.",
        intro="پیشنهاد شما رأی موافق نهاد شما هم هست.",
    )
    return deed_page(request, form=form, do=do, words=words, beside=_WHY)


@needs(Right.DECIDE_OVERLAPS)
@DEED
def overlap_answer(request: Visit, overlap_id: int) -> HttpResponse:
    """Agree with what is proposed, or not."""
    found, back, seen = asked_case(request, overlap_id)
    form = AnswerForm(typed(request), seen=seen)

    def do(said: dict[str, Any]) -> None:
        told = {**said, "answer": Answer(said["answer"])}
        case = answer_proposal(case_id=overlap_id, **told, by=request.scope, at=request.now)
        messages.success(request, _ANSWERED[OverlapState(case.state)])

    words = Words(
        title=f"پاسخ درباره هم‌پوشانی {persian_digits(overlap_id)}",
        button="ثبت پاسخ",
        back=back,
        intro=f"پیشنهاد: {found.case.get_verdict_display()}. {found.case.source}",
    )
    return deed_page(request, form=form, do=do, words=words, beside=_WHY)


_ANSWERED = {
    OverlapState.PROPOSED: "پاسخ ثبت شد؛ پاسخ نهاد دیگر در راه است.",
    OverlapState.AGREED: "هر دو نهاد موافق‌اند؛ صورت‌جلسه آماده امضاست.",
    OverlapState.DISAGREED: "پاسخ ثبت شد؛ هر یک از دو نهاد می‌تواند پیشنهاد دیگری بدهد.",
}


@needs(Right.DECIDE_OVERLAPS)
@DEED
def overlap_write(request: Visit, overlap_id: int) -> HttpResponse:
    """Write the text anew."""
    found, back, _ = asked_case(request, overlap_id)
    present = _text_of(found)
    form = MinutesForm(typed(request), initial={"version": present.version, "text": present.text})

    def do(said: dict[str, Any]) -> None:
        write_minutes(case_id=overlap_id, **said, by=request.scope, at=request.now)

    words = Words(
        title=f"متن تصمیم مشترک {persian_digits(overlap_id)}",
        button="ثبت متن تازه",
        back=back,
        done="متن تازه ثبت شد؛ هر دو نهاد همین متن را امضا کنند.",
        intro="با متن تازه، امضاهای متن پیشین دیگر به حساب نمی‌آیند.",
    )
    beside = {"minutes_too_short": "text", "minutes_too_long": "text", "minutes_same": "text"}
    return deed_page(request, form=form, do=do, words=words, beside=beside)


@needs(Right.DECIDE_OVERLAPS)
@DEED
def overlap_sign(request: Visit, overlap_id: int) -> HttpResponse:
    """Read the whole text and sign it."""
    found, back, _ = asked_case(request, overlap_id)
    if request.method == "GET":
        _text_of(found)
    shown = found.minutes
    form = SignForm(typed(request), initial={"version": shown.version if shown else 0})

    def do(said: dict[str, Any]) -> None:
        if shown is not None:  # a no shows the text anew: the next press signs what then stands on the page
            form.data = {**request.POST.dict(), "version": shown.version}
        case = sign_minutes(case_id=overlap_id, **said, by=request.scope, at=request.now)
        waits = case.state == OverlapState.AGREED.value
        messages.success(request, _SIGNED_BY_ONE if waits else _SIGNED_BY_BOTH)

    words = Words(title=f"امضای تصمیم مشترک {persian_digits(overlap_id)}", button="امضا می‌کنم", back=back)
    more = {"paragraphs": shown.text.split("\n") if shown else [], "minutes": shown, "view": found}
    return deed_page(request, form=form, do=do, words=words, template="overlap/sign.html", more=more)


def _text_of(found: CaseView) -> JointMinutes:
    """The text before both sides; a page of its own where there is none to sign now."""
    if found.minutes is None or found.case.state != OverlapState.AGREED.value:
        raise Refusal("nothing_to_sign", state=OVERLAP_STATE_NAMES[OverlapState(found.case.state)])
    return found.minutes


@needs(Right.DECIDE_OVERLAPS)
@DEED
def overlap_dispute(request: Visit, overlap_id: int) -> HttpResponse:
    """Say that these are not one family."""
    _, back, seen = asked_case(request, overlap_id)
    form = WhyForm(typed(request), seen=seen)

    def do(said: dict[str, Any]) -> None:
        dispute_case(case_id=overlap_id, **said, by=request.scope, at=request.now)

    words = Words(
        title=f"هم‌پوشانی {persian_digits(overlap_id)}: یک خانوار نیستند",
        button="ثبت شود",
        back=back,
        done="پیوند این دو خانوار پایان یافت و تطبیق آنها دوباره از هر دو نهاد پرسیده می‌شود.",
        intro="این پرونده مشترک پایان می‌یابد و کارشناسان تطبیق هر دو نهاد دوباره نگاه می‌کنند.",
        is_grave=True,
    )
    return deed_page(request, form=form, do=do, words=words, beside=_WHY)
