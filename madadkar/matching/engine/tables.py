"""Lists of persons as DuckDB tables: from memory or from a file, with the columns they are compared by."""

from __future__ import annotations

import csv
import os
import secrets
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb

from madadkar.matching.engine.keyed import keyed_sql
from madadkar.matching.engine.persons import COLUMNS, Person

Persons = Iterable[Person] | Path
"""Persons in memory, or a CSV or Parquet file with the columns of `Person`."""

_TYPES = {"ref": "bigint", "size": "int", "is_head": "boolean"}
_SCHEMA = ", ".join(f"'{column}': '{_TYPES.get(column, 'text')}'" for column in COLUMNS)
_CSV = (
    f"auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', columns = {{{_SCHEMA}}}"
)
_TEXTS = ", ".join(
    column if column in _TYPES else f"coalesce({column}, '') as {column}" for column in COLUMNS
)


def opened(
    *, path: Path | None = None, memory: str = "2500MB", threads: int = 2
) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory, or in the file `path` that only its owner may read.

    What its memory cannot hold goes into a folder of its own that only its owner may open, and that DuckDB
    deletes with the connection: it deletes what others spilled into the same folder too.
    """
    if path is not None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    connection = duckdb.connect(
        ":memory:" if path is None else str(path), config={"memory_limit": memory, "threads": threads}
    )
    if path is not None:
        path.chmod(0o600)
    connection.execute("set preserve_insertion_order = false")
    connection.execute(f"set temp_directory = {_quoted(Path(spill_folder()) / secrets.token_hex(8))}")
    return connection


def spill_folder() -> str:
    """The folder that only its owner may open: one a user, so that no kill leaves many."""
    folder = Path(tempfile.gettempdir()) / f"madadkar-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077:
        return str(folder)
    return tempfile.mkdtemp(prefix="madadkar-")  # somebody else was here first


def lay(connection: duckdb.DuckDBPyConnection, name: str, persons: Persons) -> int:
    """Make the table `name` of the persons with all compared columns; answers how many they are."""
    if isinstance(persons, Path):
        _lay_file(connection, name, persons)
    else:
        with tempfile.TemporaryDirectory(prefix="madadkar-") as folder:
            path = Path(folder) / "persons.csv"
            _write(path, persons)
            _lay_file(connection, name, path)
    return int(connection.execute(f"select count(*) from {name}").fetchall()[0][0])


def _write(path: Path, persons: Iterable[Person]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(persons)


def _lay_file(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    source = (
        f"read_parquet({_quoted(path)})"
        if path.suffix == ".parquet"
        else f"read_csv({_quoted(path)}, {_CSV})"
    )
    connection.execute(f"create or replace temp view {name}_given as select {_TEXTS} from {source}")
    connection.execute(f"create or replace table {name} as {keyed_sql(f'{name}_given')}")
    connection.execute(f"drop view {name}_given")


def _quoted(path: Path) -> str:
    """A path as SQL says it."""
    return "'" + str(path).replace("'", "''") + "'"
