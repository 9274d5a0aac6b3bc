"""My day, the page of a file and the page that delegates thousands, in an office of 22,500 covered families.

Measured as pages are: through every middleware, in scope, under row-level security, template and all, beside
a plain page of the same house, the register's first page. All are asked for in turn, so that a busy machine
slows them alike. The aim is three times the plain page at most.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks._ground import record, seconds
from benchmarks._zanjan import lay_offices
from madadkar.casework.models import CaseFile, Delegation, Document, DocumentContent, FileTask, Note
from madadkar.casework.rules.delegation import Service
from madadkar.organisations.models import Office, Post, Staff
from madadkar.organisations.rules import CENTRE_ROLES, Role

RUNS = 15
MINE = 60
"""Files of one caseworker; the mean of Isfahan's centres is 53."""


def main(home: Path) -> None:
    """Measure and record; the aim is a ratio of at most 3."""
    call_command("collectstatic", interactive=False, verbosity=0)
    office, _scope = lay_offices()
    worker, head, helper = (
        _somebody(role, office) for role in (Role.CASEWORKER, Role.HEAD, Role.CENTRE_WORKER)
    )
    _asked_for_food_too(helper)
    file = _walk_with(worker, office)
    pages = {
        "plain": _page(worker, reverse("register")),
        "my_day": _page(worker, reverse("my-day")),
        "my_day_of_a_head": _page(head, reverse("my-day")),
        "file_page": _page(worker, reverse("case-file", args=[file.pk])),
        "my_day_of_a_centre": _page(helper, reverse("my-day")),
        "register_of_a_centre": _page(helper, reverse("register")),
        "bulk_delegation": _page(head, reverse("batch-new")),
    }
    for ask in pages.values():
        ask()
    times = [{name: seconds(ask) for name, ask in pages.items()} for _ in range(RUNS)]
    told: dict[str, float | int] = {}
    for name, ask in pages.items():
        told[f"{name}_seconds"] = statistics.median(run[name] for run in times)
        told[f"{name}_questions"] = _questions(ask)
        if name != "plain":
            told[f"{name}_ratio"] = statistics.median(run[name] / run["plain"] for run in times)
    record("my_day", plain_page="register", **told, aim=3)


def _somebody(role: Role, office: Office) -> Staff:
    staff = Staff.objects.using("owner").create(username=role.value, full_name=f"همکار {role}")
    centre = office.centres.using("owner").order_by("pk").first() if role in CENTRE_ROLES else None
    held = {"office": office, "centre": centre, "valid_from": "2015-01-01"}
    Post.objects.using("owner").create(staff=staff, role=role, **held)
    return staff


def _asked_for_food_too(helper: Staff) -> None:
    """Every second file of the helper's centre is with it for food alone."""
    held = Delegation.objects.using("owner").filter(centre__posts__staff=helper, valid_until=None)
    some = [pk for pk in held.values_list("pk", flat=True) if pk % 2]
    Delegation.objects.using("owner").filter(pk__in=some).update(services=[Service.FOOD.value])


def _page(staff: Staff, url: str) -> Callable[[], None]:
    client = Client(headers={"host": "localhost"})
    client.force_login(staff)

    def ask() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, f"{url} answered {answer.status_code}"

    return ask


def _questions(ask: Callable[[], None]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def _walk_with(worker: Staff, office: Office) -> CaseFile:
    """The caseworker's files, one of them with a hundred notes, papers and tasks."""
    files = CaseFile.objects.using("owner").filter(office=office).order_by("pk")
    mine = list(files.values_list("pk", flat=True)[:MINE])
    files.filter(pk__in=mine).update(caseworker=worker)
    file = CaseFile.objects.using("owner").get(pk=mine[0])
    owned = {"agency_id": file.agency_id, "office_id": file.office_id, "case_file_id": file.pk}
    owned["household_id"] = file.household_id
    with transaction.atomic(using="owner"):
        for number in range(100):
            _write(owned, worker, number)
    return file


def _write(owned: dict[str, int], worker: Staff, number: int) -> None:
    at = timezone.now() - timedelta(days=number)
    told = {**owned, "author_id": worker.pk, "author_name": worker.full_name, "made_at": at}
    Note.objects.using("owner").create(
        **told, token=uuid4(), kind="general", text="گفت‌وگو " * 20, on=at.date()
    )
    paper = Document.objects.using("owner").create(
        **told, token=uuid4(), kind="other", media_type="image/png", byte_count=9, sha256=""
    )
    DocumentContent.objects.using("owner").create(document=paper, content=b"123456789")
    FileTask.objects.using("owner").create(
        **owned, owner_id=worker.pk, words="تلفن", given_at=at, token=uuid4()
    )
