"""What a delegation of many hands to whom, and what became of its files."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, QuerySet

from madadkar.casework.models import BatchLine, DelegationBatch
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text

_ROOM = "madadkar.casework"


@dataclass(frozen=True, slots=True)
class CentreShare:
    """What one centre gets: how many files, beside what it walks with already and what it bears."""

    centre_id: int
    name: str
    county: str
    capacity: int | None
    load: int
    files: int
    not_received: int
    ended: int

    @property
    def after(self) -> int:
        """How many it would walk with."""
        return self.load + self.files


@dataclass(frozen=True, slots=True)
class Shares:
    """Every centre's share, and how many files fell out for which reason."""

    centres: list[CentreShare]
    fallen: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class CountyShare:
    """The files and centres of one county in a delegation of many."""

    county: str
    files: int
    centres: int
    no_room: int


def batches_of(*, scope: Scope) -> QuerySet[DelegationBatch]:
    """The delegations of many in sight, latest first."""
    rows: QuerySet[DelegationBatch] = DelegationBatch.objects.seen_by(scope).order_by("-pk")
    return rows


def batch_of(*, batch_id: int, scope: Scope) -> DelegationBatch:
    """One of them. Raises Refusal("batch_unknown")."""
    found = batches_of(scope=scope).filter(pk=batch_id).first()
    if found is None:
        raise Refusal("batch_unknown")
    return found


def batch_shares(*, batch_id: int) -> Shares:
    """Who gets what, the largest share first. Row-level security hides what the reader may not see."""
    with connection.cursor() as cursor:
        cursor.execute(sql_text(_ROOM, "batch_shares.sql"), {"batch": batch_id})
        centres = [CentreShare(*row) for row in cursor.fetchall()]
    fallen = BatchLine.objects.filter(batch_id=batch_id).exclude(outcome="")
    counted = fallen.values_list("outcome").annotate(count=Count("pk")).order_by("-count")
    return Shares(centres, list(counted.values_list("outcome", "count")))


def county_shares(*, batch_id: int) -> list[CountyShare]:
    """The same by the county the families live in."""
    with connection.cursor() as cursor:
        cursor.execute(sql_text(_ROOM, "batch_counties.sql"), {"batch": batch_id})
        return [CountyShare(*row) for row in cursor.fetchall()]


def lines_of(*, batch_id: int, centre: str = "", outcome: str = "") -> QuerySet[BatchLine]:
    """The files of a preview, narrowed to a centre or to why they fell out."""
    rows = BatchLine.objects.filter(batch_id=batch_id).order_by("pk")
    if centre.isascii() and centre.isdigit():
        rows = rows.filter(centre_id=centre, outcome="")
    return rows.filter(outcome=outcome) if outcome else rows
