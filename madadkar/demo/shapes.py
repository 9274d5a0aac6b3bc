"""How families are made up: the survey's shares, tilted to the mean size of an agency's families."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp, floor
from typing import NamedTuple

from madadkar.registry.rules import Sex


class Shape(NamedTuple):
    """Who lives with the head: a spouse, so many children, and perhaps a parent or another relative."""

    head: Sex
    has_spouse: bool
    children: int
    extra: str = ""

    @property
    def size(self) -> int:
        """How many they are."""
        return 1 + self.has_spouse + self.children + bool(self.extra)


PARENT, OTHER = "parent", "other"
_F, _M = Sex.FEMALE, Sex.MALE

SURVEY_SHARES: dict[Shape, int] = {
    # Shares in a thousand families of the poorer third (by income a head), Household Income and Expenditure
    # Survey of Iran 1399, Statistical Centre of Iran, weighted, all provinces. Four children: four or more.
    Shape(_F, False, 0): 81,
    Shape(_F, False, 1): 37,
    Shape(_F, False, 2): 26,
    Shape(_F, False, 3): 14,
    Shape(_F, False, 4): 8,
    Shape(_F, False, 0, OTHER): 6,
    Shape(_F, False, 1, OTHER): 4,
    Shape(_F, False, 2, OTHER): 4,
    Shape(_F, False, 0, PARENT): 2,
    Shape(_M, False, 0): 16,
    Shape(_M, False, 1): 5,
    Shape(_M, False, 2): 3,
    Shape(_M, False, 0, PARENT): 2,
    Shape(_M, True, 0): 92,
    Shape(_M, True, 1): 132,
    Shape(_M, True, 2): 255,
    Shape(_M, True, 3): 153,
    Shape(_M, True, 4): 85,
    Shape(_M, True, 0, OTHER): 5,
    Shape(_M, True, 1, OTHER): 13,
    Shape(_M, True, 2, OTHER): 9,
    Shape(_M, True, 3, OTHER): 5,
    Shape(_M, True, 1, PARENT): 3,
    Shape(_M, True, 2, PARENT): 8,
    Shape(_M, True, 3, PARENT): 4,
}


def quotas(*, households: int, women_heads: int, persons: int) -> Counter[Shape]:
    """How many families of each shape, so that families, women heads and persons come out exactly.

    The survey's shares are tilted by `exp(-t × size)`, the least bending that gives the mean size: agencies
    take in smaller and older families than the poor at large.
    """
    low, high = -3.0, 3.0
    for _ in range(60):
        tilt = (low + high) / 2
        if _mean_persons(households, women_heads, tilt) > persons:
            low = tilt
        else:
            high = tilt
    drawn = _rounded(_F, women_heads, low) + _rounded(_M, households - women_heads, low)
    _settle(drawn, persons - sum(shape.size * count for shape, count in drawn.items()))
    return drawn


def _tilted(head: Sex, tilt: float) -> dict[Shape, float]:
    """Shares of the shapes under this head, adding up to one."""
    weights = {s: share * exp(-tilt * s.size) for s, share in SURVEY_SHARES.items() if s.head is head}
    whole = sum(weights.values())
    return {shape: weight / whole for shape, weight in weights.items()}


def _mean_persons(households: int, women_heads: int, tilt: float) -> float:
    parts = ((_F, women_heads), (_M, households - women_heads))
    return sum(
        count * share * shape.size for head, count in parts for shape, share in _tilted(head, tilt).items()
    )


def _rounded(head: Sex, count: int, tilt: float) -> Counter[Shape]:
    """Whole families by largest remainder."""
    shares = _tilted(head, tilt)
    whole = Counter({shape: floor(share * count) for shape, share in shares.items()})
    by_remainder = sorted(shares, key=lambda shape: (whole[shape] - shares[shape] * count, shape))
    for shape in by_remainder[: count - whole.total()]:
        whole[shape] += 1
    return whole


def _settle(drawn: Counter[Shape], missing: int) -> None:
    """Give (or take) a child here and there until the persons come out; rounding left a few over."""
    steps = _steps() if missing > 0 else [(larger, smaller) for smaller, larger in _steps()]
    for source, target in steps:
        moved = min(abs(missing), drawn[source])
        drawn[source] -= moved
        drawn[target] += moved
        missing -= moved if missing > 0 else -moved
    if missing:
        raise ValueError(f"no families of these sizes: {missing} persons over")


def _steps() -> Sequence[tuple[Shape, Shape]]:
    return [
        (Shape(head, spouse, n), Shape(head, spouse, n + 1))
        for head, spouse in ((_M, True), (_F, False))
        for n in (1, 0, 2, 3)
    ]
