"""The list a figure opens to: exactly the rows it counted, from the same ground under the same condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sqlfile import sql_text
from madadkar.registry.rules import MEDICAL_GROUPS
from madadkar.reports.queries.breakdowns import DERIVED, RECORDED, column_of
from madadkar.reports.queries.question import Question, answer, details, refusal_of
from madadkar.reports.rules import Count, Dimension, Ground

PAGE_SIZE = 50
ELSEWHERE = "خانواری که از آن پس به اداره دیگری سپرده شد"

# A page of what was counted; the total stands in every row, and alone in a row without an id when the page
# holds none.
_PAGE = """
, page as (
  select counted.{id} as id, counted.*, named.{order} as place_in_list
  from counted join {table} named on named.id = counted.{id}
  order by named.{order}, named.id limit %(limit)s offset %(offset)s
)
select (select count(*) from counted) as total, page.* from (select) always left join page on true
order by page.place_in_list, page.id
"""
_ORDER: dict[Ground, dict[str, str]] = {
    Ground.FAMILY: {"id": "household_id", "table": "registry_household", "order": "code"},
    Ground.PERSON: {"id": "person_id", "table": "registry_person", "order": "sort_key"},
    Ground.CENTRE: {"id": "centre_id", "table": "organisations_centre", "order": "search_key"},
    Ground.WORKER: {"id": "worker_id", "table": "organisations_staff", "order": "full_name"},
    Ground.HAND_OVER: {"id": "delegation_id", "table": "casework_delegation", "order": "begun_at"},
}


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """One part of one breakdown; key '' is the part whose value is unknown."""

    dimension: Dimension
    key: str

    @property
    def is_medical(self) -> bool:
        """Whether this part is a group of the ill or disabled."""
        return self.dimension is Dimension.GROUP and self.key in MEDICAL_GROUPS


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
    counted = f"select * from {count.ground} where {_condition(count, narrowed)}"  # noqa: S608 - constants
    rows = answer(
        asked=asked,
        sql=f", counted as materialized ({counted}) {_PAGE.format(**_ORDER[count.ground])}",
        key=narrowed.key if narrowed else "",
        sees_medical=asked.by.sees_medical,
        limit=limit,
        offset=offset,
    )
    total = rows[0]["total"]
    found = [row for row in rows if row["id"] is not None]
    ids = [row["id"] for row in found]
    told = details(sql=sql_text("madadkar.reports", f"{count.ground}_rows.sql"), ids=ids, on=asked.on)
    by_id = {row["id"]: row for row in told}
    return RowsPage(count=total, rows=[_told(row, by_id) for row in found])


def _told(row: dict[str, Any], by_id: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """A counted row as its reader sees it: of a family that went to another office only that it did."""
    if row["id"] not in by_id:
        return {"is_elsewhere": True, "last_name": ELSEWHERE}
    return {**row, **by_id[row["id"]]}


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
