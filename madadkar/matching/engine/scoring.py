"""From levels of agreement to probabilities: three answers weighed, the model brought near to the lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import log2

import duckdb

from madadkar.matching.engine.model import Model, Odds
from madadkar.matching.engine.policy import COMPARISONS, Comparison

GAMMA = "gamma_"
_ROUNDS = 6
_SAMPLE = 80_000
_TRUST = 150.0
"""The saved model weighs as much as so many links found in the lists themselves."""
_TRUST_IN_PRIOR = 20.0
_MAY_DIFFER = {"code", "father", "phone", "sheba", "place"}
"""What a list may have wrong in most rows. A name, a birth or a sex that differs means somebody else: were
it learnt that these differ, brothers would be taken for links, and then teach it further."""
_MOST_MORE = 2.0


@dataclass(frozen=True)
class Expected:
    """How many pairs of the two lists are one person, kin, and strangers."""

    same: float
    kin: float
    strangers: float


def expected(model: Model, left: int, right: int) -> Expected:
    """What the model expects before looking at two lists of these lengths."""
    shorter = min(left, right)
    strangers = max(float(left) * right, 1.0)
    return Expected(max(model.common * shorter, 0.5), max(model.kin * shorter, 0.5), strangers)


def gamma_sql(comparison: Comparison) -> str:
    """The level of a pair as a number, as Splink has it: the first level highest, 0 for else, -1 unknown."""
    highest = len(comparison.levels)
    whens = " ".join(
        f"when {level.when} then {highest - place}" for place, level in enumerate(comparison.levels)
    )
    return f"case when {comparison.unknown} then -1 {whens} else 0 end"


def log_odds_sql(model: Model, pick: Callable[[Odds], float]) -> str:
    """The sum over all comparisons of the log of how often the pair's level holds; unknown says nothing."""
    return " + ".join(_of_comparison(model, comparison, pick) for comparison in COMPARISONS)


def _of_comparison(model: Model, comparison: Comparison, pick: Callable[[Odds], float]) -> str:
    told = model.odds[comparison.name]
    highest = len(comparison.levels)
    whens = " ".join(
        f"when {highest - place} then {log2(pick(told[name])):.6f}::double"
        for place, name in enumerate(comparison.names)
    )
    return f"(case {GAMMA}{comparison.name} {whens} else 0 end)"


TOGETHER = ("birth", "sex", "size", "role", "first")
"""Comparisons that strangers agree on together: heads of families are of an age, and a name tells the sex."""
_STRANGERS = 800_000
_LEFTS = 2_000
_TRUST_IN_APART = 20_000.0
"""So many random pairs weigh as much as the belief that strangers' agreements come apart."""
_MOST_TOGETHER = 7.0
_NOT_ALIKE = (
    "not (l.code = r.code and l.code <> '')"
    " and not (l.first_sound = r.first_sound and l.last_sound = r.last_sound)"
)


