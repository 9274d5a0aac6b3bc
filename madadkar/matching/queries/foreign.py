"""Rosters of others that were held beside the register, and whom in sight their rows resemble."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching.foreign_files import FoundRow, found_rows
from madadkar.matching.models import ForeignRoster
from madadkar.matching.rules import Certainty, ForeignState, certainty_of
from madadkar.registry.models import Membership, Person

_AT_ONCE = 5000


@dataclass(frozen=True)
class KnownRow:
    """A row of a foreign roster and the person of the register whom it resembles, whom the reader sees."""

    row: FoundRow
    person: Person
    household_id: int | None
    household_code: str


def foreign_rosters(*, scope: Scope) -> QuerySet[Any]:
    """The foreign rosters of the reader's offices, the latest first; also those that were deleted."""
    return ForeignRoster.objects.seen_by(scope).select_related("office", "job").order_by("-pk")


def foreign_roster(*, foreign_id: int, scope: Scope) -> ForeignRoster:
    """One of them. Raises Refusal("foreign_roster_unknown")."""
    found: ForeignRoster | None = foreign_rosters(scope=scope).filter(pk=foreign_id).first()
    if found is None:
        raise Refusal("foreign_roster_unknown")
    return found


def rows_in_sight(*, roster: ForeignRoster, scope: Scope, at: datetime) -> list[FoundRow]:
    """What was found, likeliest first, of people the reader sees; who is hidden is not told of.

    Raises Refusal("foreign_roster_gone") from the day it is deleted on.
    """
    if roster.state == ForeignState.DELETED or roster.kept_until <= at:
        raise Refusal("foreign_roster_gone")
    rows = found_rows(roster)
    seen = _seen({row.person_id for row in rows}, scope)
    return [row for row in rows if row.person_id in seen]


def by_certainty(*, rows: Sequence[FoundRow], upper: Decimal | None) -> dict[Certainty, list[FoundRow]]:
    """The rows of each certainty; `upper` is from where on two agencies' people would be linked unasked."""
    told: dict[Certainty, list[FoundRow]] = {one: [] for one in Certainty}
    for row in rows:
        told[certainty_of(probability=row.probability, upper=upper or Decimal(0))].append(row)
    return told


def known_rows(*, rows: Sequence[FoundRow], scope: Scope) -> list[KnownRow]:
    """Some of the rows with whom they resemble."""
    ids = [row.person_id for row in rows]
    people = {one.pk: one for one in Person.objects.seen_by(scope).filter(pk__in=ids)}
    homes = Membership.objects.seen_by(scope).filter(person__in=ids, valid_until__isnull=True)
    told = {one.person_id: one.household for one in homes.select_related("household")}
    return [
        KnownRow(row, people[row.person_id], home.pk if home else None, home.code if home else "")
        for row in rows
        if row.person_id in people
        for home in [told.get(row.person_id)]
    ]


def _seen(person_ids: Collection[int], scope: Scope) -> set[int]:
    ids = sorted(person_ids)
    seen: set[int] = set()
    for begin in range(0, len(ids), _AT_ONCE):
        some = Person.objects.seen_by(scope).filter(pk__in=ids[begin : begin + _AT_ONCE])
        seen.update(some.filter(merged_into__isnull=True).values_list("pk", flat=True))
    return seen
