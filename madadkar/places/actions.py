"""Deeds on the country's divisions: found a new one, split a county, move a place under another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connections, transaction
from django.utils.timezone import localtime

from madadkar.foundation.audit import record
from madadkar.foundation.persian import clean, search_key, sort_key
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.places.models import Place, Placement
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

    Raises Refusal: not_permitted, place_code_shape, place_code_taken, place_name_missing, place_level_wrong.
    """
    by.check(MANAGE_PLACES)
    check_code(code=code, level=level)
    check_parent_level(level=level, parent_level=Level(parent.level))
    if not search_key(name):
        raise Refusal("place_name_missing")
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

    Raises Refusal: not_permitted, place_level_wrong, place_already_there, day_in_future, place_moved_since.
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


def _check_move(place: Place, parent: Place, on: date, at: datetime) -> None:
    check_parent_level(level=Level(place.level), parent_level=Level(parent.level))
    if parent.pk == place.parent_id:
        raise Refusal("place_already_there", place=place.name, parent=parent.name)
    if on > localtime(at).date():
        raise Refusal("day_in_future", on=on)
    last = place.placements.filter(valid_until__isnull=True).first()
    begun = last.valid_from if last else place.exists_from
    if begun is not None and on <= begun:
        raise Refusal("place_moved_since", place=place.name, since=begun)


def _renew_above(place: Place, parent: Place) -> None:
    county = parent.pk if parent.level == Level.COUNTY else parent.county_id
    province = parent.pk if parent.level == Level.PROVINCE else parent.province_id
    with connections["default"].cursor() as cursor:
        cursor.execute(_RENEW_ABOVE, {"place": place.pk, "county": county, "province": province})
