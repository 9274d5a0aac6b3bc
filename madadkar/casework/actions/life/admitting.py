"""Intake in one deed: a family that nobody knows is registered once, whole, with what it asks for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from madadkar.casework.actions.life.requests import Asked, register_request, request_by_token
from madadkar.casework.queries.intake import perhaps_known
from madadkar.foundation.persian import search_key
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching.queries.near import Described
from madadkar.organisations.rules import Right
from madadkar.registry.actions import (
    PersonFacts,
    add_household,
    add_person,
    add_phone,
    move_residence,
)
from madadkar.registry.models import Household
from madadkar.registry.rules import Headship

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, kw_only=True)
class Admission:
    """A family at the door: its head, since when it is one, where it lives, and which office takes it in."""

    head: PersonFacts
    headship: Headship
    office_id: int
    on: date
    code: str = ""
    phone: str = ""
    place_id: int | None = None
    address: str = ""
    postal_code: str = ""


@transaction.atomic
def admit_family(
    *, admission: Admission, asked: Asked | None, not_these: Collection[int], by: Scope, at: datetime
) -> Household:
    """A new family with its request (None: its file comes from paper). All of it or, after a no, nothing.

    `not_these` are people of a like name the officer looked at and found to be others. Two officers at once,
    or one form sent twice, come out as one family: whoever is second waits, and then sees the first.

    Raises Refusal: not_permitted, family_perhaps_known (person_ids, reasons), and those of add_person,
    add_household, add_phone, move_residence, register_request.
    """
    by.check(Right.TAKE_REQUESTS)
    before = request_by_token(token=asked.token, by=by) if asked else None
    if before is not None:
        known: Household = Household.objects.seen_by(by).get(pk=before.household_id)
        return known
    _hold(admission, by)
    _refuse_perhaps_known(admission, not_these, by)
    household = _registered(admission, by, at)
    if asked is not None:
        register_request(household_id=household.pk, asked=asked, by=by, at=at)
    return household


def _hold(admission: Admission, by: Scope) -> None:
    """The same code, or the same name, waits until the first has ended."""
    head = admission.head
    name = f"{search_key(head.first_name)} {search_key(head.last_name)}"
    # Always in the same order: two officers never wait for each other.
    with connection.cursor() as cursor:
        for key in (head.national_code or head.foreigner_code, name):
            if key:
                cursor.execute(_ONE_AT_A_TIME, [f"intake:{by.agency_id}:{key}"])


def _refuse_perhaps_known(admission: Admission, not_these: Collection[int], by: Scope) -> None:
    found = perhaps_known(said=_described(admission), scope=by, on=admission.on)
    others = {person_id: why for person_id, why in found.items() if person_id not in not_these}
    if others:
        raise Refusal("family_perhaps_known", person_ids=list(others), reasons=others)


def _described(admission: Admission) -> Described:
    head = admission.head
    return Described(
        first=head.first_name, last=head.last_name, father=head.father_name, code=head.national_code,
        birth_on=head.birth_on, birth_precision=head.birth_precision, sex=head.sex, phone=admission.phone,
    )  # fmt: skip


def _registered(admission: Admission, by: Scope, at: datetime) -> Household:
    head = add_person(facts=admission.head, office_id=admission.office_id, by=by, at=at)
    household = add_household(
        head=head, headship=admission.headship, on=admission.on, code=admission.code, by=by, at=at
    )
    if admission.phone:
        add_phone(person_id=head.pk, number=admission.phone, by=by, at=at)
    if admission.place_id is not None:
        move_residence(
            household_id=household.pk,
            place_id=admission.place_id,
            address=admission.address,
            postal_code=admission.postal_code,
            on=admission.on,
            by=by,
            at=at,
        )
    return household
