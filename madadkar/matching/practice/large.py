"""Two rosters of a million persons and their answers, by DuckDB: for scale, as `practice` is for quality."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import NamedTuple

import duckdb

from madadkar.foundation.persian import search_key
from madadkar.foundation.sqlfile import sql_text
from madadkar.matching.engine.persons import COLUMNS, place_key
from madadkar.matching.practice.names import Split, whole_country
from madadkar.matching.practice.rates import FIRST_ROSTER, Kind, Rates, drawn

_PACKAGE = "madadkar.matching.practice"
_MEMBERS_A_FAMILY = 2.97
_LISTED_SHARE = 0.98
_UNSHARED_SHARE = 0.27
_TRUTH = (
    "select l.ref as left_ref, r.ref as right_ref from left_numbers l join right_numbers r using (number)"
)
_NAMES = "select (row_number() over ()) - 1 as n, name from (select unnest($1::text[]) as name)"
_SPOTS = """
select (row_number() over ()) - 1 as n, name, county
  from (select unnest($1::text[]) as name, unnest($2::text[]) as county)
"""


class Large(NamedTuple):
    """Parquet files: two rosters with the columns of `Person`, and the pairs of refs who are one."""

    left: Path
    right: Path
    truth: Path
    counts: tuple[int, int, int]


def large(
    *,
    folder: Path,
    persons: int = 1_000_000,
    common: float = 0.153,
    kind: Kind = "easy",
    split: Split = "reporting",
    seed: int = 0,
    memory: str = "2500MB",
) -> Large:
    """About `persons` rows in each of two rosters, of whom the share `common` is in both.

    People live in families, two families in ten are siblings', and of common families 27 in a hundred
    share no person. The slips are those of `sql/slips.sql`, as often as the kind and split say.
    """
    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(config={"memory_limit": memory, "threads": 2})
    connection.execute(f"set temp_directory = '{folder}'")
    try:
        _people(connection, persons, common, seed)
        rates = drawn(Random(f"large {seed}"), kind=kind, split=split)  # noqa: S311 - invented people
        counts = [
            _write(connection, folder / f"{side}.parquet", number, side, side_rates)
            for number, (side, side_rates) in enumerate((("left", FIRST_ROSTER), ("right", rates)))
        ]
        connection.sql(_TRUTH).write_parquet(str(folder / "truth.parquet"))
        links = connection.sql(_TRUTH).shape[0]
    finally:
        connection.close()
    left, right, truth = (folder / f"{name}.parquet" for name in ("left", "right", "truth"))
    return Large(left, right, truth, (counts[0], counts[1], links))


def _people(connection: duckdb.DuckDBPyConnection, persons: int, common: float, seed: int) -> None:
    # Of all families `both` are listed by both rosters, `split` share no person, the rest is one side's.
    linked = common * _LISTED_SHARE / (2 * _LISTED_SHARE**2)
    both = linked / (1 - linked)
    everybody = 2 * persons / (_LISTED_SHARE * (1 + both))
    _set(connection, seed=seed, families=round(everybody / _MEMBERS_A_FAMILY), in_both=both,
         split=both * _UNSHARED_SHARE / (1 - _UNSHARED_SHARE))  # fmt: skip
    names, places = whole_country()
    for pool, listed in names.items():
        _lay(connection, pool, [(name,) for name in listed], (search_key,))
    for kind, spots in places.items():
        _lay(connection, kind, spots, (place_key, search_key))
    _set(connection, surnames=len(names["surname"]), men=len(names["man"]), women=len(names["woman"]),
         cities=len(places["city"]), villages=len(places["village"]))  # fmt: skip
    connection.execute(sql_text(_PACKAGE, "people.sql"))


def _write(connection: duckdb.DuckDBPyConnection, path: Path, number: int, side: str, rates: Rates) -> int:
    _set(connection, side=side, side_number=number, **rates._asdict())
    connection.execute(sql_text(_PACKAGE, "slips.sql"))
    written = connection.table("written")
    written.select(*COLUMNS).order("ref").write_parquet(str(path))
    written.select("ref", "number").create(f"{side}_numbers")
    return written.shape[0]


def _set(connection: duckdb.DuckDBPyConnection, **variables: float | str) -> None:
    for name, said in variables.items():
        connection.execute(f"set variable {name} = ?", [said])


def _lay(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Iterable[tuple[str, ...]],
    keys: tuple[Callable[[str], str], ...],
) -> None:
    """A list as a table of (n, name, county), its texts as search keys."""
    columns = [
        [key(text) for text in texts] for key, texts in zip(keys, zip(*rows, strict=True), strict=True)
    ]
    connection.sql(_SPOTS if len(columns) > 1 else _NAMES, params=columns).create(table)
