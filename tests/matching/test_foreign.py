"""A roster of others beside the register: compared once, read for a week, then gone; nobody is brought in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import Workbook

from madadkar.casework.models import Discretion
from madadkar.foundation.models import AuditChange, AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.matching import tasks
from madadkar.matching.actions import do_foreign, forget_foreign, receive_foreign_roster
from madadkar.matching.models import ForeignRoster
from madadkar.matching.queries.foreign import rows_in_sight
from madadkar.organisations.rules import Role
from madadkar.registry.models import Membership, Person, RosterImport
from tests.databases import as_owner
from tests.matching.ground import AT, Two, actor
from tests.matching.test_link_register import ROWS
from tests.registry import people

pytestmark = pytest.mark.django_db
Committed = Callable[..., Any]


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    """The house's files, for one test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "foreign"


def workbook(*, code: str = "ب-1") -> bytes:
    """Sakineh, Parisa whom nobody knows, and one who is perhaps Hasan; `code` is Sakineh's."""
    book, held = Workbook(), BytesIO()
    for row in ROWS:
        book.active.append([code if cell == "ب-1" else cell for cell in row])
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.save(held)
    return held.getvalue()


def _brought(by: Scope) -> ForeignRoster:
    with within(by):
        told = {"content": workbook(), "file_name": "خیریه.xlsx", "token": uuid4()}
        return receive_foreign_roster(**told, by=by, at=AT)  # type: ignore[arg-type]  # a file of one test


def _compared(by: Scope, on_commit: Committed) -> ForeignRoster:
    brought = _brought(by)
    with on_commit(execute=True), within(by):
        return do_foreign(foreign_id=brought.pk, by=by, at=AT)


def _names(roster: ForeignRoster, by: Scope) -> list[str]:
    with within(by):
        return [row.name for row in rows_in_sight(roster=roster, scope=by, at=AT)]


def test_it_finds_who_is_known_and_brings_nobody_in(
    two: Two, files: Path, django_capture_on_commit_callbacks: Committed
) -> None:
    with as_owner():
        before = Person.objects.count()
    roster = _compared(two.ours, django_capture_on_commit_callbacks)

    with within(two.ours):
        first = rows_in_sight(roster=roster, scope=two.ours, at=AT)[0]
    assert (first.person_id, first.code) == (two.known["sakineh"].pk, "ب-1")
    assert (roster.state, roster.row_count) == ("done", 3)
    assert [one.name for one in next(files.iterdir()).iterdir()] == ["found.jsonl"], (
        "the roster itself is gone"
    )
    assert {one.stat().st_mode & 0o077 for one in files.rglob("*")} == {0}
    with as_owner():
        assert (Person.objects.count(), RosterImport.objects.count()) == (before, 0)
        assert AuditEvent.objects.filter(deed="matching.link_foreign_roster").count() == 1
        kept = str(list(AuditChange.objects.values_list("rows", flat=True)))
    assert "پریسا" not in kept
    assert "9991234506" not in kept


def test_a_job_taken_up_again_after_a_kill_does_it_once(
    two: Two, django_capture_on_commit_callbacks: Committed
) -> None:
    roster = _compared(two.ours, django_capture_on_commit_callbacks)
    with within(two.ours):
        do_foreign(foreign_id=roster.pk, by=two.ours, at=AT + timedelta(hours=1))

    with as_owner():
        assert ForeignRoster.objects.get().finished_at == AT
        assert AuditEvent.objects.filter(deed="matching.link_foreign_roster").count() == 1


def test_a_kill_before_the_end_leaves_the_roster_for_who_takes_it_up(two: Two, files: Path) -> None:
    brought = _brought(two.ours)
    with pytest.raises(KeyboardInterrupt), within(two.ours):
        do_foreign(foreign_id=brought.pk, by=two.ours, at=AT)
        raise KeyboardInterrupt

    with within(two.ours):
        assert do_foreign(foreign_id=brought.pk, by=two.ours, at=AT).state == "done"
    assert _names(brought_again(brought), two.ours)[0] == "سکینه رستمی"


