"""Search first: is a family at the door known here, known in another office, or perhaps known?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from madadkar.casework.search import FoundRow, family_rows, search_families
from madadkar.foundation.persian import search_key
from madadkar.foundation.scope import Scope
from madadkar.matching.engine.reasons import reasons
from madadkar.matching.queries.near import Described, near_people
from madadkar.registry.models import Person

MOST_NEAR = 6


@dataclass(frozen=True)
class Known:
    """Who in sight is meant, and the code that was typed, if it was one and nobody in sight has it."""

    rows: list[FoundRow]
    code: str = ""


def known_families(*, text: str, scope: Scope, on: date) -> Known:
    """Who in sight a typed name or code means, nearest first."""
    found = search_families(text=text, scope=scope, on=on, most=MOST_NEAR)
    codes = (*found.question.national_codes, *found.question.foreigner_codes)
    return Known(found.rows, codes[0] if codes and not found.rows else "")


def office_that_knows(*, code: str, scope: Scope) -> str:
    """The office of the same agency where somebody has this code, in sight or not; empty where nobody has."""
    with connection.cursor() as cursor:
        cursor.execute("select registry_known_elsewhere(%s, %s)", [scope.agency_id, code])
        (office,) = cursor.fetchone()
    return str(office or "")


def namesakes(*, first: str, last: str, father: str, scope: Scope) -> list[int]:
    """Persons in sight of the same name, whose father's name is the same or unsaid."""
    first_key, last_key, father_key = search_key(first), search_key(last), search_key(father)
    same = Person.objects.seen_by(scope).filter(
        first_key=first_key, last_key=last_key, merged_into__isnull=True
    )
    if father_key:
        same = same.filter(Q(father_key=father_key) | Q(father_key=""))
    return list(same.order_by("id").values_list("id", flat=True)[:MOST_NEAR])


def perhaps_known(*, said: Described, scope: Scope, on: date) -> dict[int, tuple[str, ...]]:
    """Who in sight may be the person at the door: namesakes, then who resembles them otherwise, with why.

    Whoever has the very code and another name is told of elsewhere: nobody is registered under a code twice.
    """
    same = namesakes(first=said.first, last=said.last, father=said.father, scope=scope)
    near = {one.ref: reasons(one.levels) for one in near_people(said=said, scope=scope, on=on)[:MOST_NEAR]}
    if said.code:
        by_code = Person.objects.seen_by(scope).filter(pk__in=near, national_code=said.code)
        near = {pk: why for pk, why in near.items() if pk not in set(by_code.values_list("id", flat=True))}
    return {**dict.fromkeys(same, ()), **near}


def near_rows(*, person_ids: Collection[int], scope: Scope, on: date) -> list[FoundRow]:
    """These persons as lists show them."""
    return family_rows(person_ids=list(person_ids), scope=scope, on=on) if person_ids else []
