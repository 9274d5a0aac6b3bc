"""The register on the page and on paper: what each reader sees, as they narrow it, told to the trail."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from madadkar.casework.models import CaseFile, Coverage, Delegation
from madadkar.foundation.models import AuditEvent, Job
from madadkar.foundation.scope import within
from madadkar.organisations.models import Centre, CentreStanding, Office
from madadkar.organisations.rules import Role
from madadkar.registry.models import Circumstance, Household, Phone
from madadkar.web.registers import exporting, views
from tests.databases import as_owner
from tests.registry import people
from tests.web.visitors import visitor

LONG_AGO = people.LONG_AGO


@dataclass
class Ground:
    """Two offices' families: Zahra, Sakineh and Ali in Zanjan, Mina in Isfahan; Sakineh is with a centre."""

    zanjan: Office
    isfahan: Office
    centre: Centre
    zahra: Household
    sakineh: Household
    ali: Household
    mina: Household


@pytest.fixture
def ground(as_owner: Callable[[], AbstractContextManager[None]]) -> Iterator[Ground]:
    with as_owner():
        zanjan, isfahan = people.office(), people.office("emdad-isfahan")
        centre = people.centre("noor", zanjan)
        CentreStanding.objects.create(centre=centre, standing="active", valid_from=LONG_AGO)
        made = [
            people.household(people.person(first, last, office, father="حسین"), code=code)
            for first, last, office, code in (
                ("زهرا", "=بیگدلی", zanjan, "00101"),
                ("سکینه", "نوری", zanjan, "00102"),
                ("علی", "کریمی", zanjan, "00103"),
                ("مینا", "صالحی", isfahan, "00201"),
            )
        ]
        files = [people.case_file(one) for one in made[:2]] + [people.case_file(made[3])]
        Coverage.objects.create(**_fact(files[0]), kind="continuous")
        Delegation.objects.create(**_fact(files[1]), centre=centre)
        _more(made)
    return Ground(zanjan, isfahan, centre, *made)


def _fact(opened: CaseFile) -> dict[str, object]:
    owned = {"agency_id": opened.agency_id, "office_id": opened.office_id}
    return {**owned, "case_file": opened, "household_id": opened.household_id, "valid_from": LONG_AGO}


def _more(made: list[Household]) -> None:
    """Zahra has a phone and is elderly; Sakineh is on dialysis."""
    zahra, sakineh = (one.memberships.get().person for one in made[:2])
    owned = {"agency_id": zahra.agency_id, "office_id": zahra.office_id}
    Phone.objects.create(**owned, person=zahra, number="09120000001", kind="mobile")
    type(zahra).objects.filter(pk=zahra.pk).update(birth_on=date(1940, 1, 1))
    Circumstance.objects.create(
        **owned, person=sakineh, group="special_patient", is_medical=True, valid_from=LONG_AGO
    )


def codes_shown(client: Client, **asked: str) -> set[str]:
    """The household codes on the page under these filters."""
    answer = client.get(reverse("register"), asked)
    assert answer.status_code == 200
    return {row.code for row in answer.context["rows"]}


def lines_of(answer: object) -> list[list[object]]:
    """The rows of a downloaded workbook, without its headings."""
    book = openpyxl.load_workbook(io.BytesIO(answer.content))  # type: ignore[attr-defined]  # a response
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]


def test_a_clerk_sees_the_families_of_the_office_and_no_other(ground: Ground) -> None:
    assert codes_shown(visitor(Role.INTAKE, ground.zanjan)) == {"00101", "00102", "00103"}
    assert codes_shown(visitor(Role.INTAKE, ground.isfahan)) == {"00201"}


def test_a_centres_worker_sees_only_what_is_delegated_to_the_centre(ground: Ground) -> None:
    worker = visitor(Role.CENTRE_WORKER, ground.zanjan, centre=ground.centre)
    assert codes_shown(worker) == {"00102"}

    with as_owner():
        Delegation.objects.update(valid_until=timezone.localdate())
    assert codes_shown(worker) == set()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "active"}, {"00101", "00102"}),
        ({"state": "none"}, {"00103"}),
        ({"coverage": "continuous"}, {"00101"}),
        ({"coverage": "occasional"}, set()),
        ({"coverage": "any"}, {"00101"}),
        ({"coverage": "none", "state": "active"}, {"00102"}),
        ({"centre": "nobody", "state": "active"}, {"00101"}),
        ({"caseworker": "nobody"}, {"00101", "00102"}),
        ({"caseworker": "me"}, set()),
        ({"group": "elderly"}, {"00101"}),
        ({"group": "special_patient"}, {"00102"}),
        ({"phone": "no"}, {"00102", "00103"}),
        ({"phone": "yes"}, {"00101"}),
        ({"account": "yes"}, set()),
        ({"pension": "no"}, {"00101", "00102", "00103"}),
        ({"field": "women_and_family"}, {"00101", "00102"}),
        ({"field": "rajai"}, set()),
        ({"opened_within": "30"}, set()),
        ({"delegated_within": "365"}, set()),
        ({"area": "rural"}, set()),
    ],
)
def test_a_filter_narrows_the_register(ground: Ground, asked: dict[str, str], found: set[str]) -> None:
    assert codes_shown(visitor(Role.INTAKE, ground.zanjan), **asked) == found


