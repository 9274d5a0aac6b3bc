"""How often each error befalls a row of the second roster: one table, by kind and split.

A rate is a range; each practice draws its own place in it, so that no roster is like the other.
"""

from __future__ import annotations

from random import Random
from typing import Literal, NamedTuple

from madadkar.matching.practice.names import Split

Kind = Literal["easy", "harder", "hardest"]


class Rates(NamedTuple):
    """Shares of rows (of names, of births) that each error befalls."""

    code_missing: float
    code_wrong: float
    typo: float
    sound: float
    shorter: float
    swapped: float
    seyyed_lost: float
    father_missing: float
    father_other: float
    birth_year_only: float
    birth_conventional: float
    birth_wrong: float
    phone_missing: float
    phone_other: float
    place_missing: float
    place_other: float
    spouse_surname: float
    sheba_missing: float
    sheba_other: float
    size_off: float
    sex_wrong: float
    strangers_err: float
    decoys: float


Range = tuple[float, float]
KINDS: tuple[Kind, ...] = ("easy", "harder", "hardest")

RATES: dict[Split, dict[str, tuple[Range, Range, Range]]] = {
    # easy, harder, hardest
    "tuning": {
        "code_missing": ((0.08, 0.24), (0.35, 0.55), (0.45, 0.65)),
        "code_wrong": ((0.06, 0.18), (0.1, 0.3), (0.45, 0.65)),
        "typo": ((0.02, 0.06), (0.12, 0.25), (0.08, 0.25)),
        "sound": ((0.01, 0.03), (0.03, 0.08), (0.03, 0.08)),
        "shorter": ((0.02, 0.06), (0.04, 0.1), (0.04, 0.1)),
        "swapped": ((0.0, 0.01), (0.03, 0.1), (0.01, 0.08)),
        "seyyed_lost": ((0.3, 0.5), (0.3, 0.6), (0.3, 0.6)),
        "father_missing": ((0.0, 0.02), (0.0, 0.1), (0.5, 1.0)),
        "father_other": ((0.0, 0.01), (0.0, 0.03), (0.0, 0.05)),
        "birth_year_only": ((0.04, 0.1), (0.08, 0.25), (0.6, 1.0)),
        "birth_conventional": ((0.03, 0.07), (0.05, 0.12), (0.05, 0.12)),
        "birth_wrong": ((0.05, 0.12), (0.08, 0.2), (0.05, 0.15)),
        "phone_missing": ((0.25, 0.4), (0.3, 0.5), (0.3, 0.6)),
        "phone_other": ((0.2, 0.5), (0.3, 0.7), (0.7, 1.0)),
        "place_missing": ((0.0, 0.03), (0.02, 0.08), (0.02, 0.08)),
        "place_other": ((0.01, 0.05), (0.03, 0.1), (0.03, 0.1)),
        "spouse_surname": ((0.0, 0.02), (0.02, 0.12), (0.2, 0.7)),
        "sheba_missing": ((0.35, 0.45), (0.35, 0.7), (0.4, 1.0)),
        "sheba_other": ((0.01, 0.05), (0.02, 0.3), (0.02, 0.9)),
        "size_off": ((0.03, 0.08), (0.05, 0.15), (0.05, 0.2)),
        "sex_wrong": ((0.0, 0.01), (0.0, 0.02), (0.0, 0.02)),
        "strangers_err": ((0.0, 1.0), (0.0, 1.0), (0.5, 1.0)),
        "decoys": ((0.0, 0.02), (0.02, 0.1), (0.1, 0.35)),
    },
    "reporting": {
        "code_missing": ((0.15, 0.25), (0.48, 0.52), (0.5, 0.6)),
        "code_wrong": ((0.05, 0.15), (0.15, 0.25), (0.5, 0.6)),
        "typo": ((0.03, 0.05), (0.15, 0.22), (0.1, 0.2)),
        "sound": ((0.02, 0.04), (0.04, 0.07), (0.04, 0.07)),
        "shorter": ((0.03, 0.05), (0.05, 0.08), (0.05, 0.08)),
        "swapped": ((0.0, 0.005), (0.05, 0.1), (0.02, 0.05)),
        "seyyed_lost": ((0.35, 0.45), (0.4, 0.6), (0.4, 0.6)),
        "father_missing": ((0.0, 0.01), (0.02, 0.08), (0.7, 1.0)),
        "father_other": ((0.0, 0.01), (0.01, 0.03), (0.01, 0.03)),
        "birth_year_only": ((0.06, 0.08), (0.12, 0.2), (0.8, 1.0)),
        "birth_conventional": ((0.04, 0.06), (0.06, 0.1), (0.05, 0.1)),
        "birth_wrong": ((0.06, 0.1), (0.1, 0.18), (0.08, 0.12)),
        "phone_missing": ((0.28, 0.35), (0.35, 0.45), (0.4, 0.5)),
        "phone_other": ((0.35, 0.45), (0.4, 0.6), (0.8, 1.0)),
        "place_missing": ((0.0, 0.02), (0.03, 0.06), (0.03, 0.06)),
        "place_other": ((0.02, 0.04), (0.04, 0.08), (0.04, 0.08)),
        "spouse_surname": ((0.0, 0.02), (0.04, 0.1), (0.4, 0.6)),
        "sheba_missing": ((0.38, 0.42), (0.4, 0.6), (0.5, 0.9)),
        "sheba_other": ((0.02, 0.04), (0.05, 0.2), (0.1, 0.6)),
        "size_off": ((0.04, 0.06), (0.06, 0.12), (0.08, 0.15)),
        "sex_wrong": ((0.0, 0.01), (0.0, 0.02), (0.0, 0.02)),
        "strangers_err": ((0.0, 1.0), (0.5, 1.0), (0.6, 1.0)),
        "decoys": ((0.0, 0.02), (0.04, 0.08), (0.15, 0.3)),
    },
}

FIRST_ROSTER = Rates(
    code_missing=0.01, code_wrong=0.01, typo=0.008, sound=0.004, shorter=0.01, swapped=0.0, seyyed_lost=0.15,
    father_missing=0.002, father_other=0.0, birth_year_only=0.05, birth_conventional=0.03, birth_wrong=0.02,
    phone_missing=0.3, phone_other=0.0, place_missing=0.0, place_other=0.01, spouse_surname=0.0,
    sheba_missing=0.0, sheba_other=0.0, size_off=0.0, sex_wrong=0.002, strangers_err=1.0, decoys=0.0,
)  # fmt: skip
"""The first roster is the better kept one, in every kind."""


def drawn(dice: Random, *, kind: Kind, split: Split) -> Rates:
    """The rates of one roster, each somewhere in its range."""
    column = KINDS.index(kind)
    return Rates(**{name: dice.uniform(*ranges[column]) for name, ranges in RATES[split].items()})
