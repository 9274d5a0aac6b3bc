"""The first page: each role's own work, numbers that open what they count, queries that do not grow."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from madadkar.casework.models import Delegation
from madadkar.foundation.audit import record
from madadkar.foundation.persian import latin_digits
from madadkar.foundation.scope import within
from madadkar.organisations.models import Centre, CentreStanding, Office
from madadkar.organisations.rules import Role
from madadkar.registry.models import RosterImport
from tests.databases import as_owner as as_the_owner
from tests.registry import people
from tests.web.visitors import visitor


@pytest.fixture
def office(as_owner: Callable[[], AbstractContextManager[None]]) -> Office:
    """An office with three active files that nobody walks with, one of them delegated to a centre."""
    with as_owner():
        zanjan = people.office()
        centre = people.centre("noor", zanjan)
        CentreStanding.objects.create(centre=centre, standing="active", valid_from=people.LONG_AGO)
        for place, name in enumerate(("زهرا", "سکینه", "علی")):
            opened = people.case_file(people.household(people.person(name, "بیگدلی", zanjan)))
            if place == 0:
                Delegation.objects.create(
                    agency_id=zanjan.agency_id,
                    office=zanjan,
                    case_file=opened,
                    household_id=opened.household_id,
                    centre=centre,
                    valid_from=timezone.localdate() - timedelta(days=3),
                )
    return zanjan


def centre_of(office: Office) -> Centre:
    return Centre.objects.get(office=office)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_first_page(office: Office, role: Role) -> None:
    answer = visitor(role, office, centre=centre_of(office)).get(reverse("home"))

    assert answer.status_code == 200
    assert "کارهای امروز" in answer.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_a_number_opens_exactly_what_it_counts(office: Office, role: Role) -> None:
    client = visitor(role, office, centre=centre_of(office))

    tasks = client.get(reverse("home")).context["tasks"]
    assert len(tasks) <= 3
    for task in tasks:
        assert _number_behind(client, task.url) == task.number, task.sentence


def _number_behind(client: Client, url: str) -> int:
    """How many the page behind a number tells of: rows of a list, or duties of one kind of my day."""
    told = client.get(url).context
    if "page" in told:
        return int(told["page"].paginator.count)
    kind = url.partition("#")[2]
    if kind == "visit":
        return int(told["late_visits"] or told["visits"])
    (one,) = [one for one in told["lists"] if one.kind == kind]
    return int(one.overdue or one.number)


def test_a_head_is_shown_the_files_that_nobody_walks_with(office: Office) -> None:
    tasks = visitor(Role.HEAD, office).get(reverse("home")).context["tasks"]

    assert ("پرونده فعال مددکار ندارد", 3) in {(task.sentence, task.number) for task in tasks}


def test_a_centre_is_shown_its_own_families_only(office: Office) -> None:
    worker = visitor(Role.CENTRE_WORKER, office, centre=centre_of(office))

    numbers = {task.sentence: task.number for task in worker.get(reverse("home")).context["tasks"]}

    assert numbers["خانوار فعال به مرکز شما سپرده شده است"] == 1
    assert numbers["خانوار در یک ماه گذشته به مرکز شما سپرده شده است"] == 1


def test_an_administrator_is_shown_accounts_without_second_factor_and_ending_licences(office: Office) -> None:
    with as_the_owner():
        Centre.objects.update(licence_until=timezone.localdate() + timedelta(days=60))
    administrator = visitor(Role.ADMINISTRATOR, office)

    numbers = {task.sentence: task.number for task in administrator.get(reverse("home")).context["tasks"]}

    assert numbers["حساب کاربری هنوز گام دوم ورود ندارد"] == 1
    assert numbers["مرکز نیکوکاری تا شصت روز دیگر پروانه‌اش به پایان می‌رسد"] == 1


def test_an_unfinished_roster_is_opened_alone(office: Office) -> None:
    with as_the_owner():
        for state in ("checked", "committed"):
            RosterImport.objects.create(
                agency_id=office.agency_id, office=office, file_name=f"{state}.xlsx", sha256=state,
                byte_count=1, state=state, received_at=timezone.now(),
            )  # fmt: skip
    intake = visitor(Role.INTAKE, office)

    [task] = [one for one in intake.get(reverse("home")).context["tasks"] if "فهرست" in one.sentence]

    page = intake.get(task.url).content.decode()
    assert task.number == 1
    assert "checked.xlsx" in page
    assert "committed.xlsx" not in page


def test_a_partner_is_told_kindly_that_nothing_was_referred(office: Office) -> None:
    page = visitor(Role.PARTNER, office).get(reverse("home")).content.decode()

    assert "هنوز موردی به شما ارجاع نشده است" in page
    assert 'type="search"' not in page


def test_what_changed_since_yesterday_is_counted_and_what_was_read_is_not(office: Office) -> None:
    scope, now = people.scope(office), timezone.now()
    deeds = ("casework.open_file", "casework.open_file", "registry.read_family", "registry.export_register")
    for deed in deeds:
        with within(scope):
            record(deed, by=scope, at=now)
    with within(scope):
        record("casework.open_file", by=scope, at=now - timedelta(days=3))

    changes = visitor(Role.HEAD, office).get(reverse("home")).context["changes"]

    assert changes == [("پرونده تازه باز شد", 2)]


def test_another_offices_changes_are_not_told(office: Office) -> None:
    with as_the_owner():
        elsewhere = people.office("emdad-isfahan")
    scope = people.scope(elsewhere)
    with within(scope):
        record("casework.open_file", by=scope, at=timezone.now())

    assert visitor(Role.HEAD, office).get(reverse("home")).context["changes"] == []


@pytest.mark.parametrize(
    ("role", "most"),
    [(Role.HEAD, 31), (Role.CASEWORKER, 18), (Role.CENTRE_WORKER, 25), (Role.ADMINISTRATOR, 16)],
)
def test_the_page_asks_the_database_as_often_for_many_families_as_for_few(
    office: Office, role: Role, most: int
) -> None:
    client = visitor(role, office, centre=centre_of(office))
    client.get(reverse("home"))
    few = queries_of(client)
    with as_the_owner():
        for _ in range(20):
            people.case_file(people.household(people.person("رضا", "جعفری", office)))

    assert queries_of(client) == few <= most


def queries_of(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("home"))
    return len(asked)


def test_the_search_box_is_the_first_thing_to_type_in(office: Office) -> None:
    page = visitor(Role.CASEWORKER, office).get(reverse("home")).content.decode()

    assert len(re.findall(r"<input[^>]*type=\"search\"[^>]*autofocus", page)) == 1
    assert latin_digits(page).count('type="search"') == 1


def test_no_page_of_the_signed_in_stays_in_a_shared_computers_memory(office: Office) -> None:
    page = visitor(Role.CASEWORKER, office).get(reverse("home"))

    assert page["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in Client().get(reverse("home"))


def test_nobody_is_led_to_a_page_their_role_does_not_open(office: Office) -> None:
    scope = people.scope(office)
    with as_the_owner():
        file = people.case_file(people.household(people.person("زهرا", "محمدی", office)))
    with within(scope):
        record("casework.open_file", by=scope, at=timezone.now(), subject=file)
        record("organisations.change_office", by=scope, at=timezone.now(), subject=office)

    told = visitor(Role.FINANCE, office).get(reverse("home")).context["latest"]

    assert [one.url for one in told] == ["", reverse("case-file", args=[file.pk])]
    page = visitor(Role.FINANCE, office).get(reverse("case-file", args=[file.pk])).content.decode()
    assert reverse("file-summary", args=[file.pk]) not in page
