"""The page of a file: one timeline, what is confided kept from all others, papers, glass, and its cost."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from madadkar.casework.models import (
    CaseFile,
    Delegation,
    Document,
    DocumentContent,
    FileAssignment,
    FileTask,
    GlassBreak,
    Note,
)
from madadkar.foundation.models import AuditEvent
from madadkar.organisations.models import CentreStanding, Office, Staff
from madadkar.organisations.rules import Right, Role
from madadkar.registry.names import learn_names
from tests.databases import as_owner
from tests.registry import people
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
SECRET, PAPER = "شیمی‌درمانی در بیمارستان ولیعصر", "برگه آزمایش خون"
WHY = "مادر خانواده امشب بیهوش است و پزشک داروهایش را می‌پرسد."


@dataclass
class World:
    """A delegated family of which Maryam wrote two notes and kept two papers, one each in confidence."""

    office: Office
    file: CaseFile
    maryam: Client
    clients: dict[Role, Client]

    @property
    def page(self) -> str:
        """The file's own page."""
        return reverse("case-file", args=[self.file.pk])


@pytest.fixture
def world(db: None) -> World:
    with as_owner():
        office = people.office()
        nour = people.centre("c-nour", office)
        CentreStanding.objects.create(centre=nour, standing="active", valid_from=people.LONG_AGO)
        file = people.case_file(people.household(people.person("زهرا", "محمدی", office)))
        _delegate(file, nour)
        learn_names()
    maryam = visitor(Role.CASEWORKER, office, name="مریم رضایی")
    with as_owner():
        CaseFile.objects.filter(pk=file.pk).update(caseworker=Staff.objects.get(full_name="مریم رضایی"))
    clients = {role: visitor(role, office, centre=nour) for role in Role}
    _write(maryam, file, kind="medical", text=SECRET, for_centre="on")
    _write(maryam, file, kind="social", text="از همسایه‌ها پرسیده شد")
    assert _keep(maryam, file, kind="medical", title=PAPER, for_centre="on").status_code == 302
    return World(office, file, maryam, clients)


def _delegate(file: CaseFile, nour: Any) -> None:
    Delegation.objects.create(
        agency=file.agency, office=file.office, case_file=file, household=file.household, centre=nour,
        valid_from=people.LONG_AGO,
    )  # fmt: skip


def _write(client: Client, file: CaseFile, **said: Any) -> Any:
    told = {"on": "1404/01/15", "token": uuid4(), **said}
    return client.post(reverse("note-add", args=[file.pk]), told)


def _keep(client: Client, file: CaseFile, *, content: bytes | None = None, **said: Any) -> Any:
    if content is None:
        drawn = io.BytesIO()
        Image.new("RGB", (30, 20)).save(drawn, "JPEG")
        content = drawn.getvalue()
    scan = SimpleUploadedFile("../../نام.exe", content, content_type="application/x-msdownload")
    return client.post(
        reverse("document-add", args=[file.pk]), {"kind": "other", "scan": scan, "token": uuid4(), **said}
    )


def _html(client: Client, url: str, **asked: Any) -> str:
    return str(client.get(url, asked).content.decode())


def _sheet(client: Client, name: str, **asked: str) -> str:
    return str(client.post(reverse(name), {**asked, "format": "csv"}).content.decode(errors="replace"))


def test_the_author_reads_everything_in_one_timeline(world: World) -> None:
    html = _html(world.maryam, world.page)

    for said in (SECRET, PAPER, "از همسایه‌ها پرسیده شد", "یادداشت پزشکی", "تشکیل پرونده"):
        assert said in html, said


def test_the_timeline_is_narrowed_to_one_kind(world: World) -> None:
    told = world.maryam.get(world.page, {"kind": "note"}).context

    assert {one.kind for day in told["days"] for one in day.happenings} == {"note"}
    assert [one.number for one in told["kinds"] if one.value == "note"] == [2]
    assert world.maryam.get(world.page, {"kind": "nonsense"}).context["kind"] == ""


