"""The levels of the country's divisions, and what is urban or rural."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from madadkar.foundation.refusal import Refusal

MANAGE_PLACES = "manage_places"
"""The right (see organisations.rules.Right) to change the divisions."""

BEFORE_RECORDS = date(1907, 12, 18)
"""The first law of provinces (27 آذر 1286): «since always» for a place with no known beginning."""


class Level(StrEnum):
    """A level of division, from the Statistical Centre's list; the value is stored."""

    PROVINCE = "province"
    COUNTY = "county"
    DISTRICT = "district"
    CITY = "city"
    ZONE = "zone"
    RURAL_DISTRICT = "rural_district"
    VILLAGE = "village"


LEVEL_NAMES = {
    Level.PROVINCE: "استان",
    Level.COUNTY: "شهرستان",
    Level.DISTRICT: "بخش",
    Level.CITY: "شهر",
    Level.ZONE: "منطقه شهری",
    Level.RURAL_DISTRICT: "دهستان",
    Level.VILLAGE: "روستا",
}

PARENT_LEVELS: dict[Level, frozenset[Level]] = {
    Level.PROVINCE: frozenset(),
    Level.COUNTY: frozenset({Level.PROVINCE}),
    Level.DISTRICT: frozenset({Level.COUNTY}),
    Level.CITY: frozenset({Level.DISTRICT}),
    Level.ZONE: frozenset({Level.DISTRICT, Level.CITY}),
    Level.RURAL_DISTRICT: frozenset({Level.DISTRICT}),
    Level.VILLAGE: frozenset({Level.RURAL_DISTRICT}),
}


class Area(StrEnum):
    """Where a family lives: in a city or in a village."""

    URBAN = "urban"
    RURAL = "rural"


AREA_NAMES = {Area.URBAN: "شهری", Area.RURAL: "روستایی"}


def area_of(*, level: str) -> Area | None:
    """Urban in cities and their zones, rural in rural districts and villages, unsaid above them."""
    if level in (Level.CITY, Level.ZONE):
        return Area.URBAN
    if level in (Level.RURAL_DISTRICT, Level.VILLAGE):
        return Area.RURAL
    return None


CODE_LENGTHS = {
    Level.PROVINCE: 2,
    Level.COUNTY: 4,
    Level.DISTRICT: 6,
    Level.CITY: 10,
    Level.ZONE: 10,
    Level.RURAL_DISTRICT: 10,
    Level.VILLAGE: 16,
}
"""Digits in the Statistical Centre's code of each level."""


def check_code(*, code: str, level: Level) -> None:
    """A code has the digits of its level. Raises Refusal("place_code_shape")."""
    length = CODE_LENGTHS[level]
    if not (code.isascii() and code.isdigit() and len(code) == length):
        raise Refusal("place_code_shape", code=code, length=length, level=LEVEL_NAMES[level])


def check_parent_level(*, level: Level, parent_level: Level) -> None:
    """A place lies in one of the level above it. Raises Refusal("place_level_wrong")."""
    if parent_level not in PARENT_LEVELS[level]:
        raise Refusal("place_level_wrong", level=LEVEL_NAMES[level], parent=LEVEL_NAMES[parent_level])
