"""Is the house standing? Version, database, migrations and worker, for a monitor and for `madadkar run`."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from madadkar import __version__

_WORKER_ALIVE = """
select exists (select from procrastinate_workers where last_heartbeat > now() - interval '30 seconds')
"""


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when everything stands, 503 when something an office needs does not."""
    found = health()
    return JsonResponse(found, status=200 if found["status"] == "ok" else 503)


def health() -> dict[str, Any]:
    """What stands and what does not, in words a monitor can compare."""
    try:
        applied, pending = applied_migrations(), pending_migrations()
        worker = "ok" if not pending and _worker_is_alive() else "stopped"
        database = "ok"
    except DatabaseError:
        applied, pending, worker, database = set(), [], "unknown", "unreachable"
    good = database == "ok" and not pending and worker == "ok"
    return {
        "status": "ok" if good else "failing",
        "version": __version__,
        "database": database,
        "migrations": {"applied": len(applied), "pending": pending},
        "worker": worker,
    }


@cache
def _expected() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def pending_migrations() -> list[str]:
    """Migrations this version has and the database has not, as `room.name`."""
    return sorted(".".join(name) for name in _expected() - applied_migrations())


def applied_migrations() -> set[tuple[str, str]]:
    """Migrations the database has; none in a new one."""
    with connections["default"].cursor() as cursor:
        cursor.execute("select to_regclass('django_migrations') is not null")
        if not cursor.fetchone()[0]:
            return set()
        cursor.execute("select app, name from django_migrations")
        return {(app, name) for app, name in cursor.fetchall()}


def _worker_is_alive() -> bool:
    with connections["default"].cursor() as cursor:
        cursor.execute(_WORKER_ALIVE)
        return bool(cursor.fetchone()[0])