def test_what_is_confided_is_on_no_page_and_in_no_sheet_of_any_other_role(world: World) -> None:
    with as_owner():
        paper = Document.objects.get(title=PAPER)
    told = {
        (role, number)
        for role, client in world.clients.items()
        for number, html in enumerate(_everything(world, client))
        if SECRET in html or PAPER in html
    }
    opened = {
        role: client.get(reverse("document", args=[paper.pk])).status_code
        for role, client in world.clients.items()
    }

    assert told == set()
    assert set(opened.values()) <= {403, 404}


def _everything(world: World, client: Client) -> list[str]:
    """Every page and sheet on which something of the family may stand."""
    return [
        _html(client, world.page),
        _html(client, world.page, kind="note", all=1),
        _html(client, reverse("family", args=[world.file.household_id])),
        _html(client, reverse("my-day")),
        _html(client, reverse("home")),
        _html(client, reverse("search"), q="شیمی‌درمانی"),
        _html(client, reverse("search"), q="زهرا محمدی"),
        _html(client, reverse("register")),
        _html(client, reverse("audit")),
        _sheet(client, "register-export"),
        _sheet(client, "search-export", q="زهرا محمدی"),
    ]


@pytest.mark.parametrize("role", [Role.CENTRE_MANAGER, Role.CENTRE_WORKER])
def test_a_centre_reads_no_note_that_was_not_meant_for_it(world: World, role: Role) -> None:
    assert "از همسایه‌ها پرسیده شد" not in _html(world.clients[role], world.page)
    _write(world.maryam, world.file, kind="social", text="مرکز هم بداند", for_centre="on")

    assert "مرکز هم بداند" in _html(world.clients[role], world.page)


def test_who_is_let_in_reads_it_and_that_is_told_to_the_trail(world: World) -> None:
    with as_owner():
        saeed = Staff.objects.get(username__startswith="caseworker-", full_name="سعید موسوی")
    told = {"staff": saeed.pk, "confidence": "medical", "reason": "همراهی در بیمارستان"}
    answer = world.clients[Role.HEAD].post(reverse("confidant-add", args=[world.file.pk]), told)
    assert answer.status_code == 302

    assert SECRET in _html(world.clients[Role.CASEWORKER], world.page)
    with as_owner():
        assert AuditEvent.objects.get(deed="casework.read_confided").actor_id == saeed.pk


def test_broken_glass_opens_the_page_tells_until_when_and_waits_in_the_heads_day(world: World) -> None:
    client = world.clients[Role.CASEWORKER]
    short = client.post(reverse("glass-break", args=[world.file.pk]), {"reason": "لازم است"})
    assert "دلیل را کامل‌تر بنویسید" in short.content.decode()

    client.post(reverse("glass-break", args=[world.file.pk]), {"reason": WHY})

    html = _html(client, world.page)
    assert SECRET in html
    assert "دسترسی اضطراری شما به این پرونده تا" in html
    day = _html(world.clients[Role.HEAD], reverse("my-day"))
    assert WHY in day
    assert WHY not in _html(world.maryam, reverse("my-day"))
    with as_owner():
        GlassBreak.objects.update(
            broken_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(seconds=1)
        )
    assert SECRET not in _html(client, world.page)


def test_a_note_sent_twice_is_one_note(world: World) -> None:
    token = uuid4()
    for _ in range(2):
        assert _write(world.maryam, world.file, kind="general", text="دو بار", token=token).status_code == 302
    with as_owner():
        assert Note.objects.filter(text="دو بار").count() == 1


def test_a_corrected_note_is_read_beside_what_corrects_it(world: World) -> None:
    with as_owner():
        note = Note.objects.get(text="از همسایه‌ها پرسیده شد")
    told = {"text": "از خواهرش پرسیده شد", "on": "1404/01/15", "token": uuid4()}
    world.maryam.post(reverse("note-correct", args=[note.pk]), told)

    html = _html(world.maryam, world.page)
    assert "از خواهرش پرسیده شد" in html
    assert "در اصلاح یادداشت مریم رضایی" in html


@pytest.mark.parametrize("content", [b"MZ\x90 a program", b"<script>alert(1)</script>", b""])
def test_a_file_that_is_no_paper_is_refused_beside_its_field(world: World, content: bytes) -> None:
    answer = _keep(world.maryam, world.file, content=content)

    assert answer.status_code == 200
    assert answer.context["form"].errors["scan"]


