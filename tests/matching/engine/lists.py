"""Invented persons in lists, and what the engine says of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from madadkar.matching.engine import comparing, linking, tables
from madadkar.matching.engine.model import saved_model
from madadkar.matching.engine.persons import Person
from madadkar.matching.engine.work import Link, Linkage
from madadkar.matching.practice import Practice

KARIM = {
    "first": "کریم", "last": "رستمی", "father": "صفر", "code": "9990000018", "birth": "13600512", "sex": "m",
    "place": "چورزق", "county": "طارم", "phone": "09120000001", "size": 4, "is_head": True,
}  # fmt: skip
"""A man of whom everything is known."""


def person(ref: int, **told: Any) -> Person:
    """A person of a household of one's own, unknown but for what is told."""
    return Person(**{"ref": ref, "household": f"h{ref}", **told})


def laid(connection: duckdb.DuckDBPyConnection, left: Iterable[Person], right: Iterable[Person]) -> Linkage:
    """Two lists with everything that pairs are compared by."""
    work = linking.laid(connection, list(left), list(right), model=saved_model())
    comparing.learn_habits(work)
    return work


def levels_of(
    left: Sequence[Person], right: Sequence[Person], pairs: Sequence[tuple[int, int]]
) -> list[dict[str, int]]:
    """The levels of pairs, in their order."""
    with tables.opened() as connection:
        work = laid(connection, left, right)
        connection.execute("create table asked (left_id bigint, right_id bigint)")
        connection.executemany("insert into asked values (?, ?)", [list(pair) for pair in pairs])
        comparing.compare(work, "asked")
        answer = connection.execute(f"select unique_id_l, unique_id_r, {comparing.GAMMAS} from levels")
        names = [column[0].removeprefix("gamma_") for column in answer.description][2:]
        found = {(a, b): dict(zip(names, levels, strict=True)) for a, b, *levels in answer.fetchall()}
    return [found[pair] for pair in pairs]


def f1(links: Iterable[Link], made: Practice) -> float:
    """How good links are: the harmonic mean of precision and recall."""
    found = {(link.left, link.right) for link in links}
    return 2 * len(found & made.links) / (len(found) + len(made.links))
