"""`madadkar overlap --left OFFICE --right OFFICE --on 1404-06-31 [--json]`: the families of two agencies."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from madadkar.foundation.jalali import format_long, to_jalali
from madadkar.foundation.scope import within
from madadkar.organisations.models import Office
from madadkar.organisations.queries import command_scope, office_by_code
from madadkar.overlap.queries.counts import PairCounts, pair_counts
from madadkar.overlap.rules.kinds import OVERLAP_KIND_NAMES
from madadkar.overlap.rules.life import OVERLAP_STATE_NAMES
from madadkar.reports.figures.households import COVERED_HOUSEHOLDS
from madadkar.reports.figures.overlap import FIGURES
from madadkar.reports.management.commands.figures import day_of
from madadkar.reports.press import number_text
from madadkar.reports.queries import Reading, office_readings, question
from madadkar.reports.rules import UNIT_NAMES, Rate

_ASKED = (COVERED_HOUSEHOLDS, *(one for one in FIGURES if not isinstance(one, Rate)))


class Command(BaseCommand):
    """Prints each side's figures of the overlap, and the cases they share."""

    help = "خانوارهای تحت پوشش دو نهاد"

    def add_arguments(self, parser: CommandParser) -> None:
        """The two offices, the day (Jalali; today unless told) and the form of the answer."""
        parser.add_argument("--left", required=True, metavar="CODE")
        parser.add_argument("--right", required=True, metavar="CODE")
        parser.add_argument("--on", metavar="1404-06-31")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count each side within its own sight, as its own page of figures does, and the cases in both."""
        on = day_of(options["on"])
        left, right = (office_by_code(code=options[side]) for side in ("left", "right"))
        readings = {office.code: _readings(office, on) for office in (left, right)}
        counted = _cases(left, right, on)
        if options["json"]:
            told = _as_json(on, [left, right], readings, counted)
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"{format_long(on)}\n")
        for office in (left, right):
            self.stdout.write(f"{office.name}\n")
            for one in readings[office.code]:
                unit = UNIT_NAMES[one.figure.unit]
                self.stdout.write(f"  {number_text(one.value):>10} {unit}  {one.figure.title}")
        for line in _lines(counted):
            self.stdout.write(line)


def _readings(office: Office, on: date) -> list[Reading]:
    with within(command_scope(office=office)) as scope:
        return office_readings(asked=question(office=office, on=on, by=scope), figures=_ASKED)


def _cases(left: Office, right: Office, on: date) -> PairCounts:
    """Only the machine's own console sees both sides at once."""
    one, other = command_scope(office=left), command_scope(office=right)
    with within(replace(one, office_ids=(*one.office_ids, *other.office_ids))):
        return pair_counts(left_ids=one.office_ids, right_ids=other.office_ids, on=on)


def _as_json(
    on: date, offices: list[Office], readings: dict[str, list[Reading]], counted: PairCounts
) -> dict[str, Any]:
    sides = {
        side: {"office": office.code, **{one.figure.code: one.value for one in readings[office.code]}}
        for side, office in zip(("left", "right"), offices, strict=True)
    }
    return {
        "on": "{:04}-{:02}-{:02}".format(*to_jalali(on)),
        **sides,
        "cases": {
            "open": counted.open_count,
            "by_state": {state.value: number for state, number in counted.by_state.items()},
            "by_kind": {kind.value: number for kind, number in counted.by_kind.items()},
            "at_stake_rial_a_month": counted.at_stake_rial,
        },
    }


def _lines(counted: PairCounts) -> list[str]:
    lines = ["پرونده‌های مشترک"]
    lines += [
        f"  {number_text(number):>10}  {OVERLAP_STATE_NAMES[state]}"
        for state, number in counted.by_state.items()
    ]
    lines += [
        f"  {number_text(number):>10}  {OVERLAP_KIND_NAMES[kind]}" for kind, number in counted.by_kind.items()
    ]
    return [
        *lines,
        f"  {number_text(counted.at_stake_rial):>10} ریال در ماه  برآورد آنچه دو بار پرداخت می‌شود",
    ]
