"""Keys and periods kept by sets: the same yes and no as PostgreSQL's own foreign keys and exclusions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.models import UniqueConstraint
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madadkar.foundation.bysets import Key, Period, kept_by_sets
from tests.databases import as_owner

_HOUSES = """
create table tried_{kind} (id bigint primary key, agency_id bigint not null, unique (id, agency_id));
create table tried_stay_{kind} (
  id bigint primary key, house_id bigint, agency_id bigint not null, is_head boolean not null,
  valid_from date not null, valid_until date, check (valid_until >= valid_from));
create index on tried_stay_{kind} (house_id);
"""
_OWN = """
alter table tried_stay_own
  add constraint of_its_house foreign key (house_id, agency_id) references tried_own (id, agency_id),
  add constraint one_at_a_time
    exclude using gist (house_id with =, daterange(valid_from, valid_until) with &&) where (is_head);
"""
_KEY = Key("of_its_house", ("house_id", "agency_id"), "tried_sets", ("id", "agency_id"))
_PERIOD = Period("one_at_a_time", ("house_id",), only="is_head")
_FIRST = "2020-01-{:02}"
# A write that offends both is refused for either.
_BOTH = {"ForeignKeyViolation", "ExclusionViolation"}


def _lay(cursor: Any) -> None:
    """The same two tables twice: one kept by PostgreSQL's own constraints, one by sets."""
    cursor.execute(_HOUSES.format(kind="own") + _OWN)
    cursor.execute(_HOUSES.format(kind="sets"))
    cursor.execute(kept_by_sets("tried_stay_sets", [_KEY], [_PERIOD]).sql)


_DAY = st.integers(1, 6)
_STAY = st.tuples(st.integers(1, 4), st.integers(1, 2), st.booleans(), _DAY, st.none() | _DAY)
_HOUSE = st.integers(1, 3)
_WRITE = st.one_of(
    st.tuples(st.just("house"), _HOUSE, st.integers(1, 2)),
    st.tuples(st.just("stays"), st.lists(_STAY, min_size=1, max_size=4)),
    st.tuples(st.just("end"), st.integers(1, 12), st.none() | _DAY),
    st.tuples(st.just("begin"), st.integers(1, 12), _DAY),
    st.tuples(st.just("head"), st.booleans(), _HOUSE),
    st.tuples(st.just("move"), st.integers(1, 12), st.none() | _HOUSE),
    st.tuples(st.just("forget"), st.integers(1, 12)),
    st.tuples(st.just("raze"), _HOUSE),
    st.tuples(st.just("rename"), _HOUSE, st.integers(1, 2)),
)


def _statement(write: tuple[Any, ...], kind: str, first_id: int) -> tuple[str, list[Any]]:
    """One write as SQL on the tables of one kind."""
    stay, house, (what, *told) = f"tried_stay_{kind}", f"tried_{kind}", write
    if what == "stays":
        rows = [(first_id + n, h, a, head, _day(a_day), _day(until)) for n, (h, a, head, a_day, until)
                in enumerate(told[0])]  # fmt: skip
        marks = ", ".join(["(%s, %s, %s, %s, %s::date, %s::date)"] * len(rows))
        return f"insert into {stay} values {marks}", [value for row in rows for value in row]
    these = "where id %% 12 = %s - 1"
    text, values = {
        "house": (f"insert into {house} values (%s, %s)", told),
        "end": (
            f"update {stay} set valid_until = %s::date where id %% 12 = %s - 1",
            [_day(told[-1]), told[0]],
        ),
        "begin": (
            f"update {stay} set valid_from = %s::date where id %% 12 = %s - 1",
            [_day(told[-1]), told[0]],
        ),
        "head": (f"update {stay} set is_head = %s where house_id = %s", told),
        "move": (f"update {stay} set house_id = %s {these}", [told[-1], told[0]]),
        "forget": (f"delete from {stay} {these}", told),
        "raze": (f"delete from {house} where id = %s", told),
        "rename": (f"update {house} set agency_id = %s where id = %s", [told[-1], told[0]]),
    }[what]
    return text, list(values)


def _day(number: int | None) -> str | None:
    return None if number is None else _FIRST.format(number)


