"""A roster whose importing process is killed, again and again, ends as one that was left alone."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from benchmarks._roster import write_roster
from tests import databases

KILLS = 20
ROWS = 1500
_TABLES = {
    "registry_person": "national_code, first_name, last_name, father_name, first_key, last_key, father_key, sort_key,"
    " birth_on, birth_precision, sex, marital, office_id",
    "registry_household": "code, decile, stated_size, office_id",
    "registry_membership": "(select code from registry_household h where h.id = household_id), (select sort_key ||"
    " coalesce(national_code, '') from registry_person p where p.id = person_id), relation, is_head, headship,"
    " valid_from, valid_until",
    "registry_residence": "(select code from registry_household h where h.id = household_id), place_id, county_id,"
    " place_text, area, address, postal_code, valid_from",
    "registry_circumstance": "(select sort_key || coalesce(national_code, '') from registry_person p where p.id ="
    ' person_id), "group", cause, detail, valid_from',
    "registry_phone": "number, kind",
    "registry_bankaccount": "sheba, valid_from",
    "registry_rosterimport": "file_name, sha256, state, kind, as_of, counts, finding_counts",
    "registry_rosterrow": "sheet, row_number, cells, values, findings, outcome, household_code, differences",
    "registry_namekey": "part, key",
    "registry_namedeletion": "part, deletion, key",
    "casework_casefile": "number, field, opened_on",
    "casework_filestanding": "(select number from casework_casefile f where f.id = case_file_id), state, reason, valid_from",
    "casework_coverage": "(select number from casework_casefile f where f.id = case_file_id), kind, valid_from",
    "casework_pensionreceipt": "(select number from casework_casefile f where f.id = case_file_id), valid_from",
    "casework_delegation": "(select number from casework_casefile f where f.id = case_file_id), centre_id, valid_from",
}


def _environment(url: str, home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": url,
        "MADADKAR_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "madadkar.project.settings",
    }


def _start(file: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "django",
        "roster_import",
        str(file),
        "--office",
        "emdad-zanjan",
        "--json",
    ]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _end_state(url: str) -> dict[str, Any]:
    """Every table the import writes, without numbers and moments that differ from run to run."""
    with psycopg.connect(url) as connection:
        return {
            table: sorted(map(str, connection.execute(f"select {columns} from {table}").fetchall()))
            for table, columns in _TABLES.items()
        }


def _wait_until_quiet(url: str) -> None:
    """PostgreSQL notices a killed client when it next speaks to it; until then its locks stand."""
    quiet = "select not exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid())"
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(200):
            answer = connection.execute(quiet).fetchone()
            if answer and answer[0]:
                return
            time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_import_killed_at_twenty_moments_ends_as_an_undisturbed_one(
    database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "roster.xlsx"
    write_roster(file, rows=ROWS)
    call_command("office_add", "emdad-zanjan", agency="emdad", province="19")
    name = psycopg.conninfo.conninfo_to_dict(database_url)["dbname"]
    undisturbed, disturbed = databases.url(f"{name}_calm"), databases.url(f"{name}_storm")
    for alias in connections:
        connections[alias].close()
    for other in ("calm", "storm"):
        databases.clone(f"{name}_{other}", of=str(name))
    try:
        began = time.monotonic()
        assert _start(file, _environment(undisturbed, tmp_path / "calm")).wait(timeout=120) == 0
        lasts = time.monotonic() - began
        storm = _environment(disturbed, tmp_path / "storm")
        chance, killed = random.Random(), 0
        while killed < KILLS:
            running = _start(file, storm)
            time.sleep(chance.uniform(0.25, 1.0) * lasts)
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
                killed += 1
            else:
                killed += 1  # it was through before the blow: the next runs must find everything done
            running.wait()
            _wait_until_quiet(disturbed)
        assert _start(file, storm).wait(timeout=120) == 0

        calm, stormy = _end_state(undisturbed), _end_state(disturbed)
        assert {table: len(rows) for table, rows in stormy.items()} == {
            t: len(rows) for t, rows in calm.items()
        }
        assert stormy == calm
        assert len(calm["registry_person"]) > ROWS * 0.9
    finally:
        for other in ("calm", "storm"):
            databases.drop(f"{name}_{other}")
