"""Deeds of the reports room: taking figures and their lists out of the house, and opening a medical list."""

from __future__ import annotations

from datetime import datetime

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import format_day
from madadkar.organisations.rules import Right
from madadkar.reports.queries import Narrowing, Question, Reading, RowsPage, figure_rows, office_readings
from madadkar.reports.rules import Count


def export_figures(*, asked: Question, at: datetime) -> list[Reading]:
    """The figures of an office, to leave the house. Raises Refusal("not_permitted")."""
    asked.by.check(Right.EXPORT)
    readings = office_readings(asked=asked)
    _record("reports.export_figure", asked, at, figure="all", rows=len(readings))
    return readings


def export_rows(*, asked: Question, count: Count, narrowed: Narrowing | None, at: datetime) -> RowsPage:
    """The whole list behind a figure, to leave the house. Raises Refusal("not_permitted")."""
    asked.by.check(Right.EXPORT)
    page = figure_rows(asked=asked, count=count, narrowed=narrowed, limit=None)
    record_export(asked=asked, count=count, rows=page.count, at=at)
    return page


def record_export(*, asked: Question, count: Count, rows: int, at: datetime) -> None:
    """Tell the trail that the list behind a figure leaves the house, now or by the worker."""
    _record("reports.export_figure", asked, at, figure=count.code, rows=rows)


def read_rows(
    *, asked: Question, count: Count, narrowed: Narrowing | None, offset: int, at: datetime
) -> RowsPage:
    """A page of the list behind a figure; that somebody opened a list of the ill is recorded."""
    page = figure_rows(asked=asked, count=count, narrowed=narrowed, offset=offset)
    if is_medical(count=count, narrowed=narrowed):
        _record("reports.read_medical_list", asked, at, figure=count.code, rows=len(page.rows))
    return page


def is_medical(*, count: Count, narrowed: Narrowing | None) -> bool:
    """Whether a list tells of its people that they are ill or disabled."""
    return count.is_medical or (narrowed is not None and narrowed.is_medical)


def _record(deed: str, asked: Question, at: datetime, *, figure: str, rows: int) -> None:
    on = format_day(asked.on)
    record(
        deed,
        by=asked.by,
        at=at,
        subject=asked.office,
        office_id=asked.office.pk,
        figure=figure,
        on=on,
        rows=rows,
    )
