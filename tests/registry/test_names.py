"""The dictionary of spellings knows every name of the register, and meets near spellings in one form."""

from __future__ import annotations

import pytest
from django.db import connection

from madadkar.foundation.persian import search_key
from madadkar.foundation.scope import NOBODY, within
from madadkar.registry.models import NameDeletion, NameKey
from madadkar.registry.names import bare_names, learn_keys, learn_names, near_forms
from tests.registry import people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [("زهرا", "ذهرا"), ("رضایی", "رظایی"), ("کریمی", "کرمیی"), ("محمدی", "محمودی"), ("اصغری", "اسغری")],
)
def test_near_spellings_meet_in_one_form(one: str, other: str) -> None:
    assert near_forms(search_key(one)) & near_forms(search_key(other))


def test_far_names_meet_nowhere() -> None:
    assert not near_forms("رضایی") & near_forms("کاظمیان")


def test_bare_names_drop_seyyed_and_sadat() -> None:
    assert "علی" in bare_names(search_key("سید علی"))
    assert "زهرا" in bare_names(search_key("زهرا سادات"))
    assert "زهرا" in bare_names(search_key("سیده زهرا سادات"))
    assert bare_names(search_key("رضا")) == set()


def test_learn_names_teaches_every_name_in_sight_once(as_owner) -> None:
    with as_owner():
        zanjan = people.office()
        people.person("سید علی", "موسوی", zanjan, father="احمد")
        people.person("زهرا", "موسوی", zanjan)
    with within(people.scope(zanjan)):
        assert learn_names() == 4
        assert learn_names() == 0
    with as_owner():
        taught = set(NameKey.objects.values_list("part", "key"))
        assert {("first", "سیدعلی"), ("first", "زهرا"), ("first", "احمد"), ("last", "موسوی")} <= taught
        assert NameDeletion.objects.filter(deletion="الی", key="سیدعلی").exists()


def test_learn_names_of_one_office_leaves_another_alone(as_owner) -> None:
    with as_owner():
        zanjan, qazvin = people.office(), people.office("emdad-qazvin")
        people.person("اکرم", "نجفی", zanjan)
        people.person("مجید", "مؤمنی", qazvin)
    with within(people.scope(zanjan, qazvin)):
        learn_names(office_id=qazvin.pk)
    assert set(NameKey.objects.values_list("key", flat=True)) == {"مجید", "مومنی"}


def test_learn_keys_teaches_a_few_and_repeats_nothing() -> None:
    with within(NOBODY):
        assert learn_keys(first=["زهرا", ""], last=["رضایی", "رضایی"]) == 2
        assert learn_keys(first=["زهرا"], last=["رضایی"]) == 0
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from registry_namedeletion where deletion = 'رزای'")
        assert cursor.fetchone() == (1,)
