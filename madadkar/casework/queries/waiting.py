"""Families that were accepted and wait for credit (پشت نوبت), in the order of their turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from madadkar.casework.models import FileStanding, WaitingTurn
from madadkar.casework.queries.heads import head_names
from madadkar.casework.rules import FileState
from madadkar.casework.rules.waiting import Priority
from madadkar.foundation.scope import Scope


@dataclass(frozen=True)
class Waiting:
    """One family in the queue: who heads it, since when it waits, and how urgent its turn is."""

    file_id: int
    household_id: int
    number: str
    head: str
    office: str
    since: date
    priority: Priority
    reason: str


def waiting_standings(*, scope: Scope, on: date) -> QuerySet[Any]:
    """Files that wait on a day: the more urgent first, then who came first."""
    turns = WaitingTurn.objects.seen_by(scope).filter(_holds(on), case_file=OuterRef("case_file"))
    usual = Value(Priority.USUAL.value)
    rows = FileStanding.objects.seen_by(scope).filter(_holds(on), state=FileState.WAITING)
    queue: QuerySet[Any] = rows.annotate(
        priority=Coalesce(Subquery(turns.values("priority")[:1]), usual),
        why=Coalesce(Subquery(turns.values("reason")[:1]), Value("", TextField())),
    ).order_by("priority", "valid_from", "id")
    return queue


def waiting_rows(*, standings: QuerySet[Any], scope: Scope, on: date) -> list[Waiting]:
    """One page of the queue with its families, in a constant number of questions."""
    page = list(standings.select_related("case_file", "office"))
    names = head_names(household_ids=[one.household_id for one in page], scope=scope, on=on)
    return [
        Waiting(
            file_id=one.case_file_id,
            household_id=one.household_id,
            number=one.case_file.number,
            head=names.get(one.household_id, ""),
            office=str(one.office),
            since=one.valid_from,
            priority=Priority(one.priority),
            reason=one.why,
        )
        for one in page
    ]


def waiting_counts(*, scope: Scope, on: date) -> dict[Priority, int]:
    """How many families wait on a day, by how urgent their turn is."""
    rows = waiting_standings(scope=scope, on=on).order_by().values("priority").annotate(number=Count("id"))
    return {Priority(row["priority"]): row["number"] for row in rows}


def _holds(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))
