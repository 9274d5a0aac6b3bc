"""Deeds of supervision, each on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.supervision.correcting import (
    Check,
    ask_correction,
    check_correction,
    drop_correction,
    report_correction,
)
from madadkar.casework.actions.supervision.inspecting import (
    cancel_inspection,
    hold_inspection,
    plan_inspection,
)
from madadkar.casework.queries.supervision import correction_in_sight, inspection_in_sight
from madadkar.foundation.persian import persian_digits
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.numbers import number_told
from madadkar.web.supervision.forms import (
    CheckForm,
    CorrectionForm,
    DoneForm,
    HeldForm,
    InspectionForm,
    ReasonForm,
)
from madadkar.web.supervision.views import READERS, seen_centre

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {
    "day_gone_by": "planned_on",
    "before_the_centre": "on",
    "day_not_come": "on",
    "reason_missing": "reason",
    "what_missing": "what",
    "staff_unknown": "inspector",
}


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def inspection_plan(request: Visit, centre_id: int) -> HttpResponse:
    """Plan an inspection of a centre."""
    centre = seen_centre(request, centre_id)
    form = InspectionForm(typed(request), scope=request.scope, initial={"planned_on": request.today})

    def do(said: dict[str, Any]) -> str:
        planned = plan_inspection(
            centre_id=centre.pk,
            inspector_id=said["inspector"].pk,
            planned_on=said["planned_on"],
            token=said["token"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, "بازرسی برنامه‌ریزی شد.")
        return reverse("inspection", args=[planned.pk])

    back = reverse("supervision", args=[centre.pk])
    words = Words(title=f"بازرسی {persian_digits(centre.name)}", button="ثبت برنامه", back=back)
    return deed_page(request, form=form, do=do, words=words, beside=_BESIDE)


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def inspection_hold(request: Visit, inspection_id: int) -> HttpResponse:
    """Write what an inspection found."""
    found = inspection_in_sight(inspection_id=inspection_id, scope=request.scope)
    form = HeldForm(typed(request), initial={"on": request.today})
    here = reverse("inspection", args=[found.pk])

    def do(said: dict[str, Any]) -> str:
        hold_inspection(
            inspection_id=found.pk,
            points=form.points(),
            findings=said["findings"],
            on=said["on"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, "گزارش بازرسی ثبت شد.")
        return here

    words = Words(
        title=f"گزارش بازرسی {persian_digits(found.centre.name)}",
        button="ثبت گزارش",
        back=here,
        intro="گزارش پس از ثبت تغییر نمی‌کند و مرکز آن را می‌بیند. نام خانوارها را ننویسید.",
    )
    return deed_page(request, form=form, do=do, words=words, beside=_BESIDE)


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def inspection_cancel(request: Visit, inspection_id: int) -> HttpResponse:
    """Call a planned inspection off."""
    found = inspection_in_sight(inspection_id=inspection_id, scope=request.scope)
    here = reverse("inspection", args=[found.pk])

    def do(said: dict[str, Any]) -> str:
        cancel_inspection(inspection_id=found.pk, reason=said["reason"], by=request.scope, at=request.now)
        return here

    title = f"لغو بازرسی {persian_digits(found.centre.name)}"
    words = Words(title=title, button="لغو شود", back=here, is_grave=True)
    return deed_page(request, form=ReasonForm(typed(request)), do=do, words=words, beside=_BESIDE)


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def correction_ask(request: Visit, centre_id: int) -> HttpResponse:
    """Ask a centre to put something right; `?inspection=` or `?review=` says what it follows from."""
    centre = seen_centre(request, centre_id)

    def do(said: dict[str, Any]) -> str:
        asked = ask_correction(
            centre_id=centre.pk,
            **said,
            inspection_id=number_told(request.GET.get("inspection", "")),
            review_id=number_told(request.GET.get("review", "")),
            by=request.scope,
            at=request.now,
        )
        messages.success(request, "اقدام اصلاحی خواسته شد.")
        return reverse("correction", args=[asked.pk])

    back = reverse("supervision", args=[centre.pk])
    words = Words(
        title=f"اقدام اصلاحی برای {persian_digits(centre.name)}",
        button="خواستن اقدام",
        back=back,
        intro="مرکز این نوشته را می‌بیند. نام خانوارها را ننویسید.",
    )
    beside = {**_BESIDE, "day_gone_by": "due_on"}
    return deed_page(request, form=CorrectionForm(typed(request)), do=do, words=words, beside=beside)


@needs(*READERS)
@_DEED
def correction_report(request: Visit, correction_id: int) -> HttpResponse:
    """Say that it was put right."""
    found = correction_in_sight(correction_id=correction_id, scope=request.scope)
    here = reverse("correction", args=[found.pk])

    def do(said: dict[str, Any]) -> str:
        report_correction(correction_id=found.pk, note=said["note"], by=request.scope, at=request.now)
        messages.success(request, "گزارش انجام ثبت شد؛ اکنون اداره آن را بررسی می‌کند.")
        return here

    words = Words(title="گزارش انجام اقدام اصلاحی", button="انجام شد", back=here, intro=found.what)
    beside = {"what_missing": "note"}
    return deed_page(request, form=DoneForm(typed(request)), do=do, words=words, beside=beside)


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def correction_check(request: Visit, correction_id: int) -> HttpResponse:
    """Accept what was done, or send it back."""
    found = correction_in_sight(correction_id=correction_id, scope=request.scope)
    here = reverse("correction", args=[found.pk])

    def do(said: dict[str, Any]) -> str:
        said["result"] = Check(said["result"])
        check_correction(correction_id=found.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "نتیجه بررسی ثبت شد.")
        return here

    words = Words(title="بررسی اقدام اصلاحی", button="ثبت نتیجه", back=here, intro=found.done_note)
    beside = {"reason_missing": "note"}
    return deed_page(request, form=CheckForm(typed(request)), do=do, words=words, beside=beside)


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def correction_drop(request: Visit, correction_id: int) -> HttpResponse:
    """Want it no longer."""
    found = correction_in_sight(correction_id=correction_id, scope=request.scope)
    here = reverse("correction", args=[found.pk])

    def do(said: dict[str, Any]) -> str:
        drop_correction(correction_id=found.pk, reason=said["reason"], by=request.scope, at=request.now)
        return here

    words = Words(title="کنار گذاشتن اقدام اصلاحی", button="کنار گذاشته شود", back=here, is_grave=True)
    return deed_page(request, form=ReasonForm(typed(request)), do=do, words=words, beside=_BESIDE)
