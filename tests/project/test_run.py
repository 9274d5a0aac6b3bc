"""`madadkar run` brings the whole house up, closes it on Ctrl-C, and comes back after any kill."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from madadkar.project.pgdev import Cluster
from tests.project.running import PATIENCE_SECONDS, House, health

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that the first test makes and the others find again, as an office's is."""
    home = tmp_path_factory.mktemp("house") / "home"
    yield home
    cluster = Cluster(home / "postgres")
    cluster.stop()
    for left in (cluster.folder.resolve(), cluster.sockets):
        shutil.rmtree(left, ignore_errors=True)


@pytest.fixture(scope="module")
def kept(home: Path) -> Iterator[House]:
    """The one house of these tests; whatever of it still lives at the end is killed."""
    house = House(home)
    yield house
    for process in house.processes():
        process.kill()


@pytest.fixture
def house(kept: House) -> House:
    """The house, open: as the test before left it, else opened now."""
    if not kept.is_open:
        kept.run()
    return kept


def _note(house: House, name: str) -> None:
    with psycopg.connect(Cluster(house.home / "postgres").dsn("madadkar")) as connection:
        connection.execute("create table if not exists noted (name text)")
        connection.execute("insert into noted values (%s)", [name])


def _noted(house: House) -> list[str]:
    with psycopg.connect(Cluster(house.home / "postgres").dsn("madadkar")) as connection:
        return [name for (name,) in connection.execute("select name from noted order by name")]


def test_the_house_opens_closes_and_keeps_what_it_knew(house: House) -> None:
    status, said = health(house.address)
    assert (status, said["status"], said["database"], said["worker"]) == (200, "ok", "ok", "ok")
    assert said["migrations"]["pending"] == []
    _note(house, "زهرا")

    assert house.close() == 0
    assert house.processes() == []

    house.run()
    assert "زهرا" in _noted(house)


def test_the_house_comes_back_after_everything_was_killed(house: House) -> None:
    _note(house, "مریم")

    house.kill_everything()

    assert health(house.run())[0] == 200
    assert "مریم" in _noted(house)


def test_children_of_a_killed_run_do_not_pile_up(house: House) -> None:
    assert house.process is not None
    house.process.kill()
    house.process.wait()
    before = {process.pid for process in house.processes() if "postgres" not in process.name()}
    assert before

    house.run()

    assert before & {process.pid for process in house.processes()} == set()


def test_a_fallen_worker_is_started_again(house: House) -> None:
    worker = house.workers()[0]

    worker.kill()

    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        again = [one for one in house.workers() if one.pid != worker.pid]
        if again and health(house.address)[0] == 200:
            break
        time.sleep(0.2)
    assert again


def test_two_houses_never_run_on_one_home(house: House) -> None:
    second = subprocess.run(
        [str(Path(sys.executable).with_name("madadkar")), "run"],
        env=house.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )

    assert second.returncode == 2
    assert "در حال اجراست" in second.stderr
    assert health(house.address)[0] == 200


def test_the_house_closes_when_the_machine_asks_it_to(house: House) -> None:
    assert house.close(signal.SIGTERM) == 0
    assert house.processes() == []
