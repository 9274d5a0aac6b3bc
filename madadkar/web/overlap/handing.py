"""The family's word, the hand-over, its taking, and the look whether it happened."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from madadkar.foundation.persian import persian_digits
from madadkar.organisations.rules import Right
from madadkar.overlap.actions.handing import follow_up, hand_over, record_consent, take_over
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.overlap.deciding import asked_case
from madadkar.web.overlap.forms import ConsentForm, HandOverForm, NoteForm

_DEED = require_http_methods(["GET", "POST"])
_ASK = (
    "به خانواده بگویید چه چیزی به نهاد راهبر گفته می‌شود؛ "
    "بی‌رضایت، دو نهاد دوباره فکر می‌کنند و چیزی بریده نمی‌شود."
)
_CAME_BACK = (
    "خانوار رضایت داده بود؛ اگر برگشته است، «رضایت ندارد» را برگزینید. "
    "دو نهاد دوباره فکر می‌کنند و چیزی بریده نمی‌شود."
)
_UNTIL_TAKEN = (
    "پوشش شما تا پذیرفته شدن نزد نهاد راهبر ادامه دارد؛ سپس خروج را به علت «پوشش نهاد دیگر» ثبت کنید."
)


@needs(Right.WORK_OVERLAPS)
@_DEED
def overlap_consent(request: Visit, overlap_id: int) -> HttpResponse:
    """Write what the family said of the hand-over."""
    found, back, seen = asked_case(request, overlap_id)
    form = ConsentForm(typed(request), seen=seen, initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        is_consent = said.pop("consent") == "yes"
        record_consent(case_id=overlap_id, is_consent=is_consent, **said, by=request.scope, at=request.now)

    asked = _CAME_BACK if found.may_withdraw_consent else _ASK
    words = Words(
        title=f"پاسخ خانوار درباره تحویل پرونده مشترک {persian_digits(overlap_id)}",
        button="ثبت پاسخ خانوار",
        back=back,
        done="پاسخ خانوار ثبت شد.",
        intro=f"تصمیم: {found.case.get_verdict_display()}. {asked}",
    )
    beside = {
        "consent_by_missing": "consent_by",
        "day_not_come": "on",
        "before_the_decision": "on",
        "before_the_consent": "on",
    }
    return deed_page(request, form=form, do=do, words=words, beside=beside)


@needs(Right.DECIDE_OVERLAPS)
@_DEED
def overlap_hand_over(request: Visit, overlap_id: int) -> HttpResponse:
    """Hand the file over."""
    found, back, seen = asked_case(request, overlap_id)

    def do(said: dict[str, Any]) -> None:
        hand_over(case_id=overlap_id, **said, by=request.scope, at=request.now)

    words = Words(
        title=f"تحویل پرونده مشترک {persian_digits(overlap_id)}",
        button="تحویل داده شد",
        back=back,
        done=f"تحویل ثبت شد؛ پذیرش با {found.other} است.",
        intro=_UNTIL_TAKEN,
    )
    beside = {"hand_over_note_missing": "note"}
    form = HandOverForm(typed(request), seen=seen)
    return deed_page(request, form=form, do=do, words=words, beside=beside)


@needs(Right.DECIDE_OVERLAPS)
@_DEED
def overlap_take_over(request: Visit, overlap_id: int) -> HttpResponse:
    """Take the file."""
    found, back, seen = asked_case(request, overlap_id)

    def do(said: dict[str, Any]) -> None:
        take_over(case_id=overlap_id, **said, by=request.scope, at=request.now)

    words = Words(
        title=f"پذیرفتن پرونده مشترک {persian_digits(overlap_id)}",
        button="پذیرفته شد",
        back=back,
        done=f"پذیرش ثبت شد؛ {found.other} اکنون پوشش خود را پایان می‌دهد.",
    )
    return deed_page(request, form=NoteForm(typed(request), seen=seen), do=do, words=words)


@needs(Right.DECIDE_OVERLAPS)
@_DEED
def overlap_follow_up(request: Visit, overlap_id: int) -> HttpResponse:
    """Look whether the cover ended, and close the case."""
    _, back, seen = asked_case(request, overlap_id)

    def do(said: dict[str, Any]) -> None:
        follow_up(case_id=overlap_id, **said, by=request.scope, at=request.now)

    words = Words(
        title=f"پیگیری هم‌پوشانی {persian_digits(overlap_id)}",
        button="پایان یافته است",
        back=back,
        done="هم‌پوشانی پایان یافت.",
        intro="سامانه خود نگاه می‌کند که پوشش نهاد دیگر پایان یافته باشد.",
    )
    return deed_page(request, form=NoteForm(typed(request), seen=seen), do=do, words=words)
