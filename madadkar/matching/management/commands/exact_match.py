"""`madadkar exact-match ask|answer|find|read`: two agencies find exact equals and show no list."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import group_digits
from madadkar.foundation.refusal import Refusal
from madadkar.matching.management.files import as_json, check_outputs, roster_at, write_table
from madadkar.matching.private import intersection
from madadkar.matching.private.intersection import Equal


class Command(BaseCommand):
    """ask (first) → answer (second) → find (first) → read (second); each writes what the next needs."""

    help = "یافتن همسان‌های کامل دو فهرست، بی‌نشان‌دادن فهرست: ask | answer | find | read"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A word for each step, and the files it reads and writes."""
        steps = parser.add_subparsers(dest="step", required=True)
        ask = steps.add_parser("ask", help="نوشتن پرسش از روی فهرست خود")
        answer = steps.add_parser("answer", help="پاسخ به پرسش طرف دیگر")
        answer.add_argument("--asked", type=Path, required=True)
        for step in (ask, answer):
            step.add_argument("roster", type=Path)
            step.add_argument("--out", type=Path, required=True, help="برای طرف دیگر")
        find = steps.add_parser("find", help="یافتن همسان‌ها از پاسخ")
        find.add_argument("answered", type=Path)
        find.add_argument("--back", type=Path, required=True, help="برای طرف دیگر")
        read = steps.add_parser("read", help="خواندن آنچه طرف دیگر یافت")
        read.add_argument("found", type=Path)
        for step in (find, read):
            step.add_argument("--matches", type=Path, required=True, help="همسان‌ها، برای خود")
        for step in (ask, answer, find, read):
            step.add_argument("--own", type=Path, required=True, help="واژه‌های خود؛ بیرون نمی‌رود")
            step.add_argument("--project", type=Path, required=True)
            step.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """One step of the exchange."""
        told = Namespace(**options)
        check_outputs(*_files(told, _WRITES), beside=_files(told, _READS))
        try:
            count = {"ask": _ask, "answer": _answer, "find": _find, "read": _read}[told.step](told)
        except OSError as unwritable:
            raise Refusal("output_unwritable", name=str(unwritable.filename)) from unwritable
        name = _COUNTED[told.step]
        self.stdout.write(
            as_json({name: count}) if told.json else f"{_TOLD[told.step]}: {group_digits(count)}"
        )


_WRITES = {
    "ask": ("out", "own"),
    "answer": ("out", "own"),
    "find": ("back", "matches"),
    "read": ("matches",),
}
_READS = {
    "ask": ("roster", "project"),
    "answer": ("roster", "project", "asked"),
    "find": ("answered", "project", "own"),
    "read": ("found", "project", "own"),
}


def _files(told: Namespace, which: dict[str, tuple[str, ...]]) -> list[Path]:
    return [getattr(told, name) for name in which[told.step]]


_COUNTED = {"ask": "words", "answer": "asked", "find": "equals", "read": "equals"}
_TOLD = {
    "ask": "واژه‌های پرسش",
    "answer": "واژه‌هایی که پرسیده شد",
    "find": "واژه‌های همسان",
    "read": "واژه‌های همسان",
}


def _ask(told: Namespace) -> int:
    read, on = roster_at(told.roster), tehran_day(timezone.now())
    return intersection.ask(
        read.persons, read.rows, project_file=told.project, out=told.out, own=told.own, on=on
    )


def _answer(told: Namespace) -> int:
    read, on = roster_at(told.roster), tehran_day(timezone.now())
    return intersection.answer(
        read.persons,
        read.rows,
        request=told.asked,
        project_file=told.project,
        out=told.out,
        own=told.own,
        on=on,
    )


def _find(told: Namespace) -> int:
    equals = intersection.find(
        told.answered,
        own=told.own,
        project_file=told.project,
        back=told.back,
        on=tehran_day(timezone.now()),
    )
    return _write(told.matches, equals)


def _read(told: Namespace) -> int:
    on = tehran_day(timezone.now())
    equals = intersection.read_found(told.found, own=told.own, project_file=told.project, on=on)
    return _write(told.matches, equals)


def _write(path: Path, equals: list[Equal]) -> int:
    write_table(path, Equal._fields, equals)
    return len(equals)
