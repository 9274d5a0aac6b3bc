"""`madadkar roster-import FILE --office CODE`: a roster from its file to families and figures, in one go."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections
from django.utils import timezone

from madadkar.casework.rosters import check_roster, commit_roster
from madadkar.foundation.jalali import parse
from madadkar.foundation.persian import group_digits
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.organisations.queries import command_scope, office_by_code
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters.actions import Receipt, receive_roster
from madadkar.registry.rosters.findings import SEVERITIES, SEVERITY_NAMES, summary
from madadkar.registry.rosters.match import OUTCOMES
from madadkar.registry.rosters.queries import STAGE_TITLES
from madadkar.registry.rosters.standing import newer_roster, unread_sheets

_COUNTED = ("rows", "persons", "households", "files", *OUTCOMES)
_TITLES = {
    "rows": "ردیف",
    "persons": "شخص",
    "households": "خانوار",
    "files": "پرونده",
    "new": "تازه",
    "updated": "به‌روزشده",
    "unchanged": "بی‌تغییر",
    "waiting": "در انتظار",
    "duplicate": "تکراری",
    "not_a_person": "شخص نیست",
}


class Command(BaseCommand):
    """Receives, checks and commits a roster under the command line's own name."""

    help = "آوردن فهرست: FILE --office CODE [--on DAY] [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whose roster it is, and the day it speaks of when it does not say so itself."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--office", required=True)
        parser.add_argument("--on", help="روز گزارش، مانند ۱۳۹۶/۰۲/۲۰")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: Path, office: str, on: str | None, json: bool, **options: Any) -> None:
        """Three transactions: received, checked, committed; after a kill the same command goes on."""
        roster, receipt = import_file(file, office_code=office, on=_day(on), quiet=bool(options.get("quiet")))
        told = counted(roster, receipt)
        self.stdout.write(_as_json(told) if json else _as_text(told))


def import_file(
    file: Path, *, office_code: str, on: date | None = None, quiet: bool = False
) -> tuple[RosterImport, Receipt]:
    """Bring one file in, end to end. Raises Refusal for what is expected to be refused."""
    office = office_by_code(code=office_code)
    by = command_scope(office=office)
    tell = _silent if quiet else _tell
    try:
        content = file.read_bytes()
    except OSError as unreadable:
        raise Refusal("roster_file_unreadable", name=file.name) from unreadable
    tell("receive", 0, 0)
    with within(by):
        receipt = receive_roster(
            content=content, file_name=file.name, office=office, by=by, at=timezone.now(), as_of=on
        )
    roster = receipt.roster
    if not receipt.is_repeat:
        with within(by):
            roster = check_roster(roster_id=roster.pk, by=by, at=timezone.now(), tell=tell)
        with within(by):
            roster = commit_roster(roster_id=roster.pk, by=by, at=timezone.now(), tell=tell)
    tell("done", 0, 0)
    connections["default"].close()
    return roster, receipt


def counted(roster: RosterImport, receipt: Receipt) -> dict[str, Any]:
    """The counts; of a file that was committed before, everything it brought is unchanged."""
    counts = {name: int(roster.counts.get(name, 0)) for name in _COUNTED}
    if receipt.is_repeat:
        counts["unchanged"] += counts["new"] + counts["updated"]
        counts["new"] = counts["updated"] = 0
    told: dict[str, Any] = {**counts, "findings": roster.finding_counts, "import": roster.pk}
    told["sheets_unread"] = unread_sheets(roster=roster)
    newer = newer_roster(roster=roster)
    if newer is not None:
        told["older_than"] = {"import": newer.pk, "file": newer.file_name, "as_of": str(newer.as_of)}
    return {**told, "already_imported": True} if receipt.is_repeat else told


def _as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)


def _as_text(told: dict[str, Any]) -> str:
    lines = [f"{_TITLES[name]}: {group_digits(told[name])}" for name in _COUNTED]
    if told.get("already_imported"):
        lines.insert(0, "این فهرست پیش‌تر ثبت شده است؛ چیزی دوباره ثبت نشد.")
    if told["sheets_unread"]:
        lines.append(f"برگه‌هایی که خوانده نشد: {'، '.join(told['sheets_unread'])}")
    if "older_than" in told:
        lines.append(f"هشدار: فهرستی تازه‌تر پیش‌تر ثبت شده است ({told['older_than']['file']}).")
    for code, count in sorted(told["findings"].items(), key=lambda one: -one[1]):
        severity = SEVERITY_NAMES.get(SEVERITIES.get(code, ""), "")
        lines.append(f"{severity} {group_digits(count)}: {summary(code)}")
    return "\n".join(lines)


def _day(text: str | None) -> date | None:
    return parse(text, today=timezone.localdate()).value.earliest if text else None


def _tell(stage: str, done: int, total: int) -> None:
    counted = f" {group_digits(done)} از {group_digits(total)}" if total else ""
    print(f"{STAGE_TITLES.get(stage, stage)}{counted}", file=sys.stderr, flush=True)


def _silent(stage: str, done: int, total: int) -> None:
    """Progress unheard."""
