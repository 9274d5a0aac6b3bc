"""`madadkar link-register`: a foreign roster beside a register, and nothing of it brought in."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import Workbook

from madadkar.foundation.models import AuditEvent
from madadkar.registry.models import Person
from tests.databases import as_owner
from tests.matching.ground import Two

pytestmark = pytest.mark.django_db
ROWS = (
    ("شماره پرونده", "نام", "نام خانوادگی", "نام پدر", "کد ملی", "تاریخ تولد", "جنسیت"),
    ("ب-1", "سكينه", "رستمي", "قربان علی", "9991234506", "1354", "زن"),
    ("ب-2", "پریسا", "قنبری", "سهراب", None, "1371/01/12", "زن"),
    ("ب-3", "حسین", "قراداغی", "بهرام", None, "1339/01/01", "مرد"),
)


def test_who_of_a_foreign_roster_is_known_here_is_written_with_reasons(
    two: Two, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "foreign.xlsx")
    with as_owner():
        before = Person.objects.count()

    out = tmp_path / "pairs.csv"
    call_command("link_register", str(tmp_path / "foreign.xlsx"), office="emdad-zanjan", out=out, json=True)

    told = json.loads(capsys.readouterr().out)
    pairs = {row["right_file"]: row for row in csv.DictReader(out.open(encoding="utf-8"))}
    assert (told["rows"], told["links"]) == (3, len(pairs))
    assert pairs["ب-1"]["left_row"] == str(two.known["sakineh"].pk)
    assert "نام پدر یکسان" in pairs["ب-1"]["reasons"]
    assert "ب-2" not in pairs
    with as_owner():
        assert Person.objects.count() == before
        event = AuditEvent.objects.get(deed="matching.link_foreign_roster")
    assert event.facts["file"] == "foreign.xlsx"
