"""A share found in a sample: how sure it is of all, and how a sample is drawn so that it can be redrawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt

Z_OF_CONFIDENCE = {90: 1.645, 95: 1.960, 99: 2.576}
"""Standard normal deviates for two-sided confidence, in percent."""


@dataclass(frozen=True)
class Share:
    """So many of so many looked at, and between which shares that among all of them lies."""

    part: int
    whole: int
    population: int
    confidence: int

    @property
    def percent(self) -> float | None:
        """The share found, in percent; None when nothing was looked at."""
        return 100 * self.part / self.whole if self.whole else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most that the share among all may be, in percent, with the stated confidence.

        Wilson's interval, its sample size raised by the finite population correction: unlike the plain one
        it does not call «all of a few» certain. The share itself when everything was looked at.
        """
        if not self.whole:
            return None
        share = self.part / self.whole
        if self.population <= self.whole:
            return 100 * share, 100 * share
        size = self.whole * (self.population - 1) / (self.population - self.whole)
        z2 = Z_OF_CONFIDENCE[self.confidence] ** 2
        middle = (share + z2 / (2 * size)) / (1 + z2 / size)
        half = sqrt(z2 * share * (1 - share) / size + z2 * z2 / (4 * size * size)) / (1 + z2 / size)
        return 100 * max(middle - half, 0.0), 100 * min(middle + half, 1.0)


def drawn(*, ids: Collection[int], size: int, seed: int) -> list[int]:
    """The ids that a seed draws: those whose hash together with the seed comes first.

    The same ids and seed draw the same sample on any machine, in any order of asking.
    """
    return sorted(sorted(ids, key=lambda one: sha256(f"{seed}:{one}".encode()).digest())[:size])
