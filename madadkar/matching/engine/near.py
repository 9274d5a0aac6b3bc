"""One person beside a few: weighed at once, without looking for pairs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from madadkar.matching.engine import comparing, tables
from madadkar.matching.engine.beside import compare_every_pair
from madadkar.matching.engine.choosing import weigh
from madadkar.matching.engine.linking import laid
from madadkar.matching.engine.model import Model, saved_model
from madadkar.matching.engine.persons import Person
from madadkar.matching.engine.policy import COMPARISONS
from madadkar.matching.engine.scoring import expected


class Resembling(NamedTuple):
    """A record that resembles the person asked about: how likely it is theirs, and its levels."""

    ref: int
    probability: float
    levels: Mapping[str, int]


def resembling(
    person: Person,
    candidates: tables.Persons,
    *,
    register_size: int,
    least: float,
    model: Model | None = None,
) -> list[Resembling]:
    """The candidates that are perhaps this person, likeliest first; rivals do not halve one another.

    `register_size` is how many the candidates were picked from: among many, more have to agree.
    """
    with tables.opened() as connection:
        work = laid(connection, [person], candidates, model=model or saved_model())
        work.hopes = expected(work.model, 1, max(register_size, 1))
        compare_every_pair(work)
        weigh(work)
        rows = connection.execute(f"""
select unique_id_r, odds / (1 + odds) as probability, {comparing.GAMMAS} from weighed
  where odds / (1 + odds) >= {least} order by odds desc, unique_id_r
""").fetchall()
    names = [comparison.name for comparison in COMPARISONS]
    return [Resembling(ref, p, dict(zip(names, levels, strict=True))) for ref, p, *levels in rows]
