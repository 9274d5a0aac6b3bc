"""Which names of the dictionary a typed word may have meant, and how far each is from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection

from madadkar.foundation.edits import edit_distance
from madadkar.foundation.persian import sound_key
from madadkar.registry.names import bare_names, near_forms

# Costs of a reading: as written; same sound; without «سید»; its beginning only; then a whole cost a slip.
SAME_SOUND = 0.3
BARE = 0.4
BEGINNING = 0.6
SLIP = 1.0
SHORTEST_BEGINNING = 2
MOST_BEGINNINGS = 150
# Names that look alike by their trigrams: farther than two slips, and so believed beside a sure name only.
ALIKE = 2 * SLIP
LEAST_ALIKE = 0.4
SHORTEST_ALIKE = 4
MOST_ALIKE = 20

# One trip to the dictionary: names that share a near form, names that begin so, places called so.
_LOOK_UP = """
select d.part, d.deletion, d.key, null::bigint from registry_namedeletion d where d.deletion = any(%(forms)s)
union all
select k.part, '', k.key, null from unnest(%(beginnings)s::text[]) as b (word),
  unnest('{first,last}'::text[]) as p (part),
  lateral (select part, key from registry_namekey where part = p.part and key >= b.word
           and key < b.word || chr(1114111) order by key limit %(most)s) k
union all
select 'place', search_key, '', id from places_place where search_key = any(%(words)s)
"""
# Of the dictionary, which no row-level security hides from its index (it would from the persons' own).
_ALIKE = """
select w.word, k.part, k.key, k.alike from unnest(%(words)s::text[]) as w (word),
  lateral (select part, key, similarity(key, w.word) as alike from registry_namekey
           where key %% w.word order by alike desc, key limit %(most)s) k
  where k.alike >= %(least)s
"""


@dataclass
class Spellings:
    """For each part of a name and each typed word (or joined words): the keys it may mean, with costs."""

    costs: dict[tuple[str, str], dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def offer(self, part: str, word: str, key: str, cost: float) -> None:
        """Keep the cheapest way a word can be read as a key."""
        known = self.costs[part, word]
        known[key] = min(cost, known.get(key, cost))


def near_spellings(*, words: Iterable[str], beginnings: Iterable[str], slips: int = 1) -> Spellings:
    """What each word may mean, forgiving so many slips; `beginnings` may still be unfinished."""
    asked = list(dict.fromkeys(words))
    by_form = _by_form(asked, slips)
    unfinished = [word for word in beginnings if len(word) >= SHORTEST_BEGINNING]
    found = Spellings()
    with connection.cursor() as cursor:
        wanted: dict[str, Any] = {"forms": list(by_form), "beginnings": unfinished, "words": asked}
        cursor.execute(_LOOK_UP, {**wanted, "most": MOST_BEGINNINGS})
        for part, form, key, place_id in cursor.fetchall():
            if place_id is not None:
                found.places[form].append(place_id)
            elif form:
                _offer_near(found, part, key, by_form[form], slips)
            else:
                _offer_beginnings(found, part, key, unfinished)
    return found


def add_alike(spellings: Spellings, *, words: Iterable[str]) -> Spellings:
    """The same spellings and, for each word, the names that look most like it."""
    asked = [word for word in dict.fromkeys(words) if len(word) >= SHORTEST_ALIKE]
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, {"words": asked, "most": MOST_ALIKE, "least": LEAST_ALIKE})
        for word, part, key, alike in cursor.fetchall():
            spellings.offer(part, word, key, ALIKE + (1 - alike))
    return spellings


def _by_form(words: Iterable[str], slips: int) -> dict[str, set[str]]:
    by_form: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for said, _ in _readings(word):
            for form in near_forms(said, letters=slips):
                by_form[form].add(word)
    return by_form


def _offer_near(found: Spellings, part: str, key: str, words: Iterable[str], slips: int) -> None:
    for word in words:
        known = found.costs[part, word]
        if known.get(key, BEGINNING) >= BEGINNING:
            cost = reading_cost(word=word, key=key, slips=slips)
            if cost is not None:
                found.offer(part, word, key, cost)


def _offer_beginnings(found: Spellings, part: str, key: str, words: Iterable[str]) -> None:
    for word in words:
        if key != word and key.startswith(word):
            found.offer(part, word, key, BEGINNING)


def reading_cost(*, word: str, key: str, slips: int) -> float | None:
    """How far a typed word is from a name: 0 as written, under 1 for sound or «سید», 1 a slip; or None."""
    if word == key:
        return 0.0
    costs = [
        _distance_cost(said, meant, slips) + max(extra_said, extra_meant)
        for said, extra_said in _readings(word)
        for meant, extra_meant in _readings(key)
    ]
    best = min(costs)
    return best if best <= slips * SLIP + BARE else None


def _distance_cost(said: str, meant: str, slips: int) -> float:
    if said == meant:
        return 0.0
    far = edit_distance(sound_key_of(said), sound_key_of(meant), at_most=slips)
    return SAME_SOUND if far == 0 else far * SLIP if far <= slips else 1000.0


@lru_cache(maxsize=200_000)
def sound_key_of(key: str) -> str:
    """The sound of a name key, remembered: names come again and again."""
    return sound_key(key)


@lru_cache(maxsize=200_000)
def _readings(key: str) -> tuple[tuple[str, float], ...]:
    return ((key, 0.0), *((bare, BARE) for bare in bare_names(key)))
