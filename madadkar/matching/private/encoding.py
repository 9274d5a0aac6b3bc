"""A person encoded for one block: the same person in another block, or another project, is other bits.

Only persons of one block are ever compared, so each block has a key of its own, made from the project's
secret and the block's plain key («born that day, given name sounding so»). Everything of the row is hashed
under it: equal values are equal inside the block, near names share bits inside the block, and across blocks
or projects nothing repeats that could be counted. This is the salting by a stable attribute of the
literature, with the blocking key as the attribute: no comparison is lost to it.
"""

from __future__ import annotations

import hashlib
import secrets
import struct
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from madadkar.matching.private import keys, tables
from madadkar.matching.private.layout import FLAGS, HOUSE_SLOTS, PARTS, WORDS

_MARK_BYTES = 8
_KEY_BYTES = 32
_EDGE = "_"
_WORD = 2**64 - 1
_CUSTOMARY = {"0101", "0701"}
_FIRST_YEAR_OF_GIRLS = 1390
_NOISE = struct.Struct(f"<{WORDS}Q")
_BITS = [1 << byte % 64 for byte in range(256)]
_TEXTS = ("first", "last", "father", "place", "county", "code", "sex")
_LABELS = {
    "first": "name", "last": "name", "house_last": "name", "father": "father", "first_sound": "first sound",
    "last_sound": "last sound", "father_sound": "father sound", "whole": "whole", "place": "place",
    "county": "county", "phone": "phone", "sheba": "sheba", "code": "code",
}  # fmt: skip
_PAIR_LABELS = {"first": "name", "last": "name", "father": "father", "place": "place"}
READ = (
    "first", "last", "father", "first_sound", "last_sound", "father_sound", "whole", "place", "county",
    "code", "birth", "sex", "phone", "sheba", "size", "is_head", "house_last", "codes", "phones", "shebas",
    "times_of_first", "times_of_last", "times_of_father", "times_of_place", "times_of_all",
)  # fmt: skip
"""What is read of a person: columns of `engine/keyed.py`, and how many of the roster share a name."""
Person = Mapping[str, Any]


class Prepared(NamedTuple):
    """A person between the roster and the block: what is the same in all blocks, made once.

    `values` are (word, shift, keyed value), `pairs` (word, places in the table), `small` (word, shift, mask,
    place in the table). `known` are the words with the flags alone, `noise` masks what stays noise.
    """

    values: list[tuple[int, int, bytes]]
    pairs: list[tuple[int, tuple[int, ...]]]
    small: list[tuple[int, int, int, int]]
    known: list[int]
    noise: list[int]

    def encoded(self, block_key: bytes) -> list[int]:
        """The words of the person in one block; noise where nothing is known."""
        table = tables.drawn(block_key)
        words = self.known.copy()
        for word, shift, value in self.values:
            # Both are of fixed length: a plain hash of them is as good as a keyed one, and costs a third.
            told = hashlib.sha256(block_key + value).digest()
            words[word] |= (told[0] << 8 | told[1]) << shift
        for word, places in self.pairs:
            for place in places:
                words[word] |= _BITS[table[place]]
        for word, shift, mask, place in self.small:
            words[word] |= (table[place] & mask) << shift
        noise = _NOISE.unpack(secrets.token_bytes(_NOISE.size))
        return [word | drawn & mask for word, drawn, mask in zip(words, noise, self.noise, strict=True)]


class Encoder:
    """Encodes persons under one project's secret."""

    def __init__(self, secret: bytes) -> None:
        self._block_key = keys.subkey(secret, "blocks")
        self._token_key = keys.subkey(secret, "tokens")
        self._value = lru_cache(maxsize=400_000)(self._value_told)
        self._pairs = lru_cache(maxsize=200_000)(self._pairs_told)

    def block(self, name: str, key: str) -> tuple[int, bytes]:
        """The mark by which a block is known, and its key, which is never shown."""
        told = hashlib.blake2b(
            f"{name}|{key}".encode(), key=self._block_key, digest_size=_MARK_BYTES + _KEY_BYTES
        ).digest()
        return int.from_bytes(told[:_MARK_BYTES]), told[_MARK_BYTES:]

    def prepared(self, person: Person) -> Prepared:
        """What of a person goes into every block."""
        values = {part: self._value(label, person[part]) for part, label in _LABELS.items() if person[part]}
        if _may_bear_another_surname(person):
            values["woman"] = self._value("woman", "woman")
        for field, slots in HOUSE_SLOTS.items():
            listed = [value for value in person[f"{field}s"].split(",") if value][:slots]
            values |= {f"house_{field}_{at}": self._value(field, value) for at, value in enumerate(listed)}
        small = tables.places(person)
        paired = [field for field in _PAIR_LABELS if person[field]]
        return Prepared(
            [(PARTS[part].word, PARTS[part].shift, value) for part, value in values.items()],
            [(PARTS[f"{field}_pairs"].word, self._pairs(field, person[field])) for field in paired],
            [(PARTS[part].word, PARTS[part].shift, PARTS[part].mask, place) for part, place in small],
            _flagged(person),
            _unknown("flags", *values, *(part for part, _ in small), *(f"{field}_pairs" for field in paired)),
        )

    def _value_told(self, label: str, value: str) -> bytes:
        return hashlib.blake2b(f"{label}={value}".encode(), key=self._token_key, digest_size=16).digest()

    def _pairs_told(self, field: str, text: str) -> tuple[int, ...]:
        """Where in a block's table the pairs of letters of a name stand."""
        tokens = {
            int.from_bytes(self._value_told(f"pair of {_PAIR_LABELS[field]}", one + other)[:2])
            % tables.TOKENS
            for one, other in pairwise(f"{_EDGE}{text}{_EDGE}")
        }
        return tuple(place for token in tokens for place in tables.pair_places(token))


def _may_bear_another_surname(person: Person) -> bool:
    """A woman, as far as her year of birth tells: a husband's surname may stand on one roster."""
    return person["sex"] == "f" and (not person["birth"] or int(person["birth"][:4]) < _FIRST_YEAR_OF_GIRLS)


def _unknown(*filled: str) -> list[int]:
    """For each word, the bits that no part of these fills."""
    masks = [_WORD] * WORDS
    for name in filled:
        part = PARTS[name]
        masks[part.word] &= ~(part.mask << part.shift)
    return masks


def _flagged(person: Person) -> list[int]:
    """The words with nothing but the flags."""
    known = {field: bool(person[field]) for field in _TEXTS} | {
        "year": bool(person["birth"]),
        "phone": bool(person["phones"]),
        "sheba": bool(person["shebas"]),
        "size": person["size"] is not None,
        "role": person["is_head"] is not None,
        "customary_day": person["birth"][4:] in _CUSTOMARY or person["birth"].endswith("00"),
    }
    words = [0] * WORDS
    flags = sum(1 << place for place, flag in enumerate(FLAGS) if known[flag])
    words[PARTS["flags"].word] = flags << PARTS["flags"].shift
    return words
