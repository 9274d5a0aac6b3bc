"""Random deeds on the files of an office: each is asked of its own room, and may be refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from madadkar.casework.actions import (
    Asked,
    Step,
    Terms,
    begin_coverage,
    begin_pension,
    begin_review,
    change_state,
    cover_from_queue,
    end_coverage,
    end_pension,
    end_review,
    lift_suspension,
    open_file,
    proceed,
    recall_case,
    register_request,
    send_case,
    set_discretion,
    set_waiting_turn,
    step_delegations,
    suspend,
    take_exit_back,
)
from madadkar.casework.actions.committee.decisions import Ruling, decide_item
from madadkar.casework.actions.committee.sessions import (
    open_session,
    plan_session,
    put_on_agenda,
    sign_session,
)
from madadkar.casework.actions.life.exiting import approve_exit, propose_exit
from madadkar.casework.models import AgendaItem, CaseFile, Delegation, ExitProposal, FileStanding
from madadkar.casework.rules import (
    MOVES,
    CoverageKind,
    Field,
    FileState,
    StateReason,
    reasons_of,
)
from madadkar.casework.rules.committee import AgendaSubject, Decision
from madadkar.casework.rules.delegation import CENTRE_STEPS, DELEGATION_MOVES, DelegationStep, Service
from madadkar.casework.rules.proceeding import PROCEEDS_TO
from madadkar.casework.rules.requests import RequestKind
from madadkar.casework.rules.waiting import Priority
from madadkar.foundation.scope import within
from madadkar.organisations.rules import Role
from tests.casework.random_asking import Asking, Ground
from tests.casework.random_rounds import ROUNDS, begin_groups
from tests.databases import as_owner


def _request(one: Asking) -> None:
    kind = one.one_of([RequestKind.SELF, RequestKind.EMERGENCY, RequestKind.NEIGHBOUR])
    asked = Asked(kind=kind, said="نیاز", came_on=one.at.date(), token=uuid4(), immediate_aid="پتو")
    register_request(household_id=one.household.pk, asked=asked, by=one.by, at=one.at)


def _proceed(one: Asking) -> None:
    proceed(**one.asked, to=one.one_of(PROCEEDS_TO), closes_for=one.one_of([None, StateReason.WITHDRAWN]))


def _forward(one: Asking) -> None:
    """The usual next step, so that many files come far."""
    if not CaseFile.objects.filter(household=one.household).exists():
        _request(one)
        return
    state = FileStanding.objects.get(case_file=one.file, valid_until=None).state
    later = [to for to in PROCEEDS_TO[:4] if MOVES.is_allowed(FileState(state), to)]
    if later and state != FileState.COMMITTEE:
        proceed(**one.asked, to=later[-1])
    elif state == FileState.COMMITTEE:
        _decide(one)
    else:
        _request(one)


def _decide(one: Asking) -> None:
    keeper, present = one.ground.panel.keeper, [member.pk for member in one.ground.panel.members]
    asked = {"by": keeper, "at": one.at}
    with within(keeper):
        committee = one.ground.panel.committee.pk
        planned = plan_session(
            committee_id=committee, held_on=one.at.date(), place="", token=uuid4(), **asked
        )
        put_on_agenda(
            session_id=planned.pk, subject=AgendaSubject.ACCEPTANCE, file_ids=[one.file.pk], **asked
        )
        open_session(session_id=planned.pk, present=present, **asked)
        item = AgendaItem.objects.get(session=planned)
        decisions = [
            Decision.ACCEPTED,
            Decision.WAITING,
            Decision.REFUSED,
            Decision.TO_VISIT,
            Decision.ACCEPTED,
        ]
        ruling: Ruling = one.ground.panel.ruling(one.one_of(decisions))
        decide_item(item_id=item.pk, ruling=replace(ruling, grounds="آنچه دیده شد"), **asked)
        sign_session(session_id=planned.pk, **asked)


def _exit(one: Asking) -> None:
    reason = one.one_of(reasons_of(state=FileState.INACTIVE))
    propose_exit(**one.asked, reason=reason, note="گفته شد")
    head = replace(one.ground.scopes[Role.HEAD], actor_id=None, actor_name="مدیر دیگر")
    with within(head):
        proposal = ExitProposal.objects.latest("id")
        told = {"note": "پذیرفته", "entrusted": one.one_of(["", "", "سر بزنید"])}
        approve_exit(proposal_id=proposal.pk, **told, by=head, at=one.at)


def _paper(one: Asking) -> None:
    to = one.one_of([FileState.ACTIVE, FileState.INACTIVE])
    change_state(**one.asked, step=Step(to=to, reason=one.one_of(reasons_of(state=to)), on=one.on))


def _send(one: Asking) -> None:
    services = one.one_of([(), (Service.AID,), (Service.HOUSING, Service.FOOD)])
    centre = one.one_of(one.ground.centres)
    send_case(**one.asked, centre_id=centre.pk, terms=Terms(services=services), reason="نزدیک")


def _centre_step(one: Asking) -> None:
    """The centre that has the file answers for itself, whoever was asked."""
    with as_owner():
        handed = Delegation.objects.filter(household=one.household, valid_until=None).order_by("pk").first()
    if handed is None:
        _send(one)
        return
    manager = replace(one.ground.scopes[Role.CENTRE_MANAGER], centre_id=handed.centre_id)
    steps = DELEGATION_MOVES.allowed(DelegationStep(handed.step)) & CENTRE_STEPS
    to: DelegationStep = one.one_of(sorted(steps))
    with within(manager):
        step_delegations(delegation_ids=[handed.pk], to=to, note="گفته شد", by=manager, at=one.at)


DEEDS: tuple[Callable[[Asking], Any], ...] = (
    _forward,
    _forward,
    _forward,
    _forward,
    _request,
    _proceed,
    _exit,
    _paper,
    _send,
    _centre_step,
    _centre_step,
    _centre_step,
    lambda one: suspend(**one.asked, reason=StateReason.DOUBT, note="روشن نیست"),
    lambda one: lift_suspension(**one.asked, note="روشن شد"),
    lambda one: begin_review(**one.asked, reason=StateReason.NEWS),
    lambda one: end_review(**one.asked),
    lambda one: take_exit_back(**one.asked, note="اشتباه", coverage=CoverageKind.OCCASIONAL),
    lambda one: cover_from_queue(**one.asked, coverage=CoverageKind.CONTINUOUS, covered_until=None),
    lambda one: begin_coverage(**one.asked, kind=one.one_of(CoverageKind), on=one.on),
    lambda one: end_coverage(**one.asked, on=one.on, reason="پایان"),
    lambda one: begin_pension(**one.asked, on=one.on),
    lambda one: end_pension(**one.asked, on=one.on, reason="پایان"),
    lambda one: recall_case(**one.asked, on=one.on, reason="خواست خانواده"),
    lambda one: set_waiting_turn(**one.asked, priority=one.one_of(Priority), reason="بیماری"),
    lambda one: set_discretion(**one.asked, until=one.at.date() + timedelta(days=9), reason="آبرومند"),
    *ROUNDS,
)


def begin_lives(ground: Ground, on: date) -> None:
    """One family is served already, another has asked; the third is not known yet."""
    head, at = ground.scopes[Role.HEAD], datetime.combine(on, time(4), UTC)
    served, asking, _ = ground.families
    with within(head):
        file = open_file(household_id=served.pk, field=Field.RELIEF, on=on - timedelta(50), by=head, at=at)
        begin_coverage(file_id=file.pk, kind=CoverageKind.CONTINUOUS, on=on, by=head, at=at)
        _request(Asking(ground, asking, head, at, 0, 0))
        begin_groups(ground, on)
