"""Somebody at the door: who in sight resembles them, found and weighed while they wait."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection

from madadkar.foundation.persian import search_key
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text
from madadkar.matching import registers
from madadkar.matching.engine.beside import YOUNG
from madadkar.matching.engine.near import Resembling, resembling
from madadkar.matching.engine.persons import Person, code_digits
from madadkar.matching.queries.thresholds import bounds_on
from madadkar.registry.search.spelling import near_spellings

_ROOM = "madadkar.matching"


@dataclass(frozen=True, kw_only=True)
class Described:
    """What somebody at the door says of themselves."""

    first: str
    last: str
    father: str = ""
    code: str = ""
    birth_on: date | None = None
    birth_precision: str = "day"
    sex: str = ""
    phone: str = ""

    def as_person(self) -> Person:
        """As the engine reads them; their number is 0, which no record has."""
        birth = registers.birth_digits(self.birth_on, self.birth_precision) if self.birth_on else ""
        return Person(
            ref=0,
            first=search_key(self.first),
            last=search_key(self.last),
            father=search_key(self.father),
            code=code_digits(self.code),
            birth=birth,
            sex=self.sex[:1],
            phone=self.phone,
        )


def near_people(*, said: Described, scope: Scope, on: date) -> list[Resembling]:
    """Who in sight is perhaps the one described, likeliest first, from the agency's lower threshold on."""
    bounds = bounds_on(agency_ids=[scope.agency_id or 0], on=on)
    ids = _candidates(said, scope)
    if not ids:
        return []
    with tempfile.TemporaryDirectory(prefix="madadkar-near-") as folder:
        path = Path(folder) / "near.csv"
        registers.copy_out(path=path, office_ids=scope.office_ids, on=on, using="default", only=ids)
        found = resembling(said.as_person(), path, register_size=_register_size(), least=float(bounds.lower))
    return [one for one in found if one.ref in ids]


def _register_size() -> int:
    """About how many the register has, as the database last counted: exact enough for what to expect."""
    with connection.cursor() as cursor:
        cursor.execute("select reltuples::bigint from pg_class where oid = 'registry_person'::regclass")
        return max(int(cursor.fetchone()[0]), YOUNG)


def _candidates(said: Described, scope: Scope) -> set[int]:
    first, last = search_key(said.first), search_key(said.last)
    spelt = near_spellings(words=[first, last], beginnings=())
    told = {
        "codes": _one_digit_off(code_digits(said.code)),
        "firsts": [first, *spelt.costs["first", first]],
        "lasts": [last, *spelt.costs["last", last]],
        "first": first,
        "last": last,
        "father": search_key(said.father),
        "birth": said.birth_on,
        "phone": said.phone,
        "offices": list(scope.office_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql_text(_ROOM, "near.sql"), told)
        return {pk for (pk,) in cursor.fetchall()}


def _one_digit_off(code: str) -> list[str]:
    """The code, every code one digit off it, and those with two neighbours changed about."""
    if not code:
        return []
    found = {code}
    for place, digit in enumerate(code):
        found |= {code[:place] + other + code[place + 1 :] for other in "0123456789" if other != digit}
        found.add(code[:place] + code[place : place + 2][::-1] + code[place + 2 :])
    return sorted(found)
