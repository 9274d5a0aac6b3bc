"""`madadkar link-files LEFT RIGHT --out pairs.csv`: two rosters linked, with no register and no database."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand

from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.matching.engine import engines
from madadkar.matching.engine.households import signs_said
from madadkar.matching.engine.linking import Found
from madadkar.matching.engine.reasons import reasons
from madadkar.matching.management.files import (
    add_linking,
    as_json,
    check_outputs,
    roster_at,
    threshold_of,
    write_table,
)
from madadkar.matching.rosters import Read

HEADER = ("left_household", "left_row", "right_file", "right_row", "probability", "reasons")
WITHOUT_PERSON = "بی شخص مشترک"
_STAGES = {"lay": "چیدن فهرست‌ها", "block": "یافتن نامزدها", "compare": "سنجیدن", "weigh": "وزن دادن"}


class Command(BaseCommand):
    """Reads two rosters as the importer does and writes who stands in both, one to one, with the reasons."""

    help = "یافتن خانوارهای مشترک دو فهرست: LEFT RIGHT --out pairs.csv [--threshold 0.9] [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two files, where the pairs go, from which probability, and what counts them."""
        parser.add_argument("left", type=Path)
        parser.add_argument("right", type=Path)
        add_linking(parser)
        parser.add_argument(
            "--households", action="store_true", help="خانوارهایی را هم که شخص مشترکی ندارند بیاور"
        )
        parser.add_argument("--engine", choices=engines.ENGINES, default=engines.DUCKDB)
        parser.add_argument("--master", help="نشانی خوشهٔ Spark، مانند spark://host:7077")
        parser.add_argument("--shared", type=Path, help="پوشه‌ای که این ماشین و همهٔ ماشین‌های خوشه می‌بینند")

    def handle(
        self,
        *,
        left: Path,
        right: Path,
        out: Path,
        threshold: str,
        engine: str,
        master: str | None,
        shared: Path | None,
        households: bool,
        json: bool,
        **options: Any,
    ) -> None:
        """Read both, link, write all pairs at once: the file is whole or not there."""
        began, least = monotonic(), threshold_of(threshold)
        check_outputs(out, beside=(left, right))
        link = engines.linker(engine, master, shared=shared)
        rosters = roster_at(left), roster_at(right)
        found = link(
            rosters[0].persons,
            rosters[1].persons,
            least=least,
            with_households=households,
            tell=lambda stage: self.stderr.write(_STAGES[stage]),
        )
        write_pairs(out, found, rosters[0].rows, rosters[1].rows, begin=tuple(map(_first_rows, rosters)))
        told = {
            "left_rows": len(rosters[0].persons),
            "right_rows": len(rosters[1].persons),
            "links": len(found.links),
            "households_without_a_common_person": len(found.households),
            "threshold": least,
            "engine": engine,
            "seconds": round(monotonic() - began, 1),
        }
        self.stdout.write(as_json(told) if json else _as_text(told, out))


Row = tuple[str, int]
Rows = Sequence[Row] | Mapping[int, Row]
Begin = tuple[Mapping[str, Row], ...]


def write_pairs(out: Path, found: Found, left: Rows, right: Rows, *, begin: Begin = ({}, {})) -> None:
    """Write the pairs as CSV (UTF-8), likeliest first: (household, row) of either side by `ref`.

    `begin` says where each household begins, for those without a common person.
    Raises Refusal("output_unwritable").
    """
    write_table(out, HEADER, _rows(found, left, right, begin))


def _rows(found: Found, left: Rows, right: Rows, begin: Begin) -> Iterator[tuple[object, ...]]:
    for link in found.links:
        yield _row(left[link.left], right[link.right], link.probability, reasons(link.levels))
    for pair in found.households:
        rows = begin[0][pair.left], begin[1][pair.right]
        yield _row(*rows, pair.probability, (WITHOUT_PERSON, *signs_said(pair.signs)))


def _row(left: Row, right: Row, probability: float, said: tuple[str, ...]) -> tuple[object, ...]:
    return (*left, *right, f"{probability:.6f}", "؛ ".join(said))


def _first_rows(read: Read) -> dict[str, Row]:
    """Where each household begins."""
    found: dict[str, Row] = {}
    for person in read.persons:
        found.setdefault(person.household, read.rows[person.ref])
    return found


def _as_text(told: dict[str, Any], out: Path) -> str:
    return (
        f"{group_digits(told['left_rows'])} ردیف در برابر {group_digits(told['right_rows'])} ردیف: "
        f"{group_digits(told['links'])} خانوار مشترک در {out.name} نوشته شد "
        f"({persian_digits(told['seconds'])} ثانیه)."
    )
