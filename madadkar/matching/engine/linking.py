"""Two lists of persons, linked: blocked by Splink, compared by the policy, weighed by the saved model."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

import duckdb

from madadkar.matching.engine import comparing, tables
from madadkar.matching.engine.blocking import bearable
from madadkar.matching.engine.choosing import chosen, weigh
from madadkar.matching.engine.households import HouseholdPair, best, household_pairs
from madadkar.matching.engine.model import Model, saved_model
from madadkar.matching.engine.policy import ASK, LINK
from madadkar.matching.engine.scoring import brought_near, expected
from madadkar.matching.engine.work import LEFT, RIGHT, Link, Linkage, Tell, silent

__all__ = ["Found", "Link", "Linkage", "compare", "laid", "link", "link_rosters", "settle"]


Comparer = Callable[..., None]
"""What makes the table `levels` of a work as `compare` does: `comparer(work, tell=tell)`."""


class Found(NamedTuple):
    """What two rosters have in common: persons, and households that share none."""

    links: list[Link]
    households: list[HouseholdPair]

    def is_as(self, other: Found) -> bool:
        """Whether the same was found on the same levels, but for the last digits of a probability."""
        return _told(self) == _told(other)


def _told(found: Found) -> tuple[set[tuple[float, ...]], set[HouseholdPair]]:
    links = {
        (told.left, told.right, round(told.probability, 9), *told.levels.values()) for told in found.links
    }
    return links, set(found.households)


def link(
    left: tables.Persons,
    right: tables.Persons | None = None,
    *,
    model: Model | None = None,
    least: float = ASK,
    by_household: bool = False,
    tell: Tell = silent,
) -> list[Link]:
    """The pairs at or above the probability `least`, likeliest first; between two lists each person once.

    `right` None looks for duplicates inside `left`, where one person may stand in several pairs.
    `by_household` also takes each household once (a list of one row a file beside one of one row a member).
    The probability already knows the rivals: two equally good candidates halve it.
    """
    with tables.opened() as connection:
        work = laid(connection, left, right, model=model or saved_model(), tell=tell)
        compare(work, tell=tell)
        settle(work, by_household=by_household, tell=tell)
        return chosen(work, least=least)


def link_rosters(
    left: tables.Persons,
    right: tables.Persons,
    *,
    model: Model | None = None,
    least: float = LINK,
    with_households: bool = False,
    comparer: Comparer | None = None,
    tell: Tell = silent,
) -> Found:
    """The households two rosters have in common, one to one, by the person who stands in both.

    `with_households` also looks among the rest for households that share no person. The habits of the lists
    are learnt before anything is weighed, so the same two rosters always give the same links. `comparer`
    compares in the place of `compare`, on other machines than this one.
    """
    with tables.opened() as connection:
        work = laid(connection, left, right, model=model or saved_model(), tell=tell)
        (comparer or compare)(work, tell=tell)
        return found_in(work, least=least, with_households=with_households, tell=tell)


def found_in(work: Linkage, *, least: float, with_households: bool, tell: Tell = silent) -> Found:
    """What compared rosters have in common, each household once."""
    settle(work, by_household=True, tell=tell)
    links = chosen(work, least=least)
    return Found(links, best(household_pairs(work), least=least) if with_households else [])


def laid(
    connection: duckdb.DuckDBPyConnection,
    left: tables.Persons,
    right: tables.Persons | None,
    *,
    model: Model,
    tell: Tell = silent,
) -> Linkage:
    """The lists as tables with everything they are compared by."""
    tell("lay")
    lefts = tables.lay(connection, LEFT, left)
    rights = lefts if right is None else tables.lay(connection, RIGHT, right)
    strangers_seen = (lefts, (rights - 1) // 2) if right is None else (lefts, rights)
    return Linkage(connection, model, right is None, (lefts, rights), expected(model, *strangers_seen))


def compare(work: Linkage, *, tell: Tell = silent) -> None:
    """Make the table `levels` of every pair worth a look, with the level of each comparison."""
    tell("block")
    work.blocks = bearable(work)
    sides = tuple(dict.fromkeys(work.sides))
    # Splink takes half a second to load: whoever compares nothing (pages, most commands) goes without.
    splinked = import_module("madadkar.matching.engine.splinked")
    splinked.blocked(work.connection, sides, work.model, work.blocks, chance=work.chance)
    tell("compare")
    comparing.learn_habits(work)
    comparing.compare(work, "pairs")


def settle(work: Linkage, *, by_household: bool = False, tell: Tell = silent) -> None:
    """Bring the model near to the lists, and make the table `weighed`."""
    tell("weigh")
    work.model, work.hopes = brought_near(work.connection, "levels", work.model, work.hopes)
    weigh(work, by_household=by_household)
