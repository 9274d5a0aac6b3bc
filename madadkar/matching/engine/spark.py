"""Persons compared on a cluster of Apache Spark, while this machine lays, weighs and chooses.

What takes a nation's time is finding the pairs and comparing them: the cluster does it, by Splink's own Spark
backend and the same policy. The saved model, the lists' habits and the choice stay with DuckDB, so the links
are the same. Spark runs in a process of its own (`on_spark.py`); the two speak by Parquet files in a folder
both see, which is gone when the comparison ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine import comparing
from madadkar.matching.engine.blocking import bearable
from madadkar.matching.engine.linking import Comparer, compare
from madadkar.matching.engine.work import Linkage, Tell, silent

JOB, COMPARED = "job.json", "compared"
"""What the folder holds beside the lists: what is asked, and the levels that come back."""
IN_DOUBT = "in_doubt"
"""The column that tells of a pair that DuckDB, measuring a hair differently, has to compare itself."""
_PAIRS = "pairs"


def comparer(
    master: str, *, shared: Path | None = None, settings: Mapping[str, str] | None = None
) -> Comparer:
    """What compares in the place of `linking.compare`, on the cluster `master` (spark://host:7077, local[2]).

    `shared` is a folder that this machine and every worker see; without it the cluster must be this machine.
    The cluster's own settings come from Spark's `spark-defaults.conf`; `settings` adds to the environment.
    Raises Refusal("spark_not_installed"), Refusal("java_not_found").
    """
    require_spark()
    return _OnCluster(master, shared, dict(settings or {}))


def require_spark() -> None:
    """Raises Refusal("spark_not_installed"), Refusal("java_not_found")."""
    if find_spec("pyspark") is None:
        raise Refusal("spark_not_installed")
    if not which("java") and not (Path(os.environ.get("JAVA_HOME", "")) / "bin" / "java").is_file():
        raise Refusal("java_not_found")


@dataclass(frozen=True)
class _OnCluster:
    master: str
    shared: Path | None
    settings: dict[str, str]

    def __call__(self, work: Linkage, *, tell: Tell = silent) -> None:
        """Make the table `levels`, as `linking.compare` does. Raises Refusal("spark_failed")."""
        if not all(work.counts):
            compare(work, tell=tell)
            return
        tell("block")
        work.blocks = bearable(work)
        try:
            with tempfile.TemporaryDirectory(prefix="madadkar-", dir=self.shared) as folder:
                self._compared(work, Path(folder), tell)
        except OSError as unwritable:
            raise Refusal("output_unwritable", name=str(self.shared or tempfile.gettempdir())) from unwritable

    def _compared(self, work: Linkage, folder: Path, tell: Tell) -> None:
        _hand_over(work, folder)
        tell("compare")
        self._run(folder)
        comparing.learn_habits(work)
        comparing.judge(
            work, _doubts_cleared(work, f"read_parquet({_told(folder / COMPARED / '*.parquet')})")
        )

    def _run(self, folder: Path) -> None:
        log = folder / "log"
        with log.open("wb") as said:
            done = subprocess.run(
                [sys.executable, "-m", "madadkar.matching.engine.on_spark", str(folder), self.master],
                env={**os.environ, **self.settings},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
            )
        if done.returncode:
            raise Refusal("spark_failed", master=self.master, said=_last_word(log))


def _hand_over(work: Linkage, folder: Path) -> None:
    """Write the lists and what is asked of them."""
    sides = tuple(dict.fromkeys(work.sides))
    for side in sides:
        work.connection.execute(
            f"copy {side} to {_told(folder / f'{side}.parquet')} (row_group_size 100_000)"
        )
    asked = {
        "sides": sides,
        "model": work.model.to_json(),
        "blocks": [block.columns for block in work.blocks],
        "chance": work.chance,
        "pairs": _PAIRS,
        "levels": comparing.gammas_sql(work, _PAIRS),
    }
    (folder / JOB).write_text(json.dumps(asked), encoding="utf-8")


def _doubts_cleared(work: Linkage, compared: str) -> str:
    """The query of the levels of all pairs: the cluster's, and DuckDB's where the cluster's are in doubt."""
    work.connection.execute(
        "create or replace temp table doubted as select unique_id_l as left_id, unique_id_r as right_id"
        f" from {compared} where {IN_DOUBT}"
    )
    sure = f"select * exclude ({IN_DOUBT}) from {compared} where not {IN_DOUBT}"
    return f"{sure} union all by name ({comparing.gammas_sql(work, 'doubted')})"


def _told(path: Path) -> str:
    """A path as SQL says it."""
    return "'" + str(path).replace("'", "''") + "'"


def _last_word(log: Path) -> str:
    """The line of a log that says what went wrong: the last error named, else the last line."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    named = [line for line in lines if "Exception" in line or "Error" in line]
    return (named or [line for line in lines if line] or [""])[-1][:300]
