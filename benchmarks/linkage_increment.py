"""Ten thousand new rows against a million persons, beside comparing all anew: the same links are wanted.

Floor: the whole comparison of both rosters, the new rows among them, by the same engine.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from benchmarks._ground import record
from benchmarks._linkage import apart, quality
from madadkar.matching.engine.policy import LINK
from madadkar.matching.practice.large import large

PERSONS = int(os.environ.get("BENCH_PERSONS", "1000000"))
NEW = 10_000


def main(home: Path) -> None:
    """Measure and record; the aim is a tenth of the whole, and the whole's links."""
    made = large(folder=home, persons=PERSONS, kind="harder", split="reporting", seed=2)
    old, new = _parted(made.right, home)
    left, truth = str(made.left), str(made.truth)
    whole_links, new_links = str(home / "whole.parquet"), str(home / "new.parquet")
    whole = apart("ours", left=left, right=str(made.right), links=whole_links)
    shelf = apart("shelf", left=left, right=old, new=new, links=new_links, home=str(home))
    with duckdb.connect() as connection:
        connection.sql(f"""
select * from '{whole_links}' where probability >= {LINK} and "right" in (select ref from '{new}')
""").write_parquet(str(home / "wanted.parquet"))
        connection.sql(f"""
select "left" as left_ref, "right" as right_ref from '{home}/wanted.parquet'
""").write_parquet(str(home / "wanted_refs.parquet"))
        connection.sql(f"""
select t.* from '{truth}' t where right_ref in (select ref from '{new}')
""").write_parquet(str(home / "truth_new.parquet"))
        rows = connection.sql(f"from '{new}'").shape[0]
    record(
        "linkage_increment",
        persons=made.counts[:2],
        new_rows=rows,
        whole=whole["seconds"] | {"cpu": whole["cpu"]["total"]},
        increment_seconds=shelf["seconds"]["increment"],
        increment_cpu=shelf["cpu"]["increment"],
        peak_gb=shelf["peak_gb"],
        shelf_gb=shelf["shelf_gb"],
        ratio=shelf["seconds"]["increment"] / whole["seconds"]["total"],
        cpu_ratio=shelf["cpu"]["increment"] / whole["cpu"]["total"],
        aim=0.1,
        as_the_whole_links_them=quality(new_links, home / "wanted_refs.parquet"),
        quality=quality(new_links, home / "truth_new.parquet"),
        quality_of_the_whole=quality(home / "wanted.parquet", home / "truth_new.parquet"),
    )


def _parted(path: Path, home: Path) -> tuple[str, str]:
    """The roster without whole households of some ten thousand rows, and those rows."""
    share = max(1, PERSONS // NEW)
    old, new = home / "old.parquet", home / "new_rows.parquet"
    with duckdb.connect() as connection:
        rows = connection.sql(f"select *, hash(household) % {share} = 0 as is_new from '{path}'")
        rows.filter("not is_new").select("* exclude (is_new)").write_parquet(str(old))
        rows.filter("is_new").select("* exclude (is_new)").write_parquet(str(new))
    return str(old), str(new)
