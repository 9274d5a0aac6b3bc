"""The saved model: how often each level occurs among the same person, among kin, and among strangers.

Three answers are weighed against each other, not two: a brother shares the family name, the father and the
village, and a model that knows only «same» and «stranger» takes him for the person. Counted from practice
rosters with known answers (`matching/practice/train.py`), so that it serves a list of ten files as well as a
million.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from madadkar.matching.engine.policy import COMPARISONS

SAVED = Path(__file__).with_name("model.json")


@dataclass(frozen=True)
class Odds:
    """How often a level holds in pairs that are one person, kin, strangers; each sums to 1 a comparison."""

    same: float
    kin: float
    strangers: float


@dataclass(frozen=True)
class Model:
    """The odds of every level of every comparison, and what is expected before looking.

    `common` is the share of the shorter list expected in the other; `kin` how many pairs of kin a person of
    it.
    """

    odds: dict[str, dict[str, Odds]]
    common: float
    kin: float
    counted: str = ""

    def to_json(self) -> str:
        """The model as it is saved."""
        levels = {
            name: {level: [odds.same, odds.kin, odds.strangers] for level, odds in told.items()}
            for name, told in self.odds.items()
        }
        head = {"counted": self.counted, "common": self.common, "kin": self.kin}
        return json.dumps({**head, "levels": levels}, ensure_ascii=False, indent=1) + "\n"


def read_model(path: Path) -> Model:
    """A saved model. Raises ValueError where it does not fit the comparisons of the policy."""
    return model_from(json.loads(path.read_text(encoding="utf-8")))


def model_from(told: dict[str, Any]) -> Model:
    """The model that `to_json` told. Raises ValueError where it was counted for another policy."""
    odds = {
        name: {level: Odds(*values) for level, values in levels.items()}
        for name, levels in told["levels"].items()
    }
    for comparison in COMPARISONS:
        if set(odds.get(comparison.name, {})) != set(comparison.names):
            raise ValueError(f"The model was counted for other levels of {comparison.name}: count it anew")
    return Model(odds, told["common"], told["kin"], told["counted"])


@cache
def saved_model() -> Model:
    """The model that is shipped."""
    return read_model(SAVED)
