"""Deeds on the country's divisions: found one, split a county, move, rename and close a place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connections, transaction
from django.utils.timezone import localtime

from madadkar.foundation.audit import record
from madadkar.foundation.models import Dated
from madadkar.foundation.persian import clean, search_key, sort_key
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.places.models import Place, Placement, PlaceName
from madadkar.places.rules import (
    BEFORE_RECORDS,
    MANAGE_PLACES,
    Level,
    area_of,
    check_code,
    check_parent_level,
)

# County and province of a place and all below it, after it moved.
_RENEW_ABOVE = """
with recursive below(id, county_id, province_id) as (
  select id, %(county)s::bigint, %(province)s::bigint from places_place where id = %(place)s
  union all
  select p.id, case when b_level.level = 'county' then b.id else b.county_id end, b.province_id
  from below b join places_place b_level on b_level.id = b.id join places_place p on p.parent_id = b.id
)
update places_place p
set county_id = case when p.level = 'county' then p.id else below.county_id end,
    province_id = below.province_id
from below where below.id = p.id
"""


@transaction.atomic
def add_place(
    *, code: str, name: str, parent: Place, level: Level, on: date, by: Scope, at: datetime
) -> Place:
    """A division founded on a day, such as a new county or a village the official list does not have.

    Raises Refusal: not_permitted, place_code_shape, place_code_taken, place_name_missing, place_level_wrong,
    place_closed.
    """
    by.check(MANAGE_PLACES)
    check_code(code=code, level=level)
    check_parent_level(level=level, parent_level=Level(parent.level))
    if not search_key(name):
        raise Refusal("place_name_missing")
    _check_open(parent)
    if taken := Place.objects.filter(code=code).first():
        raise Refusal("place_code_taken", code=code, name=taken.name)
    spelt = clean(name)
    place = Place.objects.create(
        code=code,
        level=level.value,
        name=spelt,
        search_key=search_key(spelt),
        sort_key=sort_key(spelt),
        parent=parent,
        county_id=parent.pk if parent.level == Level.COUNTY else parent.county_id,
        province_id=parent.pk if parent.level == Level.PROVINCE else parent.province_id,
        area=area_of(level=level) or "",
        exists_from=on,
    )
    if level is Level.COUNTY:
        Place.objects.filter(pk=place.pk).update(county_id=place.pk)
        place.county_id = place.pk
    Placement.objects.create(place=place, parent=parent, valid_from=on)
    record("places.add_place", by=by, at=at, subject=place, code=code, place=spelt, on=on)
    return place


@transaction.atomic
def reparent_place(*, place: Place, parent: Place, on: date, by: Scope, at: datetime) -> Place:
    """Put a place under another from a day on; where it stood before stays known for every earlier day.

    Raises Refusal: not_permitted, place_level_wrong, place_already_there, place_closed, day_in_future,
    place_moved_since.
    """
    by.check(MANAGE_PLACES)
    place = Place.objects.select_for_update().get(pk=place.pk)
    _check_move(place, parent, on, at)
    if not place.placements.exists():
        assert place.parent_id is not None
        begun = place.exists_from or BEFORE_RECORDS
        Placement.objects.create(place=place, parent_id=place.parent_id, valid_from=begun)
    place.placements.filter(valid_until__isnull=True).update(valid_until=on)
    Placement.objects.create(place=place, parent=parent, valid_from=on)
    former = place.parent_id
    place.parent = parent
    place.save(update_fields=["parent"])
    _renew_above(place, parent)
    record("places.reparent_place", by=by, at=at, subject=place, former=former, parent=parent.pk, on=on)
    place.refresh_from_db()
    return place


@transaction.atomic
def split_county(
    *, county: Place, code: str, name: str, districts: Iterable[Place], on: date, by: Scope, at: datetime
) -> Place:
    """A new county founded from districts of another, in the same province, from a day on.

    Raises Refusal as add_place and reparent_place do, and: districts_missing, district_of_another_county.
    """
    by.check(MANAGE_PLACES)
    moved = list(districts)
    if not moved:
        raise Refusal("districts_missing")
    for district in moved:
        if district.level != Level.DISTRICT or district.parent_id != county.pk:
            raise Refusal("district_of_another_county", district=district.name, county=county.name)
    assert county.province_id is not None, "a county lies in a province"
    province = Place.objects.get(pk=county.province_id)
    new = add_place(code=code, name=name, parent=province, level=Level.COUNTY, on=on, by=by, at=at)
    for district in moved:
        reparent_place(place=district, parent=new, on=on, by=by, at=at)
    record("places.split_county", by=by, at=at, subject=new, former=county.pk, districts=len(moved), on=on)
    return new


@transaction.atomic
def rename_place(*, place: Place, name: str, on: date, by: Scope, at: datetime) -> Place:
    """A place is called otherwise from a day on; by its former name it is still found.

    Raises Refusal: not_permitted, place_closed, place_name_missing, place_named_so, day_in_future,
    place_renamed_since.
    """
    by.check(MANAGE_PLACES)
    place = Place.objects.select_for_update().get(pk=place.pk)
    _check_open(place)
    spelt = clean(name)
    if not search_key(spelt):
        raise Refusal("place_name_missing")
    if spelt == place.name:
        raise Refusal("place_named_so", place=place.name)
    _check_day(place, on, at, since=place.names.filter(valid_until=None).first(), code="place_renamed_since")
    if not place.names.exists():
        begun = place.exists_from or BEFORE_RECORDS
        PlaceName.objects.create(place=place, name=place.name, search_key=place.search_key, valid_from=begun)
    place.names.filter(valid_until=None).update(valid_until=on)
    former = place.name
    place.name = place.official_name = spelt
    place.search_key, place.sort_key = search_key(spelt), sort_key(spelt)
    place.save(update_fields=["name", "official_name", "search_key", "sort_key"])
    PlaceName.objects.create(place=place, name=spelt, search_key=place.search_key, valid_from=on)
    record("places.rename_place", by=by, at=at, subject=place, former=former, place=spelt, on=on)
    return place


@transaction.atomic
def close_place(*, place: Place, on: date, reason: str, by: Scope, at: datetime) -> Place:
    """A place is no division any more from a day on: a village left empty, or grown into a city.

    Families known to live there stay known so; nobody new is put there.

    Raises Refusal: not_permitted, place_closed, reason_missing, place_has_places, day_in_future,
    place_moved_since.
    """
    by.check(MANAGE_PLACES)
    place = Place.objects.select_for_update().get(pk=place.pk)
    _check_open(place)
    if not clean(reason):
        raise Refusal("reason_missing")
    below = Place.objects.filter(parent=place, exists_until=None).count()
    if below:
        raise Refusal("place_has_places", place=place.name, count=below)
    _check_day(place, on, at, since=place.placements.filter(valid_until=None).first())
    place.exists_until = on
    place.save(update_fields=["exists_until"])
    place.placements.filter(valid_until=None).update(valid_until=on)
    record("places.close_place", by=by, at=at, subject=place, reason=clean(reason), on=on)
    return place


@transaction.atomic
def reopen_place(*, place: Place, reason: str, by: Scope, at: datetime) -> Place:
    """A place was closed by mistake: it was there all the time.

    Raises Refusal: not_permitted, place_open, reason_missing, place_closed (what it lies in is closed).
    """
    by.check(MANAGE_PLACES)
    place = Place.objects.select_for_update().get(pk=place.pk)
    if place.exists_until is None:
        raise Refusal("place_open", place=place.name)
    if not clean(reason):
        raise Refusal("reason_missing")
    if place.parent is not None:
        _check_open(place.parent)
    place.placements.filter(valid_until=place.exists_until).update(valid_until=None)
    place.exists_until = None
    place.save(update_fields=["exists_until"])
    record("places.reopen_place", by=by, at=at, subject=place, reason=clean(reason))
    return place


def _check_open(place: Place) -> None:
    if place.exists_until is not None:
        raise Refusal("place_closed", place=place.name, on=place.exists_until)


def _check_day(
    place: Place, on: date, at: datetime, *, since: Dated | None, code: str = "place_moved_since"
) -> None:
    """The day is not to come, and after what holds of the place now began."""
    if on > localtime(at).date():
        raise Refusal("day_in_future", on=on)
    begun = since.valid_from if since else place.exists_from
    if begun is not None and on <= begun:
        raise Refusal(code, place=place.name, since=begun)


def _check_move(place: Place, parent: Place, on: date, at: datetime) -> None:
    check_parent_level(level=Level(place.level), parent_level=Level(parent.level))
    if parent.pk == place.parent_id:
        raise Refusal("place_already_there", place=place.name, parent=parent.name)
    _check_open(place)
    _check_open(parent)
    _check_day(place, on, at, since=place.placements.filter(valid_until=None).first())


def _renew_above(place: Place, parent: Place) -> None:
    county = parent.pk if parent.level == Level.COUNTY else parent.county_id
    province = parent.pk if parent.level == Level.PROVINCE else parent.province_id
    with connections["default"].cursor() as cursor:
        cursor.execute(_RENEW_ABOVE, {"place": place.pk, "county": county, "province": province})
