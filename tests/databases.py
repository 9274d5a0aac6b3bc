"""One migrated database as a template, cloned for every test process: migrations run once, not once a run.

`default` connects as the owner and takes on the plain role, so that row-level security binds every test as it
binds the pages, and `as_owner()` can step out of it inside the same transaction to lay the ground.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
from django.core.management import call_command
from django.db import connections, transaction
from psycopg import sql
from psycopg.pq import TransactionStatus

from madadkar.project.database import WEB_ROLE, prepare
from madadkar.project.home import CHECKOUT, home
from madadkar.project.pgdev import Cluster

INERROR = TransactionStatus.INERROR
_WHAT_MIGRATIONS_READ = [
    "foundation",
    "places",
    "organisations",
    "registry",
    "matching",
    "casework",
    "overlap",
    "reports",
]


def cluster() -> Cluster | None:
    """The tests' own PostgreSQL, unless DATABASE_URL names one (whose user may create databases)."""
    return None if os.environ.get("DATABASE_URL") else Cluster(home() / "test-postgres", durable=False)


def url(database: str) -> str:
    """The owner's address of one database of the tests."""
    own = cluster()
    if own is not None:
        return own.dsn(database)
    given = psycopg.conninfo.conninfo_to_dict(os.environ["DATABASE_URL"])
    host = given.get("host", "localhost")
    login = f"{given['user']}:{given['password']}" if given.get("password") else str(given.get("user", ""))
    if str(host).startswith("/"):
        return f"postgresql://{login}@/{database}?host={host}&port={given.get('port', 5432)}"
    return f"postgresql://{login}@{host}:{given.get('port', 5432)}/{database}"


def settings_for_tests() -> dict[str, Any]:
    """Both aliases; their NAME is set when the process has its clone."""
    owner: dict[str, Any] = {**dj_database_url.parse(url("postgres"))}
    owner["OPTIONS"] = dict(owner.get("OPTIONS", {}))
    web = {**owner, "OPTIONS": {**owner["OPTIONS"], "assume_role": WEB_ROLE}}
    return {"default": web, "owner": owner}


def use(database: str) -> None:
    """Point both aliases at one database."""
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database


def template() -> str:
    """The migrated database all clones are made from; made anew when a migration or what it reads changes."""
    name = f"test_template_{_fingerprint()}"
    prepare(url("postgres"))
    with _alone(), _server() as server:
        if not server.execute(
            "select 1 from pg_database where datname = %s and datistemplate", [name]
        ).fetchone():
            _drop_old_templates(server)
            _drop(server, name)
            server.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
            use(name)
            call_command("migrate", database="owner", verbosity=0)
            use("postgres")
            server.execute(sql.SQL("alter database {} with is_template true").format(sql.Identifier(name)))
    return name


def clone(name: str, *, of: str) -> None:
    """A fresh copy of the template under a name; whoever still uses the template is shown out."""
    with _server() as server:
        _drop(server, name)
        server.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s", [of]
        )
        made = sql.SQL("create database {} template {} strategy file_copy")
        server.execute(made.format(sql.Identifier(name), sql.Identifier(of)))


def drop(name: str) -> None:
    """Away with a clone, and with whoever is still connected to it."""
    with _server() as server:
        _drop(server, name)


@contextmanager
def as_owner(*, using: str = "default") -> Iterator[None]:
    """Step out of the plain role on this very connection, to lay what a test stands on."""
    with connections[using].cursor() as cursor:
        cursor.execute("reset role")
    try:
        yield
    finally:
        connection = connections[using]
        # After an error the rollback gives the role back by itself, and nothing else is listened to.
        if connection.connection is not None and connection.connection.info.transaction_status != INERROR:
            with connection.cursor() as cursor:
                cursor.execute(f"set role {WEB_ROLE}")


@contextmanager
def laid_once(blocker: Any) -> Iterator[None]:
    """What is laid within stands for every test of a module; what a test does to it is undone after each.

    Only where no test commits: all of it is one transaction, and each test a savepoint of it.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _drop_old_templates(server: psycopg.Connection[Any]) -> None:
    found = server.execute(
        "select datname from pg_database where datname like 'test\\_template\\_%'"
    ).fetchall()
    for (name,) in found:
        server.execute(sql.SQL("alter database {} with is_template false").format(sql.Identifier(name)))
        _drop(server, name)


@contextmanager
def _server() -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url("postgres"), autocommit=True) as connection:
        yield connection


@contextmanager
def _alone() -> Iterator[None]:
    with (Path(tempfile.gettempdir()) / f"madadkar-template-{_short(str(home()))}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fingerprint() -> str:
    rooms = [CHECKOUT / "madadkar" / room for room in _WHAT_MIGRATIONS_READ]
    files = sorted(
        file
        for room in rooms
        for file in room.rglob("*")
        if file.suffix == ".sql" or (file.suffix == ".py" and _may_matter(file))
    )
    said = hashlib.sha256()
    for file in [*files, CHECKOUT / "requirements.lock"]:
        if file.exists():
            said.update(str(file.relative_to(CHECKOUT)).encode() + file.read_bytes())
    return said.hexdigest()[:16]


def _may_matter(file: Path) -> bool:
    folders = {"migrations", "places", "persian"}
    return bool(folders & set(file.parts)) or file.name in {"rowlevel.py", "scope.py"}


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
