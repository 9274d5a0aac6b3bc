"""The steps of a file, each on a page of its own: what it means, from which state, and one result for two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions import (
    Step,
    begin_review,
    change_state,
    cover_from_queue,
    end_review,
    lift_suspension,
    proceed,
    suspend,
    take_exit_back,
)
from madadkar.casework.queries import FileHistory, case_file
from madadkar.casework.queries.moves import last_move
from madadkar.casework.queries.next_deeds import state_now
from madadkar.casework.rules import (
    FILE_STATE_NAMES,
    SERVED,
    CoverageKind,
    FileState,
    StateReason,
)
from madadkar.casework.rules.proceeding import PROCEEDS_TO
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm
from madadkar.web.life.forms import (
    CoverForm,
    ExitBackForm,
    PaperForm,
    ReasonedForm,
    StepForm,
    WhyForm,
)

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {
    "reason_does_not_fit": "reason",
    "reason_missing": "note",
    "state_changed_since": "on",
    "day_not_come": "on",
}
_PROCEED_WORDS = {
    FileState.INQUIRY: "استعلام",
    FileState.VISIT: "بازدید و تحقیق",
    FileState.DOCUMENTS: "تکمیل مدارک",
    FileState.COMMITTEE: "کمیته",
    FileState.CLOSED: "بستن پیش از تصمیم",
}


@needs(Right.WORK_FILES)
@when_delegated(Matter.WHOLE)
@_DEED
def file_proceed(request: Visit, file_id: int, to: str) -> HttpResponse:
    """Bring a request one step on, back, or to its end before a decision."""
    history = _history(request, file_id)
    if to not in {state.value for state in PROCEEDS_TO}:
        raise Refusal("page_unknown")
    state = FileState(to)
    closes = state is FileState.CLOSED
    asked: dict[str, Any] = _seen(request, history)
    form = ReasonedForm(typed(request), state=state, needs_note=False, **asked) if closes else None

    def do(said: dict[str, Any]) -> None:
        why = StateReason(said["reason"]) if closes else None
        told = {"note": said["note"], "seen": said["seen"], "closes_for": why}
        proceed(file_id=file_id, to=state, **told, by=request.scope, at=request.now)

    said = _PROCEED_WORDS[state]
    return file_step_page(
        request,
        history,
        form or StepForm(typed(request), **asked),
        do,
        title=f"{said}: پرونده {persian_digits(history.file.number)}",
        button="پرونده بسته شود" if closes else f"برود به {said}",
        done="پرونده بسته شد." if closes else f"پرونده به «{FILE_STATE_NAMES[state]}» رفت.",
        intro="خانوار هر زمان می‌تواند دوباره با همین پرونده درخواست دهد." if closes else "",
        is_grave=closes,
    )


@needs(Right.DECIDE_FILES)
@_DEED
def file_suspend(request: Visit, file_id: int) -> HttpResponse:
    """Hold back what the family receives."""
    history = _history(request, file_id)
    form = ReasonedForm(typed(request), state=FileState.SUSPENDED, **_seen(request, history))

    def do(said: dict[str, Any]) -> None:
        told = {**said, "reason": StateReason(said["reason"])}
        suspend(file_id=file_id, **told, by=request.scope, at=request.now)

    return file_step_page(
        request,
        history,
        form,
        do,
        title=f"تعلیق پرونده {persian_digits(history.file.number)}",
        button="تعلیق شود",
        done="پرونده تعلیق شد.",
        intro="تا روشن شدن وضع، پرداخت به خانوار نگه داشته می‌شود؛ پوشش بر جا می‌ماند و خانوار حق اعتراض دارد.",
        is_grave=True,
    )


@needs(Right.DECIDE_FILES)
@_DEED
def file_lift(request: Visit, file_id: int) -> HttpResponse:
    """The family receives again what was held back."""

    def do(said: dict[str, Any]) -> None:
        lift_suspension(file_id=file_id, **said, by=request.scope, at=request.now)

    return _why(request, file_id, do, title="رفع تعلیق پرونده", button="رفع تعلیق", done="تعلیق برداشته شد.")


@needs(Right.WORK_FILES)
@when_delegated(Matter.WALK)
@_DEED
def file_review(request: Visit, file_id: int) -> HttpResponse:
    """Look at the family's state anew."""
    history = _history(request, file_id)
    form = ReasonedForm(typed(request), state=FileState.REVIEW, needs_note=False, **_seen(request, history))

    def do(said: dict[str, Any]) -> None:
        told = {**said, "reason": StateReason(said["reason"])}
        begin_review(file_id=file_id, **told, by=request.scope, at=request.now)

    return file_step_page(
        request,
        history,
        form,
        do,
        title=f"آغاز بازنگری پرونده {persian_digits(history.file.number)}",
        button="آغاز بازنگری",
        done="بازنگری آغاز شد.",
        intro="در بازنگری، پوشش و پرداخت خانوار مانند پیش است.",
    )


