"""Two lists of persons, linked: blocked by Splink, compared by the policy, weighed by the saved model, one to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from madadkar.matching.engine import splinked, tables
from madadkar.matching.engine.keyed import KEY
from madadkar.matching.engine.model import Model, saved_model
from madadkar.matching.engine.policy import ASK, BLOCKS, COMPARISONS, MOST_WIDE_PAIRS, Block
from madadkar.matching.engine.scoring import GAMMA, Expected, brought_near, expected, gamma_sql, together_sql, weighed_sql, TOGETHER

Tell = Callable[[str], None]
_FREQUENT = sorted({level.frequency for c in COMPARISONS for level in c.levels if level.frequency})
_SMOOTH = 300.0
"""How many unseen names stand beside those of the lists, so that a list of ten files knows no rare name."""


class Link(NamedTuple):
    """Two persons that are perhaps one: how likely, and the level of every comparison, by its number."""

    left: int
    right: int
    probability: float
    levels: dict[str, int]


@dataclass
class Linkage:
    """One piece of work: the lists laid, the blocks chosen, the pairs compared and weighed, in one DuckDB."""

    connection: duckdb.DuckDBPyConnection
    model: Model
    is_within: bool
    counts: tuple[int, int]
    hopes: Expected
    blocks: tuple[Block, ...] = ()

    @property
    def sides(self) -> tuple[str, str]:
        """The tables of the two lists; one and the same when duplicates are looked for inside one."""
        return ("left_list", "left_list" if self.is_within else "right_list")


def link(
    left: tables.Persons,
    right: tables.Persons | None = None,
    *,
    model: Model | None = None,
    least: float = ASK,
    by_household: bool = False,
    tell: Tell = lambda stage: None,
    connection: duckdb.DuckDBPyConnection | None = None,
) -> list[Link]:
    """The pairs at or above the probability `least`, likeliest first; between two lists each person once.

    `right` None looks for duplicates inside `left`, where one person may stand in several pairs. `by_household`
    also takes each household once (a list of one row a file beside a list of one row a member). The probability
    already knows the rivals: two equally good candidates halve it.
    """
    made = connection or tables.opened()
    try:
        work = laid(made, left, right, model=model or saved_model(), tell=tell)
        compare(work, tell=tell)
        weigh(work, by_household=by_household, tell=tell)
        return chosen(work, least=least, by_household=by_household)
    finally:
        if connection is None:
            made.close()


def laid(
    connection: duckdb.DuckDBPyConnection,
    left: tables.Persons,
    right: tables.Persons | None,
    *,
    model: Model,
    tell: Tell = lambda stage: None,
) -> Linkage:
    """The lists as tables with everything they are compared by."""
    tell("lay")
    lefts = tables.lay(connection, "left_list", left)
    rights = lefts if right is None else tables.lay(connection, "right_list", right)
    strangers_seen = (lefts, (rights - 1) // 2) if right is None else (lefts, rights)
    return Linkage(connection, model, right is None, (lefts, rights), expected(model, *strangers_seen))


def compare(work: Linkage, *, tell: Tell = lambda stage: None) -> None:
    """Make the table `levels` of every pair worth a look, with the level of each comparison."""
    tell("block")
    if not work.blocks:
        work.blocks = tuple(_bearable(work))
    sides = work.sides[:1] if work.is_within else work.sides
    chance = min(0.5, work.hopes.same / max(work.hopes.strangers, 1.0))
    linker = splinked.linker(work.connection, sides, work.model, work.blocks, chance=chance)
    splinked.blocked(work.connection, sides, linker, "pairs")
    tell("compare")
    levels_of(work, "pairs")


def levels_of(work: Linkage, pairs: str) -> None:
    """Make the table `levels` of the pairs (left_id, right_id), with how rare the agreeing names are."""
    left, right = work.sides
    for column in _FREQUENT:
        work.connection.execute(_frequency_sql(column, work))
    work.connection.execute(together_sql(work.model, left, right, work.counts, _both_columns()))
    levels = ", ".join(f"cast({gamma_sql(c)} as tinyint) as {GAMMA}{c.name}" for c in COMPARISONS)
    joins = " ".join(
        f"left join often_{column} on often_{column}.value = x.{column}_l" for column in _FREQUENT
    )
    rare = " + ".join(_rare_sql(work, c.name, level.frequency, len(c.levels) - place)
                      for c in COMPARISONS for place, level in enumerate(c.levels) if level.frequency)  # fmt: skip
    gammas = ", ".join(f"{GAMMA}{c.name}" for c in COMPARISONS)
    together = ", ".join(f"{GAMMA}{name}" for name in TOGETHER)
    work.connection.execute(
        f"""
create or replace table levels as
with x as (
  select p.left_id as unique_id_l, p.right_id as unique_id_r, l.household as household_l, r.household as household_r,
    {_both_columns()}
  from pairs p join {left} l on l.unique_id = p.left_id join {right} r on r.unique_id = p.right_id),
