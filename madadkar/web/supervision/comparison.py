"""Centres side by side: sorted by any number, out as a sheet, and every number open to its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from madadkar.casework.queries.comparison import (
    BEHIND_NAMES,
    Behind,
    Compared,
    compared,
    elsewhere_behind,
    files_behind,
)
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import format_day
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.models import Centre
from madadkar.organisations.queries import centres_in_sight, with_standing
from madadkar.organisations.rules import STANDING_NAMES, Right
from madadkar.web.doors import Visit, needs
from madadkar.web.supervision.forms import ComparisonForm
from madadkar.web.supervision.views import seen_centre
from madadkar.web.written import sheet_answer, suffix_asked

_PAGE = 50
_FILES = 50


@dataclass(frozen=True)
class Row:
    """A centre with its numbers."""

    centre: Centre
    numbers: Compared


SORTS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "name": ("مرکز", lambda row: row.centre.name),
    "files": ("پرونده", lambda row: row.numbers.files),
    "workload": ("پرونده هر مددکار", lambda row: row.numbers.files_a_worker),
    "visited": ("بازدیدشده در یک سال", lambda row: row.numbers.visited_percent),
    "empowered": ("خروج با توانمندی", lambda row: row.numbers.empowered),
    "handed": ("میانگین روزهای تحویل", lambda row: row.numbers.hand_over_days),
    "growth": ("رشد از سال پیش", lambda row: row.numbers.growth_percent),
    "overdue": ("اقدام دیرکرده", lambda row: row.numbers.overdue),
    "score": ("امتیاز", lambda row: row.numbers.points),
}
"""What the table may be sorted by; numbers fall from the highest, what has none stands last."""


@needs(Right.SUPERVISE_CENTRES)
@require_safe
def comparison(request: Visit) -> HttpResponse:
    """The centres of the actor's offices beside each other, as of a day."""
    form = ComparisonForm(request.GET, scope=request.scope)
    if not form.is_valid():
        return render(request, "supervision/comparison.html", {"form": form}, status=400)
    on = form.cleaned_data["on"] or request.today
    asked = request.GET.get("sort", "files")
    sort = asked if asked in SORTS else "files"
    rows = _rows(request, form.cleaned_data["office"], on, sort)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    facts = {
        "form": form,
        "page": page,
        "sorts": [(code, words) for code, (words, _) in SORTS.items()],
        "sort": sort,
        "on": on,
        "totals": _totals(rows),
        "is_today": on == request.today,
    }
    return render(request, "supervision/comparison.html", facts)


def _rows(request: Visit, office: Any, on: date, sort: str) -> list[Row]:
    centres = with_standing(centres=centres_in_sight(scope=request.scope), on=on)
    chosen = list(centres.filter(office=office) if office else centres)
    numbers = compared(centre_ids=[centre.pk for centre in chosen], scope=request.scope, on=on)
    rows = [Row(centre, numbers[centre.pk]) for centre in chosen]
    key = SORTS[sort][1]
    named = sorted(rows, key=lambda row: (row.centre.name, row.centre.pk))
    if sort == "name":
        return named
    known = sorted((row for row in named if key(row) is not None), key=key, reverse=True)
    return known + [row for row in named if key(row) is None]


def _totals(rows: list[Row]) -> dict[str, Any]:
    """What the whole table says, with its bases."""
    files = sum(row.numbers.files for row in rows)
    before = sum(row.numbers.before for row in rows)
    at_work = [row for row in rows if row.centre.standing == "active"]  # type: ignore[attr-defined]  # annotated
    return {
        "centres": len(at_work),
        "files": files,
        "before": before,
        "growth": 100 * (files - before) / before if before else None,
        "mean": files / len(at_work) if at_work else None,
    }


@needs(Right.SUPERVISE_CENTRES)
@require_POST
def comparison_export(request: Visit) -> HttpResponse:
    """The whole comparison as a sheet."""
    request.scope.check(Right.EXPORT)
    form = ComparisonForm(request.POST, scope=request.scope)
    if not form.is_valid():
        return render(request, "supervision/comparison.html", {"form": form}, status=400)
    on, suffix = form.cleaned_data["on"] or request.today, suffix_asked(request)
    asked = request.POST.get("sort", "files")
    rows = _rows(request, form.cleaned_data["office"], on, asked if asked in SORTS else "files")
    told = {"rows": len(rows), "on": on, "suffix": suffix}
    record("casework.export_comparison", by=request.scope, at=request.now, **told)  # type: ignore[arg-type]  # facts
    title = f"مقایسه مراکز نیکوکاری {format_day(on).replace('/', '-')}"
    return sheet_answer(suffix, title=title, headings=_HEADINGS, rows=[_line(row) for row in rows])


_HEADINGS = (
    "کد مرکز", "مرکز", "اداره", "وضع", "پرونده", "پرونده یک سال پیش", "رشد (درصد)", "مددکار",
    "پرونده هر مددکار", "بازدیدشده در یک سال", "بازدیدشده (درصد)", "خروج با توانمندی در یک سال",
    "تحویل در یک سال", "میانگین روزهای تحویل", "اقدام دیرکرده", "امتیاز", "درجه", "روز امتیاز",
)  # fmt: skip


def _line(row: Row) -> tuple[object, ...]:
    one, standing = row.numbers, row.centre.standing  # type: ignore[attr-defined]  # annotated
    return (
        row.centre.code, row.centre.name, row.centre.office.name, STANDING_NAMES.get(standing, ""), one.files,
        one.before, _rounded(one.growth_percent), one.workers, _rounded(one.files_a_worker), one.visited,
        _rounded(one.visited_percent), one.empowered, one.handed, _rounded(one.hand_over_days), one.overdue,
        float(one.points) if one.points is not None else None, one.grade, one.scored_on,
    )  # fmt: skip


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)


@needs(Right.SUPERVISE_CENTRES)
@require_safe
def comparison_list(request: Visit, centre_id: int, behind: str) -> HttpResponse:
    """The files that one number of one centre counts."""
    centre = seen_centre(request, centre_id)
    if behind not in {one.value for one in Behind}:
        raise Refusal("page_unknown")
    form = ComparisonForm(request.GET, scope=request.scope)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or request.today
    told: dict[str, Any] = {
        "behind": Behind(behind),
        "centre_id": centre.pk,
        "scope": request.scope,
        "on": on,
    }
    files = files_behind(**told).select_related("office", "caseworker")
    facts = {
        "centre": centre,
        "words": BEHIND_NAMES[Behind(behind)],
        "page": Paginator(files, _FILES).get_page(request.GET.get("page")),
        "elsewhere": elsewhere_behind(**told),
        "on": on,
    }
    return render(request, "supervision/behind.html", facts)