@needs(Right.DECIDE_FILES)
@_DEED
def file_review_end(request: Visit, file_id: int) -> HttpResponse:
    """After the review the family stays as it is."""
    history = _history(request, file_id)
    form = StepForm(typed(request), **_seen(request, history))

    def do(said: dict[str, Any]) -> None:
        end_review(file_id=file_id, **said, by=request.scope, at=request.now)

    return file_step_page(
        request,
        history,
        form,
        do,
        title=f"پایان بازنگری پرونده {persian_digits(history.file.number)}",
        button="پایان بازنگری",
        done="بازنگری پایان یافت و پرونده فعال است.",
    )


@needs(Right.DECIDE_FILES)
@_DEED
def file_exit_back(request: Visit, file_id: int) -> HttpResponse:
    """An exit is found to be a mistake."""
    history = _history(request, file_id)
    form = ExitBackForm(typed(request), **_seen(request, history))

    def do(said: dict[str, Any]) -> None:
        told = {**said, "coverage": CoverageKind(said["coverage"])}
        take_exit_back(file_id=file_id, **told, by=request.scope, at=request.now)

    return file_step_page(
        request,
        history,
        form,
        do,
        title=f"برگرداندن خروج، پرونده {persian_digits(history.file.number)}",
        button="خروج برگردد",
        done="خروج برگشت و خانوار از امروز تحت پوشش است.",
        intro="پوشش از امروز آغاز می‌شود؛ روزهایی که خانوار بیرون بود همان‌گونه می‌ماند.",
    )


@needs(Right.DECIDE_FILES)
@_DEED
def file_cover(request: Visit, file_id: int) -> HttpResponse:
    """Credit has come for a family that waited its turn."""
    history = _history(request, file_id)
    form = CoverForm(typed(request), **_seen(request, history))

    def do(said: dict[str, Any]) -> None:
        told = {**said, "coverage": CoverageKind(said["coverage"])}
        cover_from_queue(file_id=file_id, **told, by=request.scope, at=request.now)

    return file_step_page(
        request,
        history,
        form,
        do,
        title=f"درآوردن به پوشش، پرونده {persian_digits(history.file.number)}",
        button="تحت پوشش درآید",
        done="خانوار تحت پوشش درآمد.",
        intro="کمیته این خانوار را پذیرفته بود و اعتبار آن رسیده است.",
    )


@needs(Right.CORRECT_HISTORY)
@_DEED
def file_paper(request: Visit, file_id: int) -> HttpResponse:
    """What the office's papers say of a file that was served or had left."""
    history = _history(request, file_id)
    becomes = FileState.INACTIVE if state_now(history=history) in SERVED else FileState.ACTIVE
    form = PaperForm(typed(request), state=becomes, initial={"on": request.today}, **_seen(request, history))

    def do(said: dict[str, Any]) -> None:
        step = Step(to=becomes, reason=StateReason(said["reason"]), on=said["on"], seen=said["seen"])
        change_state(file_id=file_id, step=step, by=request.scope, at=request.now)

    state = FILE_STATE_NAMES[becomes]
    return file_step_page(
        request,
        history,
        form,
        do,
        title=f"اصلاح از روی برگه: پرونده {persian_digits(history.file.number)} {state} است",
        button=f"{state} شود",
        done=f"پرونده {state} شد.",
        intro="این کار به نام شما همچون اصلاح در پیشینه پرونده می‌ماند و می‌تواند آمار روزهای گذشته را تغییر"
        " دهد. راه معمول خروج، پیشنهاد مددکار و تأیید دیگری است.",
        is_grave=becomes is FileState.INACTIVE,
    )


def _why(
    request: Visit, file_id: int, do: Callable[[dict[str, Any]], None], *, title: str, button: str, done: str
) -> HttpResponse:
    history = _history(request, file_id)
    form = WhyForm(typed(request), **_seen(request, history))
    title = f"{title} {persian_digits(history.file.number)}"
    return file_step_page(request, history, form, do, title=title, button=button, done=done)


def _history(request: Visit, file_id: int) -> FileHistory:
    return case_file(file_id=file_id, scope=request.scope, on=request.today)


def _seen(request: Visit, history: FileHistory) -> dict[str, Any]:
    return {"seen": last_move(file_id=history.file.pk, scope=request.scope)}


def file_step_page(
    request: Visit,
    history: FileHistory,
    form: PersianForm,
    do: Callable[[dict[str, Any]], None],
    *,
    done: str,
    back: str = "",
    **said: Any,
) -> HttpResponse:
    """The page of one deed on a file; when it is done, the file's page says so, or where `back` leads."""
    back = back or reverse("case-file", args=[history.file.pk])

    def do_and_say(given: dict[str, Any]) -> str:
        do(given)
        messages.success(request, done)
        return back

    return deed_page(request, form=form, do=do_and_say, beside=_BESIDE, words=Words(back=back, **said))
