"""A committee with its people and files before it, for the tests of committees, letters and appeals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from uuid import uuid4

from madadkar.casework.actions.committee.committees import found_committee, seat_member
from madadkar.casework.actions.committee.decisions import Ruling, decide_item
from madadkar.casework.actions.committee.sessions import open_session, plan_session, put_on_agenda
from madadkar.casework.models import AgendaItem, CaseFile, Committee, CommitteeSession
from madadkar.casework.rules import CoverageKind, StateReason
from madadkar.casework.rules.committee import AgendaSubject, CommitteeKind, Decision, SeatDuty, Voice
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office, Post, Staff
from madadkar.organisations.rules import Role
from tests.registry import people

AT = datetime(2024, 5, 11, 8, tzinfo=UTC)
TODAY = date(2024, 5, 11)
_ORDER = count(1)


@dataclass(frozen=True)
class Panel:
    """A committee, who keeps its sessions, and its three members: chair, secretary, member."""

    committee: Committee
    keeper: Scope
    members: tuple[Staff, Staff, Staff]

    def session(
        self, *files: CaseFile, subject: AgendaSubject = AgendaSubject.ACCEPTANCE
    ) -> CommitteeSession:
        """A session that sits today with everybody there, and these files on its agenda."""
        asked = {"by": self.keeper, "at": AT}
        planned = plan_session(
            committee_id=self.committee.pk, held_on=TODAY, place="", token=uuid4(), **asked
        )
        put_on_agenda(session_id=planned.pk, subject=subject, file_ids=[one.pk for one in files], **asked)
        return open_session(session_id=planned.pk, present=[one.pk for one in self.members], **asked)

    def all_for(self) -> dict[int, Voice]:
        """Everybody in favour."""
        return {one.pk: Voice.FOR for one in self.members}

    def ruling(self, decision: Decision, **more: object) -> Ruling:
        """A decision everybody is for."""
        told: dict[str, object] = {"decision": decision, "voices": self.all_for()}
        if decision is Decision.REFUSED:
            told |= {"reason": StateReason.INCOME_ABOVE, "grounds": "درآمد خانوار از ضابطه بالاتر است"}
        if decision in {Decision.ACCEPTED, Decision.UPHELD}:
            told |= {"coverage": CoverageKind.CONTINUOUS}
        return Ruling(**{**told, **more})  # type: ignore[arg-type]  # told by name, read by name

    def decide(self, file: CaseFile, decision: Decision, **more: object) -> AgendaItem:
        """Write a decision on a file of the sitting session."""
        item = AgendaItem.objects.get(case_file=file, decision="")
        return decide_item(item_id=item.pk, ruling=self.ruling(decision, **more), by=self.keeper, at=AT)


def colleague(name: str, of: Office, role: Role = Role.CASEWORKER) -> Staff:
    """Somebody with a post in the office."""
    somebody = Staff.objects.create(username=f"panel-{next(_ORDER)}", full_name=name)
    Post.objects.create(staff=somebody, role=role.value, office=of, valid_from=people.LONG_AGO)
    return somebody


def panel(of: Office, *names: str, kind: CommitteeKind = CommitteeKind.ACCEPTANCE, quorum: int = 2) -> Panel:
    """A committee of three, laid as the owner lays it; its chair keeps its sessions."""
    members = tuple(colleague(name, of, Role.HEAD) for name in names or ("رضا", "سیمین", "مهدی"))
    assert len(members) == 3
    keeper = replace(people.scope(of), actor_id=members[0].pk, actor_name=members[0].full_name)
    name = f"کمیته {next(_ORDER)}"
    founded = found_committee(name=name, kind=kind, quorum=quorum, by=keeper, at=AT)
    duties = (SeatDuty.CHAIR, SeatDuty.SECRETARY, SeatDuty.MEMBER)
    for one, duty in zip(members, duties, strict=True):
        seat_member(committee_id=founded.pk, staff_id=one.pk, duty=duty, on=TODAY, by=keeper, at=AT)
    return Panel(founded, keeper, members)  # type: ignore[arg-type]  # three, as asserted


def waiting_file(of: Office, name: str, state: str = "committee") -> CaseFile:
    """A family's file in a state since long."""
    return people.case_file(people.household(people.person(name, "محمدی", of)), state=state)
