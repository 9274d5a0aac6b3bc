"""The official divisions, province to village, loaded by code from the registry's package at install.

Source: the Statistical Centre's list as django-iranian-cities carries it (about 1398); only its data
files are read. Counties founded since are added by an administrator (`places.actions`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from django.db import connections, transaction

from madadkar.foundation.persian import clean, search_key, sort_key
from madadkar.foundation.sqlfile import sql_text
from madadkar.places.rules import CODE_LENGTHS, Level, area_of
from madadkar.places.spelling import shown_name

_FILES = {
    "province.csv": Level.PROVINCE,
    "county.csv": Level.COUNTY,
    "district.csv": Level.DISTRICT,
    "city.csv": Level.CITY,
    "rural_district.csv": Level.RURAL_DISTRICT,
    "village.csv": Level.VILLAGE,
}
_ZONE = "2"  # city_type of a part of a large city
_DRAFT = """
create temporary table place_draft (id bigint primary key, is_new boolean, code text, level text, name text,
  official_name text, search_key text, sort_key text, area text,
  parent_code text, county_code text, province_code text) on commit drop
"""
_COPY = "copy place_draft from stdin"


class Division(NamedTuple):
    """One line of the official list."""

    code: str
    level: Level
    name: str

    @property
    def parent_code(self) -> str | None:
        """The code of what it lies in; codes carry it as a prefix (cities and zones: their district)."""
        if self.level is Level.PROVINCE:
            return None
        lengths = {Level.COUNTY: 2, Level.DISTRICT: 4, Level.VILLAGE: 10}
        return self.code[: lengths.get(self.level, 6)]


def load_places(*, using: str = "owner") -> int:
    """Add the divisions not known yet and say how many; nothing that stands is touched."""
    divisions = list(official_divisions())
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("select code, id from places_place")
        known: dict[str, int] = dict(cursor.fetchall())
        missing = sum(1 for one in divisions if one.code not in known)
        if missing:
            _insert(cursor, divisions, known)
    return missing


def _insert(cursor: Any, divisions: list[Division], known: dict[str, int]) -> None:
    cursor.execute(_DRAFT)
    cursor.execute("lock places_place in share row exclusive mode")
    cursor.execute("select coalesce(max(id), 0) from places_place")
    next_id = cursor.fetchone()[0] + 1
    with cursor.copy(_COPY) as copy:
        for offset, division in enumerate(divisions):
            copy.write_row(_draft(division, known.get(division.code), next_id + offset))
    cursor.execute("analyze place_draft")
    cursor.execute(sql_text("madadkar.places", "load.sql"))
    cursor.execute(
        "select setval(pg_get_serial_sequence('places_place', 'id'), (select max(id) from places_place))"
    )
    cursor.execute("analyze places_place")


def _draft(division: Division, known_id: int | None, new_id: int) -> tuple[Any, ...]:
    name, searched, sorted_ = _spelt(division.name)
    code, level = division.code, division.level
    return (
        known_id or new_id,
        known_id is None,
        code,
        level.value,
        name,
        division.name,
        searched,
        sorted_,
        area_of(level=level) or "",
        division.parent_code,
        code[:4] if level is not Level.PROVINCE else None,
        code[:2],
    )


@cache
def _spelt(official: str) -> tuple[str, str, str]:
    name = clean(shown_name(official))
    return name, search_key(name), sort_key(name)


def official_divisions() -> Iterator[Division]:
    """Every line of the official list, highest level first, its code with the leading zeros it lost."""
    folder = resources.files("iranian_cities") / "data"
    for file, level in _FILES.items():
        with (folder / file).open(encoding="utf-8") as lines:
            cells = csv.reader(lines)  # not a DictReader: a house reads all lines each time it opens
            heads = next(cells)
            code, name = heads.index("code"), heads.index("name")
            city_type = heads.index("city_type") if "city_type" in heads else None
            for line in cells:
                kind = Level.ZONE if city_type is not None and line[city_type] == _ZONE else level
                yield Division(line[code].zfill(CODE_LENGTHS[kind]), kind, line[name].strip())
