"""Where the engine runs: DuckDB on this machine, or Apache Spark on a cluster."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine.linking import Found, link_rosters
from madadkar.matching.engine.spark import comparer

DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)


def linker(engine: str, master: str | None, *, shared: Path | None = None) -> Callable[..., Found]:
    """The function that links two rosters on an engine (`linking.link_rosters`); the same links on either.

    `master` is the cluster's address, `shared` a folder that it and this machine see (`spark.comparer`).
    Raises Refusal("spark_without_master"), Refusal("spark_not_installed"), Refusal("java_not_found").
    """
    if engine == DUCKDB:
        return link_rosters
    if not master:
        raise Refusal("spark_without_master")
    return partial(link_rosters, comparer=comparer(master, shared=shared))
