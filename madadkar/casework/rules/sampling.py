"""How many of many are looked at, which ones, and how sure the answer is: for reviews of files and surveys.

Cochran's sample size for a share, with the finite population correction; docs/calculations/sampling.md has
the formula with worked examples.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, sqrt

from madadkar.foundation.refusal import Refusal

Z_OF_CONFIDENCE = {90: 1.645, 95: 1.960, 99: 2.576}
"""Standard normal deviates for two-sided confidence, in percent."""
LEAST_MARGIN, MOST_MARGIN = 1, 25
"""Margins of error, in percentage points, that may be asked for."""
DEFAULT_CONFIDENCE, DEFAULT_MARGIN = 95, 10


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


def check_terms(*, confidence: int, margin: int) -> None:
    """Refuse an unknown confidence and a margin out of bounds. Raises Refusal("sample_terms")."""
    if confidence not in Z_OF_CONFIDENCE or not LEAST_MARGIN <= margin <= MOST_MARGIN:
        raise Refusal("sample_terms", least=LEAST_MARGIN, most=MOST_MARGIN)


def sample_size(*, population: int, confidence: int, margin: int) -> int:
    """How many of a population must be looked at so that a share is known within `margin` percentage points.

    Supposes the worst share, one half. Raises Refusal: sample_terms, nothing_to_sample.
    """
    check_terms(confidence=confidence, margin=margin)
    if population < 1:
        raise Refusal("nothing_to_sample")
    endless = Z_OF_CONFIDENCE[confidence] ** 2 * 0.25 / (margin / 100) ** 2
    return min(population, ceil(endless / (1 + (endless - 1) / population)))


def drawn(*, ids: Collection[int], size: int, seed: int) -> list[int]:
    """The ids that a seed draws: those whose hash together with the seed comes first.

    The same ids and seed draw the same sample on any machine, in any order of asking.
    """
    return sorted(sorted(ids, key=lambda one: sha256(f"{seed}:{one}".encode()).digest())[:size])


def population_digest(*, ids: Collection[int]) -> str:
    """A fingerprint of the population, so that a sample drawn again can prove it was drawn from the same."""
    return sha256(",".join(str(one) for one in sorted(ids)).encode()).hexdigest()
