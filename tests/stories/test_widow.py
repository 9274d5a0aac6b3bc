"""A widow asks for help, refuses a visit, appeals, stands on her own, leaves, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from madadkar.casework.actions import Asked, assign_caseworker, proceed, register_request, suspend
from madadkar.casework.actions.committee.appeals import file_appeal
from madadkar.casework.actions.committee.committees import found_committee, seat_member
from madadkar.casework.actions.committee.decisions import Ruling, decide_item
from madadkar.casework.actions.committee.sessions import (
    open_session,
    plan_session,
    put_on_agenda,
    sign_session,
)
from madadkar.casework.actions.life.exiting import approve_exit, propose_exit, record_follow_up
from madadkar.casework.actions.walk.letters import send_letter, write_letter
from madadkar.casework.actions.walk.planning import finish_step
from madadkar.casework.actions.walk.reviewing import hold_review
from madadkar.casework.actions.walk.visiting import arrange_visit, miss_visit
from madadkar.casework.models import (
    Appeal,
    CaseFile,
    Committee,
    Coverage,
    FileMove,
    FileStanding,
    FollowUp,
    Letter,
    PlanStep,
)
from madadkar.casework.queries import case_file
from madadkar.casework.queries.exits import exit_rate
from madadkar.casework.queries.readiness import readiness_of
from madadkar.casework.queries.visits import visits_due
from madadkar.casework.queries.walking_duties import follow_up_duties, plan_duties, review_duties
from madadkar.casework.rules import CoverageKind, FileState, StateReason
from madadkar.casework.rules.assessment_matrix import Domain
from madadkar.casework.rules.committee import AgendaSubject, CommitteeKind, Decision, SeatDuty, Voice
from madadkar.casework.rules.exits import FollowUpOutcome
from madadkar.casework.rules.letters import SentHow
from madadkar.casework.rules.plans import ReviewOutcome
from madadkar.casework.rules.readiness import Verdict
from madadkar.casework.rules.requests import RequestKind
from madadkar.casework.rules.visits import VisitKind, VisitState
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office, Post, Staff
from madadkar.organisations.rules import Role
from madadkar.registry.models import Household
from tests.casework.walking import MIDDLING, STANDING, Walk, assessed, at, planned, visited
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
ASKED = date(2022, 1, 10)
ACCEPTED = date(2022, 1, 30)
REFUSED_US = date(2022, 8, 20)
HEARD = date(2022, 9, 12)
LEFT = date(2024, 2, 5)
BACK = date(2024, 5, 20)


def _somebody(name: str, role: Role, office: Office) -> Scope:
    staff = Staff.objects.create(username=f"{role.value}-{Staff.objects.count()}", full_name=name)
    Post.objects.create(staff=staff, role=role.value, office=office, valid_from=people.LONG_AGO)
    return replace(people.scope(office, role=role), actor_id=staff.pk, actor_name=name)


class Town:
    """An office, its people, two committees, and Zahra with her son."""

    def __init__(self) -> None:
        self.office = people.office()
        self.household: Household = people.household(
            people.person("زهرا", "محمدی", self.office), people.person("علی", "محمدی", self.office)
        )
        self.maryam = _somebody("مریم رضایی", Role.CASEWORKER, self.office)
        self.hamid = _somebody("حمید افشار", Role.HEAD, self.office)
        names = (("رضا کرمی", "سیمین آزاد", "مهدی نوری"), ("الهام شریفی", "بهرام یزدی", "پری صادق"))
        first, second = ([_somebody(name, Role.HEAD, self.office) for name in panel] for panel in names)
        self.panels = {CommitteeKind.ACCEPTANCE: first, CommitteeKind.APPEAL: second}
        self.committees = {kind: self._founded(kind, panel) for kind, panel in self.panels.items()}

    def _founded(self, kind: CommitteeKind, panel: list[Scope]) -> Committee:
        asked: dict[str, Any] = {"by": panel[0], "at": at(ASKED)}
        committee = found_committee(name=f"کمیته {kind.value}", kind=kind, quorum=2, **asked)
        for one, duty in zip(panel, (SeatDuty.CHAIR, SeatDuty.SECRETARY, SeatDuty.MEMBER), strict=True):
            assert one.actor_id is not None
            seat_member(committee_id=committee.pk, staff_id=one.actor_id, duty=duty, on=ASKED, **asked)
        return committee

    def decided(
        self, kind: CommitteeKind, subject: AgendaSubject, decision: Decision, file: CaseFile, *, on: date
    ) -> None:
        """The committee sits, decides on the file by every voice, and signs."""
        panel = self.panels[kind]
        asked: dict[str, Any] = {"by": panel[0], "at": at(on)}
        numbers = [one.actor_id for one in panel if one.actor_id is not None]
        with within(panel[0]):
            session = plan_session(
                committee_id=self.committees[kind].pk, held_on=on, place="", token=uuid4(), **asked
            )
            put_on_agenda(session_id=session.pk, subject=subject, file_ids=[file.pk], **asked)
            open_session(session_id=session.pk, present=numbers, **asked)
            voices = dict.fromkeys(numbers, Voice.FOR)
            ruling = Ruling(decision=decision, voices=voices, coverage=CoverageKind.CONTINUOUS)
            decide_item(item_id=session.items.get().pk, ruling=ruling, **asked)
            sign_session(session_id=session.pk, **asked)


@pytest.fixture
def town(as_owner: Ground) -> Town:
    with as_owner():
        return Town()


def _asks(town: Town, said: str, on: date) -> CaseFile:
    with within(town.maryam):
        asked = Asked(kind=RequestKind.SELF, said=said, came_on=on, token=uuid4())
        register_request(household_id=town.household.pk, asked=asked, by=town.maryam, at=at(on))
        return CaseFile.objects.get(household=town.household)


def _state(town: Town, on: date) -> str:
    with within(town.hamid):
        file = CaseFile.objects.get()
        standing = case_file(file_id=file.pk, scope=town.hamid, on=on).standing
        return standing.state if standing else ""


def _accepted(town: Town) -> Walk:
    """From her words at the door to the committee's yes."""
    file = _asks(town, "شوهرم درگذشت و اجاره مانده است.", ASKED)
    with within(town.hamid):
        told = {"file_id": file.pk, "staff_id": town.maryam.actor_id, "on": ASKED}
        assign_caseworker(**told, by=town.hamid, at=at(ASKED))
    walk = Walk(file, town.office, town.maryam, town.hamid)
    with within(town.maryam):
        for day, to in ((1, FileState.INQUIRY), (3, FileState.VISIT)):
            proceed(file_id=file.pk, to=to, by=town.maryam, at=at(ASKED + timedelta(days=day)))
        (owed,) = visits_due(scope=town.maryam, on=ASKED + timedelta(days=3))
        assert (owed.cause, owed.due_on) == ("before_committee", ASKED + timedelta(days=13))
    visited(walk, on=ASKED + timedelta(days=8), kind=VisitKind.FIRST)
    with within(town.maryam):
        for day, to in ((9, FileState.DOCUMENTS), (12, FileState.COMMITTEE)):
            proceed(file_id=file.pk, to=to, by=town.maryam, at=at(ASKED + timedelta(days=day)))
    yes = (CommitteeKind.ACCEPTANCE, AgendaSubject.ACCEPTANCE, Decision.ACCEPTED)
    town.decided(*yes, file, on=ACCEPTED)
    with within(town.maryam):
        (duty,) = plan_duties(scope=town.maryam, on=ACCEPTED)
        assert duty.due_on == ACCEPTED + timedelta(days=30)
    return walk


