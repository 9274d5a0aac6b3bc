"""The seam for who compares by likeness: staged rows that would be new go out, likenesses come in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connections

from madadkar.foundation.sqlfile import sql_text
from madadkar.registry.rosters.stage import answers, run

_ROOM = "madadkar.registry"
_ANYBODY = "select exists (select from registry_person where merged_into_id is null)"
_COPY = "copy roster_likely (place, person_id, probability, levels) from stdin"


class StagedRow(NamedTuple):
    """A row of a roster as it is to be compared: `place` names it, texts are '' where nothing is said.

    `is_asked` tells a row that would become a new person from its household's others. `apart` are persons it
    was said not to be; `said` is what it says of itself, as a record of the register says it.
    """

    place: int
    is_asked: bool
    household: str
    first_key: str
    last_key: str
    father_key: str
    national_code: str
    birth_on: date | None
    birth_precision: str
    sex: str
    place_name: str
    place_level: str
    county_name: str
    phone: str
    sheba: str
    size: int | None
    is_head: bool | None
    apart: list[int]
    said: str


class Likeness(NamedTuple):
    """That a row is perhaps a known person's: how likely, and how each compared field stands."""

    place: int
    person_id: int
    probability: float
    levels: dict[str, int]


def would_be_new(told: dict[str, Any]) -> list[StagedRow]:
    """The rows that would become new persons, their households whole; none while nobody is known in sight."""
    if not answers(_ANYBODY, told)[0][0]:
        return []
    return [StagedRow(*row) for row in answers(sql_text(_ROOM, "roster_asked.sql"), told)]


def doubt(told: dict[str, Any], found: Iterable[Likeness]) -> None:
    """Have the rows wait that resemble somebody, for a person's word."""
    with connections["default"].cursor() as cursor, cursor.copy(_COPY) as copy:
        for one in found:
            copy.write_row((one.place, one.person_id, f"{one.probability:.6f}", json.dumps(one.levels)))
    run("analyze roster_likely", told)
    run(sql_text(_ROOM, "roster_likely.sql"), told)
