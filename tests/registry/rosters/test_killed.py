"""A roster whose worker is killed, again and again, ends as one that was left alone."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from benchmarks._roster import write_roster
from tests import databases
from tests.registry.rosters.nursery import Nursery, Running

ROWS = 3000
KILLS = 20
# How far into a job a blow may fall: early ones first, for a job that is through cannot be hit again.
_REACHES = [0.15 + 0.85 * nth / (KILLS // 2 - 1) for nth in range(KILLS // 2)]
_WORKER = ("django", "work", "--alone", "--one-shot")
# The import's own jobs; after it people are compared, which is not what is hit here.
_JOBS = "foundation_job where kind like 'casework.%'"
_PERSON = "(select sort_key || coalesce(national_code, '') from registry_person p where p.id = person_id)"
_HOUSEHOLD = "(select code from registry_household h where h.id = household_id)"
_FILE = "(select number from casework_casefile f where f.id = case_file_id)"
_DATES = "valid_from, valid_until"
_TABLES = {
    "registry_person": "national_code, first_name, last_name, father_name, first_key, last_key, father_key,"
    " sort_key, birth_on, birth_precision, sex, marital, office_id",
    "registry_household": "code, decile, stated_size, office_id",
    "registry_membership": f"{_HOUSEHOLD}, {_PERSON}, relation, is_head, headship, {_DATES}",
    "registry_residence": f"{_HOUSEHOLD}, place_id, county_id, place_text, area, address, postal_code,"
    f" {_DATES}",
    "registry_circumstance": f'{_PERSON}, "group", cause, detail, {_DATES}',
    "registry_phone": f"{_PERSON}, number, kind",
    "registry_bankaccount": f"{_PERSON}, sheba, {_DATES}",
    "registry_rosterimport": "file_name, sha256, state, kind, as_of, counts, finding_counts",
    "registry_rosterrow": "sheet, row_number, cells, findings, outcome, differences"
    ", household_code, first_name, birth_on, is_leader",
    "registry_namekey": "part, key",
    "registry_namedeletion": "part, deletion, key",
    "casework_casefile": f"{_HOUSEHOLD}, number, field, opened_on",
    "casework_filestanding": f"{_FILE}, state, reason, {_DATES}",
    "casework_coverage": f"{_FILE}, kind, {_DATES}",
    "casework_pensionreceipt": f"{_FILE}, {_DATES}",
    "casework_delegation": f"{_FILE}, centre_id, {_DATES}",
    "foundation_job": "kind, state",
}


class _House:
    """One database, and the programs that work on it."""

    def __init__(self, nursery: Nursery, name: str, home: Path, file: Path) -> None:
        self.nursery, self.name, self.file = nursery, name, file
        self.environment = {"MADADKAR_HOME": str(home)}

    def start(self, *arguments: str) -> Running:
        """Start a program of the house in a process group of its own."""
        return self.nursery.start(*arguments, environment=self.environment, database=self.name)

    def ask(self, what: str) -> None:
        """Bring the file and have it checked, or have it committed."""
        assert self.start("tests.registry.rosters.brought", what, str(self.file)).wait(timeout=120) == 0

    def work(self) -> None:
        """Let a worker do all there is, also what a job asks for when it ends."""
        while self._answer("select exists (select from foundation_job where state <> 'done')"):
            assert self.start(*_WORKER).wait(timeout=180) == 0

    def kill_worker(self, *, after: float) -> bool:
        """Kill a worker so long after it took up its job; whether that was before it had done it."""
        if not self._answer(f"select exists (select from {_JOBS} and state <> 'done')"):
            return False
        running, attempts = self.start(*_WORKER), self.attempt_count()
        while self.attempt_count() == attempts and running.poll() is None:
            time.sleep(0.02)
        time.sleep(after)
        self._kill(running)
        return self._answer(f"select bool_or(state = 'running') from {_JOBS}") is True

    def kill_command(self, *command: str, after: float) -> None:
        """Kill a program so long after its start; it may have been through by then."""
        running = self.start(*command)
        time.sleep(after)
        self._kill(running)

    def _kill(self, running: Running) -> None:
        if running.poll() is None:
            running.kill()
        running.wait()
        self.wait_until_quiet()

    def wait_until_quiet(self) -> None:
        """PostgreSQL notices that a client is gone when it next speaks to it; until then its locks stand."""
        others = "datname = current_database() and pid <> pg_backend_pid()"
        for _ in range(400):
            if self._answer(f"select count(*) from pg_stat_activity where {others}") == 0:
                return
            time.sleep(0.05)

    def attempt_count(self) -> int:
        """How often a worker took up a job."""
        return int(self._answer(f"select coalesce(sum(attempt_count), 0) from {_JOBS}"))

    def last_job_seconds(self) -> float:
        """How long the last job took."""
        took = "extract(epoch from finished_at - started_at)"
        return float(
            self._answer(f"select {took} from {_JOBS} and started_at is not null order by id desc limit 1")
        )

    def _answer(self, question: str) -> Any:
        with psycopg.connect(databases.url(self.name), autocommit=True) as connection:
            answer = connection.execute(question).fetchone()
        return answer[0] if answer else None

    def end_state(self) -> dict[str, Any]:
        """Every table the import writes, without numbers and moments that differ from run to run."""
        with psycopg.connect(databases.url(self.name)) as connection:
            return {
                table: sorted(map(str, connection.execute(f"select {columns} from {table}").fetchall()))
                for table, columns in _TABLES.items()
            }


@pytest.fixture(scope="module")
def nursery(postgres: None) -> Iterator[Nursery]:
    """What the programs of these tests come from; PostgreSQL soon notices which of them were killed."""
    nursery = Nursery(
        {
            "DATABASE_URL": databases.url("postgres"),
            "DJANGO_SETTINGS_MODULE": "madadkar.project.settings",
            "PGOPTIONS": "-c client_connection_check_interval=100ms",
        }
    )
    yield nursery
    nursery.close()


@contextmanager
def _two_houses(nursery: Nursery, database_url: str, tmp_path: Path) -> Iterator[tuple[_House, _House]]:
    """One that is left alone and one that is not, from the same beginning."""
    file = tmp_path / "roster.xlsx"
    write_roster(file, rows=ROWS)
    call_command("office_add", "emdad-zanjan", agency="emdad", province="19")
    name = str(psycopg.conninfo.conninfo_to_dict(database_url)["dbname"])
    for alias in connections:
        connections[alias].close()
    names = [f"{name}_{which}" for which in ("calm", "storm")]
    try:
        for one in names:
            databases.clone(one, of=name)
        calm, storm = (_House(nursery, one, tmp_path / one, file) for one in names)
        yield calm, storm
    finally:
        for one in names:
            databases.drop(one)


def _same(calm: _House, storm: _House) -> None:
    quiet, stormy = calm.end_state(), storm.end_state()
    assert {table: len(rows) for table, rows in stormy.items()} == {t: len(rows) for t, rows in quiet.items()}
    assert stormy == quiet
    assert len(quiet["registry_person"]) > ROWS * 0.9


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_twenty_moments_of_an_import_ends_as_an_undisturbed_one(
    nursery: Nursery, database_url: str, tmp_path: Path
) -> None:
    chance, blows = random.Random(), 0
    with _two_houses(nursery, database_url, tmp_path) as (calm, storm):
        for what in ("check", "commit"):
            calm.ask(what)
            calm.work()
            lasts = calm.last_job_seconds()
            storm.ask(what)
            for reach in _REACHES:
                blows += storm.kill_worker(after=chance.uniform(0, reach * lasts))
            storm.work()
        _same(calm, storm)
        assert calm.attempt_count() == 2
        assert storm.attempt_count() >= 2 + blows > KILLS // 4  # most blows fell in the midst of work


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_command_goes_on_where_it_was(nursery: Nursery, database_url: str, tmp_path: Path) -> None:
    chance = random.Random()
    with _two_houses(nursery, database_url, tmp_path) as (calm, storm):
        command = ("django", "roster_import", str(calm.file), "--office", "emdad-zanjan", "--json")
        began = time.monotonic()
        assert calm.start(*command).wait(timeout=120) == 0
        lasts = time.monotonic() - began
        for _ in range(5):
            storm.kill_command(*command, after=chance.uniform(0.3, 1.0) * lasts)
        assert storm.start(*command).wait(timeout=120) == 0
        _same(calm, storm)
