"""The official divisions are all there, by code, and a second loading adds nothing."""

from __future__ import annotations

import time

import pytest
from django.core.management import call_command

from madadkar.foundation.persian import search_key, sort_key
from madadkar.places.loading import load_places, official_divisions
from madadkar.places.models import Place
from madadkar.places.rules import CODE_LENGTHS, Level
from tests.databases import as_owner

pytestmark = pytest.mark.django_db


def test_every_province_and_county_is_there() -> None:
    counts = {level: Place.objects.filter(level=level).count() for level in Level}

    assert counts == {
        Level.PROVINCE: 31, Level.COUNTY: 448, Level.DISTRICT: 1099, Level.CITY: 1354, Level.ZONE: 200,
        Level.RURAL_DISTRICT: 2637, Level.VILLAGE: 98100,
    }  # fmt: skip


def test_codes_have_the_zeros_that_the_list_lost() -> None:
    wrong = [one for one in official_divisions() if len(one.code) != CODE_LENGTHS[one.level]]

    assert wrong == []
    assert Place.objects.get(code="01").name == "گیلان"
    assert Place.objects.get(code="0001").name == "اراک"


def test_every_place_lies_where_its_code_says() -> None:
    village = Place.objects.select_related("parent", "county", "province").get(code="1907010002233205")

    assert (village.province.name, village.county.name) == ("زنجان", "خرمدره")  # type: ignore[union-attr]  # it has both
    assert village.parent.code == "1907010002"  # type: ignore[union-attr]  # it has one
    assert not Place.objects.exclude(level=Level.PROVINCE).filter(parent__isnull=True).exists()
    assert not Place.objects.exclude(level=Level.PROVINCE).filter(county__isnull=True).exists()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("11", "سیستان و بلوچستان"),
        ("17", "کهگیلویه و بویراحمد"),
        ("14", "چهارمحال و بختیاری"),
        ("1024", "بوئین و میاندشت"),
        ("2601", "بوئین‌زهرا"),
    ],
)
def test_names_are_spelt_as_people_spell_them_and_the_official_one_is_kept(code: str, name: str) -> None:
    place = Place.objects.get(code=code)

    assert place.name == name
    assert place.official_name != name


def test_keys_are_the_houses_own() -> None:
    for place in Place.objects.filter(province__code="19")[::40]:
        assert (place.search_key, place.sort_key) == (search_key(place.name), sort_key(place.name))


def test_cities_and_zones_are_urban_villages_and_rural_districts_rural() -> None:
    areas = set(Place.objects.values_list("level", "area").distinct())

    assert areas == {
        ("province", ""), ("county", ""), ("district", ""), ("city", "urban"), ("zone", "urban"),
        ("rural_district", "rural"), ("village", "rural"),
    }  # fmt: skip


def test_a_second_loading_adds_nothing_and_changes_nothing() -> None:
    with as_owner():
        Place.objects.filter(code="1904").update(name="زنجانِ خودمان")
        assert load_places(using="default") == 0

    assert Place.objects.get(code="1904").name == "زنجانِ خودمان"


def test_a_place_that_is_missing_is_loaded_again_under_its_parent() -> None:
    with as_owner():
        Place.objects.filter(code="1907010002233205").delete()
        started = time.monotonic()
        assert load_places(using="default") == 1

    assert time.monotonic() - started < 20
    assert Place.objects.get(code="1907010002233205").parent.code == "1907010002"  # type: ignore[union-attr]  # it has one


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_command_says_that_all_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("places_load")

    assert "از پیش" in capsys.readouterr().out
