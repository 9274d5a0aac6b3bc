"""Enough of each person found to choose without opening: father, birth, family, village."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from madadkar.foundation.identity import mask
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.models import Person


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as lists show them; the code is masked for roles that need not see it."""

    person_id: int
    first_name: str
    last_name: str
    father_name: str
    birth_on: date | None
    birth_precision: str
    sex: str
    died_on: date | None
    national_code: str
    office_name: str
    household_id: int | None
    household_code: str
    relation: str
    is_head: bool
    place_name: str
    county_name: str

    @property
    def full_name(self) -> str:
        """Given name and family name as written."""
        return f"{self.first_name} {self.last_name}"


# The persons in sight first (the query set's own words), then the family and the home of the day.
_ROWS = """
with seen as materialized ({seen})
select p.id, p.first_name, p.last_name, p.father_name, p.birth_on, p.birth_precision, p.sex, p.died_on,
       coalesce(p.national_code, p.foreigner_code, ''), o.name,
       h.id, coalesce(h.code, ''), coalesce(m.relation, ''), coalesce(m.is_head, false),
       coalesce(place.name, r.place_text, ''), coalesce(county.name, '')
from registry_person p join seen on seen.id = p.id join organisations_office o on o.id = p.office_id
left join registry_membership m on m.person_id = p.id
  and m.valid_from <= %s and (m.valid_until is null or m.valid_until > %s)
left join registry_household h on h.id = m.household_id
left join registry_residence r on r.household_id = m.household_id
  and r.valid_from <= %s and (r.valid_until is null or r.valid_until > %s)
left join places_place place on place.id = r.place_id
left join places_place county on county.id = r.county_id
"""


def person_rows(*, person_ids: Sequence[int], scope: Scope, on: date) -> list[PersonRow]:
    """The rows of these persons, in the order given; those out of sight are left out."""
    if not person_ids:
        return []
    seen = Person.objects.seen_by(scope).filter(pk__in=list(person_ids)).values("id")
    sql, parameters = seen.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(seen=sql), [*parameters, on, on, on, on])
        found = {row[0]: _row(row, scope) for row in cursor.fetchall()}
    return [found[person_id] for person_id in person_ids if person_id in found]


def _row(row: tuple[Any, ...], scope: Scope) -> PersonRow:
    # The columns stand in the order of the fields.
    shown = PersonRow(*row)
    return shown if scope.may(Right.SEE_CODES) else replace(shown, national_code=mask(shown.national_code))
