"""Names as families in these provinces bear them: by sex, year of birth and province."""

from __future__ import annotations

from bisect import bisect
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random

from farsi_faker import FarsiFaker

from madadkar.foundation.persian import clean, search_key, sort_key
from madadkar.registry.rules import Sex

_COHORTS = ((1329, "0-1329"), (1354, "1330-1354"), (1374, "1355-1374"), (9999, "1375-1450"))
_OWN_SURNAMES_SHARE = 0.30
_RARE_SURNAMES_SHARE = 0.22
SEYYED_SHARE = 0.045


class Pool:
    """Names drawn by weight: the n-th most frequent weighs as the inverse of n, softened at the head."""

    def __init__(self, names: list[str], *, softened: float = 4.0) -> None:
        self.names = names
        self._up_to = list(accumulate(1 / (place + softened) for place in range(len(names))))

    def draw(self, dice: Random) -> str:
        """One name."""
        return self.names[bisect(self._up_to, dice.random() * self._up_to[-1], hi=len(self.names) - 1)]


def given_name(dice: Random, sex: Sex, birth_year: int) -> str:
    """A name that was given in that Jalali year."""
    cohort = next(name for last, name in _COHORTS if birth_year <= last)
    return _pools()[f"{sex.value} {cohort}"].draw(dice)


def surname(dice: Random, province: str) -> str:
    """A family name: common in the country, the province's own, or a rare one."""
    chance = dice.random()
    if chance < _RARE_SURNAMES_SHARE:
        return dice.choice(_rare_surnames())
    own = chance < _RARE_SURNAMES_SHARE + _OWN_SURNAMES_SHARE
    return _pools()[f"surname {province}" if own else "surname"].draw(dice)


def with_seyyed(name: str, sex: Sex) -> str:
    """The given name with «سید» or «سیده» before it."""
    return f"{'سید' if sex is Sex.MALE else 'سیده'} {name}"


@cache
def key_of(name: str) -> str:
    """The name's search key, made once."""
    return search_key(name)


@cache
def order_of(name: str) -> str:
    """The name's place in a list, made once."""
    return sort_key(name)


@cache
def _pools() -> dict[str, Pool]:
    text = resources.files("madadkar.demo").joinpath("names.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    heads = [line.strip("[]") for line in lines[::2]]
    names = [_names_of(line) for line in lines[1::2]]
    return {head: Pool(list_of_names) for head, list_of_names in zip(heads, names, strict=True)}


def _names_of(line: str) -> list[str]:
    return list(dict.fromkeys(clean(name.replace("_", " ")) for name in line.split()))


@cache
def _rare_surnames() -> tuple[str, ...]:
    """The long tail: family names of farsi-faker that are neither odd in length nor of three words."""
    faker = FarsiFaker(seed=1399)
    names = sorted({clean(faker.last_name()) for _ in range(9000)})
    return tuple(name for name in names if 4 <= len(name) <= 14 and name.count(" ") <= 1)
