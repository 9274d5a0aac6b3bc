"""How right the matching is on practice rosters of the reporting split, whose errors it was never tuned on.

Floor: bare Splink with the same comparisons and blocks, trained on each roster as its documentation tells, at
the threshold that happens to serve it best. Both take each household and each file once.
"""

from __future__ import annotations

import os
import statistics
from pathlib import Path
from typing import Any

from benchmarks._ground import record
from benchmarks._linkage import scores
from benchmarks._splink import bare_splink
from madadkar.matching.engine import linking, tables
from madadkar.matching.engine.choosing import chosen
from madadkar.matching.engine.households import HouseholdPair, household_pairs
from madadkar.matching.engine.model import saved_model
from madadkar.matching.engine.policy import ASK, LINK
from madadkar.matching.practice import Kind, Practice, practice

SEEDS = range(901, 901 + int(os.environ.get("BENCH_SEEDS", "8")))
AIMS: dict[Kind, float] = {"easy": 0.995, "harder": 0.985, "hardest": 0.95}
_THRESHOLDS = (
    0.01,
    0.05,
    0.1,
    0.2,
    0.3,
    0.4,
    0.5,
    0.6,
    0.7,
    0.8,
    0.9,
    0.95,
    0.98,
    0.99,
    0.995,
    0.999,
    0.9999,
)
Pairs = list[tuple[int, int, float]]


def main(home: Path) -> None:
    """Measure and record; the aims are those of the issue, F1 by kind at the default threshold."""
    figures: dict[str, Any] = {"seeds": len(SEEDS), "threshold": LINK}
    for kind, aim in AIMS.items():
        told = [_one(kind, seed) for seed in SEEDS]
        figures[kind] = _told(told) | {"aim": aim}
        print(kind, figures[kind], flush=True)
    record("linkage_quality", **figures)


def _one(kind: Kind, seed: int) -> dict[str, Any]:
    made = practice(kind=kind, split="reporting", seed=seed)
    connection = tables.opened()
    try:
        work = linking.laid(connection, made.left, made.right, model=saved_model())
        linking.compare(work)
        linking.settle(work, by_household=True)
        links = chosen(work, least=ASK)
        found = [(link.left, link.right, link.probability) for link in links]
        blocks = [block.columns for block in work.blocks]
        told = {"ours": _quality(made, found, LINK), "ours_best": _best(made, found)}
        told |= _evidence(made, household_pairs(work))
        told |= {"splink": _splink(connection, made, blocks)}
        print(kind, seed, told, flush=True)
        return told
    finally:
        connection.close()


def _splink(connection: Any, made: Practice, blocks: list[tuple[str, ...]]) -> dict[str, float] | None:
    """Its best, or None where its training failed."""
    try:
        found = bare_splink(connection, blocks=blocks, by_household=True)
    except Exception as failure:  # whatever Splink raises is its answer here
        print(f"Splink: {type(failure).__name__}: {str(failure)[:200]}")
        return None
    return _best(made, found)


def _best(made: Practice, found: Pairs) -> dict[str, float]:
    return max(
        (_quality(made, found, least) | {"at": least} for least in _THRESHOLDS), key=lambda told: told["f1"]
    )


def _quality(made: Practice, found: Pairs, least: float) -> dict[str, float]:
    pairs = _households(made, found, least)
    wanted = _households(made, [(left, right, 1.0) for left, right in made.links], 0)
    return scores(found=len(pairs), right=len(pairs & wanted), wanted=len(wanted))


def _evidence(made: Practice, told: list[HouseholdPair]) -> dict[str, float]:
    """What evidence of households recovers of the common ones that share no person, and how rightly."""
    found = {(pair.left, pair.right) for pair in told if pair.probability >= LINK}
    linked = _households(made, [(left, right, 1.0) for left, right in made.links], 0)
    without = made.households - linked
    return {
        "recovered": len(found & without) / max(len(without), 1),
        "recovered_rightly": len(found & made.households) / max(len(found), 1),
    }


def _households(made: Practice, found: Pairs, least: float) -> set[tuple[str, str]]:
    left = {person.ref: person.household for person in made.left}
    right = {person.ref: person.household for person in made.right}
    return {(left[a], right[b]) for a, b, probability in found if probability >= least}


def _told(told: list[dict[str, Any]]) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for name in ("f1", "precision", "recall"):
        figures[name] = round(statistics.mean(one["ours"][name] for one in told), 4)
    figures["f1_worst"] = min(one["ours"]["f1"] for one in told)
    figures["f1_at_best_threshold"] = round(statistics.mean(one["ours_best"]["f1"] for one in told), 4)
    trained = [one["splink"]["f1"] for one in told if one["splink"]]
    figures["splink_f1_at_best_threshold"] = round(statistics.mean(trained), 4) if trained else None
    figures["splink_f1_worst"] = min(trained, default=None)
    figures["splink_failed_to_train"] = len(told) - len(trained)
    for name in ("recovered", "recovered_rightly"):
        figures[f"households_sharing_no_person_{name}"] = round(statistics.mean(one[name] for one in told), 4)
    return figures
