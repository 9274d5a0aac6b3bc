"""Over HTTP: two heads agree that registers are compared, and end it; a roster of others beside one."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from madadkar.foundation.jalali import format_day
from madadkar.foundation.models import AuditEvent
from madadkar.foundation.scope import within
from madadkar.matching.actions import do_foreign
from madadkar.matching.models import ComparisonAgreement, ForeignRoster
from madadkar.matching.private.project import is_record_of_destruction
from madadkar.matching.queries.projects import projects_folder
from madadkar.organisations.models import Post, Staff
from tests.databases import as_owner
from tests.matching.conftest import two
from tests.matching.ground import Two, agreed
from tests.matching.private.ground import agree
from tests.matching.test_foreign import workbook

__all__ = ["two"]
pytestmark = pytest.mark.django_db


def visitor(two: Two, role: str = "head", of: str = "emdad") -> Client:
    """Somebody of one of the two offices, signed in."""
    with as_owner():
        somebody = Staff.objects.create(username=f"{role}.{of}", full_name=f"رئیس {of}")
        office = getattr(two, of)
        Post.objects.create(
            staff=somebody, role=role, office=office, valid_from=timezone.localdate() - timedelta(days=9)
        )
    client = Client()
    client.force_login(somebody)
    return client


def _proposal(two: Two, **more: str) -> dict[str, str]:
    last = format_day(timezone.localdate() + timedelta(days=100))
    return {
        "other_office": str(two.behzisti.pk), "last_on": last, "is_nightly": "no",
        "purpose": "خانوارهای مشترک", "token": "00000000-0000-0000-0000-00000000000f", **more,
    }  # fmt: skip


def test_one_proposes_the_other_accepts_and_either_ends_it(two: Two) -> None:
    ours, theirs = visitor(two), visitor(two, of="behzisti")
    offered = f'value="{two.behzisti.pk}"'
    assert offered not in ours.get(reverse("matching-runs")).content.decode()
    for _ in range(2):
        sent = ours.post(reverse("matching-agreement-propose"), _proposal(two))
    with as_owner():
        made = ComparisonAgreement.objects.get()
    page, answer = (reverse(f"matching-agreement{of}", args=[made.pk]) for of in ("", "-answer"))
    assert sent.status_code == 302
    assert "پس گرفتن پیشنهاد" in ours.get(page).content.decode()
    assert answer in theirs.get(reverse("my-day")).content.decode()
    assert theirs.post(answer, {"answer": "accept"}, follow=True).redirect_chain == [(page, 302)]
    assert offered in ours.get(reverse("matching-runs")).content.decode()
    assert ours.get(answer)["Location"] == page

    ended = ours.post(reverse("matching-agreement-end", args=[made.pk]), {"reason": "بازنگری شرایط"})

    assert ended["Location"] == page
    assert "بازنگری شرایط" in theirs.get(page).content.decode()
    assert offered not in ours.get(reverse("matching-runs")).content.decode()


def test_the_last_day_of_the_form_is_a_day_it_holds(two: Two) -> None:
    visitor(two).post(reverse("matching-agreement-propose"), _proposal(two))

    with as_owner():
        assert ComparisonAgreement.objects.get().agreed_until == timezone.localdate() + timedelta(days=101)


@pytest.mark.parametrize(
    ("field", "told", "no"),
    [
        ("last_on", "۱۳۹۰/۰۱/۰۱", "باید پس از امروز باشد"),
        ("last_on", "۱۴۹۰/۰۱/۰۱", "تا سه سال است"),
        ("last_on", "فردایی", "field-error"),
        ("purpose", "", "field-error"),
        ("other_office", "999999", "این گزینه در فهرست نیست"),
    ],
)
def test_a_wrong_proposal_is_told_at_its_place(two: Two, field: str, told: str, no: str) -> None:
    page = visitor(two).post(reverse("matching-agreement-propose"), _proposal(two, **{field: told}))

    assert no in page.content.decode()
    with as_owner():
        assert not ComparisonAgreement.objects.exists()


def test_who_only_compares_reads_what_was_agreed_and_decides_nothing(two: Two) -> None:
    made = agreed(two, at=timezone.now())
    clerk = visitor(two, "intake")

    assert "پایان توافق" not in clerk.get(reverse("matching-agreement", args=[made.pk])).content.decode()
    assert clerk.get(reverse("matching-agreement-end", args=[made.pk])).status_code == 403
    assert visitor(two, "finance").get(reverse("matching-agreements")).status_code == 403


@pytest.fixture
def brought(two: Two, settings: Any, tmp_path: Path) -> Iterator[tuple[Client, str]]:
    """The head of Emdad has brought a roster of others; their page of it."""
    settings.MEDIA_ROOT = tmp_path
    client = visitor(two)
    file = SimpleUploadedFile("خیریه.xlsx", workbook())
    told = {"token": "00000000-0000-0000-0000-0000000000f1", "file": file}
    sent = client.post(reverse("matching-foreign-new"), told)
    yield client, sent["Location"]


def _done(two: Two) -> None:
    with as_owner():
        roster = ForeignRoster.objects.get()
    with within(two.ours):
        do_foreign(foreign_id=roster.pk, by=two.ours, at=timezone.now())


def test_a_roster_of_others_is_watched_read_narrowed_and_taken_out(
    two: Two, brought: tuple[Client, str]
) -> None:
    client, page = brought
    assert "در صف است" in client.get(page).content.decode()
    _done(two)
    shown = client.get(page).content.decode()
    sure = client.get(page, {"certainty": "doubtful"}).content.decode()
    sheet = client.post(f"{page}export/", {"format": "csv", "certainty": ""})

    assert "سکینه رستمی" in shown
    assert "نام پدر یکسان" in shown
    assert "سکینه رستمی" not in sure
    assert "سکینه رستمی" in sheet.content.decode("utf-8-sig")
    assert sheet["Cache-Control"] == "no-store"
    clerk = visitor(two, "caseworker")
    assert "دریافت CSV" not in clerk.get(page).content.decode()
    assert clerk.post(f"{page}export/", {"format": "csv"}).status_code == 403
    assert visitor(two, of="behzisti").get(page).status_code == 404


def test_what_is_taken_out_runs_in_no_spreadsheet(two: Two, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    book = workbook(code='=HYPERLINK("http://x")')
    client = visitor(two)
    told = {"file": SimpleUploadedFile("a.xlsx", book), "token": "00000000-0000-0000-0000-0000000000f2"}
    page = client.post(reverse("matching-foreign-new"), told)["Location"]
    _done(two)
    sheet = client.post(f"{page}export/", {"format": "csv"}).content.decode("utf-8-sig")

    assert "سکینه رستمی" in sheet
    assert not any(cell.startswith("=") for row in csv.reader(sheet.splitlines()) for cell in row)


def test_a_deleted_roster_says_so_and_shows_nothing(two: Two, brought: tuple[Client, str]) -> None:
    client, page = brought
    _done(two)
    client.post(f"{page}forget/")
    after = client.get(page).content.decode()

    assert "پاک شده است" in after
    assert "سکینه رستمی" not in after
    assert client.post(f"{page}export/", {"format": "csv"}).status_code == 409


@pytest.mark.parametrize(
    ("name", "content", "no"),
    [("a.xlsx", b"PK no", "field-error"), ("a.exe", b"MZ\x00", "field-error"), ("", b"", "field-error")],
)
def test_a_file_that_is_no_roster_is_refused_at_its_place(
    two: Two, name: str, content: bytes, no: str
) -> None:
    file = {"file": SimpleUploadedFile(name, content)} if name else {}
    page = visitor(two).post(reverse("matching-foreign-new"), file).content.decode()

    assert no in page
    with as_owner():
        assert not ForeignRoster.objects.exists()


def test_the_keys_of_a_project_are_destroyed_once_with_a_record(
    two: Two, settings: Any, tmp_path: Path
) -> None:
    settings.LINKAGE_ROOT = tmp_path / "linkage"
    folder = projects_folder(office_code=two.emdad.code)
    folder.mkdir(parents=True)
    kept = Path(shutil.copy(agree(tmp_path / "machines").emdad, folder / "zanjan.project"))
    head = visitor(two)
    url = reverse("matching-project-destroy", args=["zanjan.project"])
    assert url in head.get(reverse("matching-projects")).content.decode()
    assert visitor(two, of="behzisti").get(url).status_code == 404
    assert visitor(two, "intake").get(url).status_code == 403
    assert "field-error" in head.post(url, {"reason": ""}).content.decode()

    for _ in range(2):
        head.post(url, {"reason": "پروژه تمام شد"})

    page = head.get(reverse("matching-projects")).content.decode()
    assert "امضای سند درست است" in page
    assert url not in page
    assert is_record_of_destruction(json.loads(kept.read_text()))
    with as_owner():
        assert AuditEvent.objects.filter(deed="matching.destroy_keys").count() == 1
