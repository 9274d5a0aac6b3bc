"""Count the saved model anew from practice rosters: `python -m madadkar.matching.practice.train`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import duckdb

from madadkar.matching.engine import comparing, linking, tables
from madadkar.matching.engine.model import SAVED, Model, Odds
from madadkar.matching.engine.policy import COMPARISONS, Comparison
from madadkar.matching.engine.scoring import GAMMA
from madadkar.matching.practice.rates import Kind
from madadkar.matching.practice.rosters import Practice, practice

KINDS: tuple[Kind, ...] = ("easy", "harder", "hardest")
SEEDS = range(1, 5)
_STRANGERS = 200_000
_LEAST = {"same": 0.0015, "kin": 2e-5, "strangers": 1e-6}
"""No level is impossible: an error that was never counted is still met, oftenest in the same person."""
Counts = dict[str, Counter[int]]


def train(*, kinds: Iterable[Kind] = KINDS, seeds: Iterable[int] = SEEDS) -> Model:
    """The model counted from tuning rosters of every kind, each roster weighing the same."""
    told = {who: {c.name: Counter[int]() for c in COMPARISONS} for who in ("same", "kin", "strangers")}
    links = people = kin = 0
    seeds = tuple(seeds)
    for kind in kinds:
        for seed in seeds:
            made = practice(kind=kind, split="tuning", seed=seed)
            _count(made, told)
            links, kin, people = links + len(made.links), kin + len(made.kin), people + len(made.right)
    odds = {c.name: _odds(c, {who: counts[c.name] for who, counts in told.items()}) for c in COMPARISONS}
    counted = f"practice rosters, tuning split, seeds {seeds[0]}-{seeds[-1]}, {', '.join(kinds)}"
    return Model(odds, links / people, kin / people, counted)


def _count(made: Practice, told: dict[str, Counts]) -> None:
    connection = tables.opened()
    try:
        files = [person._replace(is_head=True) for person in made.right]
        work = linking.laid(connection, made.left, files, model=_even())
        _lay_pairs(connection, "same_pairs", made.links)
        _lay_pairs(connection, "kin_pairs", made.kin)
        connection.execute(f"""
create table strangers_pairs as
select l.unique_id as left_id, r.unique_id as right_id
  from (select unique_id from left_list using sample 2000) l cross join (select unique_id from right_list) r
  where (left_id, right_id) not in (table same_pairs) and (left_id, right_id) not in (table kin_pairs)
  order by hash(left_id, right_id) limit {_STRANGERS}
""")
        comparing.learn_habits(work)
        for who, counts in told.items():
            comparing.compare(work, f"{who}_pairs")
            for comparison in COMPARISONS:
                rows = connection.execute(
                    f"select {GAMMA}{comparison.name}, count(*) from levels group by 1"
                ).fetchall()
                counts[comparison.name].update({gamma: count for gamma, count in rows if gamma >= 0})
    finally:
        connection.close()


def _lay_pairs(connection: duckdb.DuckDBPyConnection, name: str, pairs: Iterable[tuple[int, int]]) -> None:
    listed = list(pairs)
    connection.execute(f"create table {name} (left_id bigint, right_id bigint)")
    lefts, rights = [left for left, _ in listed], [right for _, right in listed]
    connection.execute(f"insert into {name} select unnest(?), unnest(?)", [lefts, rights])


def _even() -> Model:
    """A model that knows nothing, for laying lists before anything was counted."""
    level = Odds(0.1, 0.1, 0.1)
    return Model({c.name: dict.fromkeys(c.names, level) for c in COMPARISONS}, 0.1, 0.1)


def _odds(comparison: Comparison, counts: dict[str, Counter[int]]) -> dict[str, Odds]:
    shares = {who: _shares(comparison, count, _LEAST[who]) for who, count in counts.items()}
    return {name: Odds(**{who: share[name] for who, share in shares.items()}) for name in comparison.names}


def _shares(comparison: Comparison, counts: Counter[int], least: float) -> dict[str, float]:
    """How often each level holds where both sides speak; never quite never."""
    highest = len(comparison.levels)
    found = {name: counts[highest - place] for place, name in enumerate(comparison.names)}
    total = sum(found.values())
    if not total:
        return dict.fromkeys(comparison.names, 1 / len(comparison.names))
    kept = {name: max(count / total, least) for name, count in found.items()}
    whole = sum(kept.values())
    return {name: round(share / whole, 7) for name, share in kept.items()}


if __name__ == "__main__":
    SAVED.write_text(train().to_json(), encoding="utf-8")
