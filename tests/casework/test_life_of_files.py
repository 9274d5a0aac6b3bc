"""Thousands of random deeds by random roles: the table of moves holds, nothing is lost, no past day changes.

`MADADKAR_DEEDS=many` drives ten times as many.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

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
from madadkar.casework.actions.decisions import Ruling, decide_item
from madadkar.casework.actions.exiting import approve_exit, propose_exit
from madadkar.casework.actions.sessions import open_session, plan_session, put_on_agenda, sign_session
from madadkar.casework.models import AgendaItem, CaseFile, Delegation, ExitProposal, FileMove, FileStanding
from madadkar.casework.rules import (
    BEGINNINGS,
    MOVES,
    SERVED,
    CoverageKind,
    Field,
    FileState,
    StateReason,
    reasons_of,
)
from madadkar.casework.rules.committee import AgendaSubject, Decision
from madadkar.casework.rules.delegation import CENTRE_STEPS, DelegationStep, Service
from madadkar.casework.rules.proceeding import PROCEEDS_TO
from madadkar.casework.rules.requests import RequestKind
from madadkar.casework.rules.waiting import Priority
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Centre, CentreStanding
from madadkar.organisations.rules import Role
from madadkar.registry.models import Household
from tests.casework.panel import Panel, panel
from tests.databases import as_owner
from tests.registry import people

FIRST_DAY = date(2024, 5, 11)
ROLES = (
    Role.HEAD,
    Role.CASEWORKER,
    Role.INTAKE,
    Role.FINANCE,
    Role.AUDITOR,
    Role.CENTRE_MANAGER,
    Role.DIRECTOR,
)
_EXAMPLES = {"many": 250}.get(os.environ.get("MADADKAR_DEEDS", ""), 20)

_LIFE = """
select coalesce(array_agg(f.id || ': ' || w.wrong), '{}') from casework_casefile f cross join lateral (
  select 'not one present state' as wrong where 1 <> (
    select count(*) from casework_filestanding s where s.case_file_id = f.id and s.valid_until is null)
  union all
  select 'a gap or an overlap between states' from (
    select valid_from, lag(valid_until) over (order by id) as before from casework_filestanding s
      where s.case_file_id = f.id) s where s.before is distinct from s.valid_from and s.before is not null
  union all
  select 'a state without its move' where
    (select array_agg(state order by id) from casework_filestanding s where s.case_file_id = f.id)
    is distinct from
    (select array_agg(to_state order by id) from casework_filemove m where m.case_file_id = f.id)
  union all
  select 'a move from another state than the file was in' from (
    select from_state, lag(to_state, 1, '') over (order by id) as was from casework_filemove m
      where m.case_file_id = f.id) m where m.was <> m.from_state
  union all
  select 'covered or on a pension outside the time it was served' from (
      select daterange(valid_from, valid_until) as during from casework_coverage c where c.case_file_id = f.id
      union all
      select daterange(valid_from, valid_until) from casework_pensionreceipt p where p.case_file_id = f.id) c
    where not c.during <@ (select coalesce(range_agg(daterange(s.valid_from, s.valid_until)), '{}')
      from casework_filestanding s where s.case_file_id = f.id and s.state = any (%(served)s))
  union all
  select 'two covers on one day' from casework_coverage a join casework_coverage b
    on a.id < b.id and a.case_file_id = b.case_file_id
    and daterange(a.valid_from, a.valid_until) && daterange(b.valid_from, b.valid_until)
    where a.case_file_id = f.id
  union all
  select 'two centres for one service' from casework_delegation a join casework_delegation b
    on a.id < b.id and a.case_file_id = b.case_file_id
    and daterange(a.valid_from, a.valid_until) && daterange(b.valid_from, b.valid_until)
    and (a.services = '{}' or b.services = '{}' or a.services && b.services) where a.case_file_id = f.id
) w
"""
_COUNTS = """
select d::text, (select jsonb_object_agg(what, number) from (
  select 'state ' || state as what, count(*) as number from casework_filestanding s
    where s.valid_from <= d and (s.valid_until is null or s.valid_until > d) group by 1
  union all select 'cover ' || kind, count(*) from casework_coverage s
    where s.valid_from <= d and (s.valid_until is null or s.valid_until > d) group by 1
  union all select 'pension', count(*) from casework_pensionreceipt s
    where s.valid_from <= d and (s.valid_until is null or s.valid_until > d)
  union all select 'with centre ' || centre_id, count(*) from casework_delegation s
    where s.valid_from <= d and (s.valid_until is null or s.valid_until > d) group by 1) counted)