def test_a_medical_group_is_not_offered_to_those_who_may_not_know_it(ground: Ground) -> None:
    finance = visitor(Role.FINANCE, ground.zanjan)

    answer = finance.get(reverse("register"), {"group": "special_patient"})

    assert answer.status_code == 400
    assert "rows" not in answer.context


def test_the_sheet_holds_the_same_families_as_the_page_with_their_codes_as_text(ground: Ground) -> None:
    head = visitor(Role.HEAD, ground.zanjan)

    answer = head.post(reverse("register-export"), {"format": "xlsx", "state": "active"})

    rows = lines_of(answer)
    assert [row[0] for row in rows] == ["00101", "00102"]
    assert rows[0][3] == "=بیگدلی"
    assert answer["Cache-Control"] == "no-store"


def test_codes_leave_masked_for_those_who_need_not_see_them(ground: Ground) -> None:
    director = visitor(Role.DIRECTOR, ground.zanjan)

    rows = lines_of(director.post(reverse("register-export"), {"format": "xlsx"}))

    assert all("•" in str(row[5]) for row in rows)


def test_an_export_is_told_to_the_trail_with_its_filters_and_without_names(ground: Ground) -> None:
    visitor(Role.HEAD, ground.zanjan).post(reverse("register-export"), {"format": "csv", "state": "active"})

    with as_owner():
        event = AuditEvent.objects.get(deed="registry.export_register")
    assert event.facts == {"rows": 2, "asked": {"state": "active"}, "suffix": "csv"}
    assert event.office_id == ground.zanjan.pk


def test_a_centre_managers_sheet_holds_only_the_centres_families(ground: Ground) -> None:
    manager = visitor(Role.CENTRE_MANAGER, ground.zanjan, centre=ground.centre)

    assert [row[0] for row in lines_of(manager.post(reverse("register-export")))] == ["00102"]


def test_those_without_the_right_take_nothing_out(ground: Ground) -> None:
    caseworker = visitor(Role.CASEWORKER, ground.zanjan)

    assert caseworker.post(reverse("register-export")).status_code == 403
    assert caseworker.post(reverse("search-export"), {"q": "زهرا"}).status_code == 403


def test_an_export_is_a_deed_and_not_an_address_to_visit(ground: Ground) -> None:
    assert visitor(Role.HEAD, ground.zanjan).get(reverse("register-export")).status_code == 405


def test_a_kind_of_sheet_that_is_not_made_is_refused(ground: Ground) -> None:
    assert (
        visitor(Role.HEAD, ground.zanjan).post(reverse("register-export"), {"format": "exe"}).status_code
        == 404
    )


def test_a_long_list_is_written_by_the_worker_for_whoever_asked(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 1)
    monkeypatch.setattr(exporting, "_AT_A_TIME", 2)
    head = visitor(Role.HEAD, ground.zanjan)

    answer = head.post(reverse("register-export"), {"format": "xlsx"})

    scope = people.scope(ground.zanjan)
    with within(scope):
        job = Job.objects.get()
    assert answer["Location"] == reverse("job", args=[job.pk])
    exporting.write_export(job_id=job.pk, by=scope)
    assert "به پایان رسید" in head.get(reverse("job", args=[job.pk])).content.decode()
    rows = lines_of(head.get(reverse("export-file", args=[job.pk])))
    assert [row[0] for row in rows] == ["00101", "00102", "00103"]
    another = visitor(Role.HEAD, ground.zanjan, name="دیگری")
    assert another.get(reverse("export-file", args=[job.pk])).status_code == 404
    assert another.get(reverse("job", args=[job.pk])).status_code == 404


def test_a_written_list_is_given_for_a_day_only(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 1)
    head = visitor(Role.HEAD, ground.zanjan)
    head.post(reverse("register-export"), {"format": "csv"})
    scope = people.scope(ground.zanjan)
    with within(scope):
        job = Job.objects.get()
    exporting.write_export(job_id=job.pk, by=scope)
    with within(scope):
        Job.objects.update(finished_at=timezone.now() - timedelta(days=1, minutes=1))

    assert head.get(reverse("export-file", args=[job.pk])).status_code == 404


def test_a_list_whose_asker_lost_the_right_is_refused_and_says_so(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 1)
    head = visitor(Role.HEAD, ground.zanjan)
    head.post(reverse("register-export"), {"format": "csv"})
    with within(people.scope(ground.zanjan)):
        job = Job.objects.get()

    exporting.write_export(job_id=job.pk, by=people.scope(ground.zanjan, role=Role.CASEWORKER))

    page = head.get(reverse("job", args=[job.pk])).content.decode()
    assert "نقش شما این کار را در بر نمی‌گیرد" in page


def test_the_page_asks_the_database_as_often_for_many_families_as_for_few(ground: Ground) -> None:
    head = visitor(Role.HEAD, ground.zanjan)
    head.get(reverse("register"))
    few = _queries(head)
    with as_owner():
        for number in range(20):
            made = people.household(people.person("رضا", "جعفری", ground.zanjan), code=f"n{number}")
            people.case_file(made)

    assert _queries(head) == few


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("register"))
    return len(asked)
