"""The random table of a block: where digits, days, sizes and pairs of letters find their bits in it.

A block's key is drawn out into a table of random bytes. Each purpose has a stretch of its own, so that the
same digit in another place of a code is another byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise
from typing import Any

TOKENS = 384
"""Kinds of letter pairs a field tells apart; which pair is which kind is a secret of the project."""
HASHES = 2
"""Bits a pair of letters sets in its field's filter of 64: about .2 of them are set for a usual name."""
_BYTES_OF = {
    "pairs": TOKENS * HASHES,
    "digits": 10 * 10,
    "turned": 9 * 55,
    "year_low": 128,
    "year_high": 128,
    "edge": 64,
    "next": 64,
    "span": 64,
    "day_digits": 4 * 10,
    "month_or_day": 32,
    "of_decade": 40,
    "decade": 32,
    "size": 32,
    "size_edge": 32,
    "sex": 2,
    "role": 2,
    "often": 10,
}
_ENDS = dict(zip(_BYTES_OF, accumulate(_BYTES_OF.values()), strict=True))
_BEGIN = {name: end - _BYTES_OF[name] for name, end in _ENDS.items()}
_BYTES = max(_ENDS.values())
_SPAN_YEARS = 6
_RARE = {"first": (0.006, 0.0015), "last": (0.003, 0.001), "father": (0.006, 0.0015), "place": (0.01, 0.003)}
"""Below which share of a roster a name is rare, and rarest."""
_MET = 3
"""A name so many bear is a name, and not a slip of the pen for another."""
_UNSEEN = 300
Place = tuple[str, int]
"""A part of a row, and the place in the table that its bits come from."""


def drawn(block_key: bytes) -> bytes:
    """The table of a block."""
    return hashlib.shake_128(block_key).digest(_BYTES)


def pair_places(token: int) -> Iterator[int]:
    """Where a kind of letter pair finds its bits."""
    return (_BEGIN["pairs"] + token * HASHES + which for which in range(HASHES))


def places(person: Mapping[str, Any]) -> list[Place]:
    """Every small part of a person that is known, with its place in the table."""
    return [
        *_code(person["code"]),
        *_birth(person["birth"]),
        *_size(person["size"]),
        *([("sex", _BEGIN["sex"] + (person["sex"] == "f"))] if person["sex"] else []),
        *([("role", _BEGIN["role"] + bool(person["is_head"]))] if person["is_head"] is not None else []),
        *_how_often(person),
    ]


def _how_often(person: Mapping[str, Any]) -> Iterator[Place]:
    """How rare its names are: one byte for all that are rare, so that it shows only where both of two are."""
    for at, (field, (rare, rarest)) in enumerate(_RARE.items()):
        if not person[field]:
            continue
        share = person[f"times_of_{field}"] / (person["times_of_all"] + _UNSEEN)
        if share < rare:
            yield f"{field}_rare", _BEGIN["often"] + at * 2
        if share < rarest:
            yield f"{field}_rarest", _BEGIN["often"] + at * 2 + 1
    for at, field in enumerate(("first", "last")):
        if person[f"times_of_{field}"] >= _MET:
            yield f"{field}_met", _BEGIN["often"] + 8 + at


def _code(code: str) -> Iterator[Place]:
    """Each digit in its place, and each two neighbours either way round, so that two turned digits show."""
    for at, digit in enumerate(code):
        yield f"digit_{at}", _BEGIN["digits"] + at * 10 + int(digit)
    for at, (one, other) in enumerate(pairwise(map(int, code))):
        yield f"turned_{at}", _BEGIN["turned"] + at * 55 + _either_way(one, other)


def _either_way(one: int, other: int) -> int:
    """A number for two digits in no order."""
    return min(one, other) + max(one, other) * (max(one, other) + 1) // 2


def _birth(birth: str) -> Iterator[Place]:
    """The year and what lies about it, then month and day.

    Two years are one apart when the edge above one is the edge below the other, two apart when the same year
    lies next to both, and few apart when one of two staggered spans holds both.
    """
    if not birth:
        return
    year = int(birth[:4])
    yield "year_low", _BEGIN["year_low"] + year % 128
    yield "year_high", _BEGIN["year_high"] + year % 128
    yield "year_up", _BEGIN["edge"] + year % 64
    yield "year_down", _BEGIN["edge"] + (year - 1) % 64
    yield "next_up", _BEGIN["next"] + (year + 1) % 64
    yield "next_down", _BEGIN["next"] + (year - 1) % 64
    yield "span_even", _BEGIN["span"] + year // _SPAN_YEARS * 2 % 64
    yield "span_odd", _BEGIN["span"] + ((year + _SPAN_YEARS // 2) // _SPAN_YEARS * 2 + 1) % 64
    yield "of_decade", _BEGIN["of_decade"] + year // 100 % 4 * 10 + year % 10
    yield "decade", _BEGIN["decade"] + year // 10 % 32
    yield "month", _BEGIN["month_or_day"] + int(birth[4:6]) % 32
    yield "day", _BEGIN["month_or_day"] + int(birth[6:8]) % 32
    for at, name in enumerate(("month_tens", "month_ones", "day_tens", "day_ones")):
        yield name, _BEGIN["day_digits"] + at * 10 + int(birth[4 + at])


def _size(size: int | None) -> Iterator[Place]:
    if size is not None:
        yield "size", _BEGIN["size"] + size % 32
        yield "size_up", _BEGIN["size_edge"] + size % 32
        yield "size_down", _BEGIN["size_edge"] + (size - 1) % 32
