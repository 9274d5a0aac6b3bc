"""Households that are one though they share no person: what is left when the persons have been linked.

About a quarter of the common households of two rosters have no person in common: one lists the father, the
other the child. An account or a telephone they share, a child whose father is the other's head, the village
and the size tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from madadkar.matching.engine.policy import LINK
from madadkar.matching.engine.work import Linkage

SAVED = Path(__file__).with_name("households.json")
_DOUBT = 2.0
"""How many pairs that were not one household stand beside each count, for what practice never met."""


@dataclass(frozen=True)
class Sign:
    """Something two households may have in common: its levels in order, with condition and sentence."""

    name: str
    levels: tuple[tuple[str, str, str], ...]


class HouseholdPair(NamedTuple):
    """Two households that are perhaps one, by their names in their lists, and the level of each sign."""

    left: str
    right: str
    probability: float
    signs: tuple[str, ...]


def _meet(column: str) -> str:
    return f"len(list_intersect(l.{column}, r.{column})) > 0"


SIGNS = (
    Sign("contact", (
        ("sheba", _meet("shebas"), "شبای مشترک"),
        ("phone", _meet("phones"), "تلفن مشترک"),
    )),
    Sign("family", (
        (
            "child",
            "list_contains(r.children, l.head) or list_contains(l.children, r.head)",
            "نام و نام خانوادگی سرپرست یکی با نام پدر در دیگری یکی است",
        ),
        ("surname", _meet("lasts"), "نام خانوادگی مشترک"),
    )),
    Sign("place", (
        ("same", "l.place <> '' and l.place = r.place", "شهر یا روستای یکسان"),
        ("silent", "l.place = '' or r.place = ''", ""),
    )),
    Sign("size", (("near", "abs(l.size - r.size) <= 1", "بعد خانوار نزدیک"),)),
)  # fmt: skip
_SAID = {(sign.name, level): said for sign in SIGNS for level, _, said in sign.levels}
_HOUSE = """
create or replace temp table house_{side} as
select household, any_value(place) as place, max(size) as size, list(distinct last) as lasts,
    coalesce(max(first || '|' || last) filter (is_head), '') as head,
    list(distinct father || '|' || last) filter (father <> '') as children,
    list(distinct phone) filter (phone <> '') as phones, list(distinct sheba) filter (sheba <> '') as shebas
  from {table}
  where household <> ''
    and household not in (select household_{side} from weighed where probability >= {linked})
  group by household
"""
_PAIRS = """
with met as (
  select l.household as a, r.household as b
    from (select household, unnest(shebas) as told from house_l) l
    join (select household, unnest(shebas) as told from house_r) r using (told)
  union select l.household, r.household
    from (select household, unnest(phones) as told from house_l) l
    join (select household, unnest(phones) as told from house_r) r using (told)
  union select l.household, r.household
    from house_l l join (select household, place, unnest(children) as told from house_r) r
      on r.told = l.head and r.place = l.place
  union select l.household, r.household
    from house_r r join (select household, place, unnest(children) as told from house_l) l
      on l.told = r.head and r.place = l.place)
select a, b, {signs}
  from met join house_l l on l.household = a join house_r r on r.household = b order by a, b
"""


def household_pairs(work: Linkage) -> list[HouseholdPair]:
    """Pairs of households without a linked person that share a contact, or a child and a village.

    To be asked after the persons are weighed; `work` must be of two lists.
    """
    for side, table in zip("lr", work.sides, strict=True):
        work.connection.execute(_HOUSE.format(side=side, table=table, linked=LINK))
    rows = work.connection.execute(_PAIRS.format(signs=", ".join(map(_sign_sql, SIGNS)))).fetchall()
    return [HouseholdPair(a, b, probability(tuple(signs)), tuple(signs)) for a, b, *signs in rows]


def _sign_sql(sign: Sign) -> str:
    whens = " ".join(f"when {condition} then '{level}'" for level, condition, _ in sign.levels)
    return f"case {whens} else 'none' end"


def probability(signs: tuple[str, ...]) -> float:
    """The share of practice pairs with these signs that were one household, tempered where few were met."""
    same, all_of_them = _counts().get("|".join(signs), (0, 0))
    return same / (all_of_them + _DOUBT)


@cache
def _counts() -> dict[str, tuple[int, int]]:
    told = json.loads(SAVED.read_text(encoding="utf-8"))
    return {signs: (same, every) for signs, (same, every) in told.items()}


def best(pairs: list[HouseholdPair], *, least: float = LINK) -> list[HouseholdPair]:
    """Each household once, likeliest first; where two are equally likely, neither."""
    pairs = [pair for pair in pairs if pair.probability >= least]
    lefts = _tops((pair.left, pair.probability) for pair in pairs)
    rights = _tops((pair.right, pair.probability) for pair in pairs)
    alone = (pair for pair in pairs if lefts[pair.left] == rights[pair.right] == (pair.probability, 1))
    return sorted(alone, key=lambda pair: (-pair.probability, pair.left, pair.right))


def _tops(told: Iterable[tuple[str, float]]) -> dict[str, tuple[float, int]]:
    """For each household its best probability, and how many pairs have it."""
    found: dict[str, tuple[float, int]] = {}
    for household, likely in told:
        top, times = found.get(household, (0.0, 0))
        if likely >= top:
            found[household] = (likely, times + 1 if likely == top else 1)
    return found


def signs_said(signs: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences for what two households have in common."""
    told = (_SAID.get((sign.name, level), "") for sign, level in zip(SIGNS, signs, strict=True))
    return tuple(said for said in told if said)
