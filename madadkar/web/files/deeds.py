"""Deeds on a file: opened, active or not, covered, on a pension, with a caseworker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions import (
    assign_caseworker,
    begin_coverage,
    begin_pension,
    end_coverage,
    end_pension,
    open_file,
)
from madadkar.casework.queries import FileHistory, case_file
from madadkar.casework.rules import CoverageKind, Field
from madadkar.foundation.persian import persian_digits
from madadkar.organisations.rules import Right
from madadkar.registry.queries import family
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.files.forms import (
    CaseworkerForm,
    CoverageForm,
    DayForm,
    EndForm,
    OpenForm,
)
from madadkar.web.forms import PersianForm

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {
    "file_number_taken": "number",
    "state_already": "on",
    "state_changed_since": "on",
    "changed_since": "on",
    "reason_does_not_fit": "reason",
    "reason_missing": "reason",
    "period_ends_before_it_starts": "on",
    "coverage_already": "kind",
    "pension_already": "on",
}


@needs(Right.OPEN_FILES)
@_DEED
def file_open(request: Visit, household_id: int) -> HttpResponse:
    """Open the family's one file."""
    found = family(household_id=household_id, scope=request.scope, on=request.today)

    def do(said: dict[str, Any]) -> str:
        opened = open_file(
            household_id=household_id,
            field=Field(said["field"]),
            number=said["number"],
            on=said["on"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, f"پرونده {persian_digits(opened.number)} تشکیل شد.")
        return reverse("case-file", args=[opened.pk])

    head = found.head.person if found.head else found.household
    words = Words(
        title=f"تشکیل پرونده خانوار {head}",
        button="تشکیل پرونده",
        back=reverse("family", args=[household_id]),
        intro="هر خانوار در هر سازمان یک پرونده دارد. پرونده از این روز فعال است.",
    )
    form = OpenForm(typed(request), initial={"on": request.today})
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.OPEN_FILES)
@_DEED
def coverage_begin(request: Visit, file_id: int) -> HttpResponse:
    """Cover the family, continuously or occasionally."""
    history = _history(request, file_id)
    form = CoverageForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        told = {**said, "kind": CoverageKind(said["kind"])}
        begin_coverage(file_id=file_id, **told, by=request.scope, at=request.now)

    return _deed(request, history, form, do, title="پوشش خانوار", button="ثبت پوشش", done="پوشش ثبت شد.")


@needs(Right.OPEN_FILES)
@_DEED
def coverage_end(request: Visit, file_id: int) -> HttpResponse:
    """End the family's coverage."""
    history = _history(request, file_id)
    form = EndForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        end_coverage(file_id=file_id, **said, by=request.scope, at=request.now)

    return _deed(
        request,
        history,
        form,
        do,
        title="پایان پوشش",
        button="پایان پوشش",
        done="پوشش پایان یافت.",
        is_grave=True,
    )


@needs(Right.OPEN_FILES)
@_DEED
def pension_begin(request: Visit, file_id: int) -> HttpResponse:
    """The family receives a pension."""
    history = _history(request, file_id)
    form = DayForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        begin_pension(file_id=file_id, **said, by=request.scope, at=request.now)

    return _deed(request, history, form, do, title="آغاز مستمری", button="ثبت مستمری", done="مستمری ثبت شد.")


@needs(Right.OPEN_FILES)
@_DEED
def pension_end(request: Visit, file_id: int) -> HttpResponse:
    """The family receives the pension no longer."""
    history = _history(request, file_id)
    form = EndForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        end_pension(file_id=file_id, **said, by=request.scope, at=request.now)

    return _deed(
        request,
        history,
        form,
        do,
        title="پایان مستمری",
        button="پایان مستمری",
        done="مستمری پایان یافت.",
        is_grave=True,
    )


@needs(Right.ASSIGN_FILES)
@_DEED
def file_caseworker(request: Visit, file_id: int) -> HttpResponse:
    """Say who walks with the family."""
    history = _history(request, file_id)
    form = CaseworkerForm(typed(request), scope=request.scope, initial={"staff": history.file.caseworker_id})

    def do(said: dict[str, Any]) -> None:
        staff_id = said["staff"].pk if said["staff"] else None
        assign_caseworker(
            file_id=file_id, staff_id=staff_id, on=request.today, by=request.scope, at=request.now
        )

    return _deed(
        request, history, form, do, title="مددکار پرونده", button="ثبت مددکار", done="مددکار ثبت شد."
    )


def _history(request: Visit, file_id: int) -> FileHistory:
    return case_file(file_id=file_id, scope=request.scope, on=request.today)


def _deed(
    request: Visit,
    history: FileHistory,
    form: PersianForm,
    do: Callable[[dict[str, Any]], None],
    *,
    done: str,
    **said: Any,
) -> HttpResponse:
    back = reverse("case-file", args=[history.file.pk])

    def do_and_say(given: dict[str, Any]) -> str:
        do(given)
        messages.success(request, done)
        return back

    return deed_page(request, form=form, do=do_and_say, beside=_BESIDE, words=Words(back=back, **said))