def _try(cursor: Any, statement: tuple[str, list[Any]]) -> str:
    """The kind of no that a write gets, or nothing."""
    cursor.execute("savepoint tried")
    try:
        cursor.execute(*statement)
    except Exception as no:
        cursor.execute("rollback to savepoint tried")
        return type(no.__cause__ or no).__name__
    cursor.execute("release savepoint tried")
    return ""


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(writes=st.lists(_WRITE, min_size=4, max_size=14))
def test_sets_say_yes_and_no_as_the_rows_own_constraints_do(writes: list[tuple[Any, ...]]) -> None:
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        _lay(cursor)
        for house in (1, 2):
            for kind in ("own", "sets"):
                cursor.execute(f"insert into tried_{kind} values (%s, 1)", [house])
        for number, write in enumerate(writes):
            answers = [_try(cursor, _statement(write, kind, 1 + 5 * number)) for kind in ("own", "sets")]
            assert answers[0] == answers[1] or set(answers) == {
                "ForeignKeyViolation",
                "ExclusionViolation",
            }, write
        cursor.execute("select count(*) from (table tried_stay_own except table tried_stay_sets) s")
        assert cursor.fetchone() == (0,)
        cursor.execute("select prove_tried_stay_sets()")
        transaction.set_rollback(True)


@contextmanager
def _two() -> Iterator[tuple[psycopg.Connection[Any], psycopg.Connection[Any]]]:
    """Two officers at once, beside tables of two houses that are really there."""
    about = connections["owner"].get_connection_params()
    dsn = {name: about[name] for name in ("dbname", "host", "port", "user", "password") if about.get(name)}
    with psycopg.connect(**dsn) as one, psycopg.connect(**dsn) as two:
        _lay(one)
        one.execute("insert into tried_sets values (1, 1), (2, 1)")
        one.commit()
        yield one, two
        one.rollback()
        two.rollback()


def _later(
    one: psycopg.Connection[Any], two: psycopg.Connection[Any], statement: str, given: list[Any]
) -> Callable[[], str]:
    """Let the second do it beside, see that it waits for the first; then hear what became of it."""
    said: list[str] = []

    def run() -> None:
        try:
            two.execute(statement, given)
            said.append("")
        except psycopg.Error as no:
            said.append(type(no).__name__)

    beside = threading.Thread(target=run)
    beside.start()
    while beside.is_alive() and not _waits_for(one, two):
        time.sleep(0.01)
    assert said == [], "it did not wait for the other"

    def heard() -> str:
        beside.join(60)
        return said[0]

    return heard


def _waits_for(one: psycopg.Connection[Any], two: psycopg.Connection[Any]) -> bool:
    asked = one.execute(
        "select %s = any (pg_blocking_pids(%s))", [one.info.backend_pid, two.info.backend_pid]
    )
    return asked.fetchone() == (True,)


_STAYS = "insert into tried_stay_sets values (%s, 1, 1, true, %s, %s)"


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("ends", "expected"), [("commit", "ExclusionViolation"), ("rollback", "")])
def test_two_officers_cannot_write_two_facts_of_one_day(ends: str, expected: str) -> None:
    with _two() as (one, two):
        one.execute(_STAYS, [1, "2020-01-01", None])
        second = _later(one, two, _STAYS, [2, "2019-01-01", "2021-01-01"])
        getattr(one, ends)()

        assert second() == expected


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("ends", "expected"), [("commit", "ForeignKeyViolation"), ("rollback", "")])
def test_a_parent_is_not_taken_away_from_under_a_child(ends: str, expected: str) -> None:
    with _two() as (one, two):
        one.execute(_STAYS, [1, "2020-01-01", None])
        second = _later(one, two, "delete from tried_sets where id = %s", [1])
        getattr(one, ends)()

        assert second() == expected


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("ends", "expected"), [("commit", "ForeignKeyViolation"), ("rollback", "")])
def test_a_child_waits_for_whoever_takes_its_parent_away(ends: str, expected: str) -> None:
    with _two() as (one, two):
        one.execute("delete from tried_sets where id = 1")
        second = _later(one, two, _STAYS, [1, "2020-01-01", None])
        getattr(one, ends)()

        assert second() == expected


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_transaction_that_could_not_see_the_others_is_refused() -> None:
    with _two() as (one, _):
        one.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ

        with pytest.raises(psycopg.errors.FeatureNotSupported):
            one.execute(_STAYS, [1, "2020-01-01", None])


@pytest.mark.django_db
def test_every_fact_that_begins_once_a_day_has_its_other_half() -> None:
    named = {
        (model._meta.db_table, constraint.name)
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.fields[-1:] == ("valid_from",)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "select t.tgrelid::regclass::text, p.prosrc from pg_trigger t join pg_proc p on p.oid = t.tgfoid"
            " where t.tgname in ('kept_by_sets_insert', 'kept_by_sets_update') and t.tgenabled = 'O'"
        )
        kept = cursor.fetchall()

    for table, name in named:
        assert sum(on == table and name in body for on, body in kept) == 2, name
    assert len(named) >= 8
