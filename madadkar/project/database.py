"""Which PostgreSQL we work on: the office's own, or the one DATABASE_URL names; and under which roles.

Pages and jobs connect as the plain role `madadkar_web`, which row-level security binds; the owner of the
tables connects only to migrate, to prove the audit chain and to plant the demo.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, LiteralString

import dj_database_url
import psycopg
from psycopg import sql
from psycopg.errors import DuplicateDatabase, DuplicateObject, UniqueViolation

from madadkar.project.home import home
from madadkar.project.pgdev import Cluster

NAME = "madadkar"
WEB_ROLE = "madadkar_web"


def embedded() -> Cluster | None:
    """The PostgreSQL we start ourselves, unless DATABASE_URL names another."""
    return None if os.environ.get("DATABASE_URL") else Cluster(home() / "postgres")


def databases() -> dict[str, dict[str, Any]]:
    """Django's DATABASES: `default` for pages and jobs, under the plain role, and `owner`."""
    cluster = embedded()
    if cluster is not None:
        owner_url, web_url = cluster.dsn(NAME), cluster.dsn(NAME, WEB_ROLE)
    else:
        owner_url = os.environ["DATABASE_URL"]
        web_url = os.environ.get("MADADKAR_WEB_DATABASE_URL", "")
    web = _parsed(web_url or owner_url)
    if not web_url:
        web["OPTIONS"]["assume_role"] = WEB_ROLE
    return {"default": web, "owner": _parsed(owner_url)}


@contextmanager
def running() -> Iterator[None]:
    """Have the database running for the length of a block, and the plain role and the database made."""
    cluster = embedded()
    if cluster is None:
        prepare(os.environ["DATABASE_URL"])
        yield
        return
    with cluster.lease():
        prepare(cluster.dsn(), database=NAME)
        yield


def prepare(owner_url: str, *, database: str | None = None) -> None:
    """Make the plain role and, on our own PostgreSQL, the database, when they are missing."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        if not _exists(connection, "select from pg_roles where rolname = %s", WEB_ROLE):
            _make(
                connection, "create role {} login nosuperuser nobypassrls nocreatedb nocreaterole", WEB_ROLE
            )
            _make(connection, "grant {} to current_user", WEB_ROLE)
        if database and not _exists(connection, "select from pg_database where datname = %s", database):
            _make(connection, "create database {}", database)


def _exists(connection: psycopg.Connection[Any], question: LiteralString, name: str) -> bool:
    return connection.execute(question, [name]).fetchone() is not None


def _make(connection: psycopg.Connection[Any], statement: LiteralString, name: str) -> None:
    """Make a role or a database; another process may have been faster."""
    with suppress(DuplicateObject, DuplicateDatabase, UniqueViolation):
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _parsed(url: str) -> dict[str, Any]:
    settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    settings.setdefault("OPTIONS", {})
    return settings