from unnest(%s::date[]) d
"""


@dataclass(frozen=True)
class Ground:
    """The office, its committee, its centres and three families that nobody asked for yet."""

    families: tuple[Household, ...]
    panel: Panel
    centres: tuple[Centre, ...]
    scopes: dict[Role, Scope]


@dataclass
class Asking:
    """One random deed: whose file, who does it, and which of several choices."""

    ground: Ground
    household: Household
    by: Scope
    at: datetime
    choice: int
    days_back: int

    @property
    def file(self) -> CaseFile:
        """The family's file. Raises Refusal("file_unknown") where it has none yet."""
        found = CaseFile.objects.filter(household=self.household).first()
        if found is None:
            raise Refusal("file_unknown")
        return found

    @property
    def on(self) -> date:
        """Today, or a day gone by."""
        return self.at.date() - timedelta(days=self.days_back)

    def one_of(self, choices: Any) -> Any:
        """The chosen one of these."""
        listed = list(choices)
        return listed[self.choice % len(listed)]

    @property
    def asked(self) -> dict[str, Any]:
        """What every deed is told."""
        return {"file_id": self.file.pk, "by": self.by, "at": self.at}


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
        approve_exit(proposal_id=proposal.pk, note="پذیرفته", by=head, at=one.at)


def _paper(one: Asking) -> None:
    to = one.one_of([FileState.ACTIVE, FileState.INACTIVE])
    change_state(**one.asked, step=Step(to=to, reason=one.one_of(reasons_of(state=to)), on=one.on))


def _send(one: Asking) -> None:
    services = one.one_of([(), (Service.AID,), (Service.HOUSING, Service.FOOD)])
    centre = one.one_of(one.ground.centres)
    send_case(**one.asked, centre_id=centre.pk, terms=Terms(services=services), reason="نزدیک")


def _centre_step(one: Asking) -> None:
    """The centre answers for itself, whoever was asked."""
    manager = one.ground.scopes[Role.CENTRE_MANAGER]
    with within(manager):
        ids = list(Delegation.objects.filter(household=one.household).values_list("pk", flat=True))
        to: DelegationStep = one.one_of(sorted(CENTRE_STEPS))
        step_delegations(delegation_ids=ids, to=to, note="گفته شد", by=manager, at=one.at)


DEEDS: tuple[Callable[[Asking], Any], ...] = (
    _forward,
    _forward,
    _forward,
    _request,
    _proceed,
    _exit,
    _paper,
    _send,
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
)
_WHO = st.one_of(st.just(Role.HEAD), st.just(Role.HEAD), st.just(Role.HEAD), st.sampled_from(ROLES))
_BACK = st.one_of(st.just(0), st.just(0), st.integers(0, 40))
_DEED = st.tuples(st.sampled_from(DEEDS), _WHO, st.integers(0, 2), st.integers(0, 59), _BACK)