def brought_again(roster: ForeignRoster) -> ForeignRoster:
    """The roster as it stands now."""
    with as_owner():
        return ForeignRoster.objects.get(pk=roster.pk)


def test_people_under_discreet_support_are_told_to_nobody(
    two: Two, django_capture_on_commit_callbacks: Committed
) -> None:
    with as_owner():
        file = people.case_file(Membership.objects.get(person=two.known["sakineh"]).household)
        hidden = Discretion.objects.create(
            agency=file.agency, office=file.office, case_file=file, household=file.household, reason="آبرو",
            valid_from=AT.date(), valid_until=AT.date() + timedelta(days=9000),
        )  # fmt: skip
    assert "سکینه رستمی" not in _names(_compared(two.ours, django_capture_on_commit_callbacks), two.ours)

    with as_owner():
        Discretion.objects.filter(pk=hidden.pk).update(valid_until=AT.date())
    roster = _compared(two.ours, django_capture_on_commit_callbacks)
    clerk = actor(two.emdad, Role.CASEWORKER)
    assert "سکینه رستمی" in _names(roster, clerk)
    with as_owner():
        Discretion.objects.filter(pk=hidden.pk).update(valid_until=AT.date() + timedelta(days=9000))
    assert "سکینه رستمی" not in _names(roster, clerk), "hidden since: no row, for who may not see the family"


def test_on_its_day_it_is_gone_with_all_that_was_found(
    two: Two, files: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Committed
) -> None:
    roster = _compared(two.ours, django_capture_on_commit_callbacks)
    monkeypatch.setattr(tasks.timezone, "now", lambda: AT + timedelta(days=7, seconds=-1))
    assert tasks.forget_foreign_everywhere() == 0
    monkeypatch.setattr(tasks.timezone, "now", lambda: AT + timedelta(days=7))
    with within(two.ours), pytest.raises(Refusal, match="foreign_roster_gone"):
        rows_in_sight(roster=roster, scope=two.ours, at=AT + timedelta(days=7))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.forget_foreign_everywhere() == 1

    assert list(files.iterdir()) == []
    assert brought_again(roster).state == "deleted"
    assert tasks.forget_foreign_everywhere() == 0


def test_whoever_deletes_it_deletes_it_once_also_while_it_waits(
    two: Two, files: Path, django_capture_on_commit_callbacks: Committed
) -> None:
    brought = _brought(two.ours)
    with django_capture_on_commit_callbacks(execute=True), within(two.ours):
        forget_foreign(foreign_id=brought.pk, by=two.ours, at=AT)
    with within(two.ours):
        assert do_foreign(foreign_id=brought.pk, by=two.ours, at=AT).state == "deleted"
        with pytest.raises(Refusal, match="done_already"):
            forget_foreign(foreign_id=brought.pk, by=two.ours, at=AT)

    assert list(files.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.xlsx", "roster_empty"),
        (b"PK\x03\x04 no", "a.xlsx", "roster_not_a_workbook"),
        (b"MZ\x00\x01", "a.exe", "roster_not_a_workbook"),
        ("الف,ب\n۱,۲\n".encode(), "a.csv", "roster_no_header"),
    ],
)
def test_a_hostile_or_senseless_file_is_refused_and_not_kept(
    two: Two, files: Path, content: bytes, name: str, code: str
) -> None:
    with within(two.ours), pytest.raises(Refusal, match=code):
        receive_foreign_roster(content=content, file_name=name, token=uuid4(), by=two.ours, at=AT)

    assert not files.exists()


def test_only_who_matches_people_brings_one_and_only_the_own_office_sees_it(two: Two) -> None:
    finance = actor(two.emdad, Role.FINANCE)
    with within(finance), pytest.raises(Refusal, match="not_permitted"):
        receive_foreign_roster(content=workbook(), file_name="a.xlsx", token=uuid4(), by=finance, at=AT)
    brought = _brought(two.ours)
    with within(two.theirs), pytest.raises(Refusal, match="foreign_roster_unknown"):
        do_foreign(foreign_id=brought.pk, by=two.theirs, at=AT)
