"""The whole demo, planted once for all tests that read it; they share its database and change nothing."""

from __future__ import annotations

import fcntl
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections

from madadkar.demo.actions import plant_demo
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office
from madadkar.organisations.queries import command_scope, office_by_code
from madadkar.project.home import CHECKOUT
from tests import databases

PLANTED_AT = datetime(2025, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_database(django_db_setup: None, django_db_blocker: Any) -> str:
    """The name of a database that holds the four offices at full size; kept until the demo changes."""
    name = f"test_demo_{_fingerprint()}"
    tests_own = str(connections["default"].settings_dict["NAME"])
    with django_db_blocker.unblock(), _alone():
        if not _exists(name):
            _drop_old()
            databases.clone(f"{name}_draft", of=databases.template())
            databases.use(f"{name}_draft")
            plant_demo(at=PLANTED_AT, told=lambda text: None)
            databases.use("postgres")
            _run(f'alter database "{name}_draft" rename to "{name}"')
        databases.use(tests_own)
    return name


@pytest.fixture
def demo(demo_database: str, django_db_blocker: Any) -> Iterator[None]:
    """For one test: both connections lead to the planted demo."""
    tests_own = str(connections["default"].settings_dict["NAME"])
    with django_db_blocker.unblock():
        databases.use(demo_database)
        yield
        databases.use(tests_own)


@pytest.fixture
def ask(demo: None) -> Callable[..., list[tuple[Any, ...]]]:
    """Rows of a question put as the owner, who sees all offices."""

    def asked(question: str, *arguments: Any) -> list[tuple[Any, ...]]:
        with connections["owner"].cursor() as cursor:
            cursor.execute(question, arguments)
            return list(cursor.fetchall())

    return asked


@pytest.fixture
def inside(demo: None) -> Callable[[str], Any]:
    """`with inside("emdad-zanjan") as (office, scope):` sees what the office's command line sees."""
    return _inside


class _inside:
    def __init__(self, code: str) -> None:
        self.office: Office = office_by_code(code=code)
        self.within = within(command_scope(office=self.office))

    def __enter__(self) -> tuple[Office, Scope]:
        return self.office, self.within.__enter__()

    def __exit__(self, *trouble: Any) -> None:
        self.within.__exit__(*trouble)


def _fingerprint() -> str:
    """Changes with the demo's code and with the tables it is written into."""
    said = hashlib.sha256(databases.template().encode())
    demo = CHECKOUT / "madadkar" / "demo"
    for file in sorted(one for one in demo.rglob("*.*") if one.suffix in {".py", ".sql", ".txt"}):
        said.update(file.read_bytes())
    return said.hexdigest()[:12]


def _run(statement: str) -> list[Any]:
    with psycopg.connect(databases.url("postgres"), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def _exists(name: str) -> bool:
    return bool(_run(f"select 1 from pg_database where datname = '{name}'"))


def _drop_old() -> None:
    for (name,) in _run("select datname from pg_database where datname like 'test\\_demo\\_%'"):
        databases.drop(name)


class _alone:
    def __enter__(self) -> None:
        folder = hashlib.sha256(databases.url("postgres").encode()).hexdigest()[:12]
        self.lock = (Path(tempfile.gettempdir()) / f"madadkar-demo-{folder}.lock").open("w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)

    def __exit__(self, *trouble: Any) -> None:
        self.lock.close()
