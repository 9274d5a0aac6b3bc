"""The office's own PostgreSQL starts, comes back after any kill, and stops when nobody uses it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from madadkar.project.pgdev import Cluster


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A PostgreSQL nobody else uses; durable, for kills are what it is tried with."""
    cluster = Cluster(tmp_path / "postgres")
    yield cluster
    cluster.stop()
    for left in (cluster.folder.resolve(), cluster.sockets):  # may lie elsewhere: see pgdev
        shutil.rmtree(left, ignore_errors=True)


def _server(cluster: Cluster) -> psutil.Process:
    return psutil.Process(int((cluster.folder / "postmaster.pid").read_text().splitlines()[0]))


def _note(cluster: Cluster, name: str) -> None:
    with psycopg.connect(cluster.dsn()) as connection:
        connection.execute("create table if not exists visit (name text)")
        connection.execute("insert into visit values (%s)", [name])


def _noted(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.dsn()) as connection:
        return [name for (name,) in connection.execute("select name from visit order by name")]


def test_ensure_creates_and_starts_once(cluster: Cluster) -> None:
    assert cluster.ensure() is True
    assert cluster.ensure() is False
    assert cluster.is_up()


def test_persian_letters_are_letters_to_trigrams(cluster: Cluster) -> None:
    cluster.ensure()

    with psycopg.connect(cluster.dsn()) as connection:
        connection.execute("create extension pg_trgm")
        found = connection.execute("select similarity('محمدرضا', 'محمد رضا')").fetchone()

    assert found is not None
    assert found[0] > 0.5


def test_rows_are_there_after_a_stop(cluster: Cluster) -> None:
    cluster.ensure()
    _note(cluster, "زهرا")

    cluster.stop()
    assert not cluster.is_up()
    cluster.ensure()

    assert _noted(cluster) == ["زهرا"]


def test_rows_are_there_after_everything_was_killed(cluster: Cluster) -> None:
    cluster.ensure()
    _note(cluster, "زهرا")
    server = _server(cluster)

    for process in [server, *server.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):  # some end by themselves when the first is gone
            process.kill()
    cluster.ensure()

    assert _noted(cluster) == ["زهرا"]


def test_rows_are_there_after_only_the_server_was_killed_under_a_busy_backend(cluster: Cluster) -> None:
    cluster.ensure()
    _note(cluster, "زهرا")
    busy = psycopg.connect(cluster.dsn())
    busy.execute("select 1")

    _server(cluster).kill()
    cluster.ensure()

    assert _noted(cluster) == ["زهرا"]
    busy.close()


def test_four_processes_at_once_get_one_server(cluster: Cluster) -> None:
    program = (
        "import sys; from pathlib import Path; from madadkar.project.pgdev import Cluster;"
        "print(Cluster(Path(sys.argv[1])).ensure())"
    )
    command = [sys.executable, "-c", program, str(cluster.folder)]

    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = sorted(process.communicate(timeout=60)[0].strip() for process in started)

    assert said == ["False", "False", "False", "True"]


def test_the_last_to_leave_stops_it(cluster: Cluster) -> None:
    with cluster.lease():
        with cluster.lease():
            pass
        assert cluster.is_up()

    assert not cluster.is_up()


def test_a_killed_user_does_not_keep_it_running_for_ever(cluster: Cluster) -> None:
    program = (
        "import sys, time; from pathlib import Path; from madadkar.project.pgdev import Cluster\n"
        "with Cluster(Path(sys.argv[1])).lease(): print('in', flush=True); time.sleep(60)"
    )
    user = subprocess.Popen([sys.executable, "-c", program, str(cluster.folder)], stdout=subprocess.PIPE)
    assert user.stdout is not None
    user.stdout.readline()

    user.kill()
    user.wait()
    with cluster.lease():
        assert cluster.is_up()

    assert not cluster.is_up()


def test_a_deep_folder_still_has_a_socket_the_kernel_accepts(tmp_path: Path) -> None:
    deep = Cluster(tmp_path / ("ن" * 40) / ("م" * 40) / "postgres")

    assert len(os.fsencode(str(deep.sockets / ".s.PGSQL.5432"))) <= 107


def test_it_listens_on_no_network(cluster: Cluster) -> None:
    cluster.ensure()
    time.sleep(0.1)

    listening = [c for c in _server(cluster).net_connections(kind="inet") if c.status == psutil.CONN_LISTEN]

    assert listening == []
