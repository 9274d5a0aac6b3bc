"""`madadkar link-register ROSTER --office CODE --out pairs.csv`: who of a foreign roster is known here."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from madadkar.foundation.persian import group_digits
from madadkar.foundation.scope import within
from madadkar.matching.actions.foreign import link_foreign_roster
from madadkar.matching.management.commands.link_files import write_pairs
from madadkar.matching.management.files import add_linking, as_json, check_outputs, roster_at, threshold_of
from madadkar.organisations.queries import command_scope, office_by_code


class Command(BaseCommand):
    """Compares a file with an office's register, one to one, and brings nothing of it in."""

    help = "کسانی از یک فهرست بیرونی که این دفتر می‌شناسد: ROSTER --office CODE --out pairs.csv"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whose register it stands beside, where the pairs go, and from which probability."""
        parser.add_argument("roster", type=Path)
        parser.add_argument("--office", required=True)
        add_linking(parser)

    def handle(
        self, *, roster: Path, office: str, out: Path, threshold: str, json: bool, **options: Any
    ) -> None:
        """Read the file, compare, record that it was done, and write all pairs at once."""
        least = threshold_of(threshold)
        check_outputs(out, beside=(roster,))
        read, home = roster_at(roster), office_by_code(code=office)
        by = command_scope(office=home)
        with within(by):
            found, called = link_foreign_roster(
                office=home, roster=read, file_name=roster.name, least=least, by=by, at=timezone.now()
            )
        write_pairs(out, found, called, read.rows)
        told = {"rows": len(read.persons), "links": len(found.links), "threshold": least}
        self.stdout.write(as_json(told) if json else _as_text(told, out))


def _as_text(told: dict[str, Any], out: Path) -> str:
    rows, links = group_digits(told["rows"]), group_digits(told["links"])
    return f"{rows} ردیف سنجیده شد؛ {links} خانوار آن این‌جا شناخته است و در {out.name} نوشته شد."
