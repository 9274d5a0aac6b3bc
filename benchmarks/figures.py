"""All figures of an office of 22,500 households, as pages ask for them: in scope, under row-level security.

Floor: `figures_by_hand.sql`, the best single statement we could write for the same numbers, run by the owner
without row-level security. Both are run in turn, so that a busy machine slows both.
"""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any

from django.db import connections

from benchmarks._ground import record, seconds
from benchmarks._zanjan import ON, lay_offices
from madadkar.foundation.jalali import years_before
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office
from madadkar.registry.rules import elderly_if_born_by
from madadkar.reports.figures import COUNTS
from madadkar.reports.queries import Reading, office_readings, question
from madadkar.reports.rules import Rate

RUNS = 15
_BY_HAND = (Path(__file__).parent / "figures_by_hand.sql").read_text(encoding="utf-8")


def main(home: Path) -> None:
    """Measure and record; the aim is a ratio of at most 1.5."""
    office, scope = lay_offices()
    told = {
        "office": office.pk,
        "on": ON,
        "before": years_before(ON, years=1),
        "elderly_by": elderly_if_born_by(on=ON),
    }
    _check_same(_ask(office, scope), _by_hand(told))
    pairs = [(seconds(lambda: _ask(office, scope)), seconds(lambda: _by_hand(told))) for _ in range(RUNS)]
    ratios = [ours / floor for ours, floor in pairs]
    record(
        "figures",
        counts=len(COUNTS),
        by_hand_seconds=statistics.median(floor for _, floor in pairs),
        figures_seconds=statistics.median(ours for ours, _ in pairs),
        ratio=statistics.median(ratios),
        ratio_from=min(ratios),
        ratio_to=max(ratios),
        aim=1.5,
    )


def _ask(office: Office, scope: Scope) -> list[Reading]:
    with within(scope):
        return office_readings(asked=question(office=office, on=ON, by=scope))


def _by_hand(told: dict[str, Any]) -> tuple[int, ...]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(_BY_HAND, told)
        return tuple(cursor.fetchone())


def _check_same(readings: list[Reading], by_hand: tuple[int, ...]) -> None:
    numbers: dict[str, int | None] = {}
    for one in readings:
        if isinstance(one.figure, Rate):
            numbers[one.figure.of.code] = one.numerator
            numbers[one.figure.out_of.code] = one.denominator
        else:
            numbers[one.figure.code] = one.numerator
    assert sorted(by_hand) == sorted(numbers[count.code] for count in COUNTS), "both count the same"
