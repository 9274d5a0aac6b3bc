"""Thousands of random deeds by random roles: the table of moves holds, nothing is lost, no past day changes.

`MADADKAR_DEEDS=many` drives ten times as many.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from madadkar.casework.models import CaseFile, FileMove
from madadkar.casework.rules import (
    BEGINNINGS,
    MOVES,
    SERVED,
    FileState,
)
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.organisations.models import CentreStanding
from madadkar.organisations.rules import Right, Role
from madadkar.places.models import Place
from tests.casework.panel import panel
from tests.casework.random_asking import ROLES, Asking, Ground
from tests.casework.random_deeds import DEEDS, begin_lives
from tests.databases import as_owner
from tests.registry import people

FIRST_DAY = date(2024, 5, 11)
_EXAMPLES = {"many": 200}.get(os.environ.get("MADADKAR_DEEDS", ""), 14)

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
  select 'of another office than its family' where exists (
    select from registry_household h where h.id = f.household_id and h.office_id <> f.office_id)
    or exists (select from casework_filestanding s where s.case_file_id = f.id and s.office_id <> f.office_id)
    or exists (select from casework_delegation d where d.case_file_id = f.id and d.office_id <> f.office_id)
    or exists (select from casework_homevisit v where v.case_file_id = f.id and v.office_id <> f.office_id)
    or exists (
      select from casework_groupmember g where g.household_id = f.household_id and g.office_id <> f.office_id)
  union all
  select 'not out of work beside a household laid aside' from registry_household h
    where h.id = f.household_id and h.merged_into_id is not null and (
      exists (select from casework_filestanding s
        where s.case_file_id = f.id and s.valid_until is null and s.state <> all (%(out_of_work)s))
      or exists (select from casework_coverage c where c.case_file_id = f.id and c.valid_until is null)
      or exists (select from casework_delegation d where d.case_file_id = f.id and d.valid_until is null))
  union all
  select 'with a centre after it left, and not to be followed up' from casework_delegation d
    join casework_filestanding s on s.case_file_id = d.case_file_id and s.valid_until is null
    where d.case_file_id = f.id and d.valid_until is null and s.state = any (%(out_of_work)s)
      and not exists (select from foundation_auditevent e
        where e.deed = 'casework.entrust_follow_up' and e.subject_id = f.id)
  union all
  select 'with a centre that may not work' from casework_delegation d
    where d.case_file_id = f.id and d.valid_until is null and not exists (
      select from organisations_centrestanding s where s.centre_id = d.centre_id and s.standing = 'active'
        and s.valid_from <= %(today)s and (s.valid_until is null or s.valid_until > %(today)s))
  union all
  select 'a visit made without its report, or a report of none' from casework_homevisit v
    where v.case_file_id = f.id
      and (v.state = 'done') <> exists (select from casework_visitreport r where r.visit_id = v.id)
  union all
  select 'a batch that lost or gained a file' from casework_delegationbatch b
    where b.sent_count <> (select count(*) from casework_delegation d where d.batch_id = b.id)
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
  union all select 'of office ' || coalesce((
      select o.answered_by_id from registry_formeroffice o
        where o.household_id = s.household_id and o.until > d order by o.until limit 1), s.office_id),
      count(*) from casework_filestanding s
    where s.valid_from <= d and (s.valid_until is null or s.valid_until > d) group by 1
  union all select 'in group ' || group_id, count(*) from casework_groupmember s
    where s.valid_from <= d and (s.valid_until is null or s.valid_until > d) group by 1
  union all select 'visited', count(*) from casework_homevisit v where v.state = 'done' and v.came_on <= d
    and (v.came_told_at at time zone 'Asia/Tehran')::date <= d
  union all select 'reviewed', count(*) from casework_review r where r.held_on <= d
  union all select 'centres ' || standing, count(*) from organisations_centrestanding s
    where s.valid_from <= d and (s.valid_until is null or s.valid_until > d) group by 1
  union all select 'with centre ' || centre_id, count(*) from casework_delegation s
    where s.valid_from <= d and (s.valid_until is null or s.valid_until > d) group by 1) counted)
from unnest(%s::date[]) d
"""


_STATES = {
    "served": [state.value for state in SERVED],
    "out_of_work": [FileState.INACTIVE.value, FileState.CLOSED.value, FileState.REFUSED.value],
}
_WHO = st.one_of(st.just(Role.HEAD), st.just(Role.HEAD), st.just(Role.HEAD), st.sampled_from(ROLES))
_BACK = st.one_of(st.just(0), st.just(0), st.integers(0, 40))
_DEED = st.tuples(st.sampled_from(DEEDS), _WHO, st.integers(0, 2), st.integers(0, 59), _BACK)


def _wrong(today: date) -> list[str]:
    """Everything that must not be, in one question."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(_LIFE, {**_STATES, "today": today})
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
            begin_lives(ground, self.today)

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
                asking = Asking(ground, household, by, at, choice, back)
                try:
                    with within(by):
                        deed(asking)
                except Refusal:
                    continue
                done[0] += 1
                assert not asking.corrected or by.may(Right.CORRECT_HISTORY), "a past day without the right"
                earliest = min(earliest, self.today - timedelta(days=asking.corrected))
            self._check(earliest)
            self.told[self.today] = _counts([self.today])[str(self.today)]
            self.today += timedelta(days=days)

        def _check(self, earliest: date) -> None:
            assert _wrong(self.today) == []
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
        zanjan = Place.objects.get(code="19")
        office, beside = (people.office(code, place=zanjan) for code in ("emdad-zanjan", "emdad-abhar"))
        families = tuple(
            people.household(people.person(name, "محمدی", office)) for name in ("زهرا", "سکینه", "معصومه")
        )
        village = Place.objects.filter(county__code="1904", level="village").order_by("code")[0]
        for family in families:
            people.residence(family, place=village)
        centres = tuple(people.centre(f"c-{number}", office) for number in (1, 2))
        for one in centres:
            CentreStanding.objects.create(centre=one, standing="active", valid_from=people.LONG_AGO)
        sitting = panel(office)
        scopes = {
            role: people.scope(
                office, beside, role=role, of_centre=centres[0] if role is Role.CENTRE_MANAGER else None
            )
            for role in ROLES
        }
    return Ground((office, beside), families, sitting, centres, scopes)


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
