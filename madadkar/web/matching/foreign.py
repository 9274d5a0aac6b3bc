"""Somebody else's roster held beside the register: brought, watched while it is compared, read, deleted."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madadkar.foundation.audit import record
from madadkar.foundation.models import JobState
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.matching.actions import forget_foreign, receive_foreign_roster
from madadkar.matching.engine.reasons import reasons
from madadkar.matching.models import ForeignRoster
from madadkar.matching.queries.foreign import (
    KnownRow,
    by_certainty,
    foreign_roster,
    known_rows,
    rows_in_sight,
)
from madadkar.matching.queries.foreign import (
    foreign_rosters as rosters_in_sight,
)
from madadkar.matching.rules import CERTAINTY_NAMES, FOREIGN_KEPT_FOR, FOREIGN_STATE_NAMES, ForeignState
from madadkar.organisations.rules import Right
from madadkar.registry.rosters.guard import LARGEST_FILE, MEGABYTE
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm
from madadkar.web.matching.forms import ForeignForm, FoundForm
from madadkar.web.refusals import sentence
from madadkar.web.written import sheet_answer, suffix_asked

_PAGE = 25
_DEED = require_http_methods(["GET", "POST"])
_KEPT = persian_digits(FOREIGN_KEPT_FOR.days)
_STAGES = {"read": "خواندن فایل", "compare": "سنجیدن با دفتر ثبت"}
_HEADINGS = (
    "شماره در فهرست", "ردیف در فهرست", "نام در فهرست", "کد خانوار در دفتر ثبت", "شماره شخص",
    "نام در دفتر ثبت", "امتیاز (درصد)", "چرا",
)  # fmt: skip


@needs(Right.MATCH_PEOPLE)
@require_safe
def foreign_rosters(request: Visit) -> HttpResponse:
    """The rosters of others that the reader's offices held beside their register."""
    page = Paginator(rosters_in_sight(scope=request.scope), _PAGE).get_page(request.GET.get("page"))
    rows = [(one, _state(request, one), _words(request, one)) for one in page]
    return render(request, "matching/foreign.html", {"page": page, "rows": rows, "kept": _KEPT})


@needs(Right.MATCH_PEOPLE)
@_DEED
def new(request: Visit) -> HttpResponse:
    """Bring somebody else's roster; what is wrong with the file stands beside it."""
    form = ForeignForm(request.POST, request.FILES) if request.method == "POST" else ForeignForm()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("matching-foreign-found", _taken_in(request, form.cleaned_data).pk)
        except Refusal as refusal:
            if refusal.code == "not_permitted":
                raise
            if refusal.code == "done_already":
                return redirect("matching-foreign")
            form.add_refusal(refusal, "file")
    words = Words(
        title="سنجش فهرست بیرونی",
        button="خوانده و سنجیده شود",
        back=reverse("matching-foreign"),
        intro="فهرست یک خیریه، دهیاری یا نهاد دیگر کنار دفتر ثبت شما گذاشته می‌شود تا ببینید کدام ردیف‌هایش را "
        "می‌شناسید. چیزی از آن وارد دفتر ثبت نمی‌شود. فایل پس از سنجش، و یافته‌ها "
        f"{_KEPT} روز پس از آوردن فایل پاک می‌شود. خانوارهای زیر حمایت آبرومندانه سنجیده نمی‌شوند.",
    )
    return render(request, "deed.html", {"form": form, "words": words})


