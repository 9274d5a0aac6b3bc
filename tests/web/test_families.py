"""The front door and the family's room: what is shown, to whom, at what cost, and what is recorded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from madadkar.casework.models import CaseFile
from madadkar.foundation.models import AuditEvent
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from madadkar.registry.models import (
    BankAccount,
    Circumstance,
    Household,
    Membership,
    Person,
    Phone,
    Residence,
)
from madadkar.registry.names import learn_names
from tests.databases import as_owner
from tests.registry import people
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
SHEBA = "IR820540102680020817909002"


@pytest.fixture
def zanjan(db: None) -> Office:
    """An office in Zanjan."""
    with as_owner():
        return people.office(place=Place.objects.get(code="19"))


@pytest.fixture
def family(zanjan: Office) -> CaseFile:
    """Zahra's family with a file, a phone, an account and an illness."""
    with as_owner():
        zahra = people.person("زهرا", "محمدی", zanjan, father="حسن", birth_on=date(1950, 3, 21))
        file = people.case_file(people.household(zahra, people.person("علی", "محمدی", zanjan)))
        _known(zahra, 0)
        learn_names()
    return file


def _known(person: Person, number: int) -> None:
    owned = {"agency_id": person.agency_id, "office_id": person.office_id, "person": person}
    Phone.objects.create(**owned, number=f"0912{number:07}", kind="mobile")
    BankAccount.objects.create(**owned, sheba=SHEBA, valid_from=people.LONG_AGO)
    Circumstance.objects.create(**owned, group="cancer_patient", is_medical=True, valid_from=people.LONG_AGO)


def _html(client: Client, url: str, **asked: Any) -> str:
    answer = client.get(url, **asked)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return str(answer.content.decode())


def _page(family: CaseFile) -> str:
    return reverse("family", args=[family.household_id])


def _deeds() -> list[str]:
    with as_owner():
        return list(AuditEvent.objects.order_by("id").values_list("deed", flat=True))


def test_search_marks_what_matched_and_says_enough_to_choose(zanjan: Office, family: CaseFile) -> None:
    html = _html(visitor(Role.CASEWORKER, zanjan), reverse("search"), data={"q": "ذهرا محمدی حسن"})

    assert "<mark>زهرا</mark> <mark>محمدی</mark>" in html
    assert "<mark>حسن</mark>" in html
    assert "۱۳۲۹" in html
    assert "فعال" in html


def test_search_that_finds_nobody_says_where_it_looked_and_offers_intake(zanjan: Office) -> None:
    html = _html(visitor(Role.INTAKE, zanjan), reverse("search"), data={"q": "بهرام شکیبایی"})

    assert "«بهرام شکیبایی» یافت نشد" in html
    assert str(zanjan) in html
    assert reverse("family-new") in html


def test_intake_is_not_offered_to_who_may_not_do_it(zanjan: Office) -> None:
    html = _html(visitor(Role.DIRECTOR, zanjan), reverse("search"), data={"q": "بهرام شکیبایی"})

    assert reverse("family-new") not in html


def test_the_family_page_shows_everything_to_its_caseworker(zanjan: Office, family: CaseFile) -> None:
    html = _html(visitor(Role.CASEWORKER, zanjan), _page(family))

    for said in ("زهرا محمدی", "علی محمدی", "سالمند", "بیمار سرطانی", "تشکیل پرونده", "۰۹۱۲۰۰۰۰۰۰۰"):
        assert said in html, said


def test_illness_is_hidden_from_who_need_not_know(zanjan: Office, family: CaseFile) -> None:
    html = _html(visitor(Role.FINANCE, zanjan), _page(family))

    assert "سرطان" not in html
    assert "سالمند" in html


def test_looking_at_illness_leaves_its_trace_and_other_looking_none(zanjan: Office, family: CaseFile) -> None:
    _html(visitor(Role.FINANCE, zanjan), _page(family))
    assert _deeds() == []
    _html(visitor(Role.CASEWORKER, zanjan), _page(family))
    assert _deeds() == ["registry.read_family"]


