"""Count anew what two households have in common: `python -m madadkar.matching.practice.count_households`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from madadkar.matching.engine import households, linking, tables
from madadkar.matching.engine.model import saved_model
from madadkar.matching.practice.rates import KINDS
from madadkar.matching.practice.rosters import practice

SEEDS = range(1, 5)


def counted() -> dict[str, tuple[int, int]]:
    """Signs → (pairs that were one household, all pairs), over the tuning rosters of every kind."""
    same, every = Counter[str](), Counter[str]()
    for kind in KINDS:
        for seed in SEEDS:
            for signs, is_one in _judged(kind, seed):
                every[signs] += 1
                same[signs] += is_one
    return {signs: (same[signs], count) for signs, count in sorted(every.items())}


def _judged(kind: str, seed: int) -> Iterator[tuple[str, bool]]:
    made = practice(kind=kind, split="tuning", seed=seed)  # type: ignore[arg-type]  # one of KINDS
    with tables.opened() as connection:
        files = [person._replace(is_head=True) for person in made.right]
        work = linking.laid(connection, made.left, files, model=saved_model())
        linking.compare(work)
        linking.settle(work, by_household=True)
        for pair in households.household_pairs(work):
            yield "|".join(pair.signs), (pair.left, pair.right) in made.households


if __name__ == "__main__":
    households.SAVED.write_text(json.dumps(counted(), indent=1) + "\n", encoding="utf-8")
