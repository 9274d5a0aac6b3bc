"""A clerk at the roster wizard: brings workbooks, presses buttons, and has the jobs run at once."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from madadkar.foundation.identity import national_check_digit
from madadkar.foundation.sheets import xlsx_bytes
from madadkar.matching.actions.runs import RUN
from madadkar.organisations.models import Office
from madadkar.registry.models import RosterImport
from tests.databases import as_owner

HEADINGS = (
    "کد خانوار", "نسبت با سرپرست", "نام", "نام خانوادگی", "نام پدر", "کد ملی", "تاریخ تولد", "جنسیت",
    "وضعیت تأهل", "نوع خدمات", "تاریخ پذیرش",
)  # fmt: skip


def code(number: int) -> str:
    """An invented national code with its right check digit."""
    nine = f"999{number:06}"
    return nine + national_check_digit(nine)


def member(household: str, relation: str, first: str, last: str, number: int, **said: str) -> list[Any]:
    """A row of a roster with a row a member."""
    row = {
        "کد خانوار": household,
        "نسبت با سرپرست": relation,
        "نام": first,
        "نام خانوادگی": last,
        "نام پدر": "حسین",
        "کد ملی": code(number),
        "تاریخ تولد": "1360/07/02",
        "جنسیت": "زن",
        "وضعیت تأهل": "مجرد",
        "نوع خدمات": "مستمر",
        "تاریخ پذیرش": "1390/01/20",
    }
    return list((row | said).values())


ZAHRA = member("101", "سرپرست", "زهرا", "کريمي", 1)  # Arabic letters, to be mended
MINA = member("101", "فرزند", "مینا", "کریمی", 2, **{"تاریخ تولد": "1388/02/03"})
BORN_ELSEWHERE = {"نام پدر": "رمضان", "تاریخ تولد": "1349/11/05"}
SAKINEH = member("102", "سرپرست", "سکینه", "بیگدلی", 3, **BORN_ELSEWHERE)
WRONG = member(
    "103", "سرپرست", "رقیه", "نوری", 4, **{"کد ملی": code(4)[:-1] + str((int(code(4)[-1]) + 1) % 10)}
)


def workbook(*rows: list[Any], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """A roster as an office keeps it."""
    return xlsx_bytes(title="مددجویان", headings=headings, rows=rows)


FAMILIES = workbook(ZAHRA, MINA, SAKINEH, WRONG)


class Wizard:
    """The wizard as one clerk uses it."""

    def __init__(self, client: Client, office: Office) -> None:
        self.client, self.office = client, office
        self.worked: set[int] = set()

    def bring(self, content: bytes, name: str = "اسفند.xlsx") -> HttpResponse:
        """Send a file."""
        file = SimpleUploadedFile(name, content)
        return self.client.post(reverse("roster-new"), {"office": self.office.pk, "file": file})

    def newest(self) -> RosterImport:
        """The import brought last."""
        with as_owner():
            return RosterImport.objects.latest("id")

    def count(self, model: type[Model]) -> int:
        """How many rows of a table there are in truth, whoever may see them."""
        with as_owner():
            return int(model._default_manager.count())

    def page(self, name: str, roster: RosterImport, *parts: Any) -> HttpResponse:
        """One page of a roster."""
        return self.client.get(reverse(f"roster-{name}", args=[roster.pk, *parts]))

    def press(self, name: str, roster: RosterImport, *parts: Any, **said: Any) -> HttpResponse:
        """Send a form of a roster."""
        return self.client.post(reverse(f"roster-{name}", args=[roster.pk, *parts]), said)

    def agree(self, roster: RosterImport) -> HttpResponse:
        """Accept the proposed meanings of the columns, as the page shows them."""
        form = self.page("columns", roster).context["form"]
        said = {field.html_name: field.value() for field in form}
        kept = {name: value for name, value in said.items() if value not in (None, False, "")}
        day = said["as_of"]
        return self.press("columns", roster, **{**kept, "as_of": "" if day is None else "1399/12/25"})

    def work(self) -> None:
        """Do what the worker has been asked for, here and now."""
        with as_owner():
            waiting = ProcrastinateJob.objects.exclude(pk__in=self.worked).order_by("pk")
            asked = list(waiting.exclude(task_name=RUN))  # it reads by a connection outside this transaction
        for job in asked:
            self.worked.add(job.pk)
            app.tasks[job.task_name].func(**job.args)
            with connection.cursor() as cursor:
                cursor.execute("discard temp")  # a test is one transaction; the worker's jobs are one each
