"""A score opened: what of two records agrees and what does not, in the words of a clerk."""

from __future__ import annotations

from collections.abc import Mapping

from madadkar.matching.engine.policy import COMPARISONS, Comparison, Mark

_ORDER = (Mark.SAME, Mark.NEAR, Mark.DIFFERS)
_READ_FIRST = ("first", "last", "father", "birth", "code")
"""The fields a clerk looks at before the others, in this order."""


def reasons(levels: Mapping[str, int]) -> tuple[str, ...]:
    """The sentences for the levels of a pair: what is the same, then what is near, then what differs.

    `levels` maps a comparison's name to its level's number; what either record leaves unsaid has no sentence.
    """
    told = []
    for comparison in sorted(COMPARISONS, key=_as_read):
        level = comparison.level(levels.get(comparison.name, -1))
        if level is not None:
            told.append((_ORDER.index(level.mark), level.said))
    told.sort(key=lambda pair: pair[0])
    return tuple(said for _, said in told)


def _as_read(comparison: Comparison) -> int:
    return _READ_FIRST.index(comparison.name) if comparison.name in _READ_FIRST else len(_READ_FIRST)


def marks(levels: Mapping[str, int]) -> dict[str, Mark]:
    """How each compared field stands, by the comparison's name; unknown where either record is silent."""
    found = {}
    for comparison in COMPARISONS:
        level = comparison.level(levels.get(comparison.name, -1))
        found[comparison.name] = Mark.UNKNOWN if level is None else level.mark
    return found