def _wrong() -> list[str]:
    """Everything that must not be, in one question."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(_LIFE, {"served": [state.value for state in SERVED]})
        (wrong,) = cursor.fetchone()
    moves = FileMove.objects.values_list("from_state", "to_state").distinct()
    with as_owner():
        made = set(moves)
    for was, to in made:
        allowed = MOVES.allowed(FileState(was)) if was else BEGINNINGS
        if FileState(to) not in allowed:
            wrong.append(f"a move outside the table: {was} → {to}")
    return list(wrong)


def _counts(days: list[date]) -> dict[str, Any]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(_COUNTS, [days])
        return dict(cursor.fetchall())


def _machine(ground: Ground, done: list[int]) -> type[RuleBasedStateMachine]:
    class LifeOfFiles(RuleBasedStateMachine):
        """Days in an office; each example begins with families without a file and leaves nothing behind."""

        def __init__(self) -> None:
            super().__init__()
            self.alone = transaction.atomic()
            self.alone.__enter__()
            self.today = FIRST_DAY
            self.minute = 0
            self.told: dict[date, Any] = {}
            self.files: set[int] = set()
            self._begin()

        def _begin(self) -> None:
            """One family is served already, another has asked; the third is not known yet."""
            head, at = ground.scopes[Role.HEAD], datetime.combine(self.today, time(4), UTC)
            served, asking, _ = ground.families
            with within(head):
                file = open_file(
                    household_id=served.pk, field=Field.RELIEF, on=self.today - timedelta(50), by=head, at=at
                )
                begin_coverage(file_id=file.pk, kind=CoverageKind.CONTINUOUS, on=self.today, by=head, at=at)
                _request(Asking(ground, asking, head, at, 0, 0))

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.alone.__exit__(None, None, None)

        @rule(deeds=st.lists(_DEED, min_size=6, max_size=14), days=st.integers(0, 45))
        def a_day(self, deeds: list[Any], days: int) -> None:
            earliest = self.today
            for deed, role, family, choice, back in deeds:
                self.minute += 1
                at = datetime.combine(self.today, time(5), UTC) + timedelta(seconds=self.minute)
                household = ground.families[family]
                by = ground.scopes[role]
                try:
                    with within(by):
                        deed(Asking(ground, household, by, at, choice, back))
                except Refusal:
                    continue
                done[0] += 1
                earliest = min(earliest, self.today - timedelta(days=back))
            self._check(earliest)
            self.told[self.today] = _counts([self.today])[str(self.today)]
            self.today += timedelta(days=days)

        def _check(self, earliest: date) -> None:
            assert _wrong() == []
            with as_owner():
                files = set(CaseFile.objects.values_list("pk", flat=True))
            assert files >= self.files, "a file was lost"
            self.files = files
            now = _counts(list(self.told))
            # A recorded correction may alter the days from its own on; no other deed may alter any.
            changed = [day for day, told in self.told.items() if now[str(day)] != told]
            assert [day for day in changed if day < earliest] == []
            self.told = {day: now[str(day)] for day in self.told}

    return LifeOfFiles


@pytest.fixture
def ground(db: None) -> Ground:
    """The office and everybody in it."""
    with as_owner():
        office = people.office()
        families = tuple(
            people.household(people.person(name, "محمدی", office)) for name in ("زهرا", "سکینه", "معصومه")
        )
        centres = tuple(people.centre(f"c-{number}", office) for number in (1, 2))
        for one in centres:
            CentreStanding.objects.create(centre=one, standing="active", valid_from=people.LONG_AGO)
        sitting = panel(office)
        scopes = {
            role: people.scope(
                office, role=role, of_centre=centres[0] if role is Role.CENTRE_MANAGER else None
            )
            for role in ROLES
        }
    return Ground(families, sitting, centres, scopes)


def test_no_deed_of_anybody_breaks_the_life_of_a_file(ground: Ground) -> None:
    done = [0]
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis leaves it untyped
        _machine(ground, done),
        settings=settings(
            max_examples=_EXAMPLES,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize="MADADKAR_DEEDS" not in os.environ,
        ),
    )

    assert done[0] > 20 * _EXAMPLES, "most deeds were refused: the test would prove little"