def _planned(walk: Walk) -> None:
    """Work and income are weak; the plan answers both."""
    scores = {**MIDDLING, Domain.INCOME: 1, Domain.EMPLOYMENT: 2}
    assessed(walk, scores, on=ACCEPTED + timedelta(days=5))
    planned(walk, Domain.INCOME, Domain.EMPLOYMENT, on=ACCEPTED + timedelta(days=10))
    with within(walk.maryam):
        assert plan_duties(scope=walk.maryam, on=ACCEPTED + timedelta(days=11)) == []


def _refuses_a_visit_and_appeals(town: Town, walk: Walk) -> None:
    """She does not open; what she receives is held back; others hear her and give it back."""
    asked: dict[str, Any] = {"by": walk.maryam, "at": at(REFUSED_US)}
    with within(walk.maryam):
        visit = arrange_visit(
            file_id=walk.file.pk, kind=VisitKind.PERIODIC, on=REFUSED_US, note="", token=uuid4(), **asked
        )
        refused = {"outcome": VisitState.REFUSED, "note": "گفت مهمان دارد."}
        miss_visit(visit_id=visit.pk, on=REFUSED_US, **refused, **asked)
    after = REFUSED_US + timedelta(days=2)
    with within(walk.hamid):
        told = {"reason": StateReason.VISIT_REFUSED, "note": "بازدید پذیرفته نشد."}
        suspend(file_id=walk.file.pk, **told, by=walk.hamid, at=at(after))
        move = FileMove.objects.latest("id")
        write_letter(move_id=move.pk, grounds="بازدید انجام نشد.", by=walk.hamid, at=at(after))
        letter = Letter.objects.get(move=move)
        send_letter(letter_id=letter.pk, how=SentHow.BY_HAND, on=after, by=walk.hamid, at=at(after))
    with within(walk.maryam):
        came_on = after + timedelta(days=10)
        said = "آن روز مادرم در بیمارستان بود."
        file_appeal(move_id=move.pk, said=said, came_on=came_on, by=walk.maryam, at=at(came_on))
    town.decided(CommitteeKind.APPEAL, AgendaSubject.APPEAL, Decision.UPHELD, walk.file, on=HEARD)
    visited(walk, on=HEARD + timedelta(days=3))


