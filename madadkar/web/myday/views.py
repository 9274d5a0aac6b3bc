"""The page of my day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from madadkar.casework.queries.changes import Change, changes_since
from madadkar.casework.queries.my_day import day_families, visit_rounds
from madadkar.casework.rules.duties import Duty, DutyKind, by_kind
from madadkar.organisations.rules import Right
from madadkar.web.deeds import deed_name
from madadkar.web.doors import Visit, needs
from madadkar.web.myday.lists import SHOWN, kind_list, round_lines
from madadkar.web.waiting import duties

MOST_STOPS = 120
_CHANGES = 20


@needs(
    Right.WORK_FILES,
    Right.DECIDE_FILES,
    Right.ANSWER_DELEGATIONS,
    Right.SUPERVISE_CENTRES,
    Right.ANSWER_VOICES,
)
@require_safe
def my_day(request: Visit) -> HttpResponse:
    """Everything that waits for the reader today."""
    waiting = by_kind(duties=duties(scope=request.scope, on=request.today))
    visits = waiting.pop(DutyKind.VISIT, [])
    told = [*visits[:MOST_STOPS], *(duty for found in waiting.values() for duty in found[:SHOWN])]
    families = day_families(household_ids=_households(told), on=request.today)
    stops = visit_rounds(visits=visits[:MOST_STOPS], families=families, on=request.today)
    rounds = round_lines(rounds=stops, visits=visits, families=families, on=request.today)
    page = {
        "visits": len(visits),
        "late_visits": sum(1 for duty in visits if duty.is_overdue(request.today)),
        "rounds": rounds,
        "unshown": len(visits) - sum(len(one.lines) for one in rounds),
        "lists": [
            kind_list(kind=kind, duties=found, families=families, on=request.today)
            for kind, found in waiting.items()
        ],
        "changes": _changes(request),
    }
    response = render(request, "myday/my_day.html", page)
    response["Cache-Control"] = "no-store"
    return response


def _households(told: list[Duty]) -> set[int]:
    return {duty.household_id for duty in told if duty.household_id is not None}


def _changes(request: Visit) -> list[tuple[str, Change]]:
    yesterday = timezone.make_aware(datetime.combine(request.today - timedelta(days=1), time.min))
    found: list[Any] = changes_since(scope=request.scope, since=yesterday)
    return [(deed_name(one.deed), one) for one in found[:_CHANGES]]