def test_a_paper_comes_under_a_name_of_ours_and_stays_in_no_memory(world: World) -> None:
    _keep(world.maryam, world.file, title="نامه مدرسه")
    with as_owner():
        paper = Document.objects.get(title="نامه مدرسه")
    answer = world.clients[Role.HEAD].get(reverse("document", args=[paper.pk]))

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == f'inline; filename="document-{paper.pk}.jpg"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_photograph_without_consent_is_refused_beside_its_field(world: World) -> None:
    answer = _keep(world.maryam, world.file, kind="photo")

    assert "چه کسی از خانواده رضایت داده است" in answer.context["form"].errors["consent_by"][0]


def test_a_task_is_set_done_and_told(world: World) -> None:
    with as_owner():
        maryam = Staff.objects.get(full_name="مریم رضایی")
    told = {"words": "تلفن به مدرسه", "owner": maryam.pk, "token": uuid4()}
    world.maryam.post(reverse("task-set", args=[world.file.pk]), told)
    assert "تلفن به مدرسه" in _html(world.maryam, reverse("my-day"))
    with as_owner():
        task = FileTask.objects.get()
    world.maryam.post(reverse("task-do", args=[task.pk]), {"outcome": "از شنبه می‌آید"})

    assert "تلفن به مدرسه" not in _html(world.maryam, reverse("my-day"))
    assert "انجام شد: تلفن به مدرسه" in _html(world.maryam, world.page)


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.HEAD, Role.CENTRE_WORKER])
def test_the_page_and_the_day_ask_as_often_for_much_as_for_little(world: World, role: Role) -> None:
    pages = (world.page, reverse("my-day"))
    with as_owner():
        worker = Staff.objects.filter(posts__role=role).latest("pk")
    _walk_with_more(world, worker, 1)
    for url in pages:
        world.clients[role].get(url)
    few = [_queries(world.clients[role], url) for url in pages]
    _walk_with_more(world, worker, 12)

    assert [_queries(world.clients[role], url) for url in pages] == few
    assert max(few) <= 90


def _walk_with_more(world: World, worker: Staff, count: int) -> None:
    with as_owner():
        nour = Delegation.objects.filter(case_file=world.file).get().centre
        for number in range(count):
            file = people.case_file(people.household(people.person("رضا", "جعفری", world.office)))
            CaseFile.objects.filter(pk=file.pk).update(caseworker=worker)
            _delegate(file, nour)
            _fill(world.file, worker, number)


def _fill(file: CaseFile, worker: Staff, number: int) -> None:
    owned = {"agency": file.agency, "office": file.office, "case_file": file, "household": file.household}
    told = {**owned, "author": worker, "author_name": "سعید", "made_at": timezone.now(), "for_centre": True}
    Note.objects.create(**told, token=uuid4(), kind="general", text=f"{number}", on=people.LONG_AGO)
    paper = Document.objects.create(
        **told, token=uuid4(), kind="other", media_type="image/png", byte_count=1, sha256=""
    )
    DocumentContent.objects.create(document=paper, content=b"1")
    FileTask.objects.create(**owned, owner=worker, words="تلفن", given_at=timezone.now(), token=uuid4())


def test_somebody_who_may_not_break_the_glass_is_not_offered_it(world: World) -> None:
    for role in (Role.INTAKE, Role.FINANCE, Role.CENTRE_WORKER):
        assert reverse("glass-break", args=[world.file.pk]) not in _html(world.clients[role], world.page)
    assert Right.BREAK_GLASS
    assert reverse("glass-break", args=[world.file.pk]) in _html(world.clients[Role.AUDITOR], world.page)


def test_nobody_is_let_in_by_an_assignment_that_ended(world: World) -> None:
    with as_owner():
        saeed = Staff.objects.get(username__startswith="caseworker-", full_name="سعید موسوی")
        FileAssignment.objects.create(
            agency=world.office.agency, office=world.office, case_file=world.file, staff=saeed,
            household=world.file.household, confidence="medical", valid_from=people.LONG_AGO,
            valid_until=timezone.localdate(),
        )  # fmt: skip

    assert SECRET not in _html(world.clients[Role.CASEWORKER], world.page)
