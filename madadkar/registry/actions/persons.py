"""Deeds on persons: known once, corrected with a trail, and remembered after death."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from madadkar.foundation.audit import record
from madadkar.foundation.identity import foreigner_code, national_code
from madadkar.foundation.persian import clean, search_key, sort_key
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, check_delegated
from madadkar.foundation.sight import Matter
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import insert_unseen, taken
from madadkar.registry.models import Person
from madadkar.registry.names import learn_keys


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """What is written of a person, as on their papers."""

    first_name: str
    last_name: str
    father_name: str = ""
    national_code: str = ""
    foreigner_code: str = ""
    birth_certificate_number: str = ""
    birth_on: date | None = None
    birth_precision: str = "day"
    sex: str = ""
    marital: str = ""


@transaction.atomic
def add_person(*, facts: PersonFacts, office_id: int, by: Scope, at: datetime) -> Person:
    """Somebody new to the register of an office in sight.

    Raises Refusal: not_permitted, office_unknown, name_missing, person_known (with their id),
    person_known_elsewhere, and what national_code and foreigner_code raise.
    """
    by.check(Right.EDIT_FAMILIES)
    office = Office.objects.filter(pk=office_id, pk__in=by.office_ids).first()
    if office is None:
        raise Refusal("office_unknown")
    person = _written(Person(agency_id=office.agency_id, office=office), facts)
    _refuse_known(person, by)
    _once(lambda: insert_unseen(row=person))
    _learn(person)
    record("registry.add_person", by=by, at=at, subject=person)
    return person


@transaction.atomic
def change_person(*, person_id: int, facts: PersonFacts, by: Scope, at: datetime, reason: str = "") -> Person:
    """Other facts for a person; what they were stays in the trail.

    Raises Refusal as add_person, person_unknown.
    """
    by.check(Right.EDIT_FAMILIES)
    person = taken(model=Person, pk=person_id, by=by, or_refuse="person_unknown")
    check_delegated(by=by, matter=Matter.WHOLE, person_id=person.pk)
    if person.merged_into_id is not None:
        raise Refusal("person_merged")
    before = {name: getattr(person, name) for name in facts.__dataclass_fields__}
    _written(person, facts)
    _refuse_known(person, by)
    _once(person.save)
    _learn(person)
    changed = sorted(name for name, value in before.items() if value != getattr(person, name))
    record("registry.change_person", by=by, at=at, subject=person, reason=clean(reason), changed=changed)
    return person


@transaction.atomic
def record_death(*, person_id: int, died_on: date, by: Scope, at: datetime) -> Person:
    """That a person has died; their household and groups are brought to an end by deeds of their own.

    Raises Refusal: not_permitted, person_unknown, died_before_birth.
    """
    by.check(Right.EDIT_FAMILIES)
    person = taken(model=Person, pk=person_id, by=by, or_refuse="person_unknown")
    check_delegated(by=by, matter=Matter.WHOLE, person_id=person.pk)
    if person.birth_on is not None and died_on < person.birth_on:
        raise Refusal("died_before_birth", birth=person.birth_on)
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    record("registry.record_death", by=by, at=at, subject=person, on=died_on)
    return person


def _written(person: Person, facts: PersonFacts) -> Person:
    first, last, father = clean(facts.first_name), clean(facts.last_name), clean(facts.father_name)
    if not (first and last):
        raise Refusal("name_missing")
    person.first_name, person.last_name, person.father_name = first, last, father
    person.first_key, person.last_key, person.father_key = map(search_key, (first, last, father))
    person.sort_key = sort_key(f"{last} {first}")
    person.national_code = national_code(facts.national_code).value if facts.national_code else None
    person.foreigner_code = foreigner_code(facts.foreigner_code).value if facts.foreigner_code else None
    person.birth_certificate_number = clean(facts.birth_certificate_number)
    person.birth_on, person.birth_precision = facts.birth_on, facts.birth_precision
    person.sex, person.marital = facts.sex, facts.marital
    return person


def _refuse_known(person: Person, by: Scope) -> None:
    """One person a code: where the other is in sight, say who."""
    for name in ("national_code", "foreigner_code"):
        code = getattr(person, name)
        same = (
            Person.objects.seen_by(by).filter(**{name: code}, merged_into__isnull=True).exclude(pk=person.pk)
        )
        known = same.first() if code else None
        if known is not None:
            raise Refusal("person_known", person_id=known.pk)


def _once(write: Callable[[], object]) -> None:
    """The database knows offices this actor does not see: it has the last word on who is known."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as clash:
        if "code_an_agency" in str(clash):
            raise Refusal("person_known_elsewhere") from None
        raise


def _learn(person: Person) -> None:
    learn_keys(first=[person.first_key, person.father_key], last=[person.last_key])
