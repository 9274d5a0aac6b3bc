"""Which persons a question means, best first: every way to split its words into a name, nearest spellings first.

Names are looked up by equality on (family name, given name), so that the index serves under row-level security.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from django.db import connection

from madadkar.foundation.scope import Scope
from madadkar.registry.search.question import Question
from madadkar.registry.search.spelling import Spellings, near_spellings

MOST_HITS = 20
_MOST_TRIES = 48
_MOST_OF_A_TRY = 40
_MOST_OF_A_NAME = 12
# Beyond two slips in all, what is found is somebody else.
_FARTHEST = 3.3
_OTHER_ORDER = 0.25
_LONE_WORD_IN_FIRST_NAME = 0.2
_EXTRA_WORD = 0.1


@dataclass(frozen=True, slots=True)
class Hit:
    """A person who was found, how far from what was asked, and what of them it matched."""

    person_id: int
    cost: float
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Try:
    """One way to read the question: names by their keys and, where words are left over, a father or a place."""

    cost: float
    matched: tuple[str, ...]
    lasts: tuple[str, ...] = ()
    firsts: tuple[str, ...] = ()
    fathers: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


# The tries in their order, each by the names' own index; reading stops when enough is found. The arrays are made
# before the join: inside it they would hide the index from row-level security.
_BY_NAMES = """
with tries as materialized (
  select n, string_to_array(lasts, ' ') lasts, string_to_array(firsts, ' ') firsts,
         string_to_array(fathers, ' ') fathers, string_to_array(places, ' ')::bigint[] places
  from unnest(%(lasts)s::text[], %(firsts)s::text[], %(fathers)s::text[], %(places)s::text[])
       with ordinality as t (lasts, firsts, fathers, places, n))
select n, p.id, p.last_key, p.first_key from tries t cross join lateral (
  {lookup}
  limit {most_of_a_try}) p
limit %(enough)s
"""
_LIVES_THERE = """exists (select from registry_membership m join registry_residence r using (household_id)
      where m.person_id = q.id and r.place_id = any(t.places)
      and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
      and r.valid_from <= %(on)s and (r.valid_until is null or r.valid_until > %(on)s))"""
_LOOK_UPS = {
    "both": "select id, last_key, first_key from registry_person q where q.last_key = any(t.lasts)"
    " and q.first_key = any(t.firsts)",
    "last": "select id, last_key, first_key from registry_person q where q.last_key = any(t.lasts)",
    "first": "select id, last_key, first_key from registry_person q where q.first_key = any(t.firsts)",
}
_STILL_OWN = " and q.merged_into_id is null"
_FATHER = " and (t.fathers is null or q.father_key = any(t.fathers))"

_BY_CODE = """
select id, 'national_code' from registry_person
  where national_code = any(%(national_codes)s) and merged_into_id is null
union all
select person_id, 'phone' from registry_phone where number = any(%(phones)s)
union all
select m.person_id, 'household_code' from registry_household h join registry_membership m on m.household_id = h.id
  where h.code = any(%(written_codes)s) and h.merged_into_id is null and m.is_head
  and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
limit 40
"""
_BY_PLACE = """
select m.person_id, 'place' from registry_residence r join registry_membership m using (household_id)
  where r.place_id = any(%(places)s) and m.is_head
  and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
  and r.valid_from <= %(on)s and (r.valid_until is null or r.valid_until > %(on)s)
limit 20
"""


def find_persons(*, question: Question, scope: Scope, on: date, most: int = MOST_HITS) -> list[Hit]:
    """Who is meant, best first, among those the present scope sees (the database says so again)."""
    if question.is_empty or not scope.office_ids:
        return []
    if question.written_codes:
        return _by_code(question, on, most)
    return _by_words(question.words, on, most)


def _by_code(question: Question, on: date, most: int) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(
            _BY_CODE,
            {
                "national_codes": list(question.national_codes),
                "phones": list(question.phones),
                "written_codes": list(question.written_codes),
                "on": on,
            },
        )
        found = cursor.fetchall()
    matched: dict[int, list[str]] = defaultdict(list)
    for person_id, what in found:
        matched[person_id].append(what)
    return [Hit(person_id, 0.0, tuple(what)) for person_id, what in matched.items()][:most]


def _by_words(words: tuple[str, ...], on: date, most: int) -> list[Hit]:
    spellings = near_spellings(words=_segments(words), beginnings=_last_segments(words))
    hits: dict[int, Hit] = {}
    if len(words) == 1:
        for kind in ("last", "first"):
            tries = sorted(_tries_of_one_word(words[0], spellings, kind), key=lambda one: one.cost)
            _add(hits, tries, _look_up(kind, tries, on))
    else:
        tries = sorted(_tries_of_a_name(words, spellings), key=lambda one: one.cost)[:_MOST_TRIES]
        _add(hits, tries, _look_up("both", tries, on))
    whole = "".join(words)
    if spellings.places.get(whole):
        _add_place(hits, spellings.places[whole], on)
    return sorted(hits.values(), key=lambda hit: hit.cost)[:most]


def _segments(words: tuple[str, ...]) -> Iterator[str]:
    """Every run of words written as one: «نیک نژاد» may be «نیک‌نژاد»."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield "".join(words[start:end])


