"""Requests taken and answered, turns in the queue, and discreet support."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions import (
    answer_request,
    lift_discretion,
    register_request,
    set_discretion,
    set_waiting_turn,
)
from madadkar.casework.queries import case_file, file_of_household
from madadkar.casework.queries.requests import one_request
from madadkar.casework.rules import FILE_STATE_NAMES, FileState
from madadkar.casework.rules.requests import REQUEST_KIND_NAMES, RequestKind
from madadkar.casework.rules.waiting import Priority
from madadkar.foundation.jalali import format_day
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.queries import family
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.life.forms import AnswerForm, DiscretionForm, LiftForm, TurnForm
from madadkar.web.life.steps import file_step_page
from madadkar.web.requesting import BESIDE, RequestForm

_DEED = require_http_methods(["GET", "POST"])


@needs(Right.TAKE_REQUESTS)
@when_delegated(Matter.WHOLE)
@_DEED
def request_new(request: Visit, household_id: int) -> HttpResponse:
    """Take a request of a family that the register knows."""
    found = family(household_id=household_id, scope=request.scope, on=request.today)
    history = file_of_household(household_id=household_id, scope=request.scope, on=request.today)
    form = RequestForm(typed(request), scope=request.scope, on=request.today)

    def do(_said: dict[str, Any]) -> str:
        taken = register_request(
            household_id=household_id, asked=form.asked(), by=request.scope, at=request.now
        )
        messages.success(request, "درخواست ثبت شد.")
        return reverse("case-file", args=[taken.case_file_id])

    standing = history.standing if history else None
    intro = (
        f"این خانوار پرونده {persian_digits(history.file.number)} را دارد"
        f" ({FILE_STATE_NAMES[FileState(standing.state)] if standing else 'بی‌وضعیت'})؛"
        " درخواست روی همان پرونده می‌نشیند."
        if history
        else "با این درخواست، پرونده خانوار تشکیل می‌شود."
    )
    words = Words(
        title=f"ثبت درخواست خانوار {found.head.person if found.head else found.household}",
        button="ثبت درخواست",
        back=reverse("family", args=[household_id]),
        intro=intro,
    )
    return deed_page(request, form=form, do=do, words=words, beside=BESIDE)


@needs(Right.TAKE_REQUESTS)
@_DEED
def request_answer(request: Visit, request_id: int) -> HttpResponse:
    """Tell what became of a request."""
    one = one_request(request_id=request_id, scope=request.scope)
    back = reverse("case-file", args=[one.case_file_id])

    def do(said: dict[str, Any]) -> str:
        answer_request(request_id=request_id, answer=said["answer"], by=request.scope, at=request.now)
        messages.success(request, "پاسخ ثبت شد.")
        return back

    kind = REQUEST_KIND_NAMES[RequestKind(one.kind)]
    words = Words(
        title=f"پاسخ به درخواست، پرونده {persian_digits(one.case_file.number)}",
        button="ثبت پاسخ",
        back=back,
        intro=f"{kind}، {persian_digits(format_day(one.came_on))}: «{one.said}»",
    )
    form = AnswerForm(typed(request))
    return deed_page(request, form=form, do=do, words=words, beside={"answer_missing": "answer"})


@needs(Right.DECIDE_FILES)
@_DEED
def file_turn(request: Visit, file_id: int) -> HttpResponse:
    """Make a waiting family's turn sooner, or the usual again."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    form = TurnForm(typed(request), initial={"priority": Priority.SOONER.value})

    def do(said: dict[str, Any]) -> None:
        told = {"priority": Priority(said["priority"]), "reason": said["reason"]}
        set_waiting_turn(file_id=file_id, **told, by=request.scope, at=request.now)

    return file_step_page(
        request,
        history,
        form,
        do,
        title=f"نوبت پرونده {persian_digits(history.file.number)}",
        button="ثبت نوبت",
        done="نوبت ثبت شد.",
        back=reverse("waiting-list"),
    )


@needs(Right.DECIDE_FILES)
@_DEED
def file_discretion(request: Visit, file_id: int) -> HttpResponse:
    """Keep a family from all eyes but a few, for a time."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    form = DiscretionForm(typed(request))

    def do(said: dict[str, Any]) -> None:
        set_discretion(file_id=file_id, **said, by=request.scope, at=request.now)

    return file_step_page(
        request,
        history,
        form,
        do,
        title=f"حمایت آبرومندانه، پرونده {persian_digits(history.file.number)}",
        button="پوشیده شود",
        done="پرونده پوشیده شد؛ تنها مددکار آن و سرپرستان می‌بینندش.",
        intro="این خانوار تا آن روز در جست‌وجو، فهرست‌ها، آمار و خروجی هیچ‌کس"
        " جز مددکار خودش، رئیس اداره و مدیرکل دیده نمی‌شود.",
    )


@needs(Right.DECIDE_FILES)
@_DEED
def file_discretion_lift(request: Visit, file_id: int) -> HttpResponse:
    """Let whoever may see families see this one again."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    form = LiftForm(typed(request))

    def do(said: dict[str, Any]) -> None:
        lift_discretion(file_id=file_id, **said, by=request.scope, at=request.now)

    return file_step_page(
        request,
        history,
        form,
        do,
        title=f"برداشتن پوشیدگی پرونده {persian_digits(history.file.number)}",
        button="پوشیدگی برداشته شود",
        done="پرونده مانند دیگر پرونده‌ها دیده می‌شود.",
    )