def test_codes_are_masked_for_a_director(zanjan: Office, family: CaseFile) -> None:
    with as_owner():
        code = Person.objects.get(first_name="زهرا").national_code or ""
    shown = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    assert shown in _html(visitor(Role.CASEWORKER, zanjan), _page(family))
    assert shown not in _html(visitor(Role.DIRECTOR, zanjan), _page(family))


def test_an_account_is_shown_whole_only_when_asked_and_that_is_recorded(
    zanjan: Office, family: CaseFile
) -> None:
    client = visitor(Role.FINANCE, zanjan)
    with as_owner():
        reveal = reverse("account-reveal", args=[BankAccount.objects.get().pk])

    assert SHEBA not in _html(client, _page(family))
    assert SHEBA in client.post(reveal).content.decode()
    assert _deeds() == ["registry.reveal_account"]
    assert visitor(Role.DIRECTOR, zanjan).post(reveal).status_code == 403


def test_intake_registers_a_family_whole(zanjan: Office) -> None:
    client = visitor(Role.INTAKE, zanjan)
    told = {
        "first_name": "سكينه",
        "last_name": "بیگدلی",
        "father_name": "قربان",
        "national_code": people.invented_code(5),
        "birth": "۱۳۴۵",
        "sex": "female",
        "headship": "spouse_died",
        "kind": "paper",
        "came_on": "۱۳۹۸/۱۲/۲۹",
        "phone": "۰۹۱۲ ۱۲۳ ۴۵۶۷",
        "on": "۱۳۹۸/۱۲/۲۹",
        "place": "ماهنشان",
    }
    answer = client.post(reverse("family-new"), told)
    with as_owner():
        household = Household.objects.get()
        head = household.memberships.get().person

        assert answer["Location"] == reverse("family", args=[household.pk])
        assert (head.first_name, head.birth_precision) == ("سکینه", "year")
        assert Phone.objects.get().number == "09121234567"
        assert Residence.objects.get().place.code == "1909022207"
    assert "سکینه بیگدلی" in _html(client, reverse("search"), data={"q": "سکینه بیگدلی"})


def test_intake_of_a_known_name_asks_to_look_first_and_loses_nothing(
    zanjan: Office, family: CaseFile
) -> None:
    client = visitor(Role.INTAKE, zanjan)
    told = {
        "first_name": "زهرا",
        "last_name": "محمدی",
        "headship": "usual",
        "kind": "paper",
        "came_on": "1398/12/29",
        "on": "1398/12/29",
        "address": "کوچه دوم",
    }
    asked = client.post(reverse("family-new"), told)
    html = asked.content.decode()
    near = {"near_ids": asked.context["form"]["near_ids"].value()}

    assert _page(family) in html
    assert "کوچه دوم" in html
    assert client.post(reverse("family-new"), {**told, "is_new": "on"}).status_code == 200
    assert client.post(reverse("family-new"), {**told, **near, "is_new": "on"}).status_code == 302


def test_intake_that_is_refused_half_way_leaves_nothing(zanjan: Office) -> None:
    client = visitor(Role.INTAKE, zanjan)
    told = {
        "first_name": "زهرا",
        "last_name": "محمدی",
        "headship": "usual",
        "kind": "paper",
        "came_on": "1398/12/29",
        "on": "1398/12/29",
        "phone": "۱۲۳",
    }
    answer = client.post(reverse("family-new"), told)

    assert answer.status_code == 200
    with as_owner():
        assert Person.objects.count() == 0


def test_intake_by_a_known_code_shows_whose_it_is(zanjan: Office, family: CaseFile) -> None:
    with as_owner():
        code = Person.objects.get(first_name="زهرا").national_code
    told = {
        "first_name": "سکینه",
        "last_name": "بیگدلی",
        "headship": "usual",
        "kind": "paper",
        "came_on": "1398/12/29",
        "on": "1398/12/29",
        "national_code": code,
    }
    html = visitor(Role.INTAKE, zanjan).post(reverse("family-new"), told).content.decode()

    assert "شخصی با این کد ثبت شده است" in html
    assert _page(family) in html


