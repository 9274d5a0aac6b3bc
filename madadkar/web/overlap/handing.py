"""The family's word, the hand-over, its taking, and the look whether it happened."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from madadkar.organisations.rules import Right
from madadkar.overlap.actions.handing import follow_up, hand_over, record_consent, take_over
from madadkar.overlap.queries.cases import CaseView
from madadkar.web.doors import Visit, needs
from madadkar.web.overlap.forms import ConsentForm, HandOverForm, NoteForm
from madadkar.web.overlap.step_page import StepPage, step_page

_DEED = require_http_methods(["GET", "POST"])
_ASK = (
    "به خانواده بگویید چه چیزی به نهاد راهبر گفته می‌شود؛ "
    "بی‌رضایت، دو نهاد دوباره فکر می‌کنند و چیزی بریده نمی‌شود."
)
_CAME_BACK = (
    "خانوار رضایت داده بود؛ اگر برگشته است، «رضایت ندارد» را برگزینید. "
    "دو نهاد دوباره فکر می‌کنند و چیزی بریده نمی‌شود."
)


def _what_to_ask(found: CaseView) -> str:
    asked = _CAME_BACK if found.may_withdraw_consent else _ASK
    return f"تصمیم: {found.case.get_verdict_display()}. {asked}"


_CONSENT = StepPage(
    deed=record_consent,
    form=ConsentForm,
    title="پاسخ خانوار درباره تحویل پرونده مشترک {number}",
    button="ثبت پاسخ خانوار",
    done="پاسخ خانوار ثبت شد.",
    intro=_what_to_ask,
    beside={
        "consent_by_missing": "consent_by",
        "day_not_come": "on",
        "before_the_decision": "on",
        "before_the_consent": "on",
    },
)
_HAND_OVER = StepPage(
    deed=hand_over,
    form=HandOverForm,
    title="تحویل پرونده مشترک {number}",
    button="تحویل داده شد",
    done="تحویل ثبت شد؛ پذیرش با {other} است.",
    intro=(
        "پوشش شما تا پذیرفته شدن نزد نهاد راهبر ادامه دارد؛ سپس خروج را به علت «پوشش نهاد دیگر» ثبت کنید."
    ),
    beside={"hand_over_note_missing": "note"},
)
_TAKE_OVER = StepPage(
    deed=take_over,
    form=NoteForm,
    title="پذیرفتن پرونده مشترک {number}",
    button="پذیرفته شد",
    done="پذیرش ثبت شد؛ {other} اکنون پوشش خود را پایان می‌دهد.",
)
_FOLLOW_UP = StepPage(
    deed=follow_up,
    form=NoteForm,
    title="پیگیری هم‌پوشانی {number}",
    button="پایان یافته است",
    done="هم‌پوشانی پایان یافت.",
    intro="سامانه خود نگاه می‌کند که پوشش نهاد دیگر پایان یافته باشد.",
)


@needs(Right.WORK_OVERLAPS)
@_DEED
def overlap_consent(request: Visit, overlap_id: int) -> HttpResponse:
    """Write what the family said of the hand-over."""
    return step_page(request, overlap_id, _CONSENT)


@needs(Right.DECIDE_OVERLAPS)
@_DEED
def overlap_hand_over(request: Visit, overlap_id: int) -> HttpResponse:
    """Hand the file over."""
    return step_page(request, overlap_id, _HAND_OVER)


@needs(Right.DECIDE_OVERLAPS)
@_DEED
def overlap_take_over(request: Visit, overlap_id: int) -> HttpResponse:
    """Take the file."""
    return step_page(request, overlap_id, _TAKE_OVER)


@needs(Right.DECIDE_OVERLAPS)
@_DEED
def overlap_follow_up(request: Visit, overlap_id: int) -> HttpResponse:
    """Look whether the cover ended, and close the case."""
    return step_page(request, overlap_id, _FOLLOW_UP)
