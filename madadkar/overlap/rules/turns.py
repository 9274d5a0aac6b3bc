"""Whose turn it is: which of the two sides a case waits for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from madadkar.overlap.rules.life import OverlapState

_BOTH_SIDES = frozenset({OverlapState.FOUND, OverlapState.DISAGREED})


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a case stands: its sides, which of them answered the present proposal and signed the present
    text, and which one is to lead (None: both stay, or nothing is proposed)."""

    state: OverlapState
    agencies: Collection[int]
    answered: Collection[int]
    signed: Collection[int]
    leading: int | None

    @property
    def waits_for(self) -> frozenset[int]:
        """The sides that can take the next step now."""
        sides = frozenset(self.agencies)
        if self.state in _BOTH_SIDES:
            return sides
        if self.state is OverlapState.PROPOSED:
            return sides - frozenset(self.answered)
        if self.state is OverlapState.AGREED:
            return sides - frozenset(self.signed)
        return self._after_decision(sides)

    def _after_decision(self, sides: frozenset[int]) -> frozenset[int]:
        leading = frozenset(one for one in sides if one == self.leading)
        if self.state is OverlapState.HANDED_OVER:
            return leading
        if self.state in (OverlapState.DECIDED, OverlapState.TAKEN_OVER):
            return sides - leading
        return frozenset()
