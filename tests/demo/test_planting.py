"""The demo is the same on every machine, is planted once, and leaves the tables as strict as before."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import asdict
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from madadkar.demo.accounts import ACCOUNTS
from madadkar.demo.batches import families_of
from madadkar.demo.echoes import counted
from madadkar.demo.families import Family
from madadkar.demo.numbers import invented_code
from madadkar.demo.plans import BEHZISTI_ZANJAN, EMDAD_ZANJAN, PLANS, Counts
from madadkar.demo.shapes import quotas
from madadkar.demo.villages import homes_of
from madadkar.foundation.identity import is_national_code
from madadkar.organisations.rules import Role

both_connections = pytest.mark.django_db(databases=["default", "owner"])
SMALL = 0.02


def digest(families: list[Family]) -> str:
    """Every word of every family, but for which object is whose echo."""
    said = hashlib.sha256()
    for family in families:
        family.echo_of = None
        said.update(repr(asdict(family)).encode())
    return said.hexdigest()


def small(serials: Iterator[int]) -> tuple[list[Family], list[Family]]:
    homes = homes_of("19", "emdad-zanjan")
    emdad = families_of(EMDAD_ZANJAN.scaled(SMALL), homes, serials)
    behzisti = families_of(BEHZISTI_ZANJAN.scaled(SMALL), homes, serials, known=emdad)
    return emdad, behzisti


@both_connections
def test_families_are_the_same_each_time() -> None:
    one, other = small(count()), small(count())
    assert [digest(families) for families in one] == [digest(families) for families in other]


@both_connections
def test_families_of_both_agencies_are_the_same_people_under_another_spelling() -> None:
    emdad, behzisti = small(count())
    pairs = [(family.echo_of, family) for family in behzisti if family.echo_of]
    assert len(pairs) == round((116 + 93) * 0.06)
    assert all(known in emdad for known, _ in pairs)
    written = [
        (one.head.first_name, one.head.last_name) == (o.head.first_name, o.head.last_name) for one, o in pairs
    ]
    assert any(written) and not all(written)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
def test_shapes_add_up_exactly(plan: Any) -> None:
    for factor in (1, 0.1, 0.02):
        counts: Counts = plan.counts.scaled(factor)
        drawn = quotas(households=counts.households, women_heads=counts.women_heads, persons=counts.persons)
        assert drawn.total() == counts.households
        assert sum(shape.size * number for shape, number in drawn.items()) == counts.persons
        assert sum(number for shape, number in drawn.items() if shape.head == "female") == counts.women_heads


def test_counting_no_family_gives_nothing() -> None:
    assert counted([], on=EMDAD_ZANJAN.report_day) == Counts(0, 0, 0, 0, 0, 0, 0, 0)


def test_invented_codes_are_valid_and_each_their_own() -> None:
    codes = {invented_code(serial) for serial in range(20_000)}
    assert len(codes) == 20_000
    assert all(code.startswith("999") and is_national_code(code) for code in codes)


def test_accounts_hold_every_role_in_zanjan() -> None:
    assert {account.role for account in ACCOUNTS if account.office == "emdad-zanjan"} == set(Role)
    assert len({account.username for account in ACCOUNTS}) == len(ACCOUNTS)


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_demo_is_planted_once_and_leaves_every_constraint_in_force() -> None:
    before = _strictness()
    first, again, silent = io.StringIO(), io.StringIO(), io.StringIO()
    call_command("demo", scale=SMALL, stdout=first)
    families = _count("registry_household")
    call_command("demo", scale=SMALL, stdout=again)
    call_command("demo", "--if-missing", scale=SMALL, stdout=silent)
    assert "خانوار" in first.getvalue()
    assert "از پیش هستند" in again.getvalue()
    assert silent.getvalue() == ""
    assert _count("registry_household") == families > 1_000
    assert _strictness() == before
    call_command("audit_verify", stdout=io.StringIO())


def _count(table: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return int(cursor.fetchone()[0])


def _strictness() -> list[Any]:
    """All constraints and indexes of the house's tables."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated"
            " from pg_constraint"
            " where connamespace = 'public'::regnamespace"
            " union all select tablename, indexname, indexdef, true from pg_indexes"
            " where schemaname = 'public'"
        )
        return sorted(cursor.fetchall())
