"""Families a test can call by name: offices, persons, households and files laid as the owner lays them."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from madadkar.casework.models import CaseFile, FileStanding
from madadkar.foundation.identity import national_check_digit
from madadkar.foundation.persian import search_key, sort_key
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Agency, Centre, Office
from madadkar.organisations.rules import ROLE_RIGHTS, Role
from madadkar.registry.models import Household, HouseholdMerge, Membership, Merge, Person, Residence

_ORDER = count(1)
LONG_AGO = date(2010, 3, 21)


def invented_code(number: int) -> str:
    """A national code that no one was ever given: 999…, with its right check digit."""
    nine = f"999{number:06}"
    return nine + national_check_digit(nine)


def office(code: str = "emdad-zanjan", agency: str = "emdad", **more: Any) -> Office:
    """An office, made when it is missing."""
    found = Office.objects.filter(code=code).first()
    if found:
        return found
    body, _ = Agency.objects.get_or_create(code=agency, defaults={"name": agency, "short_name": agency})
    return Office.objects.create(code=code, name=f"اداره {code}", agency=body, kind="provincial", **more)


def centre(code: str, of: Office) -> Centre:
    """A neighbourhood centre under an office."""
    return Centre.objects.create(
        code=code, name=f"مرکز {code}", search_key=search_key(f"مرکز {code}"), office=of, kind="neighbourhood"
    )


def scope(*offices: Office, role: Role = Role.HEAD, of_centre: Centre | None = None) -> Scope:
    """What somebody of this role sees and may do."""
    rights = ROLE_RIGHTS[role]
    return Scope(
        actor_id=None,
        actor_name="زهرا محمدی",
        agency_id=offices[0].agency_id,
        office_ids=tuple(one.pk for one in offices),
        home_office_id=offices[0].pk,
        centre_id=of_centre.pk if of_centre else None,
        sees_medical="see_medical" in rights,
        rights=frozenset(rights),
    )


def person(first: str, last: str, of: Office, *, father: str = "", **more: Any) -> Person:
    """Somebody in an office's register, with an invented code unless told otherwise."""
    more.setdefault("national_code", invented_code(next(_ORDER)))
    return Person.objects.create(
        agency_id=of.agency_id,
        office=of,
        first_name=first,
        last_name=last,
        father_name=father,
        first_key=search_key(first),
        last_key=search_key(last),
        father_key=search_key(father),
        sort_key=sort_key(f"{last} {first}"),
        **more,
    )


def household(
    head: Person, *members: Person, code: str = "", since: date = LONG_AGO, **more: Any
) -> Household:
    """A household of a head and members, living together since a day."""
    whole = {"agency_id": head.agency_id, "office_id": head.office_id}
    made = Household.objects.create(
        **whole, code=code or f"خ-{next(_ORDER)}", issued_by_id=head.office_id, **more
    )
    for one in (head, *members):
        is_head = one is head
        Membership.objects.create(
            **whole,
            household=made,
            person=one,
            relation="head" if is_head else "child",
            is_head=is_head,
            headship="usual" if is_head else "",
            valid_from=since,
        )
    return made


def residence(of: Household, *, place: Any = None, text: str = "", since: date = LONG_AGO) -> Residence:
    """Where the household lives since a day."""
    return Residence.objects.create(
        agency_id=of.agency_id,
        office_id=of.office_id,
        household=of,
        place=place,
        place_text=text,
        valid_from=since,
    )


def case_file(of: Household, *, number: str = "", state: str = "active", since: date = LONG_AGO) -> CaseFile:
    """The household's file, in one state since a day."""
    whole = {"agency_id": of.agency_id, "office_id": of.office_id}
    made = CaseFile.objects.create(
        **whole,
        household=of,
        number=number or f"پ-{next(_ORDER)}",
        issued_by_id=of.office_id,
        field="women_and_family",
        opened_on=since,
    )
    FileStanding.objects.create(
        **whole, case_file=made, household=of, state=state, reason="accepted", valid_from=since
    )
    return made


def merged_before(of: Household) -> None:
    """A record of the family's head, and a household, that were once merged into them."""
    head = of.memberships.get(is_head=True).person
    owned = {"agency_id": of.agency_id, "office_id": of.office_id}
    twin = person("زهره", head.last_name, of.office, national_code=None, merged_into=head)
    Merge.objects.create(**owned, kept=head, absorbed=twin, merged_at=timezone.now())
    aside = Household.objects.create(**owned, code=f"{of.code}-۲", issued_by_id=of.office_id, merged_into=of)
    HouseholdMerge.objects.create(
        **owned, kept=of, absorbed=aside, reason="یک خانه", merged_at=timezone.now()
    )


def known_of_head(of: Household) -> dict[str, int]:
    """One of each thing known of the family's head, by the names that addresses take."""
    membership = of.memberships.get(is_head=True)
    head = membership.person
    return {
        "person_id": head.pk,
        "membership_id": membership.pk,
        "circumstance_id": head.circumstances.filter(is_medical=False).latest("pk").pk,
        "phone_id": head.phones.latest("pk").pk,
        "account_id": head.accounts.latest("pk").pk,
        "merge_id": Merge.objects.get(kept=head).pk,
        "household_merge_id": HouseholdMerge.objects.get(kept=of).pk,
    }
