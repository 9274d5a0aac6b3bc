"""What invented people are called and where they live: pools for tuning, and others for reporting."""

from __future__ import annotations

import csv
import re
from bisect import bisect
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random
from typing import Literal, NamedTuple

from farsi_faker import FarsiFaker

from madadkar.foundation.persian import clean

Split = Literal["tuning", "reporting"]

PROVINCES: dict[Split, tuple[str, ...]] = {
    # Qazvin, East Azerbaijan, Ardabil, Isfahan
    "tuning": ("26", "03", "24", "10"),
    # Kermanshah, Sistan and Baluchestan, Lorestan, Kurdistan
    "reporting": ("05", "11", "15", "12"),
}
_RARE_SURNAMES_SHARE = 0.13
_RARE_GIVEN_SHARE = 0.06
_OLD_UNTIL = 1345
_CITY_SHARE = 0.6
_NO_VILLAGE = re.compile(r"[()/\d]|ایستگاه|موتور|چاه|پاسگاه|پادگان|شرکت|مرغداری|دامداری|تلمبه|کوره|پمپ")


class Pool:
    """Things drawn by weight: the n-th weighs as the inverse of n, softened at the head."""

    def __init__(self, things: Sequence[str], *, softened: float) -> None:
        self.things = things
        self._up_to = list(accumulate(1 / (place + softened) for place in range(len(things))))

    def draw(self, dice: Random) -> str:
        """One of them."""
        return self.things[bisect(self._up_to, dice.random() * self._up_to[-1], hi=len(self.things) - 1)]


class Home(NamedTuple):
    """Where a family lives."""

    county: str
    place: str
    is_city: bool


def given_name(dice: Random, *, split: Split, sex: str, birth_year: int) -> str:
    """A name such as was given in that Jalali year, now and then a rare one."""
    if dice.random() < _RARE_GIVEN_SHARE:
        return dice.choice(_rare(sex)[split == "reporting" :: 2])
    age = "old" if birth_year <= _OLD_UNTIL else "young"
    return _pools()[f"{split} {'male' if sex == 'm' else 'female'} {age}"].draw(dice)


def surname(dice: Random, *, split: Split) -> str:
    """A family name: mostly one of the region's own, now and then a rare one."""
    if dice.random() < _RARE_SURNAMES_SHARE:
        return dice.choice(_rare("")[split == "reporting" :: 2])
    return _pools()[f"{split} surname"].draw(dice)


class Province:
    """A province's counties, cities and villages; most families live in few of them."""

    def __init__(self, code: str, dice: Random) -> None:
        cities, villages = _places(code)
        self.counties = sorted(cities)
        dice.shuffle(self.counties)
        self._county = Pool(self.counties, softened=1.5)
        self._cities = {county: Pool(names, softened=0.4) for county, names in cities.items()}
        self._villages = {
            county: Pool(_shuffled(dice, names), softened=25) for county, names in villages.items()
        }

    def home(self, dice: Random) -> Home:
        """A city or a village."""
        county = self._county.draw(dice)
        if dice.random() < _CITY_SHARE or county not in self._villages:
            return Home(county, self._cities[county].draw(dice), is_city=True)
        return Home(county, self._villages[county].draw(dice), is_city=False)

    def village_near(self, dice: Random, home: Home) -> str:
        """Another village, or a city, of the same county."""
        pool = self._villages.get(home.county) if dice.random() < 0.6 else None
        return (pool or self._cities[home.county]).draw(dice)

    def city_of(self, county: str) -> str:
        """The county's first city."""
        return self._cities[county].things[0]


def _shuffled(dice: Random, names: Sequence[str]) -> list[str]:
    return dice.sample(names, len(names))


@cache
def whole_country() -> tuple[dict[str, list[str]], dict[str, list[tuple[str, str]]]]:
    """Every name (surname, man, woman), common ones first, and every (place, county) (city, village)."""
    faker = FarsiFaker(seed=1401)
    generated = {clean(faker.generated_last_name()) for _ in range(12_000)}
    names = {
        "surname": [*_both("surname"), *_rare(""), *sorted(generated)],
        "man": [*_both("male old"), *_both("male young"), *_rare("m")],
        "woman": [*_both("female old"), *_both("female young"), *_rare("f")],
    }
    found = {
        kind: [(name, county) for county, listed in sorted(by_county.items()) for name in listed]
        for kind, by_county in zip(("city", "village"), _places(""), strict=True)
    }
    return {pool: list(dict.fromkeys(listed)) for pool, listed in names.items()}, found


def _both(pool: str) -> list[str]:
    """A pool of both regions, their commonest names by turns."""
    tuning, reporting = (_pools()[f"{split} {pool}"].things for split in PROVINCES)
    longest = max(len(tuning), len(reporting))
    return [
        name for place in range(longest) for names in (tuning, reporting) for name in names[place : place + 1]
    ]


@cache
def _pools() -> dict[str, Pool]:
    text = resources.files("madadkar.matching.practice").joinpath("names.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {
        head.strip("[]"): Pool([clean(name.replace("_", " ")) for name in names.split()], softened=12)
        for head, names in zip(lines[::2], lines[1::2], strict=True)
    }


@cache
def _rare(sex: str) -> tuple[str, ...]:
    """The long tail, as farsi-faker knows it: family names, or given names of one sex."""
    faker = FarsiFaker(seed=1400)
    draw = {"": faker.last_name, "m": faker.male_first_name, "f": faker.female_first_name}[sex]
    names = sorted({clean(draw()) for _ in range(4000)})
    return tuple(name for name in names if 3 <= len(name) <= 14 and name.count(" ") <= 1)


@cache
def _places(province: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Names of cities and of villages of a province ('' for all) by the county's name."""
    counties = {code: clean(name) for code, name in _divisions("county.csv", 4, province)}
    cities: dict[str, list[str]] = {counties[code]: [] for code in sorted(counties)}
    villages: dict[str, list[str]] = {}
    for file, length, found in (("city.csv", 10, cities), ("village.csv", 16, villages)):
        for code, name in _divisions(file, length, province):
            if len(name) <= 18 and not _NO_VILLAGE.search(name):
                found.setdefault(counties[code[:4]], []).append(clean(name))
    for county, names in cities.items():
        # The seat, which mostly bears the county's name, comes first: most families live there.
        names.sort(key=lambda name: name.replace(" ", "") != county.replace(" ", ""))
    return {county: names or [county] for county, names in cities.items()}, villages


def _divisions(file: str, length: int, province: str) -> list[tuple[str, str]]:
    """Code and name of the official divisions of a province; the name stands second, the code last."""
    with (resources.files("iranian_cities") / "data" / file).open(encoding="utf-8") as lines:
        rows = csv.reader(lines)
        coded = [(row[-1].zfill(length), row[1]) for row in rows if row[-1].isdigit()]
    return [(code, name) for code, name in coded if code.startswith(province)]
