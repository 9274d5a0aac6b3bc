"""The ways a question's words may be read as a name, each with what it costs to believe it.

First and last in either order, joined or split; after them a father's name or a village.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from madadkar.registry.search.spelling import BEGINNING, Spellings

WANTED = "both"
_MOST_READINGS = 400
# No name and no village is written in more words.
_MOST_JOINED = 3
# Beyond this what is found is somebody else.
_FARTHEST = 2.9
_OTHER_ORDER = 0.25
_LONE_GIVEN_NAME = 0.2
_EXTRA_WORD = 0.1


@dataclass(frozen=True, slots=True)
class Reading:
    """One name by its keys, with the fathers or places it must go with, if any, and what it matches."""

    cost: float
    matched: tuple[str, ...]
    last: str = ""
    first: str = ""
    fathers: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rest:
    """What the words after the name say."""

    cost: float = 0.0
    matched: tuple[str, ...] = ()
    fathers: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


def runs(words: tuple[str, ...], *, at_end: bool = False) -> Iterator[str]:
    """Every run of words written as one («نیک نژاد» may be «نیک‌نژاد»), or only those at its end."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_JOINED, len(words)) + 1):
            if end == len(words) or not at_end:
                yield "".join(words[start:end])


def readings(words: tuple[str, ...], spellings: Spellings) -> dict[str, list[Reading]]:
    """The readings, likeliest first, by whether they name both names, the last or the first alone."""
    alone = {part: _alone("".join(words), part, spellings) for part in ("last", "first")}
    told: dict[str, list[Reading]] = {WANTED: list(_names(words, spellings)), **alone}
    return {names: _likeliest(found) for names, found in told.items() if found}


def _likeliest(told: list[Reading]) -> list[Reading]:
    told.sort(key=lambda one: one.cost)
    return told[:_MOST_READINGS]


def _alone(word: str, part: str, spellings: Spellings) -> list[Reading]:
    keys = spellings.costs.get((part, word), {})
    if part == "last":
        return [Reading(cost, (part,), last=key) for key, cost in keys.items()]
    return [Reading(cost + _LONE_GIVEN_NAME, (part,), first=key) for key, cost in keys.items()]


def _names(words: tuple[str, ...], spellings: Spellings) -> Iterator[Reading]:
    for middle in range(1, len(words)):
        for end in range(middle + 1, len(words) + 1):
            one, other = "".join(words[:middle]), "".join(words[middle:end])
            for rest in _rests("".join(words[end:]), spellings):
                yield from _pairs(spellings, one, other, 0.0, rest)
                yield from _pairs(spellings, other, one, _OTHER_ORDER, rest)


def _rests(rest: str, spellings: Spellings) -> Iterator[_Rest]:
    if not rest:
        yield _Rest()
        return
    fathers = tuple(spellings.costs.get(("first", rest), ()))
    if fathers:
        yield _Rest(_EXTRA_WORD, ("father",), fathers=fathers)
    if spellings.places.get(rest):
        yield _Rest(_EXTRA_WORD, ("place",), places=tuple(spellings.places[rest]))


def _pairs(spellings: Spellings, first: str, last: str, more: float, rest: _Rest) -> Iterator[Reading]:
    """Each given name with each family name that may be meant; an unfinished one only beside a sure one."""
    for last_key, last_cost in spellings.costs.get(("last", last), {}).items():
        for first_key, first_cost in spellings.costs.get(("first", first), {}).items():
            if BEGINNING in (first_cost, last_cost) and max(first_cost, last_cost) > BEGINNING:
                continue
            cost = first_cost + last_cost + more + rest.cost
            if cost <= _FARTHEST:
                matched = ("first", "last", *rest.matched)
                yield Reading(cost, matched, last_key, first_key, rest.fathers, rest.places)
