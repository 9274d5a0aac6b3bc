"""Which persons a question means, best first: each way to split its words into a name, nearest spellings
first.

Names are looked up by equality on (family name, given name): the index serves under row-level security.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from madadkar.foundation.scope import Scope
from madadkar.registry.search.question import Question
from madadkar.registry.search.reading import WANTED, Reading, readings, runs
from madadkar.registry.search.spelling import Spellings, add_alike, near_spellings

MOST_HITS = 20
# Of one name a dozen, so that a near spelling of a common name is still seen.
_MOST_OF_A_NAME = 12
_PLACE_COST = 0.1


@dataclass(frozen=True, slots=True)
class Hit:
    """A person who was found, how far from what was asked, and what of them it matched."""

    person_id: int
    cost: float
    matched: tuple[str, ...]


# The readings in their order, each a look into the names' own index; looking stops when enough is found.
_BY_NAMES = """
select c.n, p.id from unnest(%(lasts)s::text[], %(firsts)s::text[], %(fathers)s::int[], %(places)s::int[])
  with ordinality as c (last, first, fathers, places, n)
cross join lateral (
  select q.id from registry_person q where {names} and q.merged_into_id is null {more}
  limit %(of_a_name)s) p
limit %(enough)s
"""
_NAMES = {
    "both": "q.last_key = c.last and q.first_key = c.first",
    "last": "q.last_key = c.last",
    "first": "q.first_key = c.first",
}
_HAS_FATHER = """and (c.fathers is null
    or q.father_key = any(string_to_array((%(father_lists)s::text[])[c.fathers], ' ')))"""
_LIVES_THERE = """and (c.places is null or exists (
    select from registry_membership m join registry_residence r using (household_id)
    where m.person_id = q.id
      and r.place_id = any(string_to_array((%(place_lists)s::text[])[c.places], ' ')::bigint[])
      and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
      and r.valid_from <= %(on)s and (r.valid_until is null or r.valid_until > %(on)s)))"""

# A household laid aside is found in the one it was merged into.
_BY_CODE = """
with recursive meant as (
  select id, merged_into_id from registry_household where code = any(%(written_codes)s)
  union
  select h.id, h.merged_into_id from meant join registry_household h on h.id = meant.merged_into_id)
select id, 'national_code' from registry_person
  where national_code = any(%(national_codes)s) and merged_into_id is null
union all
select id, 'foreigner_code' from registry_person
  where foreigner_code = any(%(foreigner_codes)s) and merged_into_id is null
union all
select person_id, 'account' from registry_bankaccount where sheba = any(%(shebas)s)
union all
select person_id, 'phone' from registry_phone where number = any(%(phones)s)
union all
select m.person_id, 'household_code' from registry_membership m join meant on m.household_id = meant.id
  where meant.merged_into_id is null and m.is_head
  and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
limit 40
"""
_BY_PLACE = """
select m.person_id from registry_residence r join registry_membership m using (household_id)
  where r.place_id = any(%(places)s) and m.is_head
  and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
  and r.valid_from <= %(on)s and (r.valid_until is null or r.valid_until > %(on)s)
limit %(most)s
"""


def find_persons(*, question: Question, scope: Scope, on: date, most: int = MOST_HITS) -> list[Hit]:
    """Who is meant, best first, among those in sight of the present transaction's scope."""
    if question.is_empty or not scope.office_ids:
        return []
    if question.written_codes:
        return _by_code(question, on, most)
    for spellings in _ever_farther(question.words):
        if hits := _by_words(question.words, spellings, on, most):
            return hits
    return []


def _ever_farther(words: tuple[str, ...]) -> Iterator[Spellings]:
    """One slip a name is forgiven at once; two, then names that only look alike, when nobody was found."""
    told, unfinished = tuple(runs(words)), tuple(runs(words, at_end=True))
    for slips in (1, 2):
        spellings = near_spellings(words=told, beginnings=unfinished, slips=slips)
        yield spellings
    yield add_alike(spellings, words=told)


def _by_code(question: Question, on: date, most: int) -> list[Hit]:
    asked: dict[str, Any] = {
        "national_codes": list(question.national_codes),
        "foreigner_codes": list(question.foreigner_codes),
        "shebas": list(question.shebas),
        "phones": list(question.phones),
        "written_codes": list(question.written_codes),
    }
    matched: dict[int, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_BY_CODE, {**asked, "on": on})
        for person_id, what in cursor.fetchall():
            matched[person_id].append(what)
    return [Hit(person_id, 0.0, tuple(what)) for person_id, what in matched.items()][:most]


def _by_words(words: tuple[str, ...], spellings: Spellings, on: date, most: int) -> list[Hit]:
    whole = "".join(words)
    hits: dict[int, Hit] = {}
    if spellings.places.get(whole):
        hits |= _living_in(spellings.places[whole], on, most)
    for names, told in readings(words, spellings).items():
        for n, person_id in _look_up(names, told, on, most):
            hit = Hit(person_id, told[n - 1].cost, told[n - 1].matched)
            if person_id not in hits or hit.cost < hits[person_id].cost:
                hits[person_id] = hit
    return sorted(hits.values(), key=lambda hit: hit.cost)[:most]


def _look_up(names: str, told: list[Reading], on: date, most: int) -> list[Any]:
    """Pairs of (place of the reading, from 1; person)."""
    if not told:
        return []
    fathers, places = _lists(told, "fathers"), _lists(told, "places")
    more = (_HAS_FATHER if fathers else "") + (_LIVES_THERE if places else "")
    asked: dict[str, Any] = {
        "lasts": [one.last for one in told],
        "firsts": [one.first for one in told],
        "fathers": [fathers.get(one.fathers) for one in told],
        "places": [places.get(one.places) for one in told],
        "father_lists": [" ".join(keys) for keys in fathers],
        "place_lists": [" ".join(map(str, ids)) for ids in places],
        "on": on,
        "of_a_name": _MOST_OF_A_NAME if names == WANTED else most,
        "enough": 3 * most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BY_NAMES.format(names=_NAMES[names], more=more), asked)
        return list(cursor.fetchall())


def _lists(told: list[Reading], what: str) -> dict[Any, int]:
    """The different lists of fathers (or places) among the readings, numbered from 1."""
    different = dict.fromkeys(getattr(one, what) for one in told if getattr(one, what))
    return {one: number for number, one in enumerate(different, 1)}


def _living_in(places: Sequence[int], on: date, most: int) -> dict[int, Hit]:
    with connection.cursor() as cursor:
        cursor.execute(_BY_PLACE, {"places": list(places), "on": on, "most": most})
        return {person_id: Hit(person_id, _PLACE_COST, ("place",)) for (person_id,) in cursor.fetchall()}
