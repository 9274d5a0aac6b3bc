"""Supervision as pages: what each may read and do, in two tabs, and the comparison with its sheet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from madadkar.casework.models import CorrectiveAction, Delegation, Inspection
from madadkar.casework.queries.scoring import Scheme
from madadkar.casework.rules.supervision import CHECKLIST, Part
from madadkar.foundation.jalali import format_day
from madadkar.organisations.models import Centre, CentreStanding, Office
from madadkar.organisations.rules import Role
from madadkar.web.supervision.forms import SchemeForm
from tests.databases import as_owner
from tests.registry import people
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db
_SCHEME = Scheme(weights={Part.VISITS: 100}, grades={"الف": 80, "ب": 0})


@pytest.fixture
def nour(zanjan: Office) -> Centre:
    """A centre at work, with two families."""
    with as_owner():
        made = people.centre("nour", zanjan)
        CentreStanding.objects.create(centre=made, standing="active", valid_from=people.LONG_AGO)
        for name in ("زهرا", "مریم"):
            file = people.case_file(people.household(people.person(name, "محمدی", zanjan)))
            Delegation.objects.create(
                agency=zanjan.agency, office=zanjan, case_file=file, household=file.household, centre=made,
                valid_from=people.LONG_AGO,
            )  # fmt: skip
    return made


def _today() -> str:
    return format_day(timezone.localdate())


def test_a_correction_goes_from_office_to_centre_and_back(zanjan: Office, nour: Centre) -> None:
    head = visitor(Role.HEAD, zanjan)
    manager = visitor(Role.CENTRE_MANAGER, zanjan, centre=nour, name="رضا نیکوکار")
    told = {"what": "رسیدها بایگانی شود", "due_on": _today(), "token": str(uuid4())}
    head.post(f"/centres/{nour.pk}/corrections/add/", told)
    head.post(f"/centres/{nour.pk}/corrections/add/", told)
    with as_owner():
        asked = CorrectiveAction.objects.get()
    assert "رسیدها بایگانی شود" in manager.get(f"/centres/{nour.pk}/supervision/").content.decode()

    manager.post(f"/corrections/{asked.pk}/done/", {"note": "بایگانی شد"})
    assert manager.get(f"/corrections/{asked.pk}/check/").status_code == 403
    head.post(f"/corrections/{asked.pk}/check/", {"result": "accepted", "note": ""})

    with as_owner():
        asked.refresh_from_db()
    assert (asked.state, asked.done_by_name) == ("checked", "رضا نیکوکار")


def test_an_inspection_is_written_point_by_point(zanjan: Office, nour: Centre) -> None:
    head = visitor(Role.HEAD, zanjan)
    with as_owner():
        staff = zanjan.posts.get(role="head").staff
    plan = {"inspector": staff.pk, "planned_on": _today(), "token": str(uuid4())}
    assert head.post(f"/centres/{nour.pk}/inspections/add/", plan).status_code == 302
    with as_owner():
        planned = Inspection.objects.get()
    points = {f"point_{code}": "yes" for code in CHECKLIST}
    missing = head.post(f"/inspections/{planned.pk}/hold/", {"on": _today()})
    head.post(f"/inspections/{planned.pk}/hold/", {"on": _today(), "findings": "", **points})

    with as_owner():
        planned.refresh_from_db()
    assert missing.status_code == 200
    assert (planned.state, set(planned.points.values())) == ("held", {"yes"})


def test_suspending_a_centre_says_how_many_files_came_back(zanjan: Office, nour: Centre) -> None:
    head = visitor(Role.HEAD, zanjan)
    told = {"standing": "suspended", "on": _today(), "reason": "نبود صورت‌جلسه"}

    page = head.post(f"/centres/{nour.pk}/standing/", told, follow=True).content.decode()

    assert "۲ پرونده به اداره برگشت" in page


def test_the_comparison_asks_a_constant_number_of_questions(
    zanjan: Office, nour: Centre, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    head = visitor(Role.HEAD, zanjan)
    head.get("/centres/comparison/")
    with CaptureQueriesContext(connection) as one:
        head.get("/centres/comparison/")
    with as_owner():
        for number in range(20):
            people.centre(f"other-{number}", zanjan)

    with django_assert_num_queries(len(one)):
        page = head.get("/centres/comparison/", {"sort": "workload"}).content.decode()
    assert page.count("مرکز other-") == 20


def test_every_number_opens_to_as_many_files(zanjan: Office, nour: Centre) -> None:
    head = visitor(Role.HEAD, zanjan)

    for behind, count in (("files", "۲"), ("before", "۲"), ("unvisited", "۲"), ("visited", "۰")):
        page = head.get(f"/centres/{nour.pk}/comparison/{behind}/").content.decode()
        assert f"{count} پرونده" in page, behind
    assert head.get(f"/centres/{nour.pk}/comparison/never/").status_code == 404


def test_the_comparison_goes_out_as_a_sheet(zanjan: Office, nour: Centre) -> None:
    answer = visitor(Role.HEAD, zanjan).post("/centres/comparison/export/", {"format": "csv"})

    assert "مرکز nour" in answer.content.decode("utf-8-sig")
    assert visitor(Role.CASEWORKER, zanjan).post("/centres/comparison/export/").status_code == 403


def test_a_caseworker_reads_no_supervision(zanjan: Office, nour: Centre) -> None:
    caseworker: Client = visitor(Role.CASEWORKER, zanjan)

    assert caseworker.get(f"/centres/{nour.pk}/supervision/").status_code == 403
    assert caseworker.get("/centres/comparison/").status_code == 403


def test_a_grade_that_would_be_lost_or_stand_out_of_order_is_said_beside_it() -> None:
    weights = {f"weight_{part.value}": "0" for part in Part} | {"weight_visits": "100", "on": _today()}
    graded = {"grade_0": "الف", "bound_0": "50", "grade_1": "ب", "bound_1": "60", "grade_2": "ج"}
    wrong = SchemeForm(weights | graded | {"grade_3": "ب", "bound_3": "0", "bound_4": "0"}, scheme=_SCHEME)
    right = SchemeForm(weights | graded | {"bound_1": "40", "bound_2": "0"}, scheme=_SCHEME)

    assert {name: list(said) for name, said in wrong.errors.items()} == {
        "bound_1": ["باید کمتر از کف درجه پیش از خود باشد."],
        "bound_2": ["کف امتیاز این درجه را بنویسید."],
        "grade_3": ["این نام برای درجه دیگری آمده است."],
        "grade_4": ["نام این درجه را بنویسید."],
        "bound_4": ["باید کمتر از کف درجه پیش از خود باشد."],
    }
    assert right.is_valid()
