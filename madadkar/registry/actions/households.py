"""Deeds on households: who lives together under whom, where, and which office answers for them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from madadkar.foundation.audit import record
from madadkar.foundation.identity import postal_code as read_postal_code
from madadkar.foundation.period import Period
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, check_delegated
from madadkar.foundation.sight import Matter
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.places.models import Place
from madadkar.places.rules import Level, area_of
from madadkar.registry.actions.keeping import end, holding_from, insert_unseen, taken
from madadkar.registry.models import FormerOffice, Household, Membership, Person, Residence
from madadkar.registry.rules import Headship, Relation

# What a new household is called until its office gives it a code of its own.
_OWN_CODE = "م-{number}"


@transaction.atomic
def add_household(
    *, head: Person, headship: Headship, on: date, by: Scope, at: datetime, code: str = ""
) -> Household:
    """A new family under a head, of the head's office; a centre's people found it for their centre.

    Raises Refusal: not_permitted, member_elsewhere, household_code_taken.
    """
    by.check(Right.EDIT_FAMILIES)
    _refuse_member_elsewhere(head, on)
    code = clean(code)
    if code and Household.objects.filter(issued_by_id=head.office_id, code=code).exists():
        raise Refusal("household_code_taken", household_code=code)
    household = Household(
        agency_id=head.agency_id,
        office_id=head.office_id,
        issued_by_id=head.office_id,
        code=code,
        found_by_centre_id=by.centre_id,
    )
    household.code = code or _OWN_CODE.format(number=_next_number())
    insert_unseen(row=household)
    _join(household, head, on, relation=Relation.HEAD, headship=headship)
    record("registry.add_household", by=by, at=at, subject=household, on=on)
    return household


@transaction.atomic
def add_member(
    *, household_id: int, person: Person, relation: Relation, on: date, by: Scope, at: datetime
) -> Membership:
    """A person joins the household from a day on.

    Raises Refusal: not_permitted, household_unknown, head_already (a second head), already_member,
    member_elsewhere.
    """
    by.check(Right.EDIT_FAMILIES)
    household = _household(household_id, by)
    check_delegated(by=by, matter=Matter.WHOLE, household_id=household.pk)
    if relation is Relation.HEAD:
        raise Refusal("head_already")
    _refuse_member_elsewhere(person, on, household)
    joined = _join(household, person, on, relation=relation)
    record("registry.add_member", by=by, at=at, subject=household, person=person.pk, on=on)
    return joined


@transaction.atomic
def end_membership(*, membership_id: int, on: date, reason: str, by: Scope, at: datetime) -> Membership:
    """A member leaves the household; a head only when nobody else is left.

    Raises Refusal: not_permitted, membership_unknown, reason_missing, head_must_be_replaced, already_ended,
    period_ends_before_it_starts.
    """
    by.check(Right.EDIT_FAMILIES)
    membership = taken(model=Membership, pk=membership_id, by=by, or_refuse="membership_unknown")
    household = _household(membership.household_id, by)
    check_delegated(by=by, matter=Matter.WHOLE, household_id=household.pk)
    if not clean(reason):
        raise Refusal("reason_missing")
    others = _members(household, on).exclude(pk=membership.pk)
    if membership.is_head and others.exists():
        raise Refusal("head_must_be_replaced")
    end(fact=membership, on=on)
    record(
        "registry.end_membership",
        by=by,
        at=at,
        subject=household,
        reason=clean(reason),
        person=membership.person_id,
        on=on,
    )
    return membership


@transaction.atomic
def change_head(
    *,
    household_id: int,
    person_id: int,
    headship: Headship,
    former_is: Relation | None,
    on: date,
    reason: str,
    by: Scope,
    at: datetime,
) -> Membership:
    """Another member heads the household from a day on; `former_is` says what the former head is to them
    (None: the former head leaves the household that day).

    Raises Refusal: not_permitted, household_unknown, reason_missing, not_a_member, head_already,
    former_unsaid,
    period_ends_before_it_starts.
    """
    by.check(Right.EDIT_FAMILIES)
    household = _household(household_id, by)
    check_delegated(by=by, matter=Matter.WHOLE, household_id=household.pk)
    if not clean(reason):
        raise Refusal("reason_missing")
    if former_is is Relation.HEAD:
        raise Refusal("former_unsaid")
    members = _members(household, on)
    new = members.filter(person_id=person_id).first()
    if new is None:
        raise Refusal("not_a_member")
    if new.is_head:
        raise Refusal("head_already")
    former = members.filter(is_head=True).first()
    if former is not None:
        _becomes(former, on, relation=former_is)
    headed = _becomes(new, on, relation=Relation.HEAD, headship=headship)
    record(
        "registry.change_head", by=by, at=at, subject=household, reason=clean(reason), person=person_id, on=on
    )
    assert headed is not None, "the new head stays"
    return headed


@transaction.atomic
def move_residence(
    *,
    household_id: int,
    on: date,
    by: Scope,
    at: datetime,
    place_id: int | None = None,
    place_text: str = "",
    address: str = "",
    postal_code: str = "",
) -> Residence:
    """The family lives elsewhere from a day on (or somewhere known, where nothing was).

    Raises Refusal: not_permitted, household_unknown, place_missing, place_unknown, moved_since, and what
    postal_code raises.
    """
    by.check(Right.EDIT_FAMILIES)
    household = _household(household_id, by)
    if place_id is None and not clean(place_text):
        raise Refusal("place_missing")
    place = Place.objects.filter(pk=place_id).first() if place_id is not None else None
    if place_id is not None and place is None:
        raise Refusal("place_unknown")
    present = holding_from(facts=Residence.objects.filter(household=household), on=on)
    if present is not None:
        if present.valid_from >= on:
            raise Refusal("moved_since", since=present.valid_from)
        end(fact=present, on=on)
    moved = Residence.objects.create(
        agency_id=household.agency_id,
        office_id=household.office_id,
        household=household,
        **_whereabouts(place),
        place_text=clean(place_text),
        address=clean(address),
        postal_code=read_postal_code(postal_code).value if postal_code else "",
        valid_from=on,
    )
    record("registry.move_residence", by=by, at=at, subject=household, on=on)
    return moved


def _whereabouts(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"area": ""}
    county_id = place.pk if place.level == Level.COUNTY else place.county_id
    return {"place": place, "county_id": county_id, "area": area_of(level=place.level) or ""}


# Everything of the household and of its present members goes with it; what they were called stays.
_MOVES = (
    "update registry_residence set office_id = %(to)s where household_id = %(household)s",
    "update registry_circumstance set office_id = %(to)s where person_id = any(%(persons)s)",
    "update registry_phone set office_id = %(to)s where person_id = any(%(persons)s)",
    "update registry_bankaccount set office_id = %(to)s where person_id = any(%(persons)s)",
    "update registry_person set office_id = %(to)s where id = any(%(persons)s)",
    "update registry_membership set office_id = %(to)s where household_id = %(household)s",
    "update registry_household set office_id = %(to)s where id = %(household)s",
    "update registry_formeroffice set office_id = %(to)s where household_id = %(household)s",
)


@transaction.atomic
def move_household(
    *, household_id: int, to_office_id: int, on: date, reason: str, by: Scope, at: datetime
) -> Household:
    """Another office of the agency answers for the family from a day on; earlier days stay the former's.

    Raises Refusal: not_permitted, household_unknown, office_unknown, family_of_another_agency,
    office_already, reason_missing, changed_since.
    """
    by.check(Right.EDIT_FAMILIES)
    household = _household(household_id, by)
    check_delegated(by=by, matter=Matter.WHOLE, household_id=household.pk)
    to = Office.objects.filter(pk=to_office_id, pk__in=by.office_ids).first()
    if to is None:
        raise Refusal("office_unknown")
    if to.agency_id != household.agency_id:
        raise Refusal("family_of_another_agency")
    if to.pk == household.office_id:
        raise Refusal("office_already")
    if not clean(reason):
        raise Refusal("reason_missing")
    persons = list(_going_along(household, on).values_list("person_id", flat=True))
    from_office_id = household.office_id
    with connection.cursor() as cursor:
        for move in _MOVES:
            cursor.execute(move, {"to": to.pk, "household": household.pk, "persons": persons})
    household.refresh_from_db()
    _remember_office(household, from_office_id, on)
    deed = "registry.move_household"
    record(deed, by=by, at=at, subject=household, reason=clean(reason), from_office=from_office_id, on=on)
    return household


def _remember_office(household: Household, answered_by_id: int, until: date) -> None:
    """The former office keeps its days; one that began and ended within a day answered on none."""
    last = FormerOffice.objects.filter(household=household).order_by("-until").first()
    if last is not None and last.until > until:
        raise Refusal("changed_since", since=last.until)
    if last is None or last.until < until:
        FormerOffice.objects.create(
            agency_id=household.agency_id,
            office_id=household.office_id,
            household=household,
            answered_by_id=answered_by_id,
            until=until,
        )


def _household(household_id: int, by: Scope) -> Household:
    household = taken(model=Household, pk=household_id, by=by, or_refuse="household_unknown")
    if household.merged_into_id is not None:
        raise Refusal("household_merged")
    return household


def _members(household: Household, on: date) -> QuerySet[Membership]:
    still = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    return Membership.objects.filter(still, household=household)


def _going_along(household: Household, on: date) -> QuerySet[Membership]:
    """The members of the day; who has joined another household since stays with that one."""
    joined = Membership.objects.filter(person=OuterRef("person"), valid_until=None).exclude(
        household=household
    )
    return _members(household, on).exclude(Exists(joined))


def _refuse_member_elsewhere(person: Person, on: date, household: Household | None = None) -> None:
    present = holding_from(facts=Membership.objects.filter(person=person), on=on)
    if present is not None and household is not None and present.household_id == household.pk:
        raise Refusal("already_member")
    if present is not None:
        raise Refusal("member_elsewhere", household_id=present.household_id)


def _join(
    household: Household, person: Person, on: date, *, relation: Relation, headship: Headship | None = None
) -> Membership:
    return Membership.objects.create(
        agency_id=household.agency_id,
        office_id=household.office_id,
        household=household,
        person=person,
        relation=relation.value,
        is_head=relation is Relation.HEAD,
        headship=headship.value if headship else "",
        valid_from=on,
    )


def _becomes(
    membership: Membership, on: date, *, relation: Relation | None, headship: Headship | None = None
) -> Membership | None:
    """The membership until the day, another in its place from it; one begun that very day is rewritten."""
    if relation is None or membership.valid_from < on:
        Period(membership.valid_from, on)
        membership.valid_until = on
        membership.save(update_fields=["valid_until"])
        if relation is None:
            return None
        membership = Membership(
            agency_id=membership.agency_id,
            office_id=membership.office_id,
            household_id=membership.household_id,
            person_id=membership.person_id,
            valid_from=on,
        )
    membership.relation = relation.value
    membership.is_head = relation is Relation.HEAD
    membership.headship = headship.value if headship else ""
    membership.save()
    return membership


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('registry_household', 'id'))")
        return int(cursor.fetchone()[0])
