"""Search first: is a family at the door known here, known in another office, or perhaps known?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from madadkar.casework.search import FoundRow, family_rows, search_families
from madadkar.foundation.audit import record
from madadkar.foundation.persian import search_key
from madadkar.foundation.scope import Scope
from madadkar.registry.models import Person

MOST_NEAR = 6


@dataclass(frozen=True)
class Known:
    """What the register knows of who is searched: rows in sight, or the one office that knows the code."""

    here: list[FoundRow]
    elsewhere: str = ""


def known_families(*, text: str, scope: Scope, on: date, at: datetime) -> Known:
    """Who in sight is meant by a typed name or code; a code that only another office knows names that office,
    and that it was asked is recorded."""
    found = search_families(text=text, scope=scope, on=on, most=MOST_NEAR)
    codes = (*found.question.national_codes, *found.question.foreigner_codes)
    if found.rows or not codes:
        return Known(found.rows)
    return Known([], office_that_knows(code=codes[0], scope=scope, at=at))


def office_that_knows(*, code: str, scope: Scope, at: datetime) -> str:
    """The office of the same agency where somebody has this code, in sight or not; empty where nobody has.

    That it was asked stays on the trail, without the code.
    """
    with connection.cursor() as cursor:
        cursor.execute("select registry_known_elsewhere(%s, %s)", [scope.agency_id, code])
        (office,) = cursor.fetchone()
    record("casework.ask_elsewhere", by=scope, at=at, is_known=office is not None)
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


def near_rows(*, person_ids: Collection[int], scope: Scope, on: date) -> list[FoundRow]:
    """These persons as lists show them."""
    return family_rows(person_ids=list(person_ids), scope=scope, on=on) if person_ids else []
