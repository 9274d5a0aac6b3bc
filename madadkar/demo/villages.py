"""Where the demo's families live: the cities and some well-peopled villages of each county."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from madadkar.demo.names import Pool
from madadkar.foundation.persian import clean
from madadkar.places.models import Place
from madadkar.places.rules import Area, Level

_VILLAGES_A_COUNTY = 70
# The official list also holds farms, wells, police posts and barracks.
_NO_VILLAGE = re.compile(
    r"[()/\d]|ایستگاه|موتور|چاه|کارخانه|پاسگاه|پادگان|آمادگاه|شرکت|مجتمع|معدن|مرغداری|دامداری|تلمبه|کوره|پمپ"
    r"|سد |گاوداری|مزرعه|ناحیه|شهرک|کارگاه|قهوه|گروهان|زندان"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A city or a village."""

    id: int
    name: str
    area: Area


class Homes:
    """The spots of one county, the larger ones drawn more often."""

    def __init__(self, county: Place, cities: list[Spot], villages: list[Spot]) -> None:
        self.county_id: int = county.pk
        self.county_name: str = county.name
        self._spots = {Area.URBAN: (cities, _pool(cities, 0.2)), Area.RURAL: (villages, _pool(villages, 6.0))}

    def draw(self, dice: Random, area: Area) -> Spot:
        """A city or a village of the county."""
        spots, pool = self._spots[area]
        return spots[int(pool.draw(dice))]


def homes_of(province: str, seed: str) -> dict[str, Homes]:
    """The spots of each county of a province, by the county's code."""
    counties = Place.objects.using("owner").filter(level=Level.COUNTY, province__code=province)
    return {county.code: _homes(county, Random(f"{seed} {county.code}")) for county in counties}  # noqa: S311 - a demo


def _homes(county: Place, dice: Random) -> Homes:
    places = Place.objects.using("owner").filter(county=county).order_by("code")
    cities = [_spot(place, Area.URBAN) for place in places.filter(level=Level.CITY)]
    # The county's seat mostly bears its name, and most families live there.
    cities.sort(key=lambda spot: clean(spot.name).replace(" ", "") != county.name.replace(" ", ""))
    listed = places.filter(level=Level.VILLAGE)
    villages = [_spot(place, Area.RURAL) for place in listed if _is_village(place)]
    dice.shuffle(villages)
    return Homes(county, cities, villages[:_VILLAGES_A_COUNTY])


def _is_village(place: Place) -> bool:
    return len(place.name) <= 18 and not _NO_VILLAGE.search(place.name)


def _spot(place: Place, area: Area) -> Spot:
    return Spot(place.pk, place.name, area)


def _pool(spots: list[Spot], softened: float) -> Pool:
    return Pool([str(index) for index in range(len(spots))], softened=softened)
