"""A family as it is known: who belongs to it, since when, what is true of each, and where it lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madadkar.foundation.period import is_in_force
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.registry.models import (
    BankAccount,
    Circumstance,
    Household,
    HouseholdMerge,
    Membership,
    Merge,
    Person,
    Phone,
    Residence,
)
from madadkar.registry.rules import elderly_if_born_by


@dataclass(frozen=True)
class Member:
    """Somebody of the household with all that is known of them, latest first."""

    membership: Membership
    person: Person
    circumstances: list[Circumstance] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    accounts: list[BankAccount] = field(default_factory=list)
    is_elderly: bool = False

    def groups(self, on: date) -> list[Circumstance]:
        """The groups the person belongs to on a day."""
        return [fact for fact in self.circumstances if is_in_force(fact, on=on)]

    def current_accounts(self, on: date) -> list[BankAccount]:
        """The accounts in use on a day."""
        return [fact for fact in self.accounts if is_in_force(fact, on=on)]


@dataclass(frozen=True)
class Family:
    """A household whole: members of the day (head first), those who left, homes and merges, latest first."""

    household: Household
    members: list[Member]
    former: list[Member]
    residences: list[Residence]
    merges: list[Merge]
    household_merges: list[HouseholdMerge]
    on: date

    @property
    def head(self) -> Member | None:
        """Who heads it on the day."""
        return next((member for member in self.members if member.membership.is_head), None)

    @property
    def residence(self) -> Residence | None:
        """Where it lives on the day."""
        return next((home for home in self.residences if is_in_force(home, on=self.on)), None)

    @property
    def everybody(self) -> list[Member]:
        """Members now and before."""
        return [*self.members, *self.former]

    @property
    def is_sensitive(self) -> bool:
        """Whether something medical of it stands on the page of whoever looks."""
        return any(fact.is_medical for member in self.everybody for fact in member.circumstances)


def family(*, household_id: int, scope: Scope, on: date) -> Family:
    """The family in sight, in a constant number of questions. Raises Refusal("household_unknown")."""
    household = (
        Household.objects.seen_by(scope)
        .select_related("office", "found_by_centre", "merged_into")
        .filter(pk=household_id)
        .first()
    )
    if household is None:
        raise Refusal("household_unknown")
    memberships = list(
        Membership.objects.seen_by(scope)
        .filter(household=household)
        .select_related("person")
        .order_by("-is_head", "person__birth_on", "pk")
    )
    members = _members(memberships, scope, on)
    homes = Residence.objects.seen_by(scope).filter(household=household).select_related("place", "county")
    ids = [membership.person_id for membership in memberships]
    merges = Merge.objects.seen_by(scope).filter(kept__in=ids).select_related("kept", "absorbed")
    joined = HouseholdMerge.objects.seen_by(scope).filter(kept=household)
    return Family(
        household=household,
        members=[one for one in members if is_in_force(one.membership, on=on)],
        former=[one for one in members if not is_in_force(one.membership, on=on)],
        residences=list(homes.order_by("-valid_from")),
        merges=list(merges.order_by("-merged_at")),
        household_merges=list(joined.select_related("absorbed").order_by("-merged_at")),
        on=on,
    )


def _members(memberships: Iterable[Membership], scope: Scope, on: date) -> list[Member]:
    persons = {membership.person_id for membership in memberships}
    circumstances = _by_person(Circumstance, persons, scope, "-valid_from")
    phones = _by_person(Phone, persons, scope, "pk")
    accounts = _by_person(BankAccount, persons, scope, "-valid_from")
    elderly_by = elderly_if_born_by(on=on)
    return [
        Member(
            membership=one,
            person=one.person,
            circumstances=circumstances[one.person_id],
            phones=phones[one.person_id],
            accounts=accounts[one.person_id],
            is_elderly=one.person.birth_on is not None and one.person.birth_on <= elderly_by,
        )
        for one in memberships
    ]


def _by_person(model: Any, persons: set[int], scope: Scope, order: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for fact in model.objects.seen_by(scope).filter(person__in=persons).order_by(order):
        found[fact.person_id].append(fact)
    return found


def seen_person(*, person_id: int, scope: Scope) -> Person:
    """A person in sight. Raises Refusal("person_unknown")."""
    person: Person | None = Person.objects.seen_by(scope).filter(pk=person_id).first()
    if person is None:
        raise Refusal("person_unknown")
    return person


def household_of(*, person_id: int, scope: Scope, on: date) -> int | None:
    """The household a person belongs to on a day; else the last one they belonged to, if any is in sight."""
    memberships = Membership.objects.seen_by(scope).filter(person_id=person_id).order_by("-valid_from")
    current = [one for one in memberships if is_in_force(one, on=on)]
    return next((one.household_id for one in [*current, *memberships]), None)
