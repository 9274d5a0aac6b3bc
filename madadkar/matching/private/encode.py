"""An agency's own work: its roster encoded for a project, and its own key from references back to rows."""

from __future__ import annotations

import csv
import os
import secrets
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine.persons import Person
from madadkar.matching.private import encoded, project
from madadkar.matching.private.blocks import recipe
from madadkar.matching.private.encoded import Header
from madadkar.matching.private.rows import reference, write_rows

REFS = ("ref", "number", "row")
"""The key from references to rows: the reference, the number of household or file, the row in its sheet."""


def shown(ref: int) -> str:
    """A reference as it is written in files."""
    return f"{ref:016x}"


def encode_roster(
    persons: Sequence[Person],
    rows: Sequence[tuple[str, int]],
    *,
    project_file: Path,
    out: Path,
    refs: Path,
    on: date,
) -> Header:
    """Encode persons for a project into `out`, and keep in `refs` which reference is which row.

    `rows` holds the household or file number and the row of each person by its `ref`. `refs` never leaves the
    agency. Raises Refusal as `project.opened` does, and Refusal("roster_empty", "output_unwritable").
    """
    opened = project.opened(project_file, recipe=recipe(), on=on)
    if not persons:
        raise Refusal("roster_empty")
    try:
        with tempfile.TemporaryDirectory(prefix=".madadkar-", dir=out.parent) as folder:
            laid = Path(folder) / encoded.ROWS
            written = write_rows(persons, secret=opened.secret, path=laid)
            _write_refs(refs, [(reference(written.ref_key, p.ref), *rows[p.ref]) for p in persons])
            header = encoded.pack(
                laid, project=opened, persons=written.persons, count=written.rows, on=on, out=out
            )
        project.note_encoded(project_file, name=out.name, persons=written.persons, on=on)
        return header
    except OSError as unwritable:
        raise Refusal("output_unwritable", name=str(out)) from unwritable


def _write_refs(path: Path, lines: list[tuple[int, str, int]]) -> None:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(REFS)
            writer.writerows((shown(ref), number, row) for ref, number, row in lines)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
