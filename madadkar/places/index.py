"""Many places looked up at once: the places of a province, read once for a whole roster."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum

from django.db.models import QuerySet

from madadkar.places.models import Place
from madadkar.places.queries import Spot, all_places, one_letter_away
from madadkar.places.rules import Area, Level
from madadkar.places.spelling import OTHER_KEYS, keys_of, keys_of_name


class How(StrEnum):
    """How surely a typed place was recognised; the roster's findings carry it."""

    EXACT = "exact"
    NEAR = "near"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


Found = tuple[Spot | None, How]

# Where a family may live, likeliest first: a city before a village of the same name, unless told otherwise.
_LIVED_IN = (
    frozenset({Level.CITY.value}),
    frozenset({Level.VILLAGE.value}),
    frozenset({Level.ZONE.value}),
    frozenset({Level.RURAL_DISTRICT.value}),
    frozenset({Level.DISTRICT.value}),
)
_FIELDS = ("id", "code", "level", "name", "search_key", "county_id", "area")


class PlaceIndex:
    """The places of one province (`province_id` None: of the country) by every key they answer to.

    Answers are remembered, because a roster says the same village hundreds of times.
    """

    def __init__(self, province_id: int | None) -> None:
        places = all_places().select_related(None).exclude(level=Level.PROVINCE)
        if province_id is not None:
            places = places.filter(province_id=province_id)
        self._counties: dict[str, list[Spot]] = defaultdict(list)
        self._lived_in: dict[int | None, dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
        for values in places.values_list(*_FIELDS, "official_name"):
            self._learn(Spot(*values[:-1]), official_name=values[-1])
        self._learn_former(places)
        self._remembered: dict[tuple[str, int | None, str | None], Found] = {}

    def _learn(self, spot: Spot, *, official_name: str) -> None:
        keys = {spot.search_key} | keys_of_name(official_name)
        for key in keys:
            if spot.level == Level.COUNTY:
                self._counties[key].append(spot)
            else:
                self._lived_in[spot.county_id][key].append(spot)
                self._lived_in[None][key].append(spot)

    def _learn_former(self, places: QuerySet[Place]) -> None:
        """A name a place bore before means it, where no other place bears it now."""
        former = places.filter(names__valid_until__isnull=False)
        for *values, key in former.values_list(*_FIELDS, "names__search_key"):
            spot = Spot(*values)
            if spot.level == Level.COUNTY:
                self._counties.setdefault(key, [spot])
            else:
                self._lived_in[spot.county_id].setdefault(key, [spot])
                self._lived_in[None].setdefault(key, [spot])

    def county(self, text: str) -> Found:
        """The county meant; a county city's name means its county."""
        for key in keys_of(text):
            found = self._counties.get(key) or self._counties.get(OTHER_KEYS.get(key, ""))
            if found:
                return _only(found, How.EXACT)
        for key in keys_of(text):
            if near := one_letter_away(key=key, names=self._counties):
                return _only([spot for name in near for spot in self._counties[name]], How.NEAR)
        return None, How.UNKNOWN

    def place(self, text: str, county: Spot | Place | int | None = None, *, area: str | None = None) -> Found:
        """The city, village or district meant, in a county when it is known.

        `area` (urban or rural), when the roster says it, decides between a city and a village of one name.
        Two villages of one name in sight are ambiguous: the roster row keeps its text and says so.
        """
        county_id = county if isinstance(county, int) or county is None else county.id
        question = (text, county_id, area)
        if question not in self._remembered:
            self._remembered[question] = self._look_up(text, county_id, area)
        return self._remembered[question]

    def _look_up(self, text: str, county_id: int | None, area: str | None) -> Found:
        names = self._lived_in.get(county_id, {})
        keys = keys_of(text)
        for key in keys:
            found = names.get(key) or names.get(OTHER_KEYS.get(key, ""))
            if found:
                return _likeliest(found, How.EXACT, area)
        for key in keys:
            if near := one_letter_away(key=key, names=names):
                return _likeliest([spot for name in near for spot in names[name]], How.NEAR, area)
        return None, How.UNKNOWN


def _likeliest(found: list[Spot], how: How, area: str | None) -> Found:
    if area in (Area.URBAN, Area.RURAL):
        found = [spot for spot in found if spot.area == area] or found
    for levels in _LIVED_IN:
        if at_level := [spot for spot in found if spot.level in levels]:
            return _only(at_level, how)
    return _only(found, how)


def _only(found: list[Spot], how: How) -> Found:
    alike = {spot.id: spot for spot in found}
    return (next(iter(alike.values())), how) if len(alike) == 1 else (None, How.AMBIGUOUS)
