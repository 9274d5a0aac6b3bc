"""What a killed worker was doing is taken up again; what a living one does is left to it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection

from madadkar.project.home import CHECKOUT
from madadkar.project.schedule import resume_abandoned_jobs

pytestmark = pytest.mark.django_db(transaction=True)

_HEARD_OF = """
insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s)) returning id
"""


def _left_half_done(*, silent_for_seconds: int) -> int:
    """A job in the hands of a worker last heard of so long ago."""
    job_id = int(
        resume_abandoned_jobs.configure(queueing_lock=f"test-{silent_for_seconds}").defer(timestamp=0)
    )
    with connection.cursor() as cursor:
        cursor.execute(_HEARD_OF, [silent_for_seconds])
        worker_id = cursor.fetchone()[0]
        doing = "update procrastinate_jobs set status = 'doing', worker_id = %s where id = %s"
        cursor.execute(doing, [worker_id, job_id])
    return job_id


def _work(database_url: str, *arguments: str) -> None:
    command = [sys.executable, "manage.py", "work", "--one-shot", *arguments]
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "madadkar.project.settings",
    }
    subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, timeout=60, capture_output=True)


def _status(job_id: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where id = %s", [job_id])
        return str(cursor.fetchone()[0])


def test_a_dead_workers_job_is_done(database_url: str) -> None:
    job_id = _left_half_done(silent_for_seconds=31)

    _work(database_url)

    assert _status(job_id) == "succeeded"


def test_a_living_workers_job_is_left_to_it(database_url: str) -> None:
    job_id = _left_half_done(silent_for_seconds=5)

    _work(database_url)

    assert _status(job_id) == "doing"


def test_a_worker_that_is_alone_waits_for_nobody(database_url: str) -> None:
    job_id = _left_half_done(silent_for_seconds=1)

    _work(database_url, "--alone")

    assert _status(job_id) == "succeeded"
