"""/healthz says what stands, and answers 503 for what does not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import OperationalError, connection
from django.test import Client

from madadkar.project import health

AsOwner = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def worker_at_work(db: None) -> None:
    """A worker that has just been heard of."""
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now())")


def test_all_is_well(client: Client, worker_at_work: None) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["migrations"]["pending"] == []
    assert answer.json()["migrations"]["applied"] > 0


def test_a_worker_silent_for_long_is_stopped(
    client: Client, worker_at_work: None, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_workers set last_heartbeat = now() - interval '31 seconds'")

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["worker"] == "stopped"
    assert not caplog.records  # the asker reads it; the console of a house that opens stays quiet


def test_a_migration_not_yet_applied_is_named(
    client: Client, worker_at_work: None, as_owner: AsOwner
) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'casework' and name = '0001_initial'")

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["migrations"]["pending"] == ["casework.0001_initial"]


def test_a_database_out_of_reach_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> set[tuple[str, str]]:
        raise OperationalError

    monkeypatch.setattr(health, "applied_migrations", unreachable)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"


def test_it_tells_strangers_nothing_of_families(client: Client, worker_at_work: None) -> None:
    assert set(client.get("/healthz").json()) == {"status", "version", "database", "migrations", "worker"}
