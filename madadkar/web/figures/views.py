"""All figures of an office, one figure with its parts, and the list behind a number."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from madadkar.foundation.jalali import PartialDate
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.reports.actions import export_figures, export_rows, is_medical, read_rows
from madadkar.reports.figures import figure_by_code
from madadkar.reports.figures.published import publications_of
from madadkar.reports.press import OVERLAP, number_text
from madadkar.reports.queries import PAGE_SIZE, breakdowns, figure_rows, office_readings
from madadkar.reports.rules import UNIT_NAMES
from madadkar.web import tasks
from madadkar.web.doors import Visit, needs
from madadkar.web.figures import sheets
from madadkar.web.figures.asking import Asking, asking, day_text, listed
from madadkar.web.figures.exporting import start_export
from madadkar.web.figures.tiles import ReportDay, cut, sections, tile
from madadkar.web.numbers import number_told
from madadkar.web.written import sheet_answer, suffix_asked

AT_ONCE = 3000
"""A longer list is written by the worker, so that nobody waits on a page."""


@needs(Right.SEE_FIGURES)
@require_safe
def figures(request: Visit) -> HttpResponse:
    """Every figure of an office on a day, beside what was printed."""
    form, asked = asking(request, request.GET)
    if asked is None:
        return render(request, "figures/figures.html", {"form": form}, status=400)
    readings = office_readings(asked=asked.question)
    content = {
        "form": form,
        "asked": asked,
        "sections": sections(readings, asked),
        "disagreement_count": sum(len(one.disagreements) for one in readings),
        "report_days": _report_days(asked),
        "overlap": OVERLAP,
    }
    return render(request, "figures/figures.html", content)


@needs(Right.SEE_FIGURES)
@require_safe
def figure(request: Visit, code: str) -> HttpResponse:
    """One figure: its definition, what was printed, the sentence to say, and its parts."""
    wanted = figure_by_code(code=code)
    form, asked = asking(request, request.GET)
    if asked is None:
        return render(request, "figures/figure.html", {"form": form, "figure": wanted}, status=400)
    shown = tile(office_readings(asked=asked.question, figures=(wanted,))[0], asked)
    parts = [] if shown.refusal else breakdowns(asked=asked.question, figure=wanted)
    content = {
        "form": form,
        "asked": asked,
        "figure": wanted,
        "tile": shown,
        "cuts": [cut(one, wanted, asked) for one in parts],
        "all_url": asked.address("figures"),
        "overlap": OVERLAP,
    }
    return render(request, "figures/figure.html", content)


@needs(Right.SEE_FIGURES)
@require_safe
def figure_list(request: Visit, code: str) -> HttpResponse:
    """The rows a figure counted, all of them, a page at a time."""
    wanted = listed(code, request.GET)
    form, asked = asking(request, request.GET)
    if asked is None:
        return render(request, "figures/list.html", {"form": form, "wanted": wanted}, status=400)
    number = _page_number(request)
    rows = read_rows(
        asked=asked.question,
        count=wanted.count,
        narrowed=wanted.narrowed,
        offset=(number - 1) * PAGE_SIZE,
        at=request.now,
    )
    content = {
        "form": form,
        "asked": asked,
        "wanted": wanted,
        "rows": [_said(row) for row in rows.rows],
        "count": rows.count,
        "unit": UNIT_NAMES[wanted.count.unit],
        "page": Paginator(range(rows.count), PAGE_SIZE).get_page(number),
        "is_medical": is_medical(count=wanted.count, narrowed=wanted.narrowed),
        "figure_url": asked.address("figure", code),
        "all_url": asked.address("figures"),
        "told": {**asked.told, **wanted.told},
    }
    return render(request, "figures/list.html", content)


@needs(Right.EXPORT)
@require_POST
def export_all(request: Visit) -> HttpResponse:
    """All figures of an office on a day, as a sheet."""
    asked = _asked(request)
    lines = sheets.figure_lines(export_figures(asked=asked.question, at=request.now))
    title = f"آمار {asked.question.office.name} {asked.told['on']}"
    return sheet_answer(suffix_asked(request), title=title, headings=sheets.FIGURE_HEADINGS, rows=lines)


@needs(Right.EXPORT)
@require_POST
def export_list(request: Visit, code: str) -> HttpResponse:
    """The whole list behind a figure, as a sheet."""
    wanted, asked, suffix = listed(code, request.POST), _asked(request), suffix_asked(request)
    count, narrowed = wanted.count, wanted.narrowed
    rows = figure_rows(asked=asked.question, count=count, narrowed=narrowed, limit=1).count
    if rows > AT_ONCE:
        assert request.post is not None, "the door asks for a post first"
        job = start_export(asked=asked, wanted=wanted, rows=rows, suffix=suffix, at=request.now)
        tasks.export_figure.defer(job_id=job.pk, post_id=request.post.pk)
        return redirect(reverse("job", args=[job.pk]))
    page = export_rows(asked=asked.question, count=count, narrowed=narrowed, at=request.now)
    lines = sheets.lines(count.ground, page.rows)
    title = sheets.list_title(count, asked.told["on"])
    return sheet_answer(suffix, title=title, headings=sheets.headings(count.ground), rows=lines)


def _asked(request: Visit) -> Asking:
    form, asked = asking(request, request.POST)
    if asked is None and "office" in form.errors:
        raise Refusal("office_unknown", code=form["office"].value())
    if asked is None:
        raise Refusal("date_unreadable", text=form["on"].value())
    return asked


def _report_days(asked: Asking) -> list[ReportDay]:
    days = publications_of(office=asked.question.office.code)
    return [
        ReportDay(on, source, asked.address("figures", on=day_text(on)), is_shown=on == asked.question.on)
        for on, source in sorted(days.items())
    ]


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its birth day in words, as exactly as it is known, and its days as a number is read."""
    if "days" in row:
        return {**row, "days_told": number_text(Decimal(row["days"]))}
    if row.get("birth_on") is None:
        return row
    return {**row, "birth": str(PartialDate.from_date(row["birth_on"], row["birth_precision"]))}


def _page_number(request: Visit) -> int:
    return max(1, min(number_told(request.GET.get("page", "")) or 1, 100_000))
