"""What the linking commands have in common: rosters read, files written whole, the arguments they share."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from django.utils import timezone

from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import latin_digits
from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine.policy import LINK
from madadkar.matching.rosters import Read, read_roster


def add_linking(parser: ArgumentParser) -> None:
    """Where the pairs go, from which probability, and whether the counts are for a machine."""
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threshold", default=str(LINK))
    parser.add_argument("--json", action="store_true")


def threshold_of(said: str) -> float:
    """A threshold as somebody typed it. Raises Refusal("threshold_out_of_range")."""
    try:
        threshold = float(latin_digits(said).replace("٫", "."))
    except ValueError as unreadable:
        raise Refusal("threshold_out_of_range", threshold=said) from unreadable
    if not 0 < threshold <= 1:
        raise Refusal("threshold_out_of_range", threshold=said)
    return threshold


def roster_at(path: Path) -> Read:
    """A roster as the importer reads it. Raises Refusal("roster_file_unreadable"), Refusal("roster_…")."""
    try:
        return read_roster(path, today=tehran_day(timezone.now()))
    except OSError as unreadable:
        raise Refusal("roster_file_unreadable", name=path.name) from unreadable


def check_outputs(*outputs: Path, beside: Sequence[Path | None] = ()) -> None:
    """Ask before the work, and not after it, whether its files can be written.

    Raises Refusal("output_unwritable"), and Refusal("output_taken") where an output is also one of the files
    `beside` it, or another output: who mistypes must not lose a roster, or send one file for another.
    """
    taken = {path.resolve() for path in beside if path}
    for out in outputs:
        if out.resolve() in taken:
            raise Refusal("output_taken", name=out.name)
        taken.add(out.resolve())
        if out.is_dir() or not os.access(out.parent, os.W_OK | os.X_OK):
            raise Refusal("output_unwritable", name=str(out))


def write_table(out: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV (UTF-8) that only its owner reads: it is whole or not there, and nothing lies beside it.

    Raises Refusal("output_unwritable").
    """
    beside: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=out.parent, prefix=f".{out.name[:60]}", encoding="utf-8", newline="", delete=False
        ) as file:
            beside = Path(file.name)
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)
        beside.replace(out)
    except OSError as unwritable:
        raise Refusal("output_unwritable", name=str(out)) from unwritable
    finally:
        if beside:
            beside.unlink(missing_ok=True)


def as_json(told: Mapping[str, object]) -> str:
    """Counts for a machine, on one line."""
    return json.dumps(told, ensure_ascii=False)
