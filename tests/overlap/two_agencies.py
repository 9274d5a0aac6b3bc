"""A family known to two agencies of Zanjan, with a head of office on either side, for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from madadkar.casework.models import CaseFile, Coverage, PensionReceipt
from madadkar.foundation.scope import Scope, within
from madadkar.matching.models import Link
from madadkar.organisations.models import Office, Post, Staff
from madadkar.organisations.rules import Role
from madadkar.overlap.actions.finding import find_overlaps
from madadkar.overlap.actions.proposing import answer_proposal
from madadkar.overlap.actions.signing import sign_minutes
from madadkar.overlap.models import OverlapCase
from madadkar.overlap.rules.life import Answer
from madadkar.places.models import Place
from madadkar.registry.models import Household, Person
from tests.databases import as_owner
from tests.registry import people

T = TypeVar("T")
DAY = date(2025, 6, 1)
SINCE = date(2020, 3, 20)


def at(on: date = DAY) -> datetime:
    """That day, in the morning."""
    return datetime(on.year, on.month, on.day, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Home:
    """One family on one agency's register."""

    office: Office
    head: Person
    household: Household
    file: CaseFile


@dataclass(frozen=True)
class Ground:
    """The two offices with their heads: Hamid of Emdad, Mahdi of Behzisti."""

    emdad: Office
    behzisti: Office
    hamid: Scope
    mahdi: Scope

    def home(
        self,
        office: Office,
        name: str = "زهرا",
        *,
        kind: str | None = "continuous",
        pension: bool = False,
        field: str = "relief",
        until: date | None = None,
        state: str = "active",
        children: int = 1,
    ) -> Home:
        """A family headed by a woman of forty, covered since five years unless told otherwise."""
        head = people.person(name, "محمدی", office, sex="female", birth_on=date(1985, 4, 1))
        born = [people.person(f"{name} {one}", "محمدی", office) for one in range(children)]
        household = people.household(head, *born)
        file = people.case_file(household, state=state, since=SINCE)
        CaseFile.objects.filter(pk=file.pk).update(field=field)
        fact: dict[str, Any] = {
            "agency_id": office.agency_id,
            "office_id": office.pk,
            "case_file": file,
            "household": household,
            "valid_from": SINCE,
            "valid_until": until,
        }
        if kind:
            Coverage.objects.create(**fact, kind=kind)
        if pension:
            PensionReceipt.objects.create(**fact)
        return Home(office, head, household, file)

    def both(self, name: str = "زهرا", **more: Any) -> tuple[Home, Home]:
        """The same family on both registers, linked by its head; what differs is told by side."""
        of_emdad, of_behzisti = more.pop("of_emdad", {}), more.pop("of_behzisti", {})
        with as_owner():
            one = self.home(self.emdad, name, **{**more, **of_emdad})
            other = self.home(self.behzisti, name, **{**more, **of_behzisti})
            self.link(one.head, other.head)
        return one, other

    def link(self, one: Person, other: Person) -> Link:
        """Two records are one person's."""
        left, right = sorted((one, other), key=lambda person: person.agency_id)
        return Link.objects.create(
            left_agency_id=left.agency_id, left_office_id=left.office_id, left_person=left,
            right_agency_id=right.agency_id, right_office_id=right.office_id, right_person=right,
            left_first_id=left.pk, right_first_id=right.pk, basis="clerk", probability=1,
            linked_at=at(), valid_from=DAY - timedelta(days=10),
        )  # fmt: skip

    def found(self, *, by: Scope | None = None, on: date = DAY) -> OverlapCase:
        """The one case that is there after somebody looked."""
        looks(by or self.hamid, find_overlaps, at=at(on))
        with within(self.hamid):
            return OverlapCase.objects.get()

    def agreed(self) -> OverlapCase:
        """A case on which both sides agree with the rule."""
        case = self.found()
        for by in (self.hamid, self.mahdi):
            looks(by, answer_proposal, case_id=case.pk, answer=Answer.AGREES, reason="")
        return case

    def decided(self) -> OverlapCase:
        """A case both heads signed."""
        case = self.agreed()
        for by in (self.hamid, self.mahdi):
            looks(by, sign_minutes, case_id=case.pk, version=1)
        return case


def lay() -> Ground:
    """The two agencies' offices of the province, and their heads."""
    place = Place.objects.get(code="19")
    with as_owner():
        emdad = people.office(place=place)
        behzisti = people.office("behzisti-zanjan", "behzisti", place=place)
        return Ground(
            emdad,
            behzisti,
            somebody("hamid", "حمید افشار", emdad),
            somebody("mahdi", "مهدی نوری", behzisti),
        )


def somebody(username: str, name: str, office: Office, role: Role = Role.HEAD) -> Scope:
    """Somebody of an office, with an account."""
    staff = Staff.objects.create(username=username, full_name=name)
    Post.objects.create(staff=staff, role=role.value, office=office, valid_from=people.LONG_AGO)
    return replace(people.scope(office, role=role), actor_id=staff.pk, actor_name=name)


def looks(by: Scope, deed: Callable[..., T], **told: Any) -> T:
    """Do a deed as somebody, within their sight, on the day unless told."""
    told.setdefault("at", at())
    with within(by):
        return deed(**told, by=by)
