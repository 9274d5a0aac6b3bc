"""Which families a list shows: every filter is one more condition on the families in sight."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from madadkar.casework.models import CaseFile, Coverage, Delegation, FileStanding, PensionReceipt
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.models import (
    BankAccount,
    Circumstance,
    Household,
    Membership,
    Person,
    Phone,
    Residence,
)
from madadkar.registry.rules import Group, elderly_if_born_by

NOBODYS = "nobody"
"""In place of a caseworker or centre: the families that have none."""


@dataclass(frozen=True)
class RegisterFilter:
    """What a list is narrowed to; an empty field narrows nothing.

    `state` and `coverage` may be "none" (no file; not covered), `caseworker` and `centre` are ids or
    NOBODYS, `pension`, `account` and `phone` are "yes" or "no", `opened_within` and `delegated_within` days.
    """

    state: str = ""
    field: str = ""
    coverage: str = ""
    caseworker: str = ""
    centre: str = ""
    county: str = ""
    place: str = ""
    area: str = ""
    group: str = ""
    pension: str = ""
    account: str = ""
    phone: str = ""
    office: str = ""
    opened_within: str = ""
    delegated_within: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """The fields that narrow, for an address, a job's parameters or the trail."""
        return {name: value for name, value in asdict(self).items() if value}


def families(*, scope: Scope, asked: RegisterFilter, on: date) -> QuerySet[Household]:
    """The families in sight that the filter lets through, as they stand on a day."""
    scope.check(Right.SEE_FAMILIES)
    rows = Household.objects.seen_by(scope).filter(merged_into__isnull=True)
    narrowings = (_by_file, _by_coverage, _by_centre, _by_home, _by_group, _by_money, _by_phone)
    for narrow in narrowings:
        rows = rows.filter(narrow(scope, asked, on))
    return rows.filter(office_id=asked.office) if asked.office else rows


def family_count(*, scope: Scope, asked: RegisterFilter, on: date) -> int:
    """How many families that is."""
    return families(scope=scope, asked=asked, on=on).count()


def next_family_ids(
    *, scope: Scope, asked: RegisterFilter, on: date, after: int = 0, most: int = 1000
) -> list[int]:
    """The next so many of those families, in the register's order, for lists that are written out whole."""
    rows = families(scope=scope, asked=asked, on=on).filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


def _by_file(scope: Scope, asked: RegisterFilter, on: date) -> Q:
    if asked.state == "none":
        return ~Q(Exists(_of(CaseFile, scope)))
    said = Q()
    if asked.state:
        said &= Q(Exists(_of(FileStanding, scope).filter(_holds_on(on), state=asked.state)))
    if asked.field:
        said &= Q(Exists(_of(CaseFile, scope).filter(field=asked.field)))
    if asked.caseworker == NOBODYS:
        said &= Q(Exists(_of(CaseFile, scope).filter(caseworker__isnull=True)))
    elif asked.caseworker:
        said &= Q(Exists(_of(CaseFile, scope).filter(caseworker_id=asked.caseworker)))
    if asked.opened_within:
        since = on - timedelta(days=int(asked.opened_within))
        said &= Q(Exists(_of(CaseFile, scope).filter(opened_on__gt=since, opened_on__lte=on)))
    return said


def _by_coverage(scope: Scope, asked: RegisterFilter, on: date) -> Q:
    covered = _of(Coverage, scope).filter(_holds_on(on))
    if asked.coverage == "none":
        return ~Q(Exists(covered))
    if asked.coverage == "any":
        return Q(Exists(covered))
    return Q(Exists(covered.filter(kind=asked.coverage))) if asked.coverage else Q()


def _by_centre(scope: Scope, asked: RegisterFilter, on: date) -> Q:
    delegated = _of(Delegation, scope).filter(_holds_on(on))
    said = Q()
    if asked.delegated_within:
        since = on - timedelta(days=int(asked.delegated_within))
        said &= Q(Exists(delegated.filter(valid_from__gt=since)))
    if asked.centre == NOBODYS:
        return said & ~Q(Exists(delegated))
    return said & Q(Exists(delegated.filter(centre_id=asked.centre))) if asked.centre else said


def _by_home(scope: Scope, asked: RegisterFilter, on: date) -> Q:
    told = (("county_id", asked.county), ("place_id", asked.place), ("area", asked.area))
    where = {name: value for name, value in told if value}
    return Q(Exists(_of(Residence, scope).filter(_holds_on(on), **where))) if where else Q()


def _by_group(scope: Scope, asked: RegisterFilter, on: date) -> Q:
    """A family counts in a group by any of its members; the elderly are told by their birth."""
    if not asked.group:
        return Q()
    members = _of(Membership, scope).filter(_holds_on(on))
    if asked.group == Group.ELDERLY:
        old = Person.objects.seen_by(scope).filter(
            pk=OuterRef("person_id"), birth_on__lte=elderly_if_born_by(on=on), died_on__isnull=True
        )
        return Q(Exists(members.filter(Exists(old))))
    grouped = Circumstance.objects.seen_by(scope).filter(
        _holds_on(on), person_id=OuterRef("person_id"), group=asked.group
    )
    return Q(Exists(members.filter(Exists(grouped))))


def _by_money(scope: Scope, asked: RegisterFilter, on: date) -> Q:
    said = _yes_or_no(asked.pension, Exists(_of(PensionReceipt, scope).filter(_holds_on(on))))
    accounts = BankAccount.objects.seen_by(scope).filter(_holds_on(on), person_id=OuterRef("person_id"))
    return said & _yes_or_no(asked.account, Exists(_members_with(scope, on, accounts)))


def _by_phone(scope: Scope, asked: RegisterFilter, on: date) -> Q:
    phones = Phone.objects.seen_by(scope).filter(person_id=OuterRef("person_id"))
    return _yes_or_no(asked.phone, Exists(_members_with(scope, on, phones)))


def _members_with(scope: Scope, on: date, having: QuerySet[Any]) -> QuerySet[Any]:
    return _of(Membership, scope).filter(_holds_on(on)).filter(Exists(having))


def _yes_or_no(asked: str, found: Exists) -> Q:
    if not asked:
        return Q()
    return Q(found) if asked == "yes" else ~Q(found)


def _of(model: Any, scope: Scope) -> QuerySet[Any]:
    """The rows of a family in the list, under its reader's own sight."""
    rows: QuerySet[Any] = model.objects.seen_by(scope).filter(household_id=OuterRef("pk"))
    return rows


def _holds_on(on: date) -> Q:
    """The condition that a dated fact holds on a day."""
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))
