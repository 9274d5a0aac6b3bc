"""What a measure stands on: a database of its own, a stopwatch, and a place to record."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
import psutil
from django.core.management import call_command
from django.db import connections

from madadkar.project import database

RESULTS = Path(__file__).parent / "results"


@contextmanager
def own_database() -> Iterator[None]:
    """The embedded PostgreSQL of MADADKAR_HOME, migrated, with Django set up on it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madadkar.project.settings")
    with database.running():
        django.setup()
        call_command("migrate", verbosity=0)
        yield


def seconds(work: Callable[[], Any]) -> float:
    """How long one run of the work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def cpu_seconds(work: Callable[[], Any]) -> float:
    """How long processors worked at it: ours, our children's and PostgreSQL's for our connections.

    Steadier than the clock where the machine is shared; what two processors do at once counts twice.
    """
    before = _worked()
    work()
    return _worked() - before


def _worked() -> float:
    own = psutil.Process().cpu_times()
    spent = own.user + own.system + own.children_user + own.children_system
    for alias in connections:
        connections[alias].ensure_connection()
        serving = psutil.Process(connections[alias].connection.info.backend_pid).cpu_times()
        spent += serving.user + serving.system
    return spent


def median_seconds(work: Callable[[], Any], *, runs: int = 5) -> float:
    """The median of several runs, after one that is not counted."""
    work()
    return statistics.median(seconds(work) for _ in range(runs))


def record(name: str, **figures: Any) -> None:
    """Print the figures and keep them in results/<name>.json."""
    RESULTS.mkdir(exist_ok=True)
    rounded = {key: round(value, 4) if isinstance(value, float) else value for key, value in figures.items()}
    measured_on = datetime.now(UTC).date().isoformat()
    text = json.dumps({"measured_on": measured_on, **rounded}, indent=2, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(f"{name}: {text}")
