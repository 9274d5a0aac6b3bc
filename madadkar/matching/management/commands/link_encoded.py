"""`madadkar link-encoded LEFT RIGHT --out matches.csv`: the linkage unit's one command."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.matching.management.files import (
    add_linking,
    as_json,
    check_outputs,
    threshold_of,
    write_table,
)
from madadkar.matching.private.encode import shown
from madadkar.matching.private.linking import link_encoded

HEADER = ("left_ref", "right_ref", "probability")


class Command(BaseCommand):
    """Compares two encoded rosters of one project; only references of one-to-one matches come out."""

    help = "تطبیق دو فهرست رمزشده: LEFT RIGHT --out matches.csv [--threshold P] [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two encoded rosters, where the matches go, and from which probability."""
        parser.add_argument("left", type=Path)
        parser.add_argument("right", type=Path)
        add_linking(parser)

    def handle(
        self, *, left: Path, right: Path, out: Path, threshold: str, json: bool, **options: Any
    ) -> None:
        """Check both files, compare, write all matches at once."""
        began, least = monotonic(), threshold_of(threshold)
        check_outputs(out, beside=(left, right))
        linked = link_encoded(left, right, on=tehran_day(timezone.now()), least=least)
        write_table(
            out,
            HEADER,
            ((shown(one.left), shown(one.right), f"{one.probability:.6f}") for one in linked.links),
        )
        told = {
            "project": linked.left.agreement.name,
            "fingerprint": linked.left.agreement.fingerprint,
            "left": linked.left.agreement.card(linked.left.side).agency,
            "right": linked.right.agreement.card(linked.right.side).agency,
            "left_persons": linked.left.persons,
            "right_persons": linked.right.persons,
            "links": len(linked.links),
            "threshold": least,
            "seconds": round(monotonic() - began, 1),
        }
        self.stdout.write(as_json(told) if json else _as_text(told, out))


def _as_text(told: dict[str, Any], out: Path) -> str:
    return (
        f"پروژه «{told['project']}»: {group_digits(told['left_persons'])} نفر {told['left']} در برابر"
        f" {group_digits(told['right_persons'])} نفر {told['right']}؛ {group_digits(told['links'])} جفت"
        f" در {out.name} نوشته شد ({persian_digits(told['seconds'])} ثانیه)."
    )
