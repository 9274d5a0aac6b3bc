"""Families written in bulk: one COPY a table, with keys given here so that rows can name each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections

from madadkar.demo.bodies import Bodies
from madadkar.demo.families import Family, Member
from madadkar.demo.names import key_of, order_of
from madadkar.demo.plans import OfficePlan
from madadkar.demo.villages import Homes, Spot
from madadkar.organisations.rules import AgencyCode
from madadkar.registry.rules import MEDICAL_GROUPS

Row = tuple[Any, ...]
Rows = Callable[["Page"], Iterator[Row]]
_OWNER = "owner"
_TEHRAN = ZoneInfo("Asia/Tehran")


class Page:
    """What is written at once: the families of an office and the keys of all they refer to."""

    def __init__(
        self, families: Sequence[Family], plan: OfficePlan, bodies: Bodies, homes: dict[str, Homes]
    ) -> None:
        self.families, self.plan, self.bodies = families, plan, bodies
        self.homes = [homes[county.code] for county in plan.counties]
        self.dice = Random(f"caseworkers {plan.code}")  # noqa: S311 - repeatable, and nothing secret

    def owned(self, family: Family) -> tuple[int, int]:
        """The agency and the county office of a family."""
        return self.bodies.agency_id, self.bodies.county_office_ids[family.county]

    def file_id(self, family: Family) -> int:
        """The key of the family's file: files follow their families."""
        return self.first_file_id + family.id - self.first_household_id

    def give_keys(self) -> None:
        """Take the next keys of persons, households and files from their sequences."""
        persons = [member for family in self.families for member in (*family.members, *family.gone)]
        for key, member in enumerate(persons, _take_keys("registry_person", len(persons))):
            member.id = key
        self.first_household_id = _take_keys("registry_household", len(self.families))
        self.first_file_id = _take_keys("casework_casefile", len(self.families))
        for key, family in enumerate(self.families, self.first_household_id):
            family.id = key


def plant_families(page: Page) -> None:
    """Write every table of the families."""
    page.give_keys()
    for table, (columns, rows) in _TABLES.items():
        _copy(table, columns, rows(page))


def _take_keys(table: str, count: int) -> int:
    """The first of so many keys, which nobody else will get."""
    with connections[_OWNER].cursor() as cursor:
        cursor.execute(
            "with told as (select pg_get_serial_sequence(%s, 'id') as name)"
            " select name, nextval(name) from told",
            [table],
        )
        name, first = cursor.fetchone() or ("", 0)
        cursor.execute("select setval(%s, %s)", [name, first + count])
    return int(first)


def _copy(table: str, columns: str, rows: Iterable[Row]) -> None:
    """COPY the rows; the owner may, for row-level security does not bind it."""
    with connections[_OWNER].cursor() as cursor, cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def _people(page: Page) -> Iterator[tuple[Family, Member]]:
    for family in page.families:
        for member in family.members:
            yield family, member
        for member in family.gone:
            yield family, member


def _persons(page: Page) -> Iterator[Row]:
    for family, one in _people(page):
        yield (
            one.id,
            *page.owned(family),
            one.national_code,
            one.certificate_number,
            one.first_name,
            one.last_name,
            one.father_name,
            key_of(one.first_name),
            key_of(one.last_name),
            key_of(one.father_name),
            order_of(f"{one.last_name} {one.first_name}"),
            one.birth_on,
            one.birth_precision,
            one.sex.value,
            one.marital.value,
            one.died_on,
        )


def _households(page: Page) -> Iterator[Row]:
    for place, family in enumerate(page.families, 1):
        found_by = family.found_by_centre
        yield (
            family.id,
            *page.owned(family),
            f"{page.plan.counties[family.county].code}{place:06}",
            page.bodies.county_office_ids[family.county],
            family.decile,
            len(family.members),
            page.bodies.centre_ids[found_by] if found_by is not None else None,
        )


def _memberships(page: Page) -> Iterator[Row]:
    for family, one in _people(page):
        owned = page.owned(family)
        for stay in one.stays:
            is_head = stay.relation == "head"
            headship = stay.headship.value if stay.headship else ""
            yield (
                *owned, family.id, one.id, stay.relation.value, is_head, headship,
                stay.begins_on, stay.ends_on,
            )  # fmt: skip


def _circumstances(page: Page) -> Iterator[Row]:
    for family, one in _people(page):
        owned = page.owned(family)
        for state in one.states:
            medical = state.group in MEDICAL_GROUPS
            yield (
                *owned, one.id, state.group.value, state.cause, state.detail, medical,
                state.begins_on, state.ends_on,
            )  # fmt: skip


def _phones(page: Page) -> Iterator[Row]:
    for family, one in _people(page):
        for number, kind in ((one.mobile, "mobile"), (one.landline, "landline")):
            if number:
                yield *page.owned(family), one.id, number, kind