def test_an_error_stands_by_its_field_and_what_was_typed_stays(zanjan: Office, family: CaseFile) -> None:
    with as_owner():
        zahra = Person.objects.get(first_name="زهرا")
    html = visitor(Role.CASEWORKER, zanjan).post(reverse("phone-add", args=[zahra.pk]), {"number": "۰۹۱۲"})
    said = html.content.decode()

    assert 'value="۰۹۱۲"' in said or 'value="0912"' in said
    assert "field-error" in said


def test_the_next_deed_is_shown_or_said_whose_it_is(zanjan: Office) -> None:
    with as_owner():
        household = people.household(people.person("زهرا", "محمدی", zanjan))
    page = reverse("family", args=[household.pk])

    assert reverse("file-open", args=[household.pk]) in _html(visitor(Role.INTAKE, zanjan), page)
    assert "تشکیل پرونده با مسئول پذیرش" in _html(visitor(Role.CASEWORKER, zanjan), page)


def test_a_file_is_opened_covered_and_closed_from_its_page(zanjan: Office) -> None:
    with as_owner():
        household = people.household(people.person("زهرا", "محمدی", zanjan))
    client = visitor(Role.HEAD, zanjan)
    client.post(reverse("file-open", args=[household.pk]), {"field": "relief", "on": "1398/12/20"})
    with as_owner():
        file = CaseFile.objects.get()
    steps = [
        ("coverage-begin", {"kind": "continuous", "on": "1398/12/20"}),
        ("pension-begin", {"on": "1398/12/21"}),
        ("file-paper", {"reason": "self_reliant", "on": "1398/12/29"}),
    ]
    seen = client.get(reverse("file-paper", args=[file.pk])).context["form"]["seen"].value()
    for name, told in steps:
        assert client.post(reverse(name, args=[file.pk]), {**told, "seen": seen}).status_code == 302, name
    html = _html(client, reverse("case-file", args=[file.pk]))

    assert "خوداتکایی" in html
    assert "غیرفعال" in html


def test_queries_of_a_page_do_not_grow_with_its_data(zanjan: Office, family: CaseFile) -> None:
    client = visitor(Role.CASEWORKER, zanjan)
    pages = {
        "family": (_page(family), {}),
        "file": (reverse("case-file", args=[family.pk]), {}),
        "search": (reverse("search"), {"q": "زهرا محمدی"}),
    }
    for url, asked in pages.values():
        client.get(url, asked)
    before = {name: _count(client, *page) for name, page in pages.items()}
    _grow(family)

    assert {name: _count(client, *page) for name, page in pages.items()} == before


def _count(client: Client, url: str, asked: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, asked).status_code == 200
    return len(queries)


def _grow(family: CaseFile) -> None:
    """Ten times the members, each with as much known of them, and twenty more families of the same name."""
    owned = {"agency_id": family.agency_id, "office_id": family.office_id}
    with as_owner():
        for number in range(1, 20):
            one = people.person("زهرا", "محمدی", family.office)
            Membership.objects.create(
                **owned,
                household_id=family.household_id,
                person=one,
                relation="child",
                valid_from=people.LONG_AGO + timedelta(days=number),
            )
            _known(one, number)
            people.case_file(people.household(people.person("زهرا", "محمدی", family.office)))
        learn_names()


def test_a_family_out_of_sight_is_not_found(family: CaseFile) -> None:
    with as_owner():
        elsewhere = people.office("emdad-qazvin")

    assert visitor(Role.HEAD, elsewhere).get(_page(family)).status_code == 404


def test_a_merged_record_leads_to_the_one_that_was_kept(zanjan: Office, family: CaseFile) -> None:
    with as_owner():
        zahra = Person.objects.get(first_name="زهرا")
        twin = people.person("ذهرا", "محمدی", zanjan, national_code=None)
        learn_names()
    client = visitor(Role.INTAKE, zanjan)
    merge = client.post(reverse("person-merge", args=[zahra.pk]), {"other": twin.pk, "reason": "یک شناسنامه"})

    assert merge.status_code == 302
    assert client.get(reverse("person", args=[twin.pk]))["Location"] == reverse("person", args=[zahra.pk])
    html = _html(client, _page(family))
    assert "رکوردهای یکی‌شده" in html
