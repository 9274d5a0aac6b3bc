"""Deeds on visits, each on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.walk.visiting import (
    Report,
    arrange_visit,
    ask_visit,
    cancel_visit,
    correct_report,
    miss_visit,
    rearrange_visit,
    report_visit,
)
from madadkar.casework.models import HomeVisit
from madadkar.casework.queries import case_file
from madadkar.casework.queries.visits import home_visit
from madadkar.casework.rules.visits import Tenure, VisitKind, VisitState
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.visits.forms import (
    ArrangeForm,
    AskForm,
    CorrectForm,
    DayForm,
    MissedForm,
    ReportForm,
    WhyForm,
)

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {
    "day_not_come": "on",
    "day_gone": "due_on",
    "observations_missing": "observations",
    "signature_differs": "signature",
}


@needs(Right.WORK_FILES)
@_DEED
def visit_new(request: Visit, file_id: int) -> HttpResponse:
    """Say when one goes there; who has been there already goes on to the report."""
    file = case_file(file_id=file_id, scope=request.scope, on=request.today).file
    form = ArrangeForm(typed(request), initial={"on": request.today, "kind": request.GET.get("kind", "")})

    def do(said: dict[str, Any]) -> str:
        told = {**said, "kind": VisitKind(said["kind"])}
        visit = arrange_visit(file_id=file.pk, **told, by=request.scope, at=request.now)
        if said["on"] <= request.today:
            return reverse("visit-report", args=[visit.pk])
        messages.success(request, "قرار بازدید گذاشته شد.")
        return _page(visit)

    words = Words(title="بازدید تازه", button="ثبت بازدید", back=reverse("case-file", args=[file.pk]))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def visit_ask(request: Visit, file_id: int) -> HttpResponse:
    """Ask that somebody goes there by a day."""
    file = case_file(file_id=file_id, scope=request.scope, on=request.today).file
    form = AskForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        told = {**said, "kind": VisitKind(said["kind"])}
        visit = ask_visit(file_id=file.pk, **told, by=request.scope, at=request.now)
        messages.success(request, "بازدید خواسته شد و در روز مددکار می‌آید.")
        return _page(visit)

    words = Words(
        title="خواستن بازدید",
        button="بازدید خواسته شود",
        back=reverse("case-file", args=[file.pk]),
        intro="بازدیدهای دوره‌ای خود به خود در روز مددکار می‌آیند؛ اینجا بازدیدی جز آنها بخواهید.",
    )
    return deed_page(request, form=form, do=do, beside={**_BESIDE, "reason_missing": "why"}, words=words)


@needs(Right.WORK_FILES)
@_DEED
def visit_report(request: Visit, visit_id: int) -> HttpResponse:
    """Report the visit and sign it."""
    visit = home_visit(visit_id=visit_id, scope=request.scope)
    came_on = min(visit.arranged_for or request.today, request.today)
    form = ReportForm(typed(request), name=request.scope.actor_name, initial={"on": came_on})

    def do(said: dict[str, Any]) -> str:
        on, signature = said.pop("on"), said.pop("signature")
        report = _report(said)
        told = {"on": on, "report": report, "signature": signature}
        report_visit(visit_id=visit.pk, **told, by=request.scope, at=request.now)
        messages.success(request, "گزارش امضا و ثبت شد.")
        return _page(visit)

    words = Words(title="گزارش بازدید", button="امضا و ثبت", back=_page(visit))
    more = {"visit": visit}
    return deed_page(
        request, form=form, do=do, beside=_BESIDE, words=words, template="visits/report.html", more=more
    )


@needs(Right.WORK_FILES)
@_DEED
def visit_correct(request: Visit, visit_id: int) -> HttpResponse:
    """Write the report again where it was wrong; the one before stays to be read."""
    visit = home_visit(visit_id=visit_id, scope=request.scope)
    last = next(iter(visit.reports.all()), None)
    names = (
        "observations",
        "present_people",
        "needs",
        "income_rial",
        "income_sources",
        "tenure",
        "home_note",
    )
    initial = {name: getattr(last, name) for name in names} | {"seen": last.version} if last else {"seen": 0}
    form = CorrectForm(typed(request), name=request.scope.actor_name, is_new=False, initial=initial)

    def do(said: dict[str, Any]) -> str:
        told = {name: said.pop(name) for name in ("why", "seen", "signature")}
        correct_report(visit_id=visit.pk, report=_report(said), **told, by=request.scope, at=request.now)
        messages.success(request, "نسخه تازه گزارش امضا شد.")
        return _page(visit)

    words = Words(
        title="اصلاح گزارش بازدید",
        button="امضای نسخه تازه",
        back=_page(visit),
        intro="نسخه پیشین می‌ماند و هر دو خوانده می‌شود.",
    )
    return deed_page(request, form=form, do=do, beside={**_BESIDE, "reason_missing": "why"}, words=words)


@needs(Right.WORK_FILES)
@_DEED
def visit_missed(request: Visit, visit_id: int) -> HttpResponse:
    """Say that nobody was home, or that the family did not wish a visit."""
    visit = home_visit(visit_id=visit_id, scope=request.scope)
    came_on = min(visit.arranged_for or request.today, request.today)
    form = MissedForm(typed(request), initial={"on": came_on})

    def do(said: dict[str, Any]) -> str:
        told = {**said, "outcome": VisitState(said["outcome"])}
        miss_visit(visit_id=visit.pk, **told, by=request.scope, at=request.now)
        messages.success(request, "ثبت شد.")
        return _page(visit)

    words = Words(title="بازدید انجام نشد", button="ثبت", back=_page(visit))
    return deed_page(request, form=form, do=do, beside={**_BESIDE, "reason_missing": "note"}, words=words)


@needs(Right.WORK_FILES)
@_DEED
def visit_rearrange(request: Visit, visit_id: int) -> HttpResponse:
    """Go there on another day."""
    visit = home_visit(visit_id=visit_id, scope=request.scope)
    form = DayForm(typed(request), initial={"on": visit.arranged_for or visit.due_on})

    def do(said: dict[str, Any]) -> str:
        rearrange_visit(visit_id=visit.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "قرار تازه ثبت شد.")
        return _page(visit)

    words = Words(title="قرار بازدید", button="ثبت قرار", back=_page(visit))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def visit_cancel(request: Visit, visit_id: int) -> HttpResponse:
    """Nobody goes there after all."""
    visit = home_visit(visit_id=visit_id, scope=request.scope)
    form = WhyForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        cancel_visit(visit_id=visit.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "بازدید لغو شد.")
        return _page(visit)

    words = Words(title="لغو بازدید", button="لغو بازدید", back=_page(visit), is_grave=True)
    return deed_page(request, form=form, do=do, beside={**_BESIDE, "reason_missing": "reason"}, words=words)


def _report(said: dict[str, Any]) -> Report:
    return Report(**{**said, "tenure": Tenure(said["tenure"]) if said["tenure"] else None})


def _page(visit: HomeVisit) -> str:
    return reverse("visit", args=[visit.pk])
