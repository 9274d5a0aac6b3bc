"""An intake desk for tests: an office in Zanjan, workbooks written by hand, and a roster brought in whole."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import openpyxl

from madadkar.casework.rosters import check_roster, commit_roster, undo_roster
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Agency, Office
from madadkar.organisations.queries import command_scope
from madadkar.places.models import Place
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters.actions import Receipt, receive_roster
from tests.registry.people import invented_code

NOW = datetime(2021, 4, 10, 8, 0, tzinfo=UTC)
DAY = date(2021, 3, 15)  # 1399/12/25
MEMBER_HEADINGS = (
    "ردیف", "کد خانوار", "نسبت با سرپرست", "نام", "نام خانوادگی", "نام پدر", "کد ملی", "تاریخ تولد", "جنسیت",
    "وضعیت تأهل", "شهرستان", "شهر / روستا", "نوع خدمات", "گروه مددجویی", "تاریخ پذیرش",
)  # fmt: skip
FILE_HEADINGS = (
    "شماره پرونده", "نام و نام خانوادگی", "نام پدر", "کدملی", "ت.تولد", "جنس", "بعد خانوار", "حوزه",
    "وضعيت پرونده", "مستمري بگير", "بخش/روستا", "موبايل", "شماره حساب شبا",
)  # fmt: skip

Row = Sequence[Any]
AsOwner = Callable[[], AbstractContextManager[None]]


@dataclass
class Desk:
    """One office's intake."""

    office: Office
    by: Scope

    def receive(self, content: bytes, name: str = "roster.xlsx") -> Receipt:
        """Bring a file."""
        with within(self.by):
            return receive_roster(content=content, file_name=name, office=self.office, by=self.by, at=NOW)

    def check(self, roster: RosterImport) -> RosterImport:
        """Check it."""
        with within(self.by):
            return check_roster(roster_id=roster.pk, by=self.by, at=NOW)

    def commit(self, roster: RosterImport) -> RosterImport:
        """Commit it."""
        with within(self.by):
            return commit_roster(roster_id=roster.pk, by=self.by, at=NOW)

    def undo(self, roster: RosterImport) -> RosterImport:
        """Take it back."""
        with within(self.by):
            return undo_roster(roster_id=roster.pk, by=self.by, at=NOW)

    def bring(self, content: bytes, name: str = "roster.xlsx") -> RosterImport:
        """All of it."""
        return self.commit(self.check(self.receive(content, name).roster))

    def outcomes(self, roster: RosterImport) -> dict[str, int]:
        """The outcomes that occurred."""
        names = ("new", "updated", "unchanged", "waiting", "duplicate", "not_a_person")
        return {name: roster.counts[name] for name in names if roster.counts[name]}


def open_desk(as_owner: AsOwner, *, agency: str = "emdad") -> Desk:
    """The provincial office in Zanjan, with its intake."""
    with as_owner():
        body, _ = Agency.objects.get_or_create(code=agency, defaults={"name": agency, "short_name": agency})
        zanjan = Place.objects.get(level="province", name="زنجان")
        office = Office.objects.create(
            code=f"{agency}-zanjan", name="زنجان", agency=body, kind="provincial", place=zanjan
        )
    return Desk(office, command_scope(office=office))


def workbook(*sheets: tuple[str, Sequence[Row]]) -> bytes:
    """An XLSX of some sheets, rows as they are."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def members(*rows: Row, titles: Sequence[Row] = (("فهرست خانوارها",), ("تاریخ گزارش: ۱۳۹۹/۱۲/۲۵",))) -> bytes:
    """A roster with a row a member."""
    return workbook(("مددجویان", [*titles, MEMBER_HEADINGS, *rows]))


def files(*rows: Row, sheet: str = "ابهر") -> bytes:
    """A roster with a row a file, on a sheet named for a county."""
    return workbook((sheet, [FILE_HEADINGS, *rows]))


def code(number: int) -> str:
    """An invented national code."""
    return invented_code(700_000 + number)


def spoilt(national_code: str) -> str:
    """The code with its check digit wrong."""
    return national_code[:-1] + str((int(national_code[-1]) + 1) % 10)


MEYSAM = (
    1, 10000, "سرپرست", "میثم", "رضایی", "بهادر", code(1), "1360/07/02", "مرد", "متأهل", "خدابنده",
    "پابند", "مستمر", "", "1387/11/19",
)  # fmt: skip
NARGES = (
    2, 10000, "همسر", "نرگس", "طاهری", "یدالله", code(2), "1366/10/10", "زن", "متأهل", "خدابنده",
    "پابند", "مستمر", "", "1387/11/19",
)  # fmt: skip
MINA = (
    3, 10000, "فرزند", "مینا", "رضایی", "میثم", code(3), "1384/08/22", "زن", "مجرد", "خدابنده",
    "پابند", "مستمر", "دانش‌آموز", "1387/11/19",
)  # fmt: skip
SAKINEH = (
    4, 10001, "سرپرست", "سکینه", "محمدی", "رمضان", code(4), "1325/03/01", "زن", "همسر فوت شده",
    "ابهر", "ابهر", "موردی", "زن سرپرست خانوار، سالمند، بیمار خاص (دیالیز)", "1390/02/01",
)  # fmt: skip
FAMILY = (MEYSAM, NARGES, MINA)
KAMRAN = (
    "99-1", "کامران فتحی", "احمد", code(11), "1350/01/15", "مذكر", 4, "زنان و خانواده", "فعّال",
    "بلی", "ابهر", "09123456781", "",
)  # fmt: skip
RABABEH = (
    "99-2", "ربابه شریفی", "یدالله", code(12), "1340/05/09", "مونث", 1, "کودکان و نوجوانان",
    "مختومه", "خیر", "ابهر", "", "",
)  # fmt: skip


def changed(row: Row, **cells: Any) -> tuple[Any, ...]:
    """The row with some cells otherwise; `c6=…` is the seventh."""
    told = list(row)
    for place, value in cells.items():
        told[int(place[1:])] = value
    return tuple(told)
