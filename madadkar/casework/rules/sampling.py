"""How many of many are looked at, which ones, and how sure the answer is: for reviews of files and surveys.

Cochran's sample size for a share, with the finite population correction; docs/calculations/sampling.md has
the formula with worked examples.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from math import ceil

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.shares import Z_OF_CONFIDENCE, Share, drawn

__all__ = ["Z_OF_CONFIDENCE", "Share", "check_terms", "drawn", "population_digest", "sample_size"]

LEAST_MARGIN, MOST_MARGIN = 1, 25
"""Margins of error, in percentage points, that may be asked for."""
DEFAULT_CONFIDENCE, DEFAULT_MARGIN = 95, 10


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


def population_digest(*, ids: Collection[int]) -> str:
    """A fingerprint of the population, so that a sample drawn again can prove it was drawn from the same."""
    return sha256(",".join(str(one) for one in sorted(ids)).encode()).hexdigest()