def _stands_on_her_own(walk: Walk) -> None:
    """Steps are taken, reviews held, and the matrix climbs."""
    on = date(2023, 1, 20)
    with within(walk.maryam):
        assert len(review_duties(scope=walk.maryam, on=on)) == 1
        for step in PlanStep.objects.all():
            finish_step(step_id=step.pk, on=on, evidence="گواهی و جواز", by=walk.maryam, at=at(on))
        told = {"outcome": ReviewOutcome.GO_ON, "findings": "کارگاه خانگی راه افتاده است."}
        hold_review(file_id=walk.file.pk, **told, token=uuid4(), by=walk.maryam, at=at(on))
        assert readiness_of(file_id=walk.file.pk, scope=walk.maryam, on=on).verdict is Verdict.NOT_YET
    assessed(walk, STANDING, on=date(2023, 9, 1), seen=1, income_rial=90_000_000)
    visited(walk, on=date(2024, 1, 20))
    assessed(walk, STANDING, on=date(2024, 1, 21), seen=2, income_rial=120_000_000)


def _leaves(walk: Walk) -> None:
    """After two years she asks to leave; one proposes, another agrees."""
    with within(walk.maryam):
        assert readiness_of(file_id=walk.file.pk, scope=walk.maryam, on=LEFT).verdict is Verdict.READY
        told = {"reason": StateReason.SELF_RELIANT, "note": "خودش خواست جایش را به دیگری بدهد."}
        proposal = propose_exit(file_id=walk.file.pk, **told, by=walk.maryam, at=at(LEFT))
    with within(walk.hamid):
        approve_exit(proposal_id=proposal.pk, note="مبارک است.", by=walk.hamid, at=at(LEFT))


def _comes_back(town: Town, walk: Walk) -> None:
    """Three months later her workshop has closed; she asks again, by the same file."""
    asked_on = date(2024, 5, 10)
    with within(walk.maryam):
        (duty,) = follow_up_duties(scope=walk.maryam, on=asked_on)
        assert duty.due_on == date(2024, 5, 5)
        told = {"outcome": FollowUpOutcome.NEEDS_HELP, "note": "کارگاه بسته شد."}
        asked = FollowUp.objects.get(month=3)
        record_follow_up(follow_up_id=asked.pk, on=asked_on, **told, by=walk.maryam, at=at(asked_on))
    assert _asks(town, "دوباره به کمک نیاز دارم.", BACK).pk == walk.file.pk


def test_a_widow_from_her_first_words_to_her_return(town: Town) -> None:
    walk = _accepted(town)
    _planned(walk)
    _refuses_a_visit_and_appeals(town, walk)
    _stands_on_her_own(walk)
    _leaves(walk)
    _comes_back(town, walk)

    days = {
        ASKED: "requested", ASKED + timedelta(days=3): "visit", ACCEPTED: "active",
        REFUSED_US + timedelta(days=2): "suspended", HEARD: "active", LEFT - timedelta(days=1): "active",
        LEFT: "inactive", BACK - timedelta(days=1): "inactive", BACK: "requested",
    }  # fmt: skip
    assert {day: _state(town, day) for day in days} == days
    with within(walk.hamid):
        cover = Coverage.objects.get()
        assert (cover.valid_from, cover.valid_until) == (ACCEPTED, LEFT)
        assert Appeal.objects.get().state == "upheld"
        assert FileStanding.objects.get(valid_until=None).reason == "asked_again"
        assert not FileMove.objects.filter(is_correction=True).exists()
        rate = exit_rate(scope=walk.hamid, first=date(2023, 3, 21), until=date(2024, 3, 20))
        assert (rate.exits, rate.base, rate.percent) == (1, 1, 100.0)
