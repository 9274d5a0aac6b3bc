"""`madadkar spark-cluster [LEFT RIGHT]`: two rosters linked on a cluster of this machine, beside DuckDB."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.matching.engine import cluster
from madadkar.matching.engine.linking import Found, link_rosters
from madadkar.matching.engine.persons import Person
from madadkar.matching.engine.spark import comparer
from madadkar.matching.management.files import as_json, roster_at
from madadkar.matching.practice import practice

WORKERS = 2


class Command(BaseCommand):
    """Starts Spark's master and workers here, links on them and with DuckDB, stops them, tells the times."""

    help = "تطبیق روی خوشهٔ Spark همین ماشین در کنار DuckDB: [LEFT RIGHT] [--workers 2] [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two rosters, or none for practice rosters; how many workers."""
        parser.add_argument("rosters", type=Path, nargs="*", metavar="ROSTER")
        parser.add_argument("--workers", type=int, default=WORKERS)
        parser.add_argument("--json", action="store_true")

    def handle(self, *, rosters: list[Path], workers: int, json: bool, **options: Any) -> None:
        """Link twice; fails where the links are not the same."""
        if len(rosters) not in (0, 2) or workers < 1:
            raise CommandError("دو فهرست را بنویسید یا هیچ‌کدام را، و دست‌کم یک کارگر.")
        left, right = _lists(rosters)
        times: dict[str, float] = {}
        found = _timed(times, "duckdb", lambda: link_rosters(left, right, with_households=True))
        beside = _on_cluster(left, right, workers, times)
        told = {
            "workers": workers,
            "left_rows": len(left),
            "right_rows": len(right),
            "links": len(found.links),
            "equal": beside.is_as(found),
            "seconds": {stage: round(seconds, 1) for stage, seconds in times.items()},
        }
        self.stdout.write(as_json(told) if json else _as_text(told))
        if not told["equal"]:
            raise CommandError("پیوندهای خوشه با پیوندهای DuckDB یکی نیست.")


def _lists(rosters: list[Path]) -> tuple[list[Person], list[Person]]:
    if rosters:
        left, right = (roster_at(path).persons for path in rosters)
        return left, right
    made = practice(kind="harder", split="reporting", seed=1)
    return made.left, made.right


def _on_cluster(left: list[Person], right: list[Person], workers: int, times: dict[str, float]) -> Found:
    began = monotonic()
    with cluster.running(workers=workers) as running:
        times["start"] = monotonic() - began
        compare = comparer(running.master, settings=running.environment)
        found = _timed(
            times, "spark", lambda: link_rosters(left, right, with_households=True, comparer=compare)
        )
        began = monotonic()
    times["stop"] = monotonic() - began
    return found


def _timed(times: dict[str, float], stage: str, deed: Callable[[], Found]) -> Found:
    began = monotonic()
    found = deed()
    times[stage] = monotonic() - began
    return found


def _as_text(told: dict[str, Any]) -> str:
    spent = {stage: persian_digits(seconds) for stage, seconds in told["seconds"].items()}
    same = "همان" if told["equal"] else "نه همانِ"
    return (
        f"{group_digits(told['left_rows'])} ردیف در برابر {group_digits(told['right_rows'])} ردیف، "
        f"یک master و {persian_digits(told['workers'])} کارگر: "
        f"{group_digits(told['links'])} پیوند، {same} پیوندهای DuckDB.\n"
        f"DuckDB {spent['duckdb']} ثانیه؛ برپا کردن خوشه {spent['start']}، "
        f"تطبیق بر آن {spent['spark']}، جمع کردن آن {spent['stop']} ثانیه."
    )
