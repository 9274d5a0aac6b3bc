"""New rows beside a register: whom each may be, likeliest first, before any of them is in the register."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from madadkar.matching.engine import comparing, tables
from madadkar.matching.engine.comparing import GAMMAS
from madadkar.matching.engine.linking import compare, laid, settle
from madadkar.matching.engine.model import Model, saved_model
from madadkar.matching.engine.policy import COMPARISONS
from madadkar.matching.engine.work import LEFT, RIGHT, Link, Linkage, Tell, silent

YOUNG = 10_000
"""A young register is asked as a county's: a namesake in it is not yet the person."""

_FEW_PAIRS = 100_000
_EVERY_PAIR = f"""
create or replace temp table pairs as
select l.unique_id as left_id, r.unique_id as right_id from {LEFT} l cross join {RIGHT} r
"""


def beside(
    rows: tables.Persons,
    register: tables.Persons,
    *,
    apart: Collection[tuple[int, int]] = (),
    least: float,
    most: int = 3,
    model: Model | None = None,
    tell: Tell = silent,
) -> list[Link]:
    """The people of the register each row may be, at most so many a row, at or above the probability `least`.

    `apart` are pairs that are known to be two people: they are not answered and are nobody's rivals. Several
    rows may be told of one person, and each knows the others as rivals.
    """
    with tables.opened() as connection:
        work = laid(connection, rows, register, model=model or saved_model(), tell=tell)
        strangers = float(work.counts[0]) * max(work.counts[1], YOUNG)
        work.hopes = replace(work.hopes, strangers=max(strangers, 1.0))
        _compare(work, tell)
        _take_apart(work, apart)
        settle(work, tell=tell)
        return _likeliest(work, least, most)


def _compare(work: Linkage, tell: Tell) -> None:
    """Every pair of few people is looked at; of many, those that share a block."""
    if work.counts[0] * work.counts[1] > _FEW_PAIRS:
        compare(work, tell=tell)
    else:
        tell("compare")
        compare_every_pair(work)


def compare_every_pair(work: Linkage) -> None:
    """Make the table `levels` of all pairs of two short lists, without looking for those worth it."""
    work.connection.execute(_EVERY_PAIR)
    comparing.learn_habits(work)
    comparing.compare(work, "pairs")


def _take_apart(work: Linkage, apart: Collection[tuple[int, int]]) -> None:
    if apart:
        lefts, rights = zip(*apart, strict=True)
        work.connection.execute(
            "delete from levels where (unique_id_l, unique_id_r) in"
            " (select unnest(?::bigint[]), unnest(?::bigint[]))",
            [list(lefts), list(rights)],
        )


def _likeliest(work: Linkage, least: float, most: int) -> list[Link]:
    rows = work.connection.execute(f"""
select unique_id_l, unique_id_r, probability, {GAMMAS} from weighed where probability >= {least}
  qualify row_number() over (partition by unique_id_l order by odds desc, unique_id_r) <= {most}
  order by unique_id_l, odds desc, unique_id_r
""").fetchall()
    names = [comparison.name for comparison in COMPARISONS]
    return [Link(left, right, p, dict(zip(names, levels, strict=True))) for left, right, p, *levels in rows]
