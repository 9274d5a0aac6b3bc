"""Count the model of encoded levels anew from practice rosters: `python -m madadkar.matching.private.train`.

The levels are the engine's; read from encodings they hold a little more or less often than in the clear.
"""

from __future__ import annotations

import json
import secrets
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import duckdb

from madadkar.matching.engine import tables
from madadkar.matching.engine.model import Model, Odds
from madadkar.matching.engine.policy import COMPARISONS, Comparison
from madadkar.matching.engine.scoring import GAMMA
from madadkar.matching.practice.rates import Kind
from madadkar.matching.practice.rosters import Practice, practice
from madadkar.matching.private.levels import RARE, gammas_sql, rareness_sql
from madadkar.matching.private.linking import RARENESS, SAVED, both_sql
from madadkar.matching.private.rows import reference, write_rows

KINDS: tuple[Kind, ...] = ("easy", "harder", "hardest")
SEEDS = range(1, 5)
_STRANGERS = 200_000
_LEAST = {"same": 1e-4, "kin": 1e-4, "strangers": 1e-5}
"""No level is impossible: what was never counted is still met."""
_RARE_COLUMNS = {field: f"rare_{field}" for field in RARE}
_EVERYONE = ((),)
"""One block for all, so that any two persons can be compared."""
Counts = dict[str, dict[str, Counter[int]]]


def train(
    *, kinds: Iterable[Kind] = KINDS, seeds: Iterable[int] = SEEDS
) -> tuple[Model, dict[str, list[float]]]:
    """The model of encoded levels, and how much rare names weigh, from tuning rosters of every kind."""
    names = [*(c.name for c in COMPARISONS), *_RARE_COLUMNS.values()]
    told: Counts = {who: {name: Counter() for name in names} for who in _LEAST}
    links = people = kin = 0
    seeds = tuple(seeds)
    for kind in kinds:
        for seed in seeds:
            made = practice(kind=kind, split="tuning", seed=seed)
            with tempfile.TemporaryDirectory(prefix="madadkar-") as folder:
                _count(made, Path(folder), told)
            links, kin, people = links + len(made.links), kin + len(made.kin), people + len(made.right)
    odds = {c.name: _odds(c, {who: counts[c.name] for who, counts in told.items()}) for c in COMPARISONS}
    counted = f"encoded practice rosters, tuning split, seeds {seeds[0]}-{seeds[-1]}, {', '.join(kinds)}"
    return Model(odds, links / people, kin / people, counted), {
        field: _weights(told["same"][column], told["strangers"][column])
        for field, column in _RARE_COLUMNS.items()
    }


def _count(made: Practice, folder: Path, told: Counts) -> None:
    secret = secrets.token_bytes(32)
    refs = {}
    connection = tables.opened()
    try:
        for side, persons in (("left", made.left), ("right", made.right)):
            path = folder / f"{side}.parquet"
            written = write_rows(persons, secret=secret, path=path, blocks=_EVERYONE, most=len(persons))
            refs[side] = {person.ref: reference(written.ref_key, person.ref) for person in persons}
            connection.execute(f"create table {side}_rows as select * from read_parquet('{path}')")
        for who, pairs in (("same", made.links), ("kin", made.kin)):
            shown = [(refs["left"][left], refs["right"][right]) for left, right in pairs]
            connection.execute(
                f"create table {who}_met as"
                " select unnest(?)::ubigint as left_ref, unnest(?)::ubigint as right_ref",
                [[left for left, _ in shown], [right for _, right in shown]],
            )
        connection.execute(f"""
create table strangers_met as
select l.ref as left_ref, r.ref as right_ref
  from (select ref from left_rows using sample 2000) l cross join right_rows r
  where (left_ref, right_ref) not in (table same_met) and (left_ref, right_ref) not in (table kin_met)
  order by hash(left_ref, right_ref) limit {_STRANGERS}
""")
        for who, counts in told.items():
            _count_levels(connection, who, counts)
    finally:
        connection.close()


def _count_levels(connection: duckdb.DuckDBPyConnection, who: str, counts: dict[str, Counter[int]]) -> None:
    rareness = ", ".join(f"{rareness_sql(field)} as {column}" for field, column in _RARE_COLUMNS.items())
    connection.execute(f"""
create or replace table levels as
with x as (select {both_sql()} from {who}_met m
             join left_rows l on l.ref = m.left_ref join right_rows r on r.ref = m.right_ref)
select {gammas_sql()}, {rareness} from x
""")
    columns = {c.name: f"{GAMMA}{c.name}" for c in COMPARISONS}
    for name, column in (columns | {column: column for column in _RARE_COLUMNS.values()}).items():
        rows = connection.execute(f"select {column}, count(*) from levels where {column} >= 0 group by 1")
        counts[name].update(dict(rows.fetchall()))


def _odds(comparison: Comparison, counts: dict[str, Counter[int]]) -> dict[str, Odds]:
    shares = {who: _shares(comparison, count, _LEAST[who]) for who, count in counts.items()}
    return {
        name: Odds(*(shares[who][name] for who in ("same", "kin", "strangers"))) for name in comparison.names
    }


def _shares(comparison: Comparison, counts: Counter[int], least: float) -> dict[str, float]:
    highest = len(comparison.levels)
    found = {name: counts[highest - place] for place, name in enumerate(comparison.names)}
    total = max(sum(found.values()), 1)
    kept = {name: max(count / total, least) for name, count in found.items()}
    whole = sum(kept.values())
    return {name: round(share / whole, 7) for name, share in kept.items()}


def _weights(same: Counter[int], strangers: Counter[int]) -> list[float]:
    """How much likelier each degree of rareness is among persons that are one than among namesakes."""
    degrees = range(3)
    shares = [
        [(counts[degree] + 1) / (sum(counts.values()) + len(degrees)) for degree in degrees]
        for counts in (same, strangers)
    ]
    return [round(one / other, 4) for one, other in zip(*shares, strict=True)]


if __name__ == "__main__":
    model, rareness = train()
    SAVED.write_text(model.to_json(), encoding="utf-8")
    RARENESS.write_text(json.dumps(rareness) + "\n", encoding="utf-8")
