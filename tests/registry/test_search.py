"""Somebody is found however they are spelt, by whoever may see them, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date

import pytest

from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from madadkar.registry.models import BankAccount, Household, Person, Phone
from madadkar.registry.names import learn_names
from madadkar.registry.search import find_persons, person_rows, read_question
from tests.registry import people

pytestmark = pytest.mark.django_db
ON = date(2020, 3, 20)
_SHEBA = "IR062960000000100324200001"
Ground = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def zanjan(as_owner: Ground) -> Iterator[Office]:
    """An office with a handful of people, their names learnt."""
    with as_owner():
        office = people.office()
        for first, last, father in (
            ("زهرا", "محمدی", "حسن"),
            ("زهرا", "محمدی", "یعقوب"),
            ("سید علی", "موسوی", "احمد"),
            ("عزت‌الله", "نیک‌نژاد", "رضا"),
            ("امیر محمد", "رضایی", "علی"),
            ("فاطمه", "قره‌باغی", "حسین"),
            ("علی", "احمدی", "محمد"),
        ):
            people.household(people.person(first, last, office, father=father))
        learn_names()
    yield office


def _found(text: str, scope: Scope) -> list[str]:
    with within(scope):
        hits = find_persons(question=read_question(text=text), scope=scope, on=ON)
        rows = person_rows(person_ids=[hit.person_id for hit in hits], scope=scope, on=ON)
    return [f"{row.full_name} {row.father_name}" for row in rows]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("زهرا محمدی", "زهرا محمدی حسن"),
        ("محمدی زهرا", "زهرا محمدی حسن"),
        ("ذهرا محمدی", "زهرا محمدی حسن"),
        ("زهرا محمودی", "زهرا محمدی حسن"),
        ("زهرا محمدي", "زهرا محمدی حسن"),
        ("زهرا محمد", "زهرا محمدی حسن"),
        ("زهرا محمدی حسن", "زهرا محمدی حسن"),
        ("زهرا محمدی فرزند یعقوب", "زهرا محمدی یعقوب"),
        ("علی موسوی", "سید علی موسوی احمد"),
        ("سیدعلی موسوی", "سید علی موسوی احمد"),
        ("سید علی موسوی", "سید علی موسوی احمد"),
        ("عزت اله نیک نژاد", "عزت‌الله نیک‌نژاد رضا"),
        ("عزتالله نیکنژاد", "عزت‌الله نیک‌نژاد رضا"),
        ("نیک نژاد عزت الله", "عزت‌الله نیک‌نژاد رضا"),
        ("امیرمحمد رضائی", "امیر محمد رضایی علی"),
        ("فاطمه غره باقی", "فاطمه قره‌باغی حسین"),
        ("قره باغی", "فاطمه قره‌باغی حسین"),
        ("فاطمه", "فاطمه قره‌باغی حسین"),
        ("فاطكه قره باغى", "فاطمه قره‌باغی حسین"),
        ("موسو", "سید علی موسوی احمد"),
    ],
)
def test_a_name_is_found_however_it_is_typed(zanjan: Office, typed: str, meant: str) -> None:
    assert meant in _found(typed, people.scope(zanjan))


def test_the_fathers_name_leaves_only_his_child(zanjan: Office) -> None:
    assert _found("زهرا محمدی حسن", people.scope(zanjan)) == ["زهرا محمدی حسن"]


def test_the_name_as_written_stands_before_a_near_one(zanjan: Office) -> None:
    assert _found("علی احمدی", people.scope(zanjan))[0] == "علی احمدی محمد"


def test_a_name_nobody_bears_finds_nobody(zanjan: Office) -> None:
    assert _found("بهرام شکیبایی", people.scope(zanjan)) == []


@pytest.mark.parametrize("typed", ["", "   ", "«»", "\x00", "%", "' or 1=1", "ا" * 5000])
def test_what_says_nothing_finds_nobody_and_fails_nowhere(zanjan: Office, typed: str) -> None:
    assert _found(typed, people.scope(zanjan)) == []


@pytest.fixture
def maryam(zanjan: Office, as_owner: Ground) -> Person:
    """Somebody with a code that begins with a zero, a phone, a household code and a village."""
    with as_owner():
        maryam = people.person("مریم", "رسولی", zanjan, father="صفر", national_code="0010532129")
        household = people.household(
            maryam, code="۹۰۰۱۲".translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
        )
        Phone.objects.create(
            agency=zanjan.agency, office=zanjan, person=maryam, number="09121234567", kind="mobile"
        )
        BankAccount.objects.create(
            agency=zanjan.agency, office=zanjan, person=maryam, sheba=_SHEBA, valid_from=people.LONG_AGO
        )
        village = Place.objects.filter(level="village", search_key="قرهبلاغ").order_by("code").first()
        assert village is not None
        people.residence(household, place=village)
        learn_names()
    return maryam


@pytest.mark.parametrize(
    "typed",
    [
        "IR062960000000100324200001", "ir06 2960 0000 0010 0324 2000 01", "۰۶۲۹۶۰۰۰۰۰۰۰۱۰۰۳۲۴۲۰۰۰۰۱",
        "0010532129", "۰۰۱۰۵۳۲۱۲۹", "10532129", "001-053212-9", "09121234567", "۹۱۲۱۲۳۴۵۶۷", "+989121234567",
        "90012", "۹۰۰۱۲", "قره بلاغ", "قره‌بلاغ", "مریم رسولی قره بلاغ", "رسولی مریم روستای قره‌بلاغ",
    ],
)  # fmt: skip
def test_a_code_a_phone_and_a_village_find_their_own(zanjan: Office, maryam: Person, typed: str) -> None:
    assert _found(typed, people.scope(zanjan)) == ["مریم رسولی صفر"]


def test_a_code_is_masked_for_a_role_that_need_not_see_it(zanjan: Office, maryam: Person) -> None:
    director = people.scope(zanjan, role=Role.DIRECTOR)
    with within(director):
        (row,) = person_rows(person_ids=[maryam.pk], scope=director, on=ON)

    assert row.national_code == "۰۰۱•••••۲۹"


def test_another_offices_people_are_not_found(zanjan: Office, maryam: Person, as_owner: Ground) -> None:
    with as_owner():
        qazvin = people.office("emdad-qazvin")
    elsewhere = people.scope(qazvin)

    typed = ("زهرا محمدی", "زهرررا محمددددی", "0010532129", "09121234567", "90012", _SHEBA, "123456789012")
    assert {one: _found(one, elsewhere) for one in typed} == {one: [] for one in typed}


def test_a_merged_record_is_found_no_more(zanjan: Office, maryam: Person, as_owner: Ground) -> None:
    with as_owner():
        Person.objects.filter(pk=maryam.pk).update(merged_into=Person.objects.exclude(pk=maryam.pk).first())

    assert _found("مریم رسولی", people.scope(zanjan)) == []


def test_every_person_of_a_register_is_in_the_dictionary(zanjan: Office) -> None:
    with within(people.scope(zanjan)):
        assert learn_names() == 0


def test_a_common_name_does_not_crowd_out_a_near_one(zanjan: Office, as_owner: Ground) -> None:
    with as_owner():
        for _ in range(40):
            people.person("محمد", "حسنی", zanjan)
        people.person("محمد", "حسینی", zanjan, father="جواد")
        learn_names()

    assert "محمد حسینی جواد" in _found("محمد حسنی", people.scope(zanjan))


def test_a_foreigner_is_found_by_the_code_of_foreigners(zanjan: Office, as_owner: Ground) -> None:
    with as_owner():
        people.household(
            people.person(
                "گل", "محمدی", zanjan, father="نور", national_code=None, foreigner_code="123456789012"
            )
        )

    assert _found("۱۲۳۴-۵۶۷۸-۹۰۱۲", people.scope(zanjan)) == ["گل محمدی نور"]


def test_a_centre_finds_no_account_of_a_family_that_is_not_with_it(
    zanjan: Office, maryam: Person, as_owner: Ground
) -> None:
    with as_owner():
        nour = people.centre("emdad-zanjan-1", zanjan)
    worker = people.scope(zanjan, role=Role.CENTRE_WORKER, of_centre=nour)

    assert _found(_SHEBA, worker) == []
    assert _found("مریییم رسوووولی", worker) == []


def test_a_household_laid_aside_is_found_in_the_one_that_stayed(
    zanjan: Office, maryam: Person, as_owner: Ground
) -> None:
    with as_owner():
        kept = Household.objects.get(code="90012")
        owned = {"agency": zanjan.agency, "office": zanjan, "issued_by": zanjan}
        between = Household.objects.create(**owned, code="90013", merged_into=kept)
        Household.objects.create(**owned, code="90014", merged_into=between)

    assert _found("90014", people.scope(zanjan)) == ["مریم رسولی صفر"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("علی عبدالرحمانی پور اصل", "علی عبدالرحیم‌پور اصل قاسم"),
        ("عبدالرحیم پور علی", "علی عبدالرحیم‌پور اصل قاسم"),
        ("رحیم پور اصل علی", "علی عبدالرحیم‌پور اصل قاسم"),
    ],
)
def test_a_name_half_said_or_badly_heard_is_found_when_nobody_is_nearer(
    zanjan: Office, as_owner: Ground, typed: str, meant: str
) -> None:
    with as_owner():
        people.household(people.person("علی", "عبدالرحیم‌پور اصل", zanjan, father="قاسم"))
        learn_names()

    assert _found(typed, people.scope(zanjan)) == [meant]