def _last_segments(words: tuple[str, ...]) -> Iterator[str]:
    """The runs that end the question: their last word may still be unfinished."""
    for start in range(len(words)):
        yield "".join(words[start:])


def _tries_of_one_word(word: str, spellings: Spellings, kind: str) -> Iterator[_Try]:
    more = _LONE_WORD_IN_FIRST_NAME if kind == "first" else 0.0
    for cost, keys in _levels(spellings, kind, word):
        names = {"lasts": keys} if kind == "last" else {"firsts": keys}
        yield _Try(cost + more, (kind,), **names)


def _tries_of_a_name(words: tuple[str, ...], spellings: Spellings) -> Iterator[_Try]:
    """First and last in either order; words after them are a father's name or a village."""
    for middle in range(1, len(words)):
        for end in range(middle + 1, len(words) + 1):
            one, other = "".join(words[:middle]), "".join(words[middle:end])
            for rest in _rests("".join(words[end:]), spellings):
                yield from _tries_of_a_pair(spellings, one, other, 0.0, rest)
                yield from _tries_of_a_pair(spellings, other, one, _OTHER_ORDER, rest)


@dataclass(frozen=True, slots=True)
class _Rest:
    cost: float = 0.0
    matched: tuple[str, ...] = ()
    fathers: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


def _rests(rest: str, spellings: Spellings) -> Iterator[_Rest]:
    if not rest:
        yield _Rest()
        return
    for cost, keys in _levels(spellings, "first", rest):
        yield _Rest(cost + _EXTRA_WORD, ("father",), fathers=keys)
    if spellings.places.get(rest):
        yield _Rest(_EXTRA_WORD, ("place",), places=tuple(spellings.places[rest]))


def _tries_of_a_pair(spellings: Spellings, first: str, last: str, more: float, rest: _Rest) -> Iterator[_Try]:
    levels = product(_levels(spellings, "first", first), _levels(spellings, "last", last))
    for (first_cost, firsts), (last_cost, lasts) in levels:
        cost = first_cost + last_cost + more + rest.cost
        if cost <= _FARTHEST:
            yield _Try(cost, ("first", "last", *rest.matched), lasts, firsts, rest.fathers, rest.places)


def _levels(spellings: Spellings, part: str, word: str) -> list[tuple[float, tuple[str, ...]]]:
    """The keys a word may mean, gathered by how far they are: as written, nearly so, one slip, two slips."""
    levels: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for key, cost in spellings.costs.get((part, word), {}).items():
        levels[0 if cost == 0 else 1 if cost < 1 else int(cost) + 1].append((cost, key))
    return [(min(level)[0], tuple(key for _, key in level)) for _, level in sorted(levels.items())]


def _look_up(kind: str, tries: list[_Try], on: date) -> list[Any]:
    if not tries:
        return []
    lookup = _LOOK_UPS[kind] + _STILL_OWN + _FATHER
    if any(one.places for one in tries):
        lookup += f" and (t.places is null or {_LIVES_THERE})"
    query = _BY_NAMES.format(lookup=lookup, most_of_a_try=_MOST_OF_A_TRY)
    with connection.cursor() as cursor:
        cursor.execute(
            query,
            {
                "lasts": [" ".join(one.lasts) for one in tries],
                "firsts": [" ".join(one.firsts) for one in tries],
                "fathers": [" ".join(one.fathers) or None for one in tries],
                "places": [" ".join(map(str, one.places)) or None for one in tries],
                "on": on,
                "enough": 3 * MOST_HITS,
            },
        )
        return cursor.fetchall()


def _add(hits: dict[int, Hit], tries: list[_Try], found: list[Any]) -> None:
    """Of one name not more than a dozen, so that a near spelling of a common name is still seen."""
    of_a_name: dict[tuple[str, str], int] = defaultdict(int)
    crowd = []
    for n, person_id, last_key, first_key in found:
        one = tries[n - 1]
        of_a_name[last_key, first_key] += 1
        hit = Hit(person_id, one.cost, one.matched)
        if of_a_name[last_key, first_key] > _MOST_OF_A_NAME:
            crowd.append(hit)
        else:
            hits.setdefault(person_id, hit)
    for hit in crowd:
        if len(hits) < MOST_HITS:
            hits.setdefault(hit.person_id, hit)


def _add_place(hits: dict[int, Hit], places: list[int], on: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BY_PLACE, {"places": places, "on": on})
        for person_id, what in cursor.fetchall():
            hits.setdefault(person_id, Hit(person_id, _EXTRA_WORD, (what,)))