def together_sql(model: Model, left: str, right: str, lists: tuple[int, int], levels: str) -> str:
    """The query that makes `together`: how much oftener strangers of these lists hold some levels at once.

    From random pairs of the two lists, without those that look like one person: for each combination of
    levels of `TOGETHER`, log2 of how often it was met over what its levels apart would give. Short lists say
    next to nothing (0): there a single pair is often.
    """
    per_left = max(1, min(lists[1], _STRANGERS // max(1, min(lists[0], _LEFTS))))
    chosen = [comparison for comparison in COMPARISONS if comparison.name in TOGETHER]
    apart = " + ".join(
        _of_comparison(model, comparison, lambda odds: odds.strangers) for comparison in chosen
    )
    others = f"{_NOT_ALIKE} and l.unique_id <> r.unique_id" if left == right else _NOT_ALIKE
    cells = ", ".join(f"{GAMMA}{name}" for name in TOGETHER)
    compared = ", ".join(f"cast({gamma_sql(c)} as tinyint) as {GAMMA}{c.name}" for c in chosen)
    return f"""
create or replace table together as
with x as (
  select {levels} from (select * from {left} order by hash(unique_id) limit {_LEFTS}) l
    join (select * from {right} order by hash(unique_id, 'right') limit {per_left}) r on {others}),
cell as (select {cells}, count(*) as times from (select {compared} from x) group by all),
told as (select *, sum(times) over () as pairs, pow(2, {apart}) as expected from cell)
select {cells}, least(greatest(log2((times + {_TRUST_IN_APART} * expected)
    / ((pairs + {_TRUST_IN_APART}) * expected)), -2), {_MOST_TOGETHER})
    * pairs / (pairs + {_TRUST_IN_APART}) as oftener from told
"""


def weighed_sql(table: str, model: Model, hopes: Expected) -> str:
    """The query of a table of levels with `odds`: how much likelier one person is than kin or strangers.

    `rare` of the table is how much rarer than usual the agreeing names are (log2), which strangers do not
    share by accident. Kin share a family's names by birth: rarity says nothing against them. `oftener` is
    from `together`.
    """
    same = log_odds_sql(model, lambda odds: odds.same)
    kin = log_odds_sql(model, lambda odds: odds.kin)
    strangers = log_odds_sql(model, lambda odds: odds.strangers)
    return f"""
select *, pow(2, weight_same - greatest(weight_kin, weight_strangers)
               - log2(1 + pow(2, -abs(weight_kin - weight_strangers)))) as odds
  from (select *, {log2(hopes.same):.6f}::double + {same} as weight_same,
          {log2(hopes.kin):.6f} + {kin} as weight_kin,
          {log2(hopes.strangers):.6f} + {strangers} - rare + oftener as weight_strangers from {table})
"""


def brought_near(
    connection: duckdb.DuckDBPyConnection, table: str, model: Model, hopes: Expected
) -> tuple[Model, Expected]:
    """The model after looking at the lists: expectation and maximisation that cannot fail.

    The saved odds count as `_TRUST` links beside those found, so that ten files change nothing and a province
    has its own habits learnt: how often its codes are wrong, how often its fathers are missing. Strangers
    stay as saved.
    """
    pairs = int(connection.execute(f"select count(*) from {table}").fetchall()[0][0])
    every = max(1, pairs // _SAMPLE)
    connection.execute(
        f"create or replace temp table sampled as select * from {table} where hash(unique_id_r) % {every} = 0"
    )
    saved, first = model, hopes
    for _ in range(_ROUNDS):
        part = Expected(hopes.same / every, hopes.kin / every, hopes.strangers / every)
        counts = _counted(connection, model, part)
        model = replace(model, odds={c.name: _moved(c, counts, saved) for c in COMPARISONS})
        hopes = Expected(
            _settled(counts["same"] * every, first.same),
            # Kin who share no block are not seen, so what is found of them is the least there is.
            max(_settled(counts["kin"] * every, first.kin), first.kin),
            hopes.strangers,
        )
    connection.execute("drop table sampled")
    return model, hopes


def _settled(found: float, hoped: float) -> float:
    """What was found, tempered by what was hoped where little was found."""
    return max((found * found + _TRUST_IN_PRIOR * hoped) / (found + _TRUST_IN_PRIOR), 0.5)


def _counted(connection: duckdb.DuckDBPyConnection, model: Model, hopes: Expected) -> dict[str, float]:
    """How many of the sampled pairs are one person, and how many of those stand on each level."""
    levels = [
        f'sum(p) filter ({GAMMA}{c.name} = {len(c.levels) - place}) as "{c.name}.{name}"'
        for c in COMPARISONS
        for place, name in enumerate(c.names)
    ]
    query = f"""
with weighed as ({weighed_sql("sampled", model, hopes)}), likely as (
  select *, odds / (1 + odds) as alone,
    pow(2, weight_kin) / (pow(2, weight_same) + pow(2, weight_kin) + pow(2, weight_strangers)) as p_kin,
    odds / (1 + greatest(sum(odds) over (partition by unique_id_r),
                         sum(odds) over (partition by unique_id_l))) as p
  from weighed)
select sum(p) as same, sum(p_kin) as kin, {", ".join(levels)} from likely
"""
    answer = connection.execute(query)
    names = [column[0] for column in answer.description]
    return {name: float(value or 0) for name, value in zip(names, answer.fetchall()[0], strict=True)}


def _moved(comparison: Comparison, counts: dict[str, float], saved: Model) -> dict[str, Odds]:
    """The odds of a comparison moved towards what was found; who somebody is may not come to differ often."""
    before = saved.odds[comparison.name]
    found = {name: counts[f"{comparison.name}.{name}"] for name in comparison.names}
    total = sum(found.values()) + _TRUST
    same = {name: (found[name] + _TRUST * odds.same) / total for name, odds in before.items()}
    if comparison.name not in _MAY_DIFFER:
        same["else"] = min(same["else"], _MOST_MORE * before["else"].same)
    whole = sum(same.values())
    return {name: replace(odds, same=same[name] / whole) for name, odds in before.items()}
