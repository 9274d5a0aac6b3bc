"""A small town whose families a test can count on its fingers, and the questions asked about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from django.db import connections

from madadkar.casework.models import (
    CaseFile,
    Coverage,
    Delegation,
    FileStanding,
    HomeVisit,
    PensionReceipt,
)
from madadkar.foundation.jalali import from_jalali
from madadkar.foundation.scope import Scope, within
from madadkar.matching.models import Link
from madadkar.organisations.models import Centre, CentreStanding, Office, Post, Staff
from madadkar.overlap.models import OverlapCase, OverlapSide
from madadkar.places.models import Place
from madadkar.project.database import WEB_ROLE
from madadkar.registry.models import Circumstance, Household, Person, Residence
from madadkar.registry.rules import MEDICAL_GROUPS
from madadkar.reports.figures import figure_by_code
from madadkar.reports.queries import Narrowing, Reading, RowsPage, figure_rows, office_readings, question
from madadkar.reports.rules import Count, Rate
from tests.registry import people

DAY = from_jalali(1396, 2, 20)
LONG_AGO = people.LONG_AGO


@dataclass
class Town:
    """An office of Emdad in Zanjan with a county office under it."""

    office: Office
    county: Office
    made: list[CaseFile] = field(default_factory=list)

    def family(
        self,
        head: Person,
        *members: Person,
        covered: str | None = "continuous",
        since: date = LONG_AGO,
        until: date | None = None,
        state: str | None = "active",
        reason: str = "accepted",
        area: str = "urban",
        **more: Any,
    ) -> CaseFile:
        """A family with its file: covered and active since long ago, unless told otherwise."""
        household = people.household(head, *members, **more)
        owned = {"agency_id": head.agency_id, "office_id": head.office_id}
        opened = CaseFile.objects.create(
            **owned,
            household=household,
            number=f"ف-{household.code}",
            issued_by_id=head.office_id,
            field="relief",
            opened_on=since,
        )
        fact = fact_of(opened)
        if covered:
            Coverage.objects.create(**fact, kind=covered, valid_from=since, valid_until=until)
        if state:
            FileStanding.objects.create(**fact, state=state, reason=reason, valid_from=since)
        Residence.objects.create(**owned, household=household, area=area, valid_from=LONG_AGO)
        self.made.append(opened)
        return opened

    def person(self, first: str, last: str = "بیگدلی", *, sex: str = "female", **more: Any) -> Person:
        """Somebody of the province's office, born so as not to be elderly unless told."""
        more.setdefault("birth_on", from_jalali(1360, 1, 1))
        return people.person(first, last, more.pop("of", self.office), sex=sex, **more)

    def centre(self, code: str, *, standing: str = "active", since: date = LONG_AGO) -> Centre:
        """A neighbourhood centre under the province's office."""
        made = people.centre(code, self.office)
        CentreStanding.objects.create(centre=made, standing=standing, valid_from=since)
        return made

    def scope(self, *, role: people.Role = people.Role.HEAD, of_centre: Centre | None = None) -> Scope:
        """Sight of both offices."""
        return people.scope(self.office, self.county, role=role, of_centre=of_centre)


def fact_of(opened: CaseFile) -> dict[str, Any]:
    """What every dated fact of a file carries."""
    return {
        "agency_id": opened.agency_id,
        "office_id": opened.office_id,
        "case_file": opened,
        "household_id": opened.household_id,
    }


def delegate(opened: CaseFile, to: Centre, *, since: date = LONG_AGO, until: date | None = None) -> None:
    """Hand a file to a centre for a time."""
    Delegation.objects.create(**fact_of(opened), centre=to, valid_from=since, valid_until=until)


def covered_elsewhere(opened: CaseFile, *, is_allowed: bool = False) -> None:
    """Another agency covers the same family, against the rules or, by a joint decision, allowed."""
    office = people.office("behzisti-zanjan", "behzisti")
    head = people.person("زهرا", "بیگدلی", office)
    theirs = people.case_file(people.household(head))
    Coverage.objects.create(**fact_of(theirs), kind="continuous", valid_from=LONG_AGO)
    known = Person.objects.get(memberships__household=opened.household_id, memberships__is_head=True)
    left, right = sorted((known, head), key=lambda one: one.agency_id)
    Link.objects.create(
        left_agency_id=left.agency_id, left_office_id=left.office_id, left_person=left, left_first_id=left.pk,
        right_agency_id=right.agency_id, right_office_id=right.office_id, right_person=right,
        right_first_id=right.pk, basis="clerk", probability=1, linked_at=datetime.now(UTC), valid_from=DAY,
    )  # fmt: skip
    if is_allowed:
        case = OverlapCase.objects.create(
            province_code="19", pair=str(opened.pk), group="other", kind="occasional_both", state="allowed",
            state_since=DAY, verdict="both", overlap_from=LONG_AGO, found_on=DAY, found_at=datetime.now(UTC),
            allowed_from=DAY,
        )  # fmt: skip
        for one in (opened, theirs):
            OverlapSide.objects.create(
                case=case, agency=one.agency, office=one.office, case_file=one, household=one.household
            )


