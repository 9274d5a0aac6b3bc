"""A sensible round of visits: the families of one district in one round, village after village by code.

Official codes of villages grow along a district, and no coordinates are published with them, so neighbours
in code stand nearest to neighbours on the ground that can be had. The round with most overdue goes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One family to visit: by which day, and where it lives, by name and official code."""

    household_id: int
    due_on: date | None
    district: str
    district_code: str
    place: str
    place_code: str


@dataclass(frozen=True, kw_only=True)
class Round:
    """The stops of one district in the order of the way; `overdue_count` of them are late."""

    district: str
    stops: list[Stop]
    overdue_count: int
    earliest: date | None


def rounds(*, stops: Iterable[Stop], on: date) -> list[Round]:
    """The stops as rounds, one a district, the most pressing first; unknown places make the last round."""
    by_district: dict[tuple[str, str], list[Stop]] = defaultdict(list)
    for stop in stops:
        by_district[stop.district_code, stop.district].append(stop)
    made = [_round(name, members, on) for (_code, name), members in by_district.items()]
    return sorted(
        made,
        key=lambda one: (
            not one.district,
            -one.overdue_count,
            one.earliest is None,
            one.earliest or on,
            one.stops[0].district_code,
        ),
    )


def _round(district: str, stops: list[Stop], on: date) -> Round:
    days = [stop.due_on for stop in stops if stop.due_on is not None]
    return Round(
        district=district,
        stops=sorted(stops, key=lambda one: (one.place_code, one.due_on or on, one.household_id)),
        overdue_count=sum(1 for day in days if day < on),
        earliest=min(days, default=None),
    )
