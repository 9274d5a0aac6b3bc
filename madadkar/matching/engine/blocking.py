"""Which pairs are worth a look: the blocks a piece of work can bear, and the pairs they bring."""

from __future__ import annotations

from madadkar.matching.engine.keyed import KEY
from madadkar.matching.engine.policy import BLOCKS, MOST_WIDE_PAIRS, Block
from madadkar.matching.engine.work import Linkage


def bearable(work: Linkage) -> tuple[Block, ...]:
    """All narrow blocks, and the wide ones in their order while the pairs they bring can be borne."""
    room = MOST_WIDE_PAIRS
    taken = []
    for block in BLOCKS:
        if block.is_wide:
            pairs = pairs_brought(work, block)
            if pairs > room:
                continue
            room -= pairs
        taken.append(block)
    return tuple(taken)


def pairs_brought(work: Linkage, block: Block) -> int:
    """How many pairs a block brings, counted without making them."""
    columns = ", ".join(_keys(block))
    known = " and ".join(f"{key} is not null" for key in _keys(block))
    counts = [
        f"select {columns}, count(*) as n from {side} where {known} group by all" for side in work.sides
    ]
    query = f"select sum(a.n * b.n) from ({counts[0]}) a join ({counts[1]}) b using ({columns})"
    return int(work.connection.execute(query).fetchall()[0][0] or 0)


def pairs_sql(work: Linkage, left: str, right: str) -> str:
    """The query of every pair (left_id, right_id) of two tables that the blocks bring; maybe repeated."""
    told = []
    for block in work.blocks:
        same = " and ".join(f"l.{key} = r.{key}" for key in _keys(block))
        told.append(
            f"select l.unique_id as left_id, r.unique_id as right_id from {left} l join {right} r on {same}"
        )
    return " union all ".join(told)


def _keys(block: Block) -> list[str]:
    return [f"{KEY}{column}" for column in block.columns]
