"""Half-open days."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madadkar.foundation.period import Period, gaps, in_force, is_in_force, merge
from madadkar.foundation.refusal import Refusal

DAYS = [date(2017, 5, 1) + timedelta(days=number) for number in range(12)]


def period(first: int, until: int | None = None) -> Period:
    return Period(DAYS[first], None if until is None else DAYS[until])


def test_a_period_holds_its_first_day_and_not_its_end() -> None:
    may = period(1, 3)
    assert [day in may for day in DAYS[:4]] == [False, True, True, False]
    assert may.days == 2
    assert not may.is_open


def test_an_open_period_holds_every_later_day() -> None:
    assert date(2999, 1, 1) in period(1)
    assert period(1).is_open
    assert period(1).days is None


@pytest.mark.parametrize("until", [1, 0])
def test_a_period_without_a_day_is_refused(until: int) -> None:
    with pytest.raises(Refusal) as refused:
        period(1, until)
    assert refused.value == Refusal("period_ends_before_it_starts", from_=DAYS[1], until=DAYS[until])


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (period(0, 4), period(2, 6), period(2, 4)),
        (period(0, 2), period(2, 4), None),
        (period(0, 2), period(3, 4), None),
        (period(0), period(2), period(2)),
        (period(0), period(2, 4), period(2, 4)),
        (period(3), period(0, 3), None),
    ],
)
def test_intersect_gives_the_days_in_both(one: Period, other: Period, both: Period | None) -> None:
    assert one.intersect(other) == other.intersect(one) == both
    assert one.overlaps(other) == (both is not None)


def test_covers_needs_every_day() -> None:
    assert period(0).covers(period(2, 4))
    assert not period(2, 4).covers(period(2, 5))
    assert not period(2, 4).covers(period(2))


def test_merge_joins_what_touches() -> None:
    assert merge([period(4, 6), period(0, 2), period(2, 3), period(5)]) == [period(0, 3), period(4)]
    assert merge([]) == []


def test_gaps_are_the_days_nobody_held() -> None:
    assert gaps([period(2, 4), period(5, 6)], within=period(1, 8)) == [
        period(1, 2),
        period(4, 5),
        period(6, 8),
    ]
    assert gaps([period(2)], within=period(1)) == [period(1, 2)]
    assert gaps([], within=period(1)) == [period(1)]
    assert gaps([period(0)], within=period(1, 8)) == []


PERIODS = st.builds(
    lambda first, length: period(first, None if first + length > 11 else first + length),
    st.integers(0, 10),
    st.integers(1, 11),
)


@given(st.lists(PERIODS, max_size=5), PERIODS)
def test_every_day_is_held_or_in_a_gap(periods: list[Period], within: Period) -> None:
    merged, free = merge(periods), gaps(periods, within=within)
    for day in [*DAYS, date(2099, 1, 1)]:
        held = any(day in one for one in periods)
        assert any(day in one for one in merged) == held
        assert any(day in one for one in free) == (day in within and not held)


@dataclass
class Coverage:
    valid_from: date
    valid_until: date | None


def test_facts_in_force_are_those_that_hold_on_the_day() -> None:
    ended, current = Coverage(DAYS[0], DAYS[2]), Coverage(DAYS[2], None)
    assert in_force([ended, current], on=DAYS[1]) == [ended]
    assert in_force([ended, current], on=DAYS[2]) == [current]
    assert not is_in_force(current, on=DAYS[1])
