"""Which place is meant by what somebody typed, and where a place stood on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import connections
from django.db.models import Q, QuerySet
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from madadkar.foundation.persian import search_key
from madadkar.places.models import Place
from madadkar.places.rules import Level
from madadkar.places.spelling import OTHER_KEYS, keys_of

# Shorter names differ by one letter too often for a misspelling to be guessed.
SHORTEST_GUESSED = 4
ABOVE_CITIES = (Level.PROVINCE, Level.COUNTY, Level.DISTRICT)

# The way up from a place as it stood on a day: the placement of that day where there is one (the first one
# for days before it), else where it stands now.
_PATH = """
with recursive way(id, step) as (
  select %(place)s::bigint, 0
  union all
  select coalesce(
           (select p.parent_id from places_placement p
            where p.place_id = way.id and (p.valid_until is null or p.valid_until > %(on)s)
            order by p.valid_from limit 1),
           (select parent_id from places_place where id = way.id)),
         step + 1
  from way where way.id is not null and step < 9
)
select id from way where id is not null order by step desc
"""


class Spot(NamedTuple):
    """A place as the index and lists know it."""

    id: int
    code: str
    level: str
    name: str
    search_key: str
    county_id: int | None
    area: str


def all_places() -> QuerySet[Place]:
    """Every place that exists now, with what it lies in."""
    return Place.objects.filter(exists_until__isnull=True).select_related("parent", "county", "province")


def provinces() -> QuerySet[Place]:
    """The provinces, as a Persian list orders them."""
    return Place.objects.filter(level=Level.PROVINCE, exists_until__isnull=True).order_by("sort_key")


def counties_of(*, province_id: int | None) -> QuerySet[Place]:
    """The counties of a province (or of the whole country), as a Persian list orders them."""
    counties = Place.objects.filter(level=Level.COUNTY, exists_until__isnull=True).order_by("sort_key")
    return counties if province_id is None else counties.filter(province_id=province_id)


def place_path(*, place_id: int, on: date) -> list[Place]:
    """Province down to the place itself, as they stood on a day."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_PATH, {"place": place_id, "on": on})
        ids = [row[0] for row in cursor.fetchall()]
    found = Place.objects.in_bulk(ids)
    return [found[id_] for id_ in ids]


def find_place(
    *, text: str, within: Place | None = None, levels: Iterable[str] = (), limit: int = 20
) -> list[Place]:
    """Every place that what was typed may mean, highest level first; more than one is ambiguous.

    «ماه نشان» finds «ماهنشان»; a name no place has now is one it had, or one a single letter away.
    `within` is a province or a county. Without it only divisions above cities are guessed at: villages are
    too alike.
    """
    places = _within(all_places(), within, tuple(levels))
    for key in keys_of(text):
        named = places.filter(search_key__in={key, OTHER_KEYS.get(key, key)})
        if found := list(named.order_by("code")[:limit]):
            return sorted(found, key=lambda place: _RANK[place.level])
    for key in keys_of(text):
        if former := list(places.filter(names__search_key=key).distinct().order_by("code")[:limit]):
            return former
    near = places if within or levels else places.filter(level__in=ABOVE_CITIES)
    return _near(near, text, limit)


def _within(places: QuerySet[Place], within: Place | None, levels: tuple[str, ...]) -> QuerySet[Place]:
    if within is not None:
        places = places.filter(Q(province=within) | Q(county=within))
    return places.filter(level__in=levels) if levels else places


def _near(places: QuerySet[Place], text: str, limit: int) -> list[Place]:
    names = set(places.values_list("search_key", flat=True))
    for key in keys_of(text):
        if meant := one_letter_away(key=key, names=names):
            return list(places.filter(search_key__in=meant).order_by("level", "code")[:limit])
    return []


def one_letter_away(*, key: str, names: Iterable[str]) -> list[str]:
    """The names one letter (added, lost, changed or swapped) from a key, if it is long enough to guess."""
    if len(key) < SHORTEST_GUESSED:
        return []
    found = process.extract(key, list(names), scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=5)
    return [name for name, _, _ in found]


def places_like(*, text: str, within: Place | None = None, limit: int = 20) -> list[Place]:
    """Places whose name begins with what was typed so far, else those it may mean: answers as one types."""
    key = search_key(text)
    if not key:
        return []
    places = _within(all_places(), within, ())
    begun = list(places.filter(search_key__startswith=key).order_by("search_key", "code")[: limit * 3])
    if not begun:
        return find_place(text=text, within=within, limit=limit)
    return sorted(begun, key=lambda place: (_RANK[place.level], len(place.search_key)))[:limit]


_RANK = {
    Level.PROVINCE.value: 0,
    Level.COUNTY.value: 1,
    Level.CITY.value: 2,
    Level.VILLAGE.value: 3,
    Level.RURAL_DISTRICT.value: 4,
    Level.DISTRICT.value: 5,
    Level.ZONE.value: 6,
}
