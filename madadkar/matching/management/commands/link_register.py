"""`madadkar link-register ROSTER --office CODE --out pairs.csv`: who of a foreign roster is known here."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from madadkar.foundation.persian import group_digits
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.matching.actions.foreign import link_foreign_roster
from madadkar.matching.engine.policy import LINK
from madadkar.matching.management.commands.link_files import read_file, write_pairs
from madadkar.organisations.queries import command_scope, office_by_code


class Command(BaseCommand):
    """Compares a file with an office's register, one to one, and brings nothing of it in."""

    help = "کسانی از یک فهرست بیرونی که این دفتر می‌شناسد: ROSTER --office CODE --out pairs.csv"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whose register it stands beside, where the pairs go, and from which probability."""
        parser.add_argument("roster", type=Path)
        parser.add_argument("--office", required=True)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--threshold", type=float, default=LINK)
        parser.add_argument("--json", action="store_true")

    def handle(
        self, *, roster: Path, office: str, out: Path, threshold: float, json: bool, **options: Any
    ) -> None:
        """Read the file, compare, record that it was done, and write all pairs at once."""
        if not 0 < threshold <= 1:
            raise Refusal("threshold_out_of_range", threshold=threshold)
        read, home = read_file(roster), office_by_code(code=office)
        by = command_scope(office=home)
        with within(by):
            found, called = link_foreign_roster(
                office=home, roster=read, file_name=roster.name, least=threshold, by=by, at=timezone.now()
            )
        write_pairs(out, found, called, read.rows)
        told = {"rows": len(read.persons), "links": len(found.links), "threshold": threshold}
        self.stdout.write(_as_json(told) if json else _as_text(told, out))


def _as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)


def _as_text(told: dict[str, Any], out: Path) -> str:
    rows, links = group_digits(told["rows"]), group_digits(told["links"])
    return f"{rows} ردیف سنجیده شد؛ {links} خانوار آن این‌جا شناخته است و در {out.name} نوشته شد."
