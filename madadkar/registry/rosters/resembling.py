"""The known persons whom rows of a roster resemble, as far as they are in sight."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from madadkar.foundation.jalali import PartialDate
from madadkar.registry.models import Membership, Person


@dataclass(frozen=True)
class Resemblance:
    """A known person whom a row resembles; a decision names this person as same or different.

    Where the two were compared by likeness, how likely they are one, and the level of every compared field.
    """

    person_id: int
    household_id: int | None
    name: str
    father_name: str
    birth: str
    code: str
    household_code: str
    probability: float | None = None
    levels: dict[str, int] = field(default_factory=dict)


def resembled(person_ids: Collection[int]) -> dict[int, Resemblance]:
    """These persons by their number, with the household they live in."""
    living = Membership.objects.filter(person__in=person_ids, valid_until__isnull=True)
    homes = {one.person_id: one for one in living.select_related("household")}
    return {one.pk: _told(one, homes.get(one.pk)) for one in Person.objects.filter(pk__in=person_ids)}


def _told(person: Any, home: Membership | None) -> Resemblance:
    born = PartialDate.from_date(person.birth_on, person.birth_precision) if person.birth_on else None
    return Resemblance(
        person.pk,
        home.household_id if home else None,
        str(person),
        person.father_name,
        str(born) if born else "",
        person.national_code or "",
        home.household.code if home else "",
    )
