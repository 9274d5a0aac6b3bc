"""`madadkar encode ROSTER --project FILE --out ENCODED`: a roster encoded on the agency's own machine."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.matching.management.files import as_json, check_outputs, roster_at
from madadkar.matching.private.encode import encode_roster


class Command(BaseCommand):
    """Reads a roster as the importer does, and writes it so that names, codes and days cannot be read."""

    help = "رمز کردن فهرست برای تطبیق پوشیده: ROSTER --project FILE --out ENCODED [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The roster, the project's file, where the encoded roster and its key go, and whom to leave out."""
        parser.add_argument("roster", type=Path)
        parser.add_argument("--project", type=Path, required=True)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--refs", type=Path, help="کلید ارجاع‌ها؛ بیرون نمی‌رود (OUT.refs.csv)")
        parser.add_argument("--leave-out", type=Path, help="آنچه exact-match پیش‌تر یافت")
        parser.add_argument("--json", action="store_true")

    def handle(
        self,
        *,
        roster: Path,
        project: Path,
        out: Path,
        refs: Path | None,
        leave_out: Path | None,
        json: bool,
        **options: Any,
    ) -> None:
        """Read, encode, write the encoded roster and the agency's own key."""
        began, on = monotonic(), tehran_day(timezone.now())
        refs = refs or out.with_name(f"{out.name}.refs.csv")
        check_outputs(out, refs, beside=(roster, project, leave_out))
        read = roster_at(roster)
        gone = _found_before(leave_out) if leave_out else set()
        persons = [person for person in read.persons if read.rows[person.ref] not in gone]
        header = encode_roster(persons, read.rows, project_file=project, out=out, refs=refs, on=on)
        told = {
            "project": header.agreement.name,
            "fingerprint": header.agreement.fingerprint,
            "persons": header.persons,
            "left_out": len(read.persons) - len(persons),
            "rows": header.rows,
            "refs": str(refs),
            "seconds": round(monotonic() - began, 1),
        }
        self.stdout.write(as_json(told) if json else _as_text(told, out, refs))


def _found_before(path: Path) -> set[tuple[str, int]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {(line["number"], int(line["row"])) for line in csv.DictReader(file)}
    except (OSError, KeyError, ValueError) as unreadable:
        raise Refusal("linkage_file_foreign", name=path.name) from unreadable


def _as_text(told: dict[str, Any], out: Path, refs: Path) -> str:
    return (
        f"{group_digits(told['persons'])} نفر برای «{told['project']}» رمز و در {out.name} نوشته شد"
        f" ({persian_digits(told['seconds'])} ثانیه). کلید ارجاع‌ها در {refs.name} است؛ آن را به کسی ندهید."
    )
