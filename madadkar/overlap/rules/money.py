"""What a second pension costs by the month: the published table of pensions, by size of the family and day.

Both bodies pay the same table (press reports of each change, in tomans; here in rials). It stands in until an
office's own payments are in the house; what is not in the table is not guessed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from madadkar.foundation.jalali import from_jalali
from madadkar.overlap.rules.kinds import PENSION, Cover

_SIZES = 5
_RIAL = 10


@dataclass(frozen=True, kw_only=True)
class Rate:
    """The pension of a month from a day on, for families of one to five and more, in rials."""

    since: date
    rial: tuple[int, ...]


def _rate(year: int, month: int, *toman: int) -> Rate:
    return Rate(since=from_jalali(year, month, 1), rial=tuple(one * _RIAL for one in toman))


PENSION_RATES = (
    _rate(1399, 2, 181_500, 298_500, 387_000, 497_500, 554_500),
    _rate(1400, 1, 350_000, 500_000, 700_000, 900_000, 1_100_000),
    _rate(1401, 1, 420_000, 600_000, 840_000, 1_080_000, 1_320_000),
    _rate(1402, 1, 655_200, 936_000, 1_310_400, 1_684_800, 2_059_200),
    _rate(1402, 6, 764_400, 1_092_000, 1_528_800, 1_965_600, 2_402_400),
    _rate(1403, 1, 993_720, 1_419_600, 1_987_440, 2_555_280, 3_123_120),
    _rate(1404, 1, 1_391_208, 1_987_440, 2_782_416, 3_577_392, 4_372_368),
)
"""The step within 1401 is left out: its day is not known. After the last line the last line holds."""


def pension_rate(*, on: date) -> Rate | None:
    """The table in force on a day; None before the first one known."""
    known = [rate for rate in PENSION_RATES if rate.since <= on]
    return known[-1] if known else None


def pension_rial(*, member_count: int, on: date) -> int | None:
    """A family's pension of a month; None where no table is known or nobody lives there."""
    rate = pension_rate(on=on)
    if rate is None or member_count < 1:
        return None
    return rate.rial[min(member_count, _SIZES) - 1]


def at_stake_rial(*, covers: Collection[Cover], leading_agency_id: int | None, on: date) -> int | None:
    """What is paid a month beside the leading agency's own pension: the other side's, where both pay one.

    Who leads unknown: the smaller of the two. None where not both pay, or no table is known.
    """
    if len(covers) < 2 or not all(PENSION in one.services for one in covers):
        return None
    giving = [one for one in covers if one.agency_id != leading_agency_id]
    amounts = [pension_rial(member_count=one.member_count, on=on) for one in giving]
    known = [amount for amount in amounts if amount is not None]
    return min(known) if known else None
