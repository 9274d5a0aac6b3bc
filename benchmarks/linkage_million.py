"""Two rosters of a million persons: our engine beside bare Splink and the bare string kernels, in one run.

Both get the same Parquet files of stored keys, the same comparisons and the same blocks, and each a process
of its own. Bare Splink trains itself on the lists (u by sampling, m by expectation maximisation), as its
documentation tells; ours brings its saved model near to them. The rosters' errors are of the reporting split.
"""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks._ground import record
from benchmarks._linkage import apart, best_quality, quality
from madadkar.matching.engine.policy import LINK
from madadkar.matching.practice.large import large

PERSONS = int(os.environ.get("BENCH_PERSONS", "1000000"))
_THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)


def main(home: Path) -> None:
    """Measure and record; the aims are 0.7 of Splink's time at a higher F1, and 3 GB."""
    made = large(folder=home, persons=PERSONS, kind="harder", split="reporting", seed=1)
    files = {"left": str(made.left), "right": str(made.right)}
    truth, ours_found, splink_found = (
        str(made.truth),
        str(home / "ours.parquet"),
        str(home / "splink.parquet"),
    )
    ours = apart("ours", **files, truth=truth, links=ours_found, kernels=True)
    splink = apart("splink", **files, links=splink_found, blocks=ours["blocks"])
    total, kernels = ours["seconds"]["total"], ours["kernels"]
    record(
        "linkage_million",
        persons=made.counts[:2],
        true_links=made.counts[2],
        ours=ours["seconds"] | {"cpu": ours["cpu"]["total"], "peak_gb": ours["peak_gb"]},
        splink=splink["seconds"] | {"cpu": splink["cpu"]["total"], "peak_gb": splink["peak_gb"]},
        ratio=total / splink["seconds"]["total"],
        cpu_ratio=ours["cpu"]["total"] / splink["cpu"]["total"],
        aim=0.7,
        quality=quality(ours_found, truth, least=LINK),
        splink_quality_at_half=quality(splink_found, truth, least=0.5),
        splink_quality_at_its_best=best_quality(splink_found, truth, among=_THRESHOLDS),
        pairs=ours["pairs"],
        blocking_recall=ours["blocking_recall"],
        pairs_a_true_link=ours["pairs_a_true_link"],
        kernels=kernels["seconds"],
        total_to_jaro_winkler=total / kernels["seconds"]["jaro_winkler"],
        compare_to_gather_and_kernels=ours["seconds"]["compare"] / kernels["seconds"]["total"],
        aim_blocking_recall=0.98,
        aim_pairs_a_true_link=12,
        aim_peak_gb=3,
    )
