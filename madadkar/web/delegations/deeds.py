"""Deeds on one file: sent to a centre, recorded from paper, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions import delegate_case, recall_delegations, send_case
from madadkar.casework.models import Delegation
from madadkar.casework.queries import case_file
from madadkar.casework.rules.delegation import DelegationStep
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegations.forms import PaperForm, ReasonForm, SendForm
from madadkar.web.doors import Visit, needs

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {
    "centre_not_active": "centre",
    "centre_licence_ended": "centre",
    "delegated_already": "centre",
    "delegated_elsewhere": "services",
    "changed_since": "on",
    "reason_missing": "reason",
}
_KEEPS = "مالکیت پرونده با اداره می‌ماند؛ مرکز از همین لحظه تا پایان واگذاری این خانواده را می‌بیند."


@needs(Right.ASSIGN_FILES)
@_DEED
def file_delegate(request: Visit, file_id: int) -> HttpResponse:
    """Send the file to a centre, for all services or some."""
    form = SendForm(typed(request), scope=request.scope, on=request.today)

    def do(said: dict[str, Any]) -> None:
        send_case(
            file_id=file_id,
            centre_id=said["centre"].pk,
            terms=form.said_terms(),
            reason=said["reason"],
            by=request.scope,
            at=request.now,
        )

    words = Words(
        done="پرونده برای مرکز فرستاده شد.",
        title=f"واگذاری پرونده {_number(request, file_id)} به مرکز نیکوکاری",
        button="فرستادن به مرکز",
        back=reverse("case-file", args=[file_id]),
        intro=_KEEPS,
    )
    return deed_page(
        request,
        form=form,
        do=do,
        beside=_BESIDE,
        words=words,
    )


@needs(Right.ASSIGN_FILES)
@_DEED
def file_delegated(request: Visit, file_id: int) -> HttpResponse:
    """Record, as paper says, that a centre walks with the family already."""
    form = PaperForm(typed(request), scope=request.scope, on=request.today, initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        told = {"on": said["on"], "reason": said["reason"]}
        delegate_case(file_id=file_id, centre_id=said["centre"].pk, **told, by=request.scope, at=request.now)

    words = Words(
        done="واگذاری از روی سند ثبت شد.",
        title=f"ثبت واگذاری انجام‌شده پرونده {_number(request, file_id)}",
        button="ثبت واگذاری",
        back=reverse("case-file", args=[file_id]),
        intro="برای پرونده‌ای که مرکز پیش از این سامانه تحویل گرفته است. روز گذشته، تصحیح به شمار می‌آید.",
    )
    return deed_page(
        request,
        form=form,
        do=do,
        beside=_BESIDE,
        words=words,
    )


@needs(Right.ASSIGN_FILES)
@_DEED
def file_recall(request: Visit, file_id: int) -> HttpResponse:
    """Take the family back into the office's own care, from every centre."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    open_ones = [one.pk for one in history.delegations if one.is_open]

    def do(said: dict[str, Any]) -> None:
        asked = open_ones or [one.pk for one in history.delegations if _recalled_today(one, request.today)]
        if not asked:
            raise Refusal("not_delegated")
        recall_delegations(delegation_ids=asked, reason=said["reason"], by=request.scope, at=request.now)

    words = Words(
        done="پرونده به اداره بازگشت؛ مرکز دیگر این خانواده را نمی‌بیند.",
        title=f"پس گرفتن پرونده {persian_digits(history.file.number)} از مرکز",
        button="پس گرفتن",
        back=reverse("case-file", args=[file_id]),
        intro="دید مرکز در همین لحظه بسته می‌شود.",
        is_grave=True,
    )
    return deed_page(
        request,
        form=ReasonForm(typed(request)),
        do=do,
        beside=_BESIDE,
        words=words,
    )


def _recalled_today(delegation: Delegation, today: date) -> bool:
    """Whether it was taken back on this day: then a second click, or a second tab, asks for what is done."""
    return delegation.step == DelegationStep.RECALLED and delegation.valid_until == today


def _number(request: Visit, file_id: int) -> str:
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    return persian_digits(history.file.number)
