"""Two families made one on the page, by one officer or two, and parted again."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from madadkar.casework.models import CaseFile, FileStanding
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.registry.models import Household, HouseholdMerge
from madadkar.registry.names import learn_names
from tests.databases import as_owner
from tests.registry import people
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def zanjan(db: None) -> Office:
    """An office."""
    with as_owner():
        return people.office()


@pytest.fixture
def pair(zanjan: Office) -> tuple[CaseFile, CaseFile]:
    """Zahra's family twice: under her own name since 2010, under her daughter's with no code since 2015."""
    with as_owner():
        old = people.household(people.person("زهرا", "محمدی", zanjan, father="حسن"), code="11")
        twin = people.person("ذهرا", "محمدی", zanjan, national_code=None)
        young = people.household(twin, people.person("مریم", "محمدی", zanjan), code="12")
        files = people.case_file(old), people.case_file(young, since=date(2015, 3, 21))
        learn_names()
    return files


def _join(client: Client, one: CaseFile, other: CaseFile) -> str:
    said = {"other": other.household_id, "head_is": "head", "reason": "یک شناسنامه"}
    answer = client.post(reverse("family-merge", args=[one.household_id]), said)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def _page(file: CaseFile) -> str:
    return reverse("family", args=[file.household_id])


def test_the_other_family_is_offered_by_name_and_it_is_said_which_stays(
    zanjan: Office, pair: tuple[CaseFile, CaseFile]
) -> None:
    html = visitor(Role.INTAKE, zanjan).get(reverse("family-merge", args=[pair[1].household_id])).content

    assert "زهرا محمدی، نام پدر: حسن" in html.decode()
    assert "این خانوار می‌ماند" in html.decode()


def test_two_records_of_one_woman_become_one_family_with_one_file(
    zanjan: Office, pair: tuple[CaseFile, CaseFile]
) -> None:
    old, young = pair
    client = visitor(Role.INTAKE, zanjan)

    assert _join(client, young, old) == _page(old)
    html = client.get(_page(old)).content.decode()
    assert "خانوارهای یکی‌شده" in html
    assert "خانوار ۱۲ با همین خانوار یکی شد" in html
    assert "مریم" in html
    aside = client.get(_page(young)).content.decode()
    assert "یکی شده است" in aside
    assert _page(old) in aside
    assert "عضو تازه" not in aside
    file = client.get(reverse("case-file", args=[young.pk])).content.decode()
    assert "کنار رفته است" in file
    with as_owner():
        assert FileStanding.objects.get(case_file=young, valid_until=None).state == "inactive"


def test_a_second_click_and_a_second_officer_are_led_to_the_family_that_stayed(
    zanjan: Office, pair: tuple[CaseFile, CaseFile]
) -> None:
    old, young = pair
    client = visitor(Role.INTAKE, zanjan)
    _join(client, old, young)

    assert _join(client, old, young) == _page(old)
    assert _join(visitor(Role.HEAD, zanjan), young, old) == _page(old)
    with as_owner():
        assert HouseholdMerge.objects.count() == 1


def test_parted_again_each_family_has_its_own_page_and_file(
    zanjan: Office, pair: tuple[CaseFile, CaseFile]
) -> None:
    old, young = pair
    client = visitor(Role.HEAD, zanjan)
    _join(client, old, young)
    with as_owner():
        merge = HouseholdMerge.objects.get()
    undo = reverse("family-merge-undo", args=[merge.pk])

    assert client.post(undo, {"reason": "دو خواهر بودند"})["Location"] == _page(old)
    assert "پیش‌تر از هم جدا شده‌اند" in client.post(undo, {"reason": "باز"}).content.decode()
    assert "مریم" in client.get(_page(young)).content.decode()
    with as_owner():
        assert Household.objects.get(pk=young.household_id).merged_into_id is None
        assert FileStanding.objects.get(case_file=young, valid_until=None).state == "active"


def test_a_no_stands_beside_what_was_chosen(zanjan: Office, pair: tuple[CaseFile, CaseFile]) -> None:
    with as_owner():
        abhar = people.office("emdad-abhar", parent=zanjan)
        far = people.case_file(people.household(people.person("زهرا", "محمدی", abhar, father="رضا")))
        learn_names()

    html = _join(visitor(Role.HEAD, zanjan), pair[0], far)

    assert "از آن دو اداره‌اند" in html
    assert "یک شناسنامه" in html
