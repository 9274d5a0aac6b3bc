"""The dictionary of spellings: what makes a misspelt name find its family by equality alone.

Every name key of the register stands in `NameKey`, and in `NameDeletion` under each of its near forms: its
sound, whole and with any one letter left out. A query leaves letters out in the same manner; two spellings
that
are near each other meet in one form, so that ordinary indexes serve and row-level security costs nothing. The
dictionary names no person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import connection

from madadkar.foundation.edits import deletions
from madadkar.foundation.persian import search_key, sound_key

_BEFORE = tuple(
    map(search_key, ("سید", "سیده", "حاج", "حاجی", "حاجیه", "کربلایی", "کربلائی", "مشهدی", "شیخ"))
)
_AFTER = tuple(map(search_key, ("سادات", "السادات", "بیگم", "خاتون", "خانم", "بانو")))
_SHORTEST_BARE = 2

_NEW_KEYS = """
select 'first', first_key from registry_person
  where ({everywhere} or office_id = %(office_id)s) and first_key <> ''
  and not exists (select from registry_namekey k where k.part = 'first' and k.key = first_key)
union
select 'first', father_key from registry_person
  where ({everywhere} or office_id = %(office_id)s) and father_key <> ''
  and not exists (select from registry_namekey k where k.part = 'first' and k.key = father_key)
union
select 'last', last_key from registry_person
  where ({everywhere} or office_id = %(office_id)s) and last_key <> ''
  and not exists (select from registry_namekey k where k.part = 'last' and k.key = last_key)
"""
_UNKNOWN = """
select distinct on (told.part, told.key) told.part, told.key
  from unnest(%s::text[], %s::text[]) as told (part, key)
  where told.key <> '' and not exists
    (select from registry_namekey k where k.part = told.part and k.key = told.key)
"""
# Always in one order, so that two imports that learn at once wait for each other and never deadlock.
_KEEP = """
insert into registry_namedeletion (part, deletion, key)
  select distinct part, deletion, key from learnt_form order by deletion, part, key on conflict do nothing;
insert into registry_namekey (part, key)
  select distinct part, key from learnt_form order by part, key on conflict do nothing;
drop table learnt_form;
"""


def learn_names(*, office_id: int | None = None) -> int:
    """Teach the dictionary every name of the persons in sight (of one office, when told) that it lacks.

    By sets, for after a bulk write; must stand inside a transaction. Answers how many keys were new.
    """
    with connection.cursor() as cursor:
        everywhere = "true" if office_id is None else "false"
        cursor.execute(_NEW_KEYS.format(everywhere=everywhere), {"office_id": office_id})
        return _keep(cursor.fetchall())


def learn_keys(*, first: Iterable[str] = (), last: Iterable[str] = ()) -> int:
    """Teach the dictionary a few given names (fathers' too) and family names by their search keys."""
    told = [("first", key) for key in first] + [("last", key) for key in last]
    with connection.cursor() as cursor:
        cursor.execute(_UNKNOWN, [[part for part, _ in told], [key for _, key in told]])
        return _keep(cursor.fetchall())


def near_forms(key: str, *, letters: int = 1) -> set[str]:
    """The forms a name key is filed (one letter left out) and looked up under (one, or more): its sound."""
    return deletions(sound_key(key), letters)


def bare_names(key: str) -> set[str]:
    """The key without «سید», «حاج», «سادات» and the like, each way it can be read; empty when plain."""
    without_before = {key.removeprefix(word) for word in _BEFORE}
    without_after = {bare.removesuffix(word) for bare in without_before for word in _AFTER}
    return {bare for bare in without_before | without_after if bare != key and len(bare) >= _SHORTEST_BARE}


def _keep(keys: list[tuple[str, str]]) -> int:
    if not keys:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("create temp table learnt_form (part text, deletion text, key text) on commit drop")
        with cursor.copy("copy learnt_form (part, deletion, key) from stdin") as copy:
            for row in _forms(keys):
                copy.write_row(row)
        cursor.execute(_KEEP)
    return len(keys)


def _forms(keys: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    for part, key in keys:
        names = {key} | (bare_names(key) if part == "first" else set())
        for form in sorted(set().union(*(near_forms(name) for name in names))):
            yield part, form, key
