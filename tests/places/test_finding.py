"""What offices type finds the place they mean, and says how surely."""

from __future__ import annotations

import pytest

from madadkar.places.index import How, PlaceIndex
from madadkar.places.models import Place
from madadkar.places.queries import find_place, places_like

pytestmark = pytest.mark.django_db


@pytest.fixture
def zanjan() -> Place:
    """The province."""
    return Place.objects.get(code="19")


@pytest.fixture
def index(zanjan: Place) -> PlaceIndex:
    """Its places."""
    return PlaceIndex(zanjan.pk)


@pytest.mark.parametrize(
    ("typed", "name", "how"),
    [
        ("ماه نشان", "ماهنشان", How.EXACT),
        ("ماه‌نشان", "ماهنشان", How.EXACT),
        ("سلطانيه", "سلطانیه", How.EXACT),
        ("خرم دره", "خرمدره", How.EXACT),
        ("شهرستان ابهر", "ابهر", How.EXACT),
        ("خدا بنده", "خدابنده", How.EXACT),
        ("زنچان", "زنجان", How.NEAR),
        ("ابهرر", "ابهر", How.NEAR),
    ],
)
def test_a_county_is_found_however_it_is_spelt(index: PlaceIndex, typed: str, name: str, how: How) -> None:
    found, said = index.county(typed)

    assert found is not None
    assert (found.name, found.level, said) == (name, "county", how)


def test_a_county_of_another_province_is_unknown_here(index: PlaceIndex) -> None:
    assert index.county("تهران") == (None, How.UNKNOWN)


@pytest.mark.parametrize(
    ("typed", "level", "how"),
    [
        ("نيك پي", "city", How.EXACT),
        ("کشت و صنعت  خرمدره", "village", How.EXACT),
        ("ماه نشان", "city", How.EXACT),
        ("صايين قلعه", "city", How.EXACT),
        ("شهر ابهر", "city", How.EXACT),
        ("زنجان - نیک پی", "city", How.EXACT),
        ("نوربها", "city", How.NEAR),
    ],
)
def test_a_place_to_live_in_is_found(index: PlaceIndex, typed: str, level: str, how: How) -> None:
    found, said = index.place(typed)

    assert found is not None
    assert (found.level, said) == (level, how)


def test_a_city_is_meant_before_a_village_of_its_name(index: PlaceIndex) -> None:
    khorramdarreh = index.county("خرمدره")[0]

    city, _ = index.place("خرمدره", khorramdarreh)
    rural, _ = index.place("خرمدره", khorramdarreh, area="rural")

    assert city is not None and rural is not None
    assert (city.level, rural.area) == ("city", "rural")


def test_two_villages_of_one_name_are_ambiguous_until_the_county_is_known(index: PlaceIndex) -> None:
    name, counties = _a_name_of_villages_in_two_counties()

    assert index.place(name) == (None, How.AMBIGUOUS)
    found, how = index.place(name, counties[0])
    assert found is not None
    assert (found.county_id, how) == (counties[0], How.EXACT)


def _a_name_of_villages_in_two_counties() -> tuple[str, list[int]]:
    villages = Place.objects.filter(province__code="19", level="village").order_by("search_key")
    where: dict[str, list[int]] = {}
    for key, county in villages.values_list("search_key", "county_id"):
        where.setdefault(key, []).append(county)
    key = next(key for key, counties in where.items() if len(counties) == 2 == len(set(counties)))
    return Place.objects.filter(search_key=key, province__code="19")[0].name, where[key]


def test_what_no_place_is_called_is_unknown(index: PlaceIndex) -> None:
    assert index.place("شهر آرزوهای دور") == (None, How.UNKNOWN)
    assert index.place("") == (None, How.UNKNOWN)
    assert index.place("؟") == (None, How.UNKNOWN)


def test_short_names_are_not_guessed(index: PlaceIndex) -> None:
    assert index.county("ابه") == (None, How.UNKNOWN)


def test_a_village_answers_to_either_of_its_two_written_names() -> None:
    village = Place.objects.filter(level="village", official_name__contains="/").order_by("code")[0]
    index = PlaceIndex(village.province_id)

    found = [index.place(part.strip(), village.county_id)[0] for part in village.official_name.split("/")]

    assert village.pk in {one.id for one in found if one}


def test_the_index_asks_the_database_twice(django_assert_num_queries, zanjan: Place) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    with django_assert_num_queries(2):
        index = PlaceIndex(zanjan.pk)
        for _ in range(200):
            index.place("نیک پی", index.county("زنجان")[0])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("سیستان و بلوچستان", "11"),
        ("سیستان وبلوچستان", "11"),
        ("کهگیلویه و بویراحمد", "17"),
        ("بوئین و میاندشت", "1024"),
        ("بوئین زهرا", "2601"),
        ("تالش", "0104"),
        ("قائمشهر", "0210"),
    ],
)
def test_any_place_of_the_country_is_found_by_its_name(typed: str, code: str) -> None:
    assert find_place(text=typed)[0].code == code


def test_all_that_may_be_meant_is_told_highest_first(zanjan: Place) -> None:
    found = find_place(text="ماه نشان", within=zanjan)

    assert [place.level for place in found] == ["county", "city", "rural_district"]
    assert find_place(text="ماه نشان", within=zanjan, levels=["city"]) == [found[1]]


def test_a_place_is_looked_for_only_where_it_was_asked(zanjan: Place) -> None:
    assert find_place(text="اصفهان", within=zanjan) == []
    assert find_place(text="اصفهن")[0].code in {"10", "1002"}


def test_a_list_answers_as_one_types(zanjan: Place) -> None:
    assert places_like(text="ماهن", within=zanjan)[0].level == "county"
    assert places_like(text=" ", within=zanjan) == []
