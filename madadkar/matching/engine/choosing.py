"""From weights to links: a pair's probability among its rivals, and each person once."""

from __future__ import annotations

from madadkar.matching.engine.comparing import GAMMAS
from madadkar.matching.engine.policy import COMPARISONS
from madadkar.matching.engine.scoring import weighed_sql
from madadkar.matching.engine.work import Link, Linkage

_HOPELESS = 1e-4
_MUTUAL_BEST = """
row_number() over (partition by side_l order by odds desc, unique_id_l, unique_id_r) = 1
  and row_number() over (partition by side_r order by odds desc, unique_id_l, unique_id_r) = 1"""
_EVERY = "count(*) over () > 0"


def weigh(work: Linkage, *, levels: str = "levels", by_household: bool = False) -> None:
    """Make the table `weighed`: the probability of every pair with any hope, its rivals known.

    Rivals are all other pairs of either person (of either household, `by_household`): two equally good
    candidates share what there is. Inside one list a person may stand in it thrice, and nobody is a rival.
    """
    left, right = "unique_id_l", "unique_id_r"
    if by_household:
        left, right = (
            f"case when household_{side} = '' then 'p' || unique_id_{side} else 'h' || household_{side} end"
            for side in "lr"
        )
    rivals = "0" if work.is_within else "greatest(best_l + best_r - 2 * own, 0)"
    work.connection.execute(f"""
create or replace table weighed as
with pair as (select *, {left} as side_l, {right} as side_r
                from ({weighed_sql(levels, work.model, work.hopes)}) where odds > {_HOPELESS}),
own as (select side_l, side_r, max(odds) as own from pair group by all),
rivals as (select side_l, side_r, own, sum(own) over (partition by side_l) as best_l,
             sum(own) over (partition by side_r) as best_r from own)
select pair.*, odds / (1 + odds + {rivals}) as probability from pair join rivals using (side_l, side_r)
""")


def chosen(work: Linkage, *, least: float, only: str = "true") -> list[Link]:
    """The pairs of `weighed` at or above `least`, likeliest first; between two lists the mutual best alone.

    `only` is a condition on the pairs that are answered; their rivals count nevertheless.
    """
    best = _EVERY if work.is_within else _MUTUAL_BEST
    rows = work.connection.execute(f"""
select unique_id_l, unique_id_r, probability, {GAMMAS} from (
    select * from weighed qualify {best}) where probability >= {least} and ({only})
  order by probability desc, unique_id_l, unique_id_r
""").fetchall()
    names = [comparison.name for comparison in COMPARISONS]
    return [Link(left, right, p, dict(zip(names, levels, strict=True))) for left, right, p, *levels in rows]
