"""Breaking the glass of a file, and saying as a supervisor that one knows of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.walk.glass import break_glass, break_glass_of_hidden, note_glass
from madadkar.casework.models import GlassBreak
from madadkar.casework.queries import case_file
from madadkar.casework.queries.glass import seen_glass
from madadkar.foundation.persian import persian_digits
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm
from madadkar.web.glass.forms import GlassForm, HiddenGlassForm
from madadkar.web.templatetags.madadkar import jalali_time

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {"glass_reason_short": "reason"}
_INTRO = (
    "آنچه محرمانه است سه ساعت برای شما، و تنها برای شما، باز می‌شود و سپس خودبه‌خود بسته می‌شود. نام شما، دلیل و"
    " ساعت آن در دفتر رویدادها می‌ماند و سرپرست همان دم آگاه می‌شود."
)


@needs(Right.BREAK_GLASS)
@_DEED
def glass_break(request: Visit, file_id: int) -> HttpResponse:
    """Open what is confided of a family one sees."""
    file = case_file(file_id=file_id, scope=request.scope, on=request.today).file

    def do(said: dict[str, Any]) -> str:
        return _opened(request, break_glass(file_id=file.pk, **said, by=request.scope, at=request.now))

    words = Words(
        title=f"دسترسی اضطراری به پرونده {persian_digits(file.number)}",
        button="باز شود",
        back=reverse("case-file", args=[file.pk]),
        intro=_INTRO,
        is_grave=True,
    )
    return deed_page(request, form=GlassForm(typed(request)), do=do, beside=_BESIDE, words=words)


@needs(Right.BREAK_GLASS)
@_DEED
def glass_find(request: Visit) -> HttpResponse:
    """Open a file that may be hidden, meant by its number or a national code."""

    def do(said: dict[str, Any]) -> str:
        return _opened(request, break_glass_of_hidden(**said, by=request.scope, at=request.now))

    words = Words(
        title="دسترسی اضطراری به پرونده‌ای که دیده نمی‌شود",
        button="باز شود",
        back=reverse("search"),
        intro=_INTRO,
        is_grave=True,
    )
    return deed_page(request, form=HiddenGlassForm(typed(request)), do=do, beside=_BESIDE, words=words)


@needs(Right.SEE_DISCREET)
@_DEED
def glass_read(request: Visit, glass_id: int) -> HttpResponse:
    """A supervisor reads why the glass was broken, and says so."""
    glass = seen_glass(glass_id=glass_id, scope=request.scope)
    file = reverse("case-file", args=[glass.case_file_id])

    def do(_said: dict[str, Any]) -> str:
        note_glass(glass_id=glass.pk, by=request.scope, at=request.now)
        messages.success(request, "ثبت شد که از این دسترسی آگاه شدید.")
        return reverse("my-day")

    words = Words(
        title=f"دسترسی اضطراری {glass.staff_name}",
        button="آگاه شدم",
        back=file,
        intro=f"{jalali_time(glass.broken_at)} تا {jalali_time(glass.ends_at)}. دلیل: {glass.reason}",
    )
    return deed_page(request, form=PersianForm(typed(request)), do=do, words=words)


def _opened(request: Visit, glass: GlassBreak) -> str:
    messages.warning(request, f"دسترسی اضطراری شما تا {jalali_time(glass.ends_at)} باز است؛ سرپرست آگاه شد.")
    return reverse("case-file", args=[glass.case_file_id])
