"""The list a figure opens to: exactly the rows it counted, from the same ground under the same condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sqlfile import sql_text
from madadkar.reports.queries.breakdowns import DERIVED, RECORDED, column_of
from madadkar.reports.queries.question import Question, answer, refusal_of
from madadkar.reports.rules import Count, Dimension, Ground

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """One part of one breakdown; key '' is the part whose value is unknown."""

    dimension: Dimension
    key: str


@dataclass(frozen=True, kw_only=True)
class RowsPage:
    """One page of a figure's list, and how many rows the whole of it has."""

    count: int
    rows: list[dict[str, Any]]


def figure_rows(
    *,
    asked: Question,
    count: Count,
    narrowed: Narrowing | None = None,
    limit: int | None = PAGE_SIZE,
    offset: int = 0,
) -> RowsPage:
    """A page of the rows behind a count (all of them with `limit=None`), in a stable order.

    Raises Refusal("figure_needs_medical_sight"), Refusal("breakdown_unknown").
    """
    refusal = refusal_of(figure=count, by=asked.by)
    if refusal is not None:
        raise refusal
    condition = _condition(count, narrowed)
    counted = f"select * from {count.ground} where {condition}"  # noqa: S608 - conditions are constants
    page = sql_text("madadkar.reports", f"{count.ground}_rows.sql")
    sql = f", counted as materialized ({counted}) {page}"
    key = narrowed.key if narrowed else ""
    sees_medical = asked.by.sees_medical
    rows = answer(asked=asked, sql=sql, key=key, sees_medical=sees_medical, limit=limit, offset=offset)
    total = rows[0]["total"]
    return RowsPage(count=total, rows=[row for row in rows if row["id"] is not None])


def _condition(count: Count, narrowed: Narrowing | None) -> str:
    if narrowed is None:
        return count.where
    if narrowed.dimension not in count.dimensions:
        raise Refusal("breakdown_unknown", dimension=narrowed.dimension)
    return f"({count.where}) and {_part_condition(count.ground, narrowed)}"


def _part_condition(ground: Ground, narrowed: Narrowing) -> str:
    if narrowed.dimension is Dimension.GROUP:
        if narrowed.key in DERIVED:
            return f"({DERIVED[narrowed.key]})"
        return f'exists (select from {RECORDED} and c."group" = %(key)s)'
    column = column_of(dimension=narrowed.dimension, ground=ground)
    return f"{column}::text = %(key)s" if narrowed.key else f"{column} is null"
