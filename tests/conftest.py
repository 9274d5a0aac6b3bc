"""What every test stands on: a database of its own process, the owner's hand, and a browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase

from tests import databases, shares

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in the tests' thread


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first."""
    shares.longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> shares.Shares:
    """Whole files to a core, and the browser's and the demo's folders whole."""
    return shares.Shares(config, log)


@pytest.fixture(scope="session")
def postgres() -> Iterator[None]:
    """The tests' PostgreSQL, running; the last process to leave stops it."""
    own = databases.cluster()
    with own.lease() if own is not None else nullcontext():
        yield


@pytest.fixture(scope="session")
def django_db_setup(postgres: None, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """A clone of the migrated template for this process, gone when it ends."""
    name = f"test_{os.getpid()}"
    with django_db_blocker.unblock():
        template = databases.template()
        databases.clone(name, of=template)
        databases.use(name)
        renew = _renew(name, template)
        original = TransactionTestCase._fixture_teardown
        TransactionTestCase._fixture_teardown = renew  # type: ignore[method-assign]  # see _renew
        yield
        TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]  # as it was
        databases.use("postgres")
        databases.drop(name)


def _renew(name: str, template: str) -> Callable[[TransactionTestCase], None]:
    """After a test that committed: a fresh clone. Truncating would lose the places, and is not allowed."""

    def renew(test: TransactionTestCase) -> None:
        for alias in connections:
            connections[alias].close()
        databases.clone(name, of=template)

    return renew


@pytest.fixture
def as_owner(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with as_owner():` lays the ground of a test past row-level security, in the test's own transaction."""
    return databases.as_owner


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """The address of this test's database, for programs a test starts by itself (DATABASE_URL)."""
    return databases.url(str(connections["default"].settings_dict["NAME"]))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium, which asks nothing of the world."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    alone = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    walls = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": program, "args": [*quiet, *alone, *walls]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Persian browser in Tehran."""
    place = {"locale": "fa-IR", "timezone_id": "Asia/Tehran"}
    return {**browser_context_args, **place, "viewport": {"width": 1280, "height": 800}}
