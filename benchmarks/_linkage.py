"""What the measures of matching share: contenders, each in its own process on the same files, and quality.

`apart("ours", …)` runs `python -m benchmarks._linkage ours '{…}'` and gives the figures it printed: seconds
a stage and peak memory of that process alone. Its links are a Parquet file of left, right, probability.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from benchmarks._splink import bare_splink
from madadkar.matching.engine import linking, tables
from madadkar.matching.engine.choosing import chosen
from madadkar.matching.engine.model import saved_model
from madadkar.matching.engine.policy import LINK
from madadkar.matching.engine.shelf import Shelf

KERNELS = """
select sum(jaro_winkler_similarity(first_l, first_r)), sum(jaro_winkler_similarity(last_l, last_r)),
  sum(jaro_winkler_similarity(father_l, father_r)), sum(jaro_winkler_similarity(place_l, place_r))
from gathered
"""
DISTANCES = "select sum(levenshtein(code_l, code_r)), sum(levenshtein(birth_l, birth_r)) from gathered"
_GATHER = """
create table gathered as
select l.first as first_l, r.first as first_r, l.last as last_l, r.last as last_r, l.father as father_l,
  r.father as father_r, l.place as place_l, r.place as place_r, l.code as code_l, r.code as code_r,
  l.birth as birth_l, r.birth as birth_r
from pairs p join left_list l on l.unique_id = p.left_id join right_list r on r.unique_id = p.right_id
"""


class Stages:
    """Seconds of each stage, told as it begins: by the clock, and of this process's processors."""

    def __init__(self) -> None:
        self._told: dict[str, list[float]] = {}
        self._stage, self._since = "", (0.0, 0.0)

    def __call__(self, stage: str) -> None:
        now = time.perf_counter(), time.process_time()
        if self._stage:
            before = self._told.setdefault(self._stage, [0.0, 0.0])
            self._told[self._stage] = [b + n - s for b, n, s in zip(before, now, self._since, strict=True)]
        self._stage, self._since = stage, now

    def end(self) -> dict[str, Any]:
        """All stages' seconds and their totals; `cpu` is steadier where others use the machine too."""
        self("")
        clock, cpu = (
            {stage: round(both[place], 2) for stage, both in self._told.items()} for place in (0, 1)
        )
        return {
            "seconds": clock | {"total": round(sum(clock.values()), 2)},
            "cpu": cpu | {"total": round(sum(cpu.values()), 2)},
        }


def apart(contender: str, **asked: Any) -> dict[str, Any]:
    """Run one contender in a process of its own and give what it measured."""
    command = [sys.executable, "-m", "benchmarks._linkage", contender, json.dumps(asked)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def quality(links: Path | str, truth: Path | str, *, least: float = 0.0) -> dict[str, float]:
    """Precision, recall and F1 of the links at or above a probability."""
    with duckdb.connect() as connection:
        found, right, wanted = connection.execute(f"""
with f as (select distinct "left", "right" from '{links}' where probability >= {least})
select (select count(*) from f),
  (select count(*) from f join '{truth}' t on t.left_ref = f.left and t.right_ref = f.right),
  (select count(*) from '{truth}')""").fetchall()[0]
    return scores(found=found, right=right, wanted=wanted)


def scores(*, found: int, right: int, wanted: int) -> dict[str, float]:
    """Precision, recall and F1 from counts."""
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4)}


def best_quality(links: Path | str, truth: Path | str, *, among: Sequence[float]) -> dict[str, float]:
    """The quality at whichever threshold serves best, as nobody could know beforehand."""
    return max((quality(links, truth, least=least) | {"at": least} for least in among), key=lambda q: q["f1"])


def peak_gb() -> float:
    """The most memory this process has held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2, 2)


def ours(*, left: str, right: str, links: str, truth: str = "", kernels: bool = False) -> dict[str, Any]:
    """Our engine, from stored keys to links; then, outside its time, its blocks' recall and bare kernels."""
    stages = Stages()
    connection = tables.opened()
    work = linking.laid(connection, Path(left), Path(right), model=saved_model(), tell=stages)
    linking.compare(work, tell=stages)
    linking.settle(work, tell=stages)
    stages("choose")
    found = chosen(work, least=LINK)
    figures = {**stages.end(), "peak_gb": peak_gb(), "blocks": [block.columns for block in work.blocks]}
    save(links, [(link.left, link.right, link.probability) for link in found])
    if truth:
        figures |= _blocking(connection, truth)
    return figures | (_kernels(connection) if kernels else {})


def splink(
    *, left: str, right: str, links: str, blocks: list[list[str]], memory: str = "6GB"
) -> dict[str, Any]:
    """Bare Splink with our comparisons and blocks, trained as its documentation tells; mutual best pairs."""
    stages = Stages()
    connection = tables.opened(memory=memory)
    stages("lay")
    tables.lay(connection, "left_list", Path(left))
    tables.lay(connection, "right_list", Path(right))
    rows = bare_splink(connection, blocks=blocks, tell=stages)
    figures = {**stages.end(), "peak_gb": peak_gb()}
    save(links, rows)
    return figures


def shelf(*, left: str, right: str, new: str, links: str, home: str) -> dict[str, Any]:
    """Our engine's shelf: all but the new rows compared as a whole, put away, opened for the new rows."""
    stages, path = Stages(), Path(home) / "shelf.duckdb"
    stages("whole")
    with Shelf(path) as kept:
        kept.whole(Path(left), Path(right))
    stages("increment")
    with Shelf(path) as kept:
        found = kept.increment(right=Path(new), least=LINK)
    figures = {**stages.end(), "peak_gb": peak_gb(), "shelf_gb": round(path.stat().st_size / 1024**3, 2)}
    save(links, [(link.left, link.right, link.probability) for link in found])
    return figures


def save(path: str, rows: Sequence[tuple[int, int, float]]) -> None:
    """Links as a Parquet file."""
    with duckdb.connect() as connection:
        left, right, probability = ([row[place] for row in rows] for place in range(3))
        connection.sql(
            'select unnest($1::bigint[]) as "left", unnest($2::bigint[]) as "right",'
            " unnest($3::double[]) as probability",
            params=[left, right, probability],
        ).write_parquet(path)


def _blocking(connection: duckdb.DuckDBPyConnection, truth: str) -> dict[str, Any]:
    pairs, met, wanted = connection.execute(f"""
select (select count(*) from pairs), (select count(*) from pairs p join '{truth}' t
  on p.left_id = t.left_ref and p.right_id = t.right_ref), (select count(*) from '{truth}')""").fetchall()[0]
    return {
        "pairs": pairs,
        "blocking_recall": round(met / wanted, 4),
        "pairs_a_true_link": round(pairs / wanted, 2),
    }


def _kernels(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    stages = Stages()
    for stage, sql in (("gather", _GATHER), ("jaro_winkler", KERNELS), ("levenshtein", DISTANCES)):
        stages(stage)
        connection.execute(sql).fetchall()
    return {"kernels": stages.end()}


if __name__ == "__main__":
    contender = {"ours": ours, "splink": splink, "shelf": shelf}[sys.argv[1]]
    print(json.dumps(contender(**json.loads(sys.argv[2]))))
