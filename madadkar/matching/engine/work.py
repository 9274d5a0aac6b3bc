"""One piece of linking: where its tables are, what it expects, and what it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from madadkar.matching.engine.model import Model
from madadkar.matching.engine.policy import Block
from madadkar.matching.engine.scoring import Expected

Tell = Callable[[str], None]
"""Hears the name of the stage that begins: lay, block, compare, weigh."""
LEFT, RIGHT = "left_list", "right_list"


def silent(stage: str) -> None:
    """Nobody listens."""


class Link(NamedTuple):
    """Two persons that are perhaps one: how likely, and the level of every comparison, by its number."""

    left: int
    right: int
    probability: float
    levels: dict[str, int]


@dataclass
class Linkage:
    """The lists laid as tables of one DuckDB, the blocks chosen, and what is expected of their pairs.

    `is_within`: one list, looked through for persons that stand in it twice.
    """

    connection: duckdb.DuckDBPyConnection
    model: Model
    is_within: bool
    counts: tuple[int, int]
    hopes: Expected
    blocks: tuple[Block, ...] = ()

    @property
    def sides(self) -> tuple[str, str]:
        """The tables of the two lists; one and the same when duplicates are looked for inside one."""
        return (LEFT, LEFT if self.is_within else RIGHT)

    @property
    def chance(self) -> float:
        """The chance that two persons taken at random are one, as Splink wants to be told it."""
        return min(0.5, self.hopes.same / max(self.hopes.strangers, 1.0))
