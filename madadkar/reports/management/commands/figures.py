"""`madadkar figures --office CODE --on 1396-02-20 [--json]`: every figure of an office on a day."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from madadkar.foundation.jalali import format_long, parse, to_jalali
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.organisations.queries import command_scope, office_by_code
from madadkar.reports.press import number_text
from madadkar.reports.queries import Reading, office_readings, question
from madadkar.reports.rules import UNIT_NAMES


class Command(BaseCommand):
    """Prints the figures of an office; a machine reads them with --json."""

    help = "رقم‌های یک اداره در یک روز"

    def add_arguments(self, parser: CommandParser) -> None:
        """The office, the day (Jalali; today unless told) and the form of the answer."""
        parser.add_argument("--office", required=True, metavar="CODE")
        parser.add_argument("--on", metavar="1396-02-20")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count as the command line's own actor, under row-level security like any page."""
        on = day_of(options["on"])
        office = office_by_code(code=options["office"])
        with within(command_scope(office=office)) as scope:
            readings = office_readings(asked=question(office=office, on=on, by=scope))
        if options["json"]:
            self.stdout.write(json.dumps([_as_json(one) for one in readings], ensure_ascii=False))
            return
        self.stdout.write(f"{office.name}، {format_long(on)}\n")
        for one in readings:
            self.stdout.write(_as_line(one))


def day_of(text: str | None) -> date:
    """The day that was typed. Raises Refusal("date_unreadable") for less than a whole day."""
    if not text:
        return timezone.localdate()
    told = parse(text, today=timezone.localdate()).value
    if told.precision != "day":
        raise Refusal("date_unreadable", text=text)
    return told.earliest


def _as_json(one: Reading) -> dict[str, Any]:
    return {
        "code": one.figure.code,
        "title": one.figure.title,
        "unit": one.figure.unit.value,
        "value": _plain(one.value),
        "numerator": _plain(one.numerator),
        "denominator": _plain(one.denominator),
        "on": "{:04}-{:02}-{:02}".format(*to_jalali(one.on)),
    }


def _plain(value: Decimal | int | None) -> float | int | None:
    return float(value) if isinstance(value, Decimal) else value


def _as_line(one: Reading) -> str:
    unit = UNIT_NAMES[one.figure.unit]
    of = (
        f"  ({number_text(one.numerator)} / {number_text(one.denominator)})"
        if one.denominator is not None
        else ""
    )
    line = f"  {number_text(one.value):>10} {unit}  {one.figure.title}{of}"
    for published in one.disagreements:
        line += f"\n{'':12} ! متن منتشرشده: «{published.text}» ({published.source})"
    return line