y as (select unique_id_l, unique_id_r, household_l, household_r, {levels},
        {", ".join(f"{column}_l" for column in _FREQUENT)} from x)
select unique_id_l, unique_id_r, household_l, household_r, {gammas}, cast({rare} as float) as rare,
    cast(coalesce(t.oftener, 0) as float) as oftener
  from y as x {joins} left join together t using ({together})
""".replace("from pairs p", f"from {pairs} p")
    )


_COMPARED = (
    "code", "codes", "birth", "year", "md", "first", "first_sound", "first_times", "last", "last_times", "last_sound", "whole", "house_last",
    "father", "father_sound", "place", "county", "phone", "phones", "sheba", "shebas", "sex", "size", "is_head",
)  # fmt: skip


def _both_columns() -> str:
    return ", ".join(f"l.{column} as {column}_l, r.{column} as {column}_r" for column in _COMPARED)


def _frequency_sql(column: str, work: Linkage) -> str:
    """How often each value of a column is met in both lists together, as a share of all that are known."""
    lists = " union all ".join(f"select {column} as value from {side}" for side in dict.fromkeys(work.sides))
    return f"""
create or replace temp table often_{column} as
select value, count(*) as times, sum(count(*)) over () as all_times from ({lists}) where value <> '' group by value
"""


def _rare_sql(work: Linkage, comparison: str, column: str, gamma: int) -> str:
    """log2 of how much rarer the agreeing value is than the agreement usually is; 0 on other levels."""
    usual = work.model.odds[comparison]["same"].strangers
    often = f"(often_{column}.times + {_SMOOTH} * {usual!r}) / (often_{column}.all_times + {_SMOOTH})"
    return f"(case when {GAMMA}{comparison} = {gamma} then log2({usual!r} / ({often})) else 0 end)"


def _bearable(work: Linkage) -> Sequence[Block]:
    """All narrow blocks, and the wide ones in their order while the pairs they bring can be borne."""
    room = MOST_WIDE_PAIRS
    taken = []
    for block in BLOCKS:
        if block.is_wide:
            pairs = _pairs_of(work, block)
            if pairs > room:
                continue
            room -= pairs
        taken.append(block)
    return taken


def _pairs_of(work: Linkage, block: Block) -> int:
    columns = ", ".join(f"{KEY}{column}" for column in block.columns)
    known = " and ".join(f"{KEY}{column} is not null" for column in block.columns)
    counts = [
        f"select {columns}, count(*) as n from {side} where {known} group by all" for side in work.sides
    ]
    query = f"select sum(a.n * b.n) from ({counts[0]}) a join ({counts[1]}) b using ({columns})"
    return int(work.connection.execute(query).fetchall()[0][0] or 0)


def weigh(work: Linkage, *, by_household: bool, tell: Tell = lambda stage: None) -> None:
    """Make the table `weighed`: the probability of every pair, its rivals known."""
    tell("weigh")
    work.model, work.hopes = brought_near(work.connection, "levels", work.model, work.hopes)
    left, right = ("unique_id_l", "unique_id_r")
    if by_household:
        left = "case when household_l = '' then 'p' || unique_id_l else household_l end"
        right = "case when household_r = '' then 'p' || unique_id_r else household_r end"
    rivals = "0" if work.is_within else "greatest(best_l + best_r - 2 * own, 0)"
    work.connection.execute(f"""
create or replace table weighed as
with pair as (select *, {left} as side_l, {right} as side_r
                from ({weighed_sql("levels", work.model, work.hopes)}) where odds > 1e-4),
own as (select side_l, side_r, max(odds) as own from pair group by all),
rivals as (select side_l, side_r, own, sum(own) over (partition by side_l) as best_l,
             sum(own) over (partition by side_r) as best_r from own)
select pair.* exclude (side_l, side_r), pair.side_l, pair.side_r, odds / (1 + odds + {rivals}) as probability
  from pair join rivals using (side_l, side_r)
""")


def chosen(work: Linkage, *, least: float, by_household: bool = False) -> list[Link]:
    """The pairs of `weighed` at or above `least`, likeliest first; between two lists the mutual best alone."""
    gammas = ", ".join(f"{GAMMA}{c.name}" for c in COMPARISONS)
    best = "count(*) over () > 0"  # inside one list a person may stand in several pairs
    if not work.is_within:
        best = """
row_number() over (partition by side_l order by odds desc, unique_id_l, unique_id_r) = 1
  and row_number() over (partition by side_r order by odds desc, unique_id_l, unique_id_r) = 1"""
    rows = work.connection.execute(f"""
select unique_id_l, unique_id_r, probability, {gammas} from weighed qualify {best} and probability >= {least}
  order by probability desc, unique_id_l, unique_id_r
""").fetchall()
    names = [c.name for c in COMPARISONS]
    return [Link(left, right, p, dict(zip(names, levels, strict=True))) for left, right, p, *levels in rows]