def _accounts(page: Page) -> Iterator[Row]:
    for family, one in _people(page):
        if one.sheba:
            yield *page.owned(family), one.id, one.sheba, family.opened_on, None


def _residences(page: Page) -> Iterator[Row]:
    for family in page.families:
        county = page.homes[family.county].county_id
        times: list[tuple[Spot | None, date, date | None]]
        times = [(family.spot, family.moved_on or family.opened_on, None)]
        if family.former_spot:
            times.insert(0, (family.former_spot, family.opened_on, family.moved_on))
        for spot, begins_on, ends_on in times:
            assert spot is not None, "every family lives somewhere"
            yield (
                *page.owned(family), family.id, spot.id, county, spot.name, spot.area.value, "",
                family.postal_code, begins_on, ends_on,
            )  # fmt: skip


def _files(page: Page) -> Iterator[Row]:
    behzisti = page.plan.agency is AgencyCode.BEHZISTI
    for place, family in enumerate(page.families, 1):
        county = page.plan.counties[family.county].code
        yield (
            page.file_id(family),
            *page.owned(family),
            family.id,
            f"{county}/{place:05}" if behzisti else f"{county}-{place:06}",
            page.bodies.county_office_ids[family.county],
            family.agency_field.value,
            page.dice.choice(page.bodies.caseworker_ids[family.county]) if family.left_on is None else None,
            family.opened_on,
        )


def _standings(page: Page) -> Iterator[Row]:
    for family in page.families:
        for state, reason, begins_on, ends_on in family.standings:
            yield *_fact(page, family), state.value, reason.value, begins_on, ends_on


def _coverages(page: Page) -> Iterator[Row]:
    for family in page.families:
        for kind, begins_on, ends_on in family.coverage:
            yield *_fact(page, family), kind.value, begins_on, ends_on


def _pensions(page: Page) -> Iterator[Row]:
    for family in page.families:
        if family.pension:
            yield *_fact(page, family), *family.pension


def _delegations(page: Page) -> Iterator[Row]:
    for family in page.families:
        for centre, begins_on, ends_on in family.delegations:
            is_long = ends_on is None or (ends_on - begins_on).days > 30
            told = _handed(family, begins_on) if is_long else _UNTOLD
            yield *_fact(page, family), page.bodies.centre_ids[centre], "", begins_on, ends_on, *told


_UNTOLD = (None, None, None, None)


def _handed(family: Family, sent_on: date) -> Row:
    """When a file was sent, received, accepted and taken over: within a day to a fortnight."""
    sent_at = datetime.combine(sent_on, time(8 + family.id % 6), _TEHRAN)
    wait = timedelta(hours=6 + family.id * 37 % 67)
    return sent_at, sent_at + wait, sent_at + 2 * wait, sent_at + 3 * wait


def _fact(page: Page, family: Family) -> Row:
    return *page.owned(family), page.file_id(family), family.id


_FACT = "agency_id, office_id, case_file_id, household_id"
_TABLES: dict[str, tuple[str, Rows]] = {
    "registry_person": (
        "id, agency_id, office_id, national_code, birth_certificate_number, first_name, last_name,"
        " father_name, first_key, last_key, father_key, sort_key, birth_on, birth_precision, sex, marital,"
        " died_on",
        _persons,
    ),
    "registry_household": (
        "id, agency_id, office_id, code, issued_by_id, decile, stated_size, found_by_centre_id",
        _households,
    ),
    "registry_membership": (
        "agency_id, office_id, household_id, person_id, relation, is_head, headship, valid_from, valid_until",
        _memberships,
    ),
    "registry_circumstance": (
        'agency_id, office_id, person_id, "group", cause, detail, is_medical, valid_from, valid_until',
        _circumstances,
    ),
    "registry_phone": ("agency_id, office_id, person_id, number, kind", _phones),
    "registry_bankaccount": ("agency_id, office_id, person_id, sheba, valid_from, valid_until", _accounts),
    "registry_residence": (
        "agency_id, office_id, household_id, place_id, county_id, place_text, area, address, postal_code,"
        " valid_from, valid_until",
        _residences,
    ),
    "casework_casefile": (
        "id, agency_id, office_id, household_id, number, issued_by_id, field, caseworker_id, opened_on",
        _files,
    ),
    "casework_filestanding": (f"{_FACT}, state, reason, valid_from, valid_until", _standings),
    "casework_coverage": (f"{_FACT}, kind, valid_from, valid_until", _coverages),
    "casework_pensionreceipt": (f"{_FACT}, valid_from, valid_until", _pensions),
    "casework_delegation": (
        f"{_FACT}, centre_id, reason, valid_from, valid_until, sent_at, received_at, answered_at, begun_at",
        _delegations,
    ),
}
"""The tables in the order that their references ask for."""


TABLES = tuple(_TABLES)