def _taken_in(request: Visit, said: dict[str, Any]) -> ForeignRoster:
    file: UploadedFile[bytes] = said["file"]
    if (file.size or 0) > LARGEST_FILE:
        raise Refusal("roster_too_large", limit_mb=LARGEST_FILE // MEGABYTE)
    return receive_foreign_roster(
        content=bytes(file.read()), file_name=file.name or "", token=said["token"], by=request.scope,
        at=request.now,
    )  # fmt: skip


@needs(Right.MATCH_PEOPLE)
@require_safe
def found(request: Visit, foreign_id: int) -> HttpResponse:
    """What was found in one of them; until then how far it has come; once it is deleted, that it was."""
    roster = foreign_roster(foreign_id=foreign_id, scope=request.scope)
    state = _state(request, roster)
    facts = {"roster": roster, "state": state, "state_words": _words(request, roster), "kept": _KEPT}
    if state == ForeignState.ASKED:
        return _on_the_way(request, roster, facts)
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if state == ForeignState.DELETED:
        return render(request, "matching/foreign_found.html", facts)
    return _shown(request, roster, facts)


def _shown(request: Visit, roster: ForeignRoster, facts: dict[str, Any]) -> HttpResponse:
    form = FoundForm(request.GET)
    if not form.is_valid():
        return render(request, "matching/foreign_found.html", {**facts, "form": form}, status=400)
    wanted = form.cleaned_data["certainty"]
    rows = rows_in_sight(roster=roster, scope=request.scope, at=request.now)
    told = by_certainty(rows=rows, upper=roster.upper)
    page = Paginator(told[wanted] if wanted else rows, _PAGE).get_page(request.GET.get("page"))
    facts |= {
        "form": form,
        "page": page,
        "rows": [
            (one, 100 * one.row.probability, reasons(one.row.levels))
            for one in known_rows(rows=list(page), scope=request.scope)
        ],
        "counts": [(words, len(told[one])) for one, words in CERTAINTY_NAMES.items()],
        "number": len(rows),
        "certainty": wanted.value if wanted else "",
        "may_export": request.scope.may(Right.EXPORT),
    }
    return render(request, "matching/foreign_found.html", facts)


def _on_the_way(request: Visit, roster: ForeignRoster, facts: dict[str, Any]) -> HttpResponse:
    job = roster.job
    is_failed = job is None or job.state == JobState.FAILED
    if request.htmx and is_failed:
        return HttpResponse(headers={"HX-Refresh": "true"})
    code = (job.refusal_code if job else "") or "job_failed"
    facts |= {
        "job": job,
        "is_failed": is_failed,
        "stage": _STAGES.get(job.stage, "") if job else "",
        "why": sentence(Refusal(code, **(job.refusal_facts if job else {}))) if is_failed else "",
    }
    template = "matching/foreign_on_the_way.html"
    return render(request, f"{template}#state" if request.htmx else template, facts)


@needs(Right.EXPORT)
@require_POST
def export(request: Visit, foreign_id: int) -> HttpResponse:
    """What was found, as a sheet."""
    roster = foreign_roster(foreign_id=foreign_id, scope=request.scope)
    request.scope.check(Right.MATCH_PEOPLE)
    suffix, form = suffix_asked(request), FoundForm(request.POST)
    rows = rows_in_sight(roster=roster, scope=request.scope, at=request.now)
    if form.is_valid() and form.cleaned_data["certainty"]:
        rows = by_certainty(rows=rows, upper=roster.upper)[form.cleaned_data["certainty"]]
    known = known_rows(rows=rows, scope=request.scope)
    record(
        "matching.export_foreign_roster", by=request.scope, at=request.now, subject=roster, rows=len(known),
        suffix=suffix,
    )  # fmt: skip
    return sheet_answer(suffix, title="یافته‌های فهرست بیرونی", headings=_HEADINGS, rows=map(_line, known))


@needs(Right.MATCH_PEOPLE)
@_DEED
def forget(request: Visit, foreign_id: int) -> HttpResponse:
    """Delete one of them before its day."""
    roster = foreign_roster(foreign_id=foreign_id, scope=request.scope)

    def do(said: dict[str, Any]) -> None:
        forget_foreign(foreign_id=foreign_id, by=request.scope, at=request.now)

    words = Words(
        title="پاک کردن فهرست بیرونی",
        button="پاک شود",
        back=reverse("matching-foreign"),
        intro=f"«{roster.file_name}» و هر چه در آن یافته شد پاک می‌شود؛ تنها می‌ماند که چه کسی و کی آن را "
        "سنجید.",
        is_grave=True,
        done="فهرست و یافته‌هایش پاک شد.",
    )
    return deed_page(request, form=PersianForm(typed(request)), do=do, words=words)


def _state(request: Visit, roster: ForeignRoster) -> ForeignState:
    """Where it stands; from its last moment on it is as good as deleted, be the clock's deed late."""
    return ForeignState.DELETED if roster.kept_until <= request.now else ForeignState(roster.state)


def _words(request: Visit, roster: ForeignRoster) -> str:
    state = _state(request, roster)
    if state is ForeignState.ASKED and roster.job is not None and roster.job.state == JobState.FAILED:
        return "ناتمام ماند"
    return FOREIGN_STATE_NAMES[state]


def _line(one: KnownRow) -> tuple[object, ...]:
    return (
        one.row.code, one.row.row_number, one.row.name, one.household_code, one.person.pk, str(one.person),
        f"{100 * one.row.probability:.1f}", "؛ ".join(reasons(one.row.levels)),
    )  # fmt: skip
