"""The tests' own ground holds: the plain role, the owner's step, commits that leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import psycopg
import pytest
from django.db import connection, connections

from madadkar.project.database import WEB_ROLE

AsOwner = Callable[[], AbstractContextManager[None]]


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        return str(cursor.fetchone()[0])


def test_tests_run_under_the_plain_role(db: None) -> None:
    assert _role() == WEB_ROLE


def test_as_owner_steps_out_and_back(as_owner: AsOwner) -> None:
    with as_owner():
        inside = _role()

    assert inside != WEB_ROLE
    assert _role() == WEB_ROLE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_committing_test_leaves_is_gone_for_the_next(time: str, as_owner: AsOwner) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass('left_behind') is null")
        assert cursor.fetchone()[0]

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("create table left_behind ()")


def test_programs_that_a_test_starts_reach_its_database(database_url: str) -> None:
    with psycopg.connect(database_url) as program:
        name = program.execute("select current_database()").fetchone()

    assert name == (connections["default"].settings_dict["NAME"],)
