"""Deeds on what is true of a person for a time: groups, phones, accounts."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from madadkar.foundation.audit import record
from madadkar.foundation.identity import landline, mobile
from madadkar.foundation.identity import sheba as read_sheba
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, check_delegated
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import end, holding_from, taken
from madadkar.registry.models import BankAccount, Circumstance, Person, Phone
from madadkar.registry.rules import DERIVED_GROUPS, MEDICAL_GROUPS, Group

F = TypeVar("F", Circumstance, BankAccount)


@transaction.atomic
def add_circumstance(
    *, person_id: int, group: Group, on: date, by: Scope, at: datetime, cause: str = "", detail: str = ""
) -> Circumstance:
    """A person belongs to a group from a day on; medical ones only by those who may see them.

    Raises Refusal: not_permitted, person_unknown, group_is_derived, circumstance_already.
    """
    by.check(Right.EDIT_FAMILIES)
    if group in MEDICAL_GROUPS:
        by.check(Right.SEE_MEDICAL)
    if group in DERIVED_GROUPS:
        raise Refusal("group_is_derived")
    person = _person(person_id, by)
    check_delegated(by=by, matter=Matter.HEALTH, person_id=person.pk)
    same = Circumstance.objects.filter(person=person, group=group.value)
    present = holding_from(facts=same, on=on)
    if present is not None:
        raise Refusal("circumstance_already", since=present.valid_from)
    made = Circumstance.objects.create(
        agency_id=person.agency_id,
        office_id=person.office_id,
        person=person,
        group=group.value,
        cause=clean(cause),
        detail=clean(detail),
        is_medical=group in MEDICAL_GROUPS,
        valid_from=on,
    )
    record("registry.add_circumstance", by=by, at=at, subject=person, circumstance=made.pk, on=on)
    return made


@transaction.atomic
def end_circumstance(*, circumstance_id: int, on: date, reason: str, by: Scope, at: datetime) -> Circumstance:
    """A person belongs to the group no longer.

    Raises Refusal: not_permitted, circumstance_unknown, reason_missing, already_ended,
    period_ends_before_it_starts.
    """
    fact = _ended(Circumstance, circumstance_id, "circumstance_unknown", on=on, reason=reason, by=by)
    subject, why = _person(fact.person_id, by), clean(reason)
    record(
        "registry.end_circumstance", by=by, at=at, subject=subject, reason=why, circumstance=fact.pk, on=on
    )
    return fact


@transaction.atomic
def add_phone(*, person_id: int, number: str, by: Scope, at: datetime) -> Phone:
    """A number a person is reached at, mobile or landline.

    Raises Refusal: not_permitted, person_unknown, phone_already, and what landline raises.
    """
    by.check(Right.EDIT_FAMILIES)
    person = _person(person_id, by)
    digits, kind = _read_phone(number)
    if Phone.objects.filter(person=person, number=digits).exists():
        raise Refusal("phone_already")
    made = Phone.objects.create(
        agency_id=person.agency_id, office_id=person.office_id, person=person, number=digits, kind=kind
    )
    record("registry.add_phone", by=by, at=at, subject=person)
    return made


@transaction.atomic
def remove_phone(*, phone_id: int, by: Scope, at: datetime) -> None:
    """A number that reaches the person no more; the trail keeps it.

    Raises Refusal: not_permitted, phone_unknown.
    """
    by.check(Right.EDIT_FAMILIES)
    phone = taken(model=Phone, pk=phone_id, by=by, or_refuse="phone_unknown")
    record("registry.remove_phone", by=by, at=at, subject=phone.person)
    phone.delete()


@transaction.atomic
def add_account(*, person_id: int, sheba: str, on: date, by: Scope, at: datetime) -> BankAccount:
    """An account of a person from a day on; the ones before it stay until they are ended.

    Raises Refusal: not_permitted, person_unknown, account_already, and what sheba raises.
    """
    by.check(Right.EDIT_FAMILIES)
    person = _person(person_id, by)
    check_delegated(by=by, matter=Matter.MONEY, person_id=person.pk)
    digits = read_sheba(sheba).value
    if holding_from(facts=BankAccount.objects.filter(person=person, sheba=digits), on=on) is not None:
        raise Refusal("account_already")
    made = BankAccount.objects.create(
        agency_id=person.agency_id, office_id=person.office_id, person=person, sheba=digits, valid_from=on
    )
    record("registry.add_account", by=by, at=at, subject=person, account=made.pk, on=on)
    return made


@transaction.atomic
def end_account(*, account_id: int, on: date, reason: str, by: Scope, at: datetime) -> BankAccount:
    """An account is used no longer.

    Raises Refusal: not_permitted, account_unknown, reason_missing, already_ended,
    period_ends_before_it_starts.
    """
    account = _ended(BankAccount, account_id, "account_unknown", on=on, reason=reason, by=by)
    subject, why = _person(account.person_id, by), clean(reason)
    record("registry.end_account", by=by, at=at, subject=subject, reason=why, account=account.pk, on=on)
    return account


def _ended(model: type[F], pk: int, or_refuse: str, *, on: date, reason: str, by: Scope) -> F:
    """A dated fact of a person, brought to its end for a reason that was said."""
    by.check(Right.EDIT_FAMILIES)
    fact = taken(model=model, pk=pk, by=by, or_refuse=or_refuse)
    if not clean(reason):
        raise Refusal("reason_missing")
    end(fact=fact, on=on)
    return fact


def _person(person_id: int, by: Scope) -> Person:
    person = taken(model=Person, pk=person_id, by=by, or_refuse="person_unknown")
    if person.merged_into_id is not None:
        raise Refusal("person_merged")
    return person


def _read_phone(number: str) -> tuple[str, str]:
    try:
        return mobile(number).value, "mobile"
    except Refusal as refusal:
        if refusal.code == "mobile_repeated":
            raise
    return landline(number).value, "landline"
