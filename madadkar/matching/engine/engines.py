"""Where the engine runs: DuckDB on this machine, or Apache Spark on a cluster."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine.linking import Found, link_rosters

DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)


def linker(engine: str, master: str | None) -> Callable[..., Found]:
    """The function that links two rosters on an engine (`linking.link_rosters`); the same links on either.

    Raises Refusal("spark_without_master"), Refusal("spark_not_installed").
    """
    if engine == DUCKDB:
        return link_rosters
    if not master:
        raise Refusal("spark_without_master")
    try:
        spark = import_module("madadkar.matching.engine.spark")
    except ModuleNotFoundError as missing:
        if missing.name != "pyspark":
            raise
        raise Refusal("spark_not_installed") from missing
    made: Callable[..., Found] = spark.linker(master)
    return made