def hand_over(opened: CaseFile, to: Centre, *, sent_at: datetime, begun_at: datetime) -> None:
    """Send a file to a centre, and let the centre take it over."""
    since = sent_at.date()
    Delegation.objects.create(
        **fact_of(opened), centre=to, valid_from=since, sent_at=sent_at, begun_at=begun_at
    )


def worker(of: Centre, name: str, *, since: date = LONG_AGO, until: date | None = None) -> None:
    """Somebody who works for a centre for a time."""
    staff = Staff.objects.create(username=f"worker-{Staff.objects.count()}", full_name=name)
    Post.objects.create(
        staff=staff, role="centre_worker", office=of.office, centre=of, valid_from=since, valid_until=until
    )


def visit(opened: CaseFile, *, on: date, told_at: datetime | None = None, state: str = "done") -> None:
    """Somebody stood at the family's door on a day, and told of it."""
    at = told_at or datetime.combine(on, time(15), UTC)
    HomeVisit.objects.create(
        agency_id=opened.agency_id, office_id=opened.office_id, case_file=opened,
        household_id=opened.household_id, kind="periodic", state=state, came_on=on, came_told_at=at,
        asked_at=at, token=uuid4(),
    )  # fmt: skip


def pension(opened: CaseFile, *, since: date = LONG_AGO, until: date | None = None) -> None:
    """Let the family receive a pension for a time."""
    PensionReceipt.objects.create(**fact_of(opened), valid_from=since, valid_until=until)


def circumstance(who: Person, group: str, *, since: date = LONG_AGO, until: date | None = None) -> None:
    """Put somebody in a group for a time."""
    Circumstance.objects.create(
        agency_id=who.agency_id,
        office_id=who.office_id,
        person=who,
        group=group,
        is_medical=group in MEDICAL_GROUPS,
        valid_from=since,
        valid_until=until,
    )


def lay_town() -> Town:
    """An empty town: two offices, nobody yet."""
    province = people.office("emdad-zanjan", place=Place.objects.get(code="19"))
    county = people.office("emdad-abhar", parent=province)
    return Town(province, county)


@contextmanager
def as_the_web(scope: Scope) -> Iterator[Scope]:
    """Ask as pages do: under the plain role, within a scope."""
    cursor = connections["default"].cursor()
    cursor.execute(f"set role {WEB_ROLE}")
    try:
        with within(scope):
            yield scope
    finally:
        cursor.execute("reset role")


def readings(
    town: Town, *, on: date = DAY, by: Scope | None = None, office: Office | None = None
) -> dict[str, Reading]:
    """Every shown figure by code, counted under row-level security."""
    with as_the_web(by or town.scope()) as scope:
        asked = question(office=office or town.office, on=on, by=scope)
        return {one.figure.code: one for one in office_readings(asked=asked)}


def value(town: Town, code: str, **asked: Any) -> Any:
    """The value of one figure."""
    return readings(town, **asked)[code].value


def rows(
    town: Town,
    count: str | Count,
    *,
    on: date = DAY,
    by: Scope | None = None,
    narrowed: Narrowing | None = None,
    **more: Any,
) -> RowsPage:
    """The list behind a count, all of it."""
    figure = figure_by_code(code=count) if isinstance(count, str) else count
    counted = figure.opens_to if isinstance(figure, Rate) else figure
    more.setdefault("limit", None)
    with as_the_web(by or town.scope()) as scope:
        asked = question(office=town.office, on=on, by=scope)
        return figure_rows(asked=asked, count=counted, narrowed=narrowed, **more)


def merged(household: Household, into: Household) -> None:
    """Mark a household as absorbed by another."""
    Household.objects.filter(pk=household.pk).update(merged_into=into)
