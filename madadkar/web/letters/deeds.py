"""Deeds on letters and appeals, and declaring that a family is kin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.committee.appeals import file_appeal, withdraw_appeal
from madadkar.casework.actions.committee.committees import declare_kin
from madadkar.casework.actions.walk.letters import send_letter, write_letter
from madadkar.casework.queries import case_file
from madadkar.casework.queries.letters import appeal, appealable, letter, move_of
from madadkar.casework.rules.letters import SentHow
from madadkar.foundation.jalali import format_long
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.letters.forms import AppealForm, KinForm, SendForm, WithdrawForm, WriteForm

_DEED = require_http_methods(["GET", "POST"])


@needs(Right.WORK_FILES)
@_DEED
def letter_send(request: Visit, letter_id: int) -> HttpResponse:
    """Write that a letter reached its family."""
    found = letter(letter_id=letter_id, scope=request.scope)
    back = reverse("letter", args=[letter_id])

    def do(said: dict[str, Any]) -> str:
        how = SentHow(said["how"])
        send_letter(letter_id=letter_id, how=how, on=said["on"], by=request.scope, at=request.now)
        messages.success(request, "رسیدن نامه ثبت شد.")
        return back

    form = SendForm(typed(request), initial={"on": request.today})
    words = Words(title=f"رسیدن نامه {persian_digits(found.number)}", button="نامه رسید", back=back)
    beside = {"day_not_come": "on", "before_the_letter": "on"}
    return deed_page(request, form=form, do=do, words=words, beside=beside)


@needs(Right.KEEP_SESSIONS)
@_DEED
def letter_write(request: Visit, move_id: int) -> HttpResponse:
    """Tell a family of a decision that no letter told."""
    move = move_of(move_id=move_id, scope=request.scope)
    back = reverse("case-file", args=[move.case_file_id])

    def do(said: dict[str, Any]) -> str:
        written = write_letter(move_id=move_id, grounds=said["grounds"], by=request.scope, at=request.now)
        messages.success(request, "نامه نوشته شد؛ آن را چاپ کنید و به خانوار برسانید.")
        return reverse("letter", args=[written.pk])

    intro = (
        f"پرونده در {format_long(move.on)} «{move.get_to_state_display()}» شد ({move.get_reason_display()})."
    )
    form = WriteForm(typed(request), initial={"grounds": move.note})
    words = Words(title="نامه به خانوار", button="نوشتن نامه", back=back, intro=intro)
    return deed_page(request, form=form, do=do, words=words)


@needs(Right.TAKE_REQUESTS)
@_DEED
def appeal_new(request: Visit, move_id: int) -> HttpResponse:
    """Take a family's appeal against a decision."""
    move = move_of(move_id=move_id, scope=request.scope)
    back = reverse("case-file", args=[move.case_file_id])
    known = appealable(file_id=move.case_file_id, scope=request.scope)

    def do(said: dict[str, Any]) -> str:
        file_appeal(move_id=move_id, **said, by=request.scope, at=request.now)
        messages.success(request, "اعتراض ثبت شد؛ کسانی جز تصمیم‌گیران نخست آن را می‌شنوند.")
        return back

    intro = f"درباره «{move.get_to_state_display()}» ({move.get_reason_display()}) در {format_long(move.on)}."
    if known is not None and known.until is not None:
        intro += f" آخرین روز اعتراض {format_long(known.until)} است."
    form = AppealForm(typed(request), initial={"came_on": request.today})
    words = Words(title="اعتراض خانوار", button="ثبت اعتراض", back=back, intro=intro)
    beside = {"appeal_late": "came_on", "before_the_decision": "came_on", "day_not_come": "came_on"}
    return deed_page(request, form=form, do=do, words=words, beside={**beside, "said_missing": "said"})


@needs(Right.TAKE_REQUESTS)
@_DEED
def appeal_withdraw(request: Visit, appeal_id: int) -> HttpResponse:
    """The family takes its appeal back."""
    found = appeal(appeal_id=appeal_id, scope=request.scope)
    back = reverse("case-file", args=[found.case_file_id])

    def do(said: dict[str, Any]) -> str:
        withdraw_appeal(appeal_id=appeal_id, reason=said["reason"], by=request.scope, at=request.now)
        messages.success(request, "اعتراض پس گرفته شد؛ تصمیم پیشین برجاست.")
        return back

    form = WithdrawForm(typed(request))
    words = Words(title="پس گرفتن اعتراض", button="پس گرفته شد", back=back, is_grave=True)
    return deed_page(request, form=form, do=do, words=words, beside={"reason_missing": "reason"})


@needs(Right.WORK_FILES)
@when_delegated(Matter.WHOLE)
@_DEED
def kin_declare(request: Visit, file_id: int) -> HttpResponse:
    """Say that the family is kin or close to oneself."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    back = reverse("case-file", args=[file_id])

    def do(said: dict[str, Any]) -> str:
        assert request.scope.actor_id is not None, "the door asks for somebody first"
        declare_kin(
            file_id=file_id, staff_id=request.scope.actor_id, **said, by=request.scope, at=request.now
        )
        messages.success(request, "ثبت شد؛ در کمیته درباره این پرونده رأی نخواهید داد.")
        return back

    intro = (
        "کسی که با خانوار نسبت یا آشنایی نزدیک دارد درباره پرونده‌اش رأی نمی‌دهد. این اعلام پس گرفته نمی‌شود."
    )
    number = persian_digits(history.file.number)
    words = Words(title=f"اعلام نسبت با پرونده {number}", button="اعلام می‌کنم", back=back, intro=intro)
    beside = {"relation_missing": "relation"}
    return deed_page(request, form=KinForm(typed(request)), do=do, words=words, beside=beside)
