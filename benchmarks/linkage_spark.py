"""Two rosters of a hundred thousand linked on a Spark cluster of a master and two workers on this machine.

Floor: the same rosters linked by DuckDB in the same run. On one machine a cluster cannot win; measured is
that the links are the same, and what its beginning, its work and its end cost.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from benchmarks._ground import record
from madadkar.matching.engine import cluster, spark
from madadkar.matching.engine.linking import Found, link_rosters
from madadkar.matching.practice.large import large

PERSONS = int(os.environ.get("BENCH_PERSONS", "100000"))


def main(home: Path) -> None:
    """Measure and record; the aim is that nothing differs."""
    made = large(folder=home, persons=PERSONS, kind="harder", split="reporting", seed=5)
    seconds: dict[str, float] = {}
    began = time.perf_counter()

    def spent(stage: str) -> None:
        nonlocal began
        seconds[stage] = round(time.perf_counter() - began, 1)
        began = time.perf_counter()

    alone = link_rosters(made.left, made.right)
    spent("duckdb")
    with cluster.running(workers=2) as up:
        spent("start")
        compare = spark.comparer(up.master, settings=up.environment)
        found = link_rosters(made.left, made.right, comparer=compare)
        spent("spark")
    spent("stop")
    record(
        "linkage_spark",
        persons=made.counts[:2],
        workers=2,
        links=len(found.links),
        seconds=seconds,
        ratio=seconds["spark"] / seconds["duckdb"],
        links_that_differ=_differing(alone, found),
        aim_links_that_differ=0,
    )


def _differing(one: Found, other: Found) -> int:
    told = (
        {(link.left, link.right, *link.levels.values()) for link in found.links} for found in (one, other)
    )
    return len(next(told) ^ next(told))
