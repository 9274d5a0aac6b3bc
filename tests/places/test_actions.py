"""Divisions are founded, split and moved from a day on, and stand where they stood before it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.places.actions import (
    add_place,
    close_place,
    rename_place,
    reopen_place,
    reparent_place,
    split_county,
)
from madadkar.places.index import PlaceIndex
from madadkar.places.models import Place, Placement
from madadkar.places.queries import find_place, place_path
from madadkar.places.rules import BEFORE_RECORDS, Level
from tests.databases import as_owner

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NARGES = Scope(actor_id=5, actor_name="نرگس", rights=frozenset({"manage_places"}))
MARYAM = Scope(actor_id=6, actor_name="مریم", rights=frozenset({"see_families"}))
DAY, DAY_BEFORE = date(2024, 5, 1), date(2024, 4, 30)


@pytest.fixture
def khodabandeh() -> Place:
    """A county of Zanjan with several districts."""
    return Place.objects.get(code="1903")


def _district(county: Place) -> Place:
    return Place.objects.filter(parent=county, level=Level.DISTRICT).order_by("code")[0]


def _names(place: Place, on: date) -> list[str]:
    return [step.code for step in place_path(place_id=place.pk, on=on)]


def test_add_place_founds_a_village_where_the_list_has_none(khodabandeh: Place) -> None:
    rural = Place.objects.filter(county=khodabandeh, level=Level.RURAL_DISTRICT)[0]

    new = add_place(
        code="1903999999999999",
        name="مهر آباد نو",
        parent=rural,
        level=Level.VILLAGE,
        on=DAY,
        by=NARGES,
        at=NOW,
    )

    assert (new.area, new.county_id, new.province.code) == ("rural", khodabandeh.pk, "19")  # type: ignore[union-attr]  # it has one
    assert new.search_key == "مهرابادنو"
    assert _names(new, DAY)[-2:] == [rural.code, new.code]


def test_add_place_of_a_county_is_its_own_county() -> None:
    zanjan = Place.objects.get(code="19")

    new = add_place(code="1999", name="سهرورد", parent=zanjan, level=Level.COUNTY, on=DAY, by=NARGES, at=NOW)

    new.refresh_from_db()
    assert (new.county_id, new.province_id) == (new.pk, zanjan.pk)


@pytest.mark.parametrize(
    ("code", "name", "level", "no"),
    [
        ("199", "سهرورد", Level.COUNTY, "place_code_shape"),
        ("۱۹۹۹", "سهرورد", Level.COUNTY, "place_code_shape"),
        ("1904", "سهرورد", Level.COUNTY, "place_code_taken"),
        ("1999", " ", Level.COUNTY, "place_name_missing"),
        ("199999", "سهرورد", Level.DISTRICT, "place_level_wrong"),
    ],
)
def test_add_place_refuses_what_is_not_right(code: str, name: str, level: Level, no: str) -> None:
    zanjan = Place.objects.get(code="19")

    with pytest.raises(Refusal) as refusal:
        add_place(code=code, name=name, parent=zanjan, level=level, on=DAY, by=NARGES, at=NOW)

    assert refusal.value.code == no


def test_only_who_manages_places_may(khodabandeh: Place) -> None:
    abhar = Place.objects.get(code="1901")
    with pytest.raises(Refusal, match="not_permitted"):
        reparent_place(place=_district(khodabandeh), parent=abhar, on=DAY, by=MARYAM, at=NOW)


def test_reparent_place_moves_all_that_lies_in_it_and_keeps_where_it_stood(khodabandeh: Place) -> None:
    abhar, district = Place.objects.get(code="1901"), _district(khodabandeh)
    village = Place.objects.filter(level=Level.VILLAGE, parent__parent=district)[0]

    reparent_place(place=district, parent=abhar, on=DAY, by=NARGES, at=NOW)

    village.refresh_from_db()
    assert village.county_id == abhar.pk
    assert _names(village, DAY)[:3] == ["19", "1901", district.code]
    assert _names(village, DAY_BEFORE)[:3] == ["19", "1903", district.code]
    assert _names(village, date(1990, 1, 1))[:3] == ["19", "1903", district.code]


def test_a_place_moved_to_another_province_takes_its_villages_along(khodabandeh: Place) -> None:
    qazvin_county, district = Place.objects.get(code="2603"), _district(khodabandeh)
    village = Place.objects.filter(level=Level.VILLAGE, parent__parent=district)[0]

    reparent_place(place=district, parent=qazvin_county, on=DAY, by=NARGES, at=NOW)

    village.refresh_from_db()
    assert (village.province.code, village.county.code) == ("26", "2603")  # type: ignore[union-attr]  # it has both


def test_reparent_place_twice_keeps_every_step(khodabandeh: Place) -> None:
    abhar, tarom, district = (
        Place.objects.get(code="1901"),
        Place.objects.get(code="1908"),
        _district(khodabandeh),
    )

    reparent_place(place=district, parent=abhar, on=DAY, by=NARGES, at=NOW)
    moved = reparent_place(place=district, parent=tarom, on=date(2025, 1, 1), by=NARGES, at=NOW)

    assert moved.parent_id == tarom.pk
    assert [_names(district, on)[1] for on in (DAY_BEFORE, DAY, date(2025, 1, 1))] == ["1903", "1901", "1908"]
    assert Placement.objects.filter(place=district).count() == 3


@pytest.mark.parametrize(
    ("parent", "on", "no"),
    [
        ("1903", DAY, "place_already_there"),
        ("19", DAY, "place_level_wrong"),
        ("1901", date(2027, 1, 1), "day_in_future"),
    ],
)
def test_reparent_place_refuses_what_cannot_be(khodabandeh: Place, parent: str, on: date, no: str) -> None:
    with pytest.raises(Refusal) as refusal:
        reparent_place(
            place=_district(khodabandeh), parent=Place.objects.get(code=parent), on=on, by=NARGES, at=NOW
        )

    assert refusal.value.code == no


def test_reparent_place_refuses_a_day_before_its_last_move(khodabandeh: Place) -> None:
    abhar, tarom, district = (
        Place.objects.get(code="1901"),
        Place.objects.get(code="1908"),
        _district(khodabandeh),
    )
    reparent_place(place=district, parent=abhar, on=DAY, by=NARGES, at=NOW)

    with pytest.raises(Refusal, match="place_moved_since"):
        reparent_place(place=district, parent=tarom, on=DAY, by=NARGES, at=NOW)


def test_split_county_founds_one_from_its_districts(khodabandeh: Place) -> None:
    district = _district(khodabandeh)

    new = split_county(
        county=khodabandeh, code="1999", name="سجاس‌رود", districts=[district], on=DAY, by=NARGES, at=NOW
    )

    city = Place.objects.filter(parent=district, level=Level.CITY).first()
    assert new.province_id == khodabandeh.province_id
    assert city is not None and city.county_id == new.pk
    assert _names(district, DAY_BEFORE)[1] == "1903"


@pytest.mark.parametrize("which", ["none", "another"])
def test_split_county_refuses_districts_that_are_not_its_own(khodabandeh: Place, which: str) -> None:
    districts = [] if which == "none" else [_district(Place.objects.get(code="1901"))]
    with pytest.raises(Refusal) as refusal:
        split_county(
            county=khodabandeh, code="1999", name="نو", districts=districts, on=DAY, by=NARGES, at=NOW
        )

    assert refusal.value.code in {"districts_missing", "district_of_another_county"}
    assert not Place.objects.filter(code="1999").exists()


def test_each_deed_is_told_to_the_trail(khodabandeh: Place) -> None:
    district = _district(khodabandeh)
    with within(NARGES):
        split_county(
            county=khodabandeh, code="1999", name="نو", districts=[district], on=DAY, by=NARGES, at=NOW
        )

    with as_owner():
        told = AuditEvent.objects.filter(deed__startswith="places.").order_by("pk")
        deeds = list(told.values_list("deed", flat=True))
    assert deeds == ["places.add_place", "places.reparent_place", "places.split_county"]


def test_the_database_knows_one_parent_a_place_at_a_time(khodabandeh: Place) -> None:
    district, zanjan = _district(khodabandeh), Place.objects.get(code="1904")
    Placement.objects.create(place=district, parent=zanjan, valid_from=DAY)

    with pytest.raises(IntegrityError, match="one_parent_a_place_at_a_time"), transaction.atomic():
        Placement.objects.create(place=district, parent=khodabandeh, valid_from=date(2025, 1, 1))


def _village() -> Place:
    return Place.objects.filter(level=Level.VILLAGE, county__code="1903").order_by("code")[0]


def test_a_renamed_place_is_found_by_both_names_and_keeps_both_with_their_days() -> None:
    village = _village()
    former, since = village.name, village.exists_from

    rename_place(place=village, name="مهرآوران نو", on=DAY, by=NARGES, at=NOW)

    assert Place.objects.get(pk=village.pk).name == "مهرآوران نو"
    assert [(one.name, one.valid_until) for one in village.names.order_by("valid_from")] == [
        (former, DAY),
        ("مهرآوران نو", None),
    ]
    assert since is None and village.names.earliest("valid_from").valid_from == BEFORE_RECORDS
    found = find_place(text=former, within=village.county)
    assert village in find_place(text="مهر آوران نو") and village in found
    index = PlaceIndex(village.province_id)
    assert index.place("مهرآوران نو", village.county)[0].id == village.pk  # type: ignore[union-attr]  # it is found


def test_a_name_another_place_bears_now_means_that_place() -> None:
    one, other = Place.objects.filter(level=Level.VILLAGE, county__code="1903").order_by("code")[:2]
    former = one.name

    rename_place(place=one, name="مهرآوران نو", on=DAY, by=NARGES, at=NOW)
    rename_place(place=other, name=former, on=DAY, by=NARGES, at=NOW)

    assert PlaceIndex(one.province_id).place(former, one.county)[0].id != one.pk  # type: ignore[union-attr]  # as above


@pytest.mark.parametrize(
    ("name", "on", "refused"),
    [
        ("", DAY, "place_name_missing"),
        ("مهرآوران نو", date(2027, 1, 1), "day_in_future"),
        (None, DAY, "place_named_so"),
    ],
)
def test_rename_place_refuses(name: str | None, on: date, refused: str) -> None:
    village = _village()
    with pytest.raises(Refusal, match=refused):
        rename_place(place=village, name=village.name if name is None else name, on=on, by=NARGES, at=NOW)


def test_rename_place_refuses_a_second_name_from_the_same_day_and_whoever_may_not() -> None:
    village = _village()
    rename_place(place=village, name="مهرآوران نو", on=DAY, by=NARGES, at=NOW)

    with pytest.raises(Refusal, match="place_renamed_since"):
        rename_place(place=village, name="مهرآوران کهن", on=DAY, by=NARGES, at=NOW)
    with pytest.raises(Refusal, match="not_permitted"):
        rename_place(place=village, name="مهرآوران کهن", on=NOW.date(), by=MARYAM, at=NOW)


def test_a_closed_place_is_offered_no_more_and_takes_nothing() -> None:
    village = _village()

    close_place(place=village, on=DAY, reason="خالی از سکنه", by=NARGES, at=NOW)

    assert village not in find_place(text=village.name, within=village.county)
    with pytest.raises(Refusal, match="place_closed"):
        rename_place(place=village, name="مهرآوران نو", on=NOW.date(), by=NARGES, at=NOW)
    with pytest.raises(Refusal, match="place_closed"):
        close_place(place=village, on=NOW.date(), reason="باز", by=NARGES, at=NOW)


def test_a_place_closed_by_mistake_was_there_all_the_time() -> None:
    village = _village()
    before = _names(village, DAY)
    close_place(place=village, on=DAY, reason="خالی از سکنه", by=NARGES, at=NOW)

    reopen_place(place=village, reason="اشتباه بود", by=NARGES, at=NOW)

    village.refresh_from_db()
    assert village.exists_until is None
    assert _names(village, DAY) == before
    with pytest.raises(Refusal, match="place_open"):
        reopen_place(place=village, reason="باز", by=NARGES, at=NOW)


def test_close_place_refuses_what_still_holds_places_and_a_day_to_come(khodabandeh: Place) -> None:
    with pytest.raises(Refusal, match="place_has_places"):
        close_place(place=_district(khodabandeh), on=DAY, reason="حذف", by=NARGES, at=NOW)
    with pytest.raises(Refusal, match="day_in_future"):
        close_place(place=_village(), on=date(2027, 1, 1), reason="حذف", by=NARGES, at=NOW)
    with pytest.raises(Refusal, match="reason_missing"):
        close_place(place=_village(), on=DAY, reason=" ", by=NARGES, at=NOW)
