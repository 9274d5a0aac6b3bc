"""What runs in Spark's own process: the pairs of two lists, found by Splink and compared by the policy.

Started by `spark.py` as `python -m madadkar.matching.engine.on_spark FOLDER MASTER`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession
from splink.backends.spark import SparkAPI, similarity_jar_location
from sqlglot import exp, parse_one

from madadkar.matching.engine import splinked
from madadkar.matching.engine.model import model_from
from madadkar.matching.engine.policy import Block
from madadkar.matching.engine.spark import COMPARED, IN_DOUBT, JOB

# Common letters in another order count half each in Splink's jar; DuckDB rounds their sum down. Three such
# letters (the fewest that are odd) among three in common make 0.5 / 3 / 3, and that is the most.
_HIGHER_IN_DUCKDB = "0.06"
_SAME = "0.000000001"


def main(folder: Path, master: str) -> None:
    """Do what the folder asks, and leave the levels there."""
    asked = json.loads((folder / JOB).read_text(encoding="utf-8"))
    session = _session(master)
    try:
        _lay_pairs(session, folder, asked)
        session.sql(spoken(asked["levels"])).write.parquet(str(folder / COMPARED))
    finally:
        session.stop()


def _session(master: str) -> SparkSession:
    made: SparkSession = (
        SparkSession.builder.master(master)
        .appName("madadkar link")
        .config("spark.jars", similarity_jar_location())
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    return made


def _lay_pairs(session: SparkSession, folder: Path, asked: dict[str, Any]) -> None:
    api = SparkAPI(spark_session=session, break_lineage_method="persist")
    tables = {side: session.read.parquet(str(folder / f"{side}.parquet")) for side in asked["sides"]}
    for side, table in tables.items():
        table.createOrReplaceTempView(side)
    model, blocks = model_from(json.loads(asked["model"])), [Block(tuple(each)) for each in asked["blocks"]]
    linker = splinked.linker(api, tables, model, blocks, chance=asked["chance"])
    pairs = linker.inference.compute_blocked_pairs_for_predict()
    ids = splinked.ids_sql(pairs.physical_name, within=len(tables) == 1)
    session.sql(ids).createOrReplaceTempView(asked["pairs"])


def spoken(levels: str) -> str:
    """The query of levels as Spark says it, with `IN_DOUBT`: whether DuckDB might find other levels.

    A level asks for likenesses that are high enough. Where it is the same for the likeness that Spark
    measures and for the highest that DuckDB might, it is the level. The other pairs are few, and DuckDB
    compares them itself.
    """
    tree = parse_one(levels, read="duckdb", into=exp.Select)
    doubts = []
    for told in tree.expressions:
        if told.find(exp.JarowinklerSimilarity):
            low, high = (_measured(told.unalias(), by) for by in (f"- {_SAME}", f"+ {_HIGHER_IN_DUCKDB}"))
            doubts.append(f"({low}) <> ({high})")
            told.unalias().replace(parse_one(low, read="spark"))
    return tree.select(f"{' or '.join(doubts)} as {IN_DOUBT}", dialect="spark").sql("spark")


def _measured(told: exp.Expr, by: str) -> str:
    """An expression as Spark says it, every likeness in it moved by so much."""

    def moved(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.JarowinklerSimilarity):
            return node
        one, other = node.this.sql("spark"), node.expression.sql("spark")
        return parse_one(f"(jaro_winkler({one}, {other}) {by})", read="spark")

    return told.transform(moved).sql("spark")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
