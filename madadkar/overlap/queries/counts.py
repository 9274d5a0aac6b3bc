"""How many cases two offices of two agencies share on a day: by step, by kind, and what is paid twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from madadkar.foundation.sqlfile import sql_text
from madadkar.overlap.rules.kinds import OverlapKind
from madadkar.overlap.rules.life import ENDED, OverlapState


@dataclass(frozen=True, kw_only=True)
class PairCounts:
    """The cases of two offices as they stood on a day; money is that of cases neither ended nor allowed."""

    by_state: dict[OverlapState, int]
    by_kind: dict[OverlapKind, int]
    at_stake_rial: int

    @property
    def open_count(self) -> int:
        """How many are neither ended nor allowed."""
        return sum(number for state, number in self.by_state.items() if state not in _AT_REST)


_AT_REST = ENDED | {OverlapState.ALLOWED}


def pair_counts(*, left_ids: Collection[int], right_ids: Collection[int], on: date) -> PairCounts:
    """The cases between the families of some offices and of some others, within a sight of both."""
    with connection.cursor() as cursor:
        told: dict[str, Any] = {"left": list(left_ids), "right": list(right_ids), "on": on}
        cursor.execute(sql_text("madadkar.overlap", "pair_counts.sql"), told)
        rows = [
            (OverlapState(state), OverlapKind(kind), n, rial) for state, kind, n, rial in cursor.fetchall()
        ]
    by_state: Counter[OverlapState] = Counter()
    by_kind: Counter[OverlapKind] = Counter()
    for state, kind, number, _ in rows:
        by_state[state] += number
        if state not in ENDED:
            by_kind[kind] += number
    rial = sum(int(amount) for state, _, _, amount in rows if state not in _AT_REST)
    return PairCounts(by_state=dict(by_state), by_kind=dict(by_kind), at_stake_rial=rial)
