"""The levels of pairs, and the habits of the lists: how rare a name is, what strangers agree on together."""

from __future__ import annotations

from madadkar.matching.engine.policy import COMPARISONS
from madadkar.matching.engine.scoring import GAMMA, TOGETHER, gamma_sql, together_sql
from madadkar.matching.engine.work import Linkage

GAMMAS = ", ".join(f"{GAMMA}{comparison.name}" for comparison in COMPARISONS)
_FREQUENT = sorted({level.frequency for c in COMPARISONS for level in c.levels if level.frequency})
_SMOOTH = 300.0
"""How many unseen names stand beside those of the lists, so that a list of ten files knows no rare name."""
_COMPARED = (
    "code", "codes", "birth", "year", "md", "first", "first_sound", "first_times", "last", "last_times",
    "last_sound", "whole", "house_last", "father", "father_sound", "place", "county", "phone", "phones",
    "sheba", "shebas", "sex", "size", "is_head",
)  # fmt: skip
_BOTH = ", ".join(f"l.{column} as {column}_l, r.{column} as {column}_r" for column in _COMPARED)
_OFTEN = "often_"
_TWO_MEMBERS = "l.household <> '' and l.household = r.household"
_MAYBE_TWICE = "(l.first_sound = r.first_sound or l.code <> '' and l.code = r.code)"


def learn_habits(work: Linkage) -> None:
    """Make the tables of how often each name is met, and of what strangers here agree on together."""
    for column in _FREQUENT:
        work.connection.execute(_often_sql(column, work))
    work.connection.execute(together_sql(work.model, *work.sides, work.counts, _BOTH))


def _often_sql(column: str, work: Linkage) -> str:
    lists = " union all ".join(f"select {column} as value from {side}" for side in dict.fromkeys(work.sides))
    return f"""
create or replace table {_OFTEN}{column} as
select value, count(*) as times, sum(count(*)) over () as all_times from ({lists}) where value <> ''
  group by value
"""


def compare(work: Linkage, pairs: str, *, into: str = "levels") -> None:
    """Make the table `into` of a table of pairs (left_id, right_id), as `judge` makes it of their levels."""
    judge(work, gammas_sql(work, pairs), into=into)


def judge(work: Linkage, gammas: str, *, into: str = "levels") -> None:
    """Make the table `into` of a query of levels (`gammas_sql`, wherever it ran): beside them, how rare the
    agreeing names are, and how much oftener than apart strangers hold the levels of `TOGETHER`.
    """
    work.connection.execute(f"create or replace table {into} as {_told_sql(work, gammas)}")


def gammas_sql(work: Linkage, pairs: str) -> str:
    """The query of the levels of pairs alone: ids, households and a number a comparison.

    In one list two members of a household are brothers, and share all but a name by living together: they may
    be one person written down twice only where they bear one first name or one code.
    """
    left, right = work.sides
    kept = f"where not ({_TWO_MEMBERS}) or {_MAYBE_TWICE}" if work.is_within else ""
    levels = ", ".join(f"cast({gamma_sql(c)} as tinyint) as {GAMMA}{c.name}" for c in COMPARISONS)
    agreeing = ", ".join(f"{column}_l as {_OFTEN}{column}_value" for column in _FREQUENT)
    return f"""
select unique_id_l, unique_id_r, household_l, household_r, {levels}, {agreeing} from (
  select p.left_id as unique_id_l, p.right_id as unique_id_r, l.household as household_l,
      r.household as household_r, {_BOTH}
    from {pairs} p join {left} l on l.unique_id = p.left_id join {right} r on r.unique_id = p.right_id {kept})
"""


def _told_sql(work: Linkage, gammas: str) -> str:
    joins = " ".join(
        f"left join {_OFTEN}{column} on {_OFTEN}{column}.value = x.{_OFTEN}{column}_value"
        for column in _FREQUENT
    )
    rare = " + ".join(
        _rare_sql(work, comparison.name, level.frequency, len(comparison.levels) - place)
        for comparison in COMPARISONS
        for place, level in enumerate(comparison.levels)
        if level.frequency
    )
    together = ", ".join(f"{GAMMA}{name}" for name in TOGETHER)
    return f"""
select unique_id_l, unique_id_r, household_l, household_r, {GAMMAS}, cast({rare} as float) as rare,
    cast(coalesce(t.oftener, 0) as float) as oftener
  from ({gammas}) x {joins} left join together t using ({together})
"""


def _rare_sql(work: Linkage, comparison: str, column: str, gamma: int) -> str:
    """log2 of how much rarer the agreeing value is than the agreement usually is; 0 on other levels."""
    usual = work.model.odds[comparison]["same"].strangers
    often = f"({_OFTEN}{column}.times + {_SMOOTH} * {usual!r}) / ({_OFTEN}{column}.all_times + {_SMOOTH})"
    return (
        f"(case when {GAMMA}{comparison} = {gamma} then coalesce(log2({usual!r} / ({often})), 0) else 0 end)"
    )
