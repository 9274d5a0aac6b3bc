"""The rows of a roster before they are in the register: whom in sight each may be, by likeness."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from django.db.models import Q

from madadkar.foundation.scope import Scope
from madadkar.matching import registers
from madadkar.matching.engine.beside import beside
from madadkar.matching.engine.persons import Person
from madadkar.matching.engine.work import Link
from madadkar.matching.models import Decision
from madadkar.matching.queries.thresholds import bounds_on
from madadkar.matching.rules import Verdict
from madadkar.registry.rosters.asking import Likeness, StagedRow

_USING = "default"
_SEX = {"male": "m", "female": "f"}


def likenesses(*, rows: Sequence[StagedRow], scope: Scope, on: date) -> list[Likeness]:
    """Whom in sight each asked row may be, from the agency's lower threshold on; nobody is told of whom a
    person already said that the two are apart.

    People under discreet support are not compared, whoever asks: that they are known would be told by it.
    """
    asked = {row.place: row for row in rows if row.is_asked}
    if not asked:
        return []
    least = float(bounds_on(agency_ids=[scope.agency_id or 0], on=on).lower)
    with tempfile.TemporaryDirectory(prefix="madadkar-beside-") as folder:
        path = Path(folder) / "register.csv"
        hidden = registers.withheld(on=on, using=_USING)
        if not registers.copy_out(
            path=path, office_ids=scope.office_ids, on=on, using=_USING, without=hidden
        ):
            return []
        apart = [(row.place, pk) for row in asked.values() for pk in row.apart]
        found = beside((_person(row) for row in rows), path, apart=apart, least=least)
    return list(_unsaid([link for link in found if link.left in asked], asked, scope))


def _person(row: StagedRow) -> Person:
    """A row as the engine reads it."""
    return Person(
        ref=row.place,
        household=row.household,
        first=row.first_key,
        last=row.last_key,
        father=row.father_key,
        code=row.national_code,
        birth=registers.birth_digits(row.birth_on, row.birth_precision) if row.birth_on else "",
        sex=_SEX.get(row.sex, ""),
        place=registers.home_key(row.place_name, row.place_level),
        county=registers.home_key(row.county_name, ""),
        phone=row.phone,
        sheba=row.sheba,
        size=row.size,
        is_head=row.is_head,
    )


def _unsaid(links: Sequence[Link], asked: Mapping[int, StagedRow], scope: Scope) -> Iterable[Likeness]:
    """The likenesses but for those of records that, to the letter, were said to be of two people."""
    rows = {place: registers.look(row.said) for place, row in asked.items()}
    people = registers.looks(person_ids={link.right for link in links}, using=_USING)
    apart = _said_apart({rows[link.left] for link in links}, {look for _, look in people.values()}, scope)
    for link in links:
        if link.right in people and frozenset({rows[link.left], people[link.right][1]}) not in apart:
            yield Likeness(link.left, link.right, link.probability, link.levels)


def _said_apart(ones: Collection[str], others: Collection[str], scope: Scope) -> set[frozenset[str]]:
    """The pairs of looks of which somebody in sight said that they are two people, and it stands."""
    crossing = Q(left_look__in=ones, right_look__in=others) | Q(left_look__in=others, right_look__in=ones)
    said = Decision.objects.seen_by(scope).filter(
        crossing, verdict=Verdict.DIFFERENT.value, undone_at__isnull=True
    )
    return {frozenset(looks) for looks in said.values_list("left_look", "right_look")}
