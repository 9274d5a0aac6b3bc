"""Days as Iranians count them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madadkar.foundation.jalali import (
    PartialDate,
    age_on,
    days_in_month,
    format_day,
    format_long,
    from_jalali,
    is_leap,
    month_bounds,
    month_name,
    to_jalali,
    weekday_name,
    year_bounds,
)
from madadkar.foundation.refusal import Refusal


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1, 1, 1), date(622, 3, 22)),
        ((1250, 1, 1), date(1871, 3, 21)),
        ((1299, 12, 29), date(1921, 3, 20)),
        ((1300, 1, 1), date(1921, 3, 21)),
        ((1396, 2, 20), date(2017, 5, 10)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1408, 12, 30), date(2030, 3, 20)),
        ((1500, 1, 1), date(2121, 3, 21)),
    ],
)
def test_days_are_converted_both_ways(jalali: tuple[int, int, int], gregorian: date) -> None:
    assert from_jalali(*jalali) == gregorian
    assert to_jalali(gregorian) == jalali


@given(st.dates(min_value=date(622, 3, 22), max_value=date(2220, 1, 1)))
def test_every_day_comes_back(day: date) -> None:
    assert from_jalali(*to_jalali(day)) == day


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2100, 1, 1)))
def test_the_next_day_is_the_next_jalali_day(day: date) -> None:
    assert to_jalali(day) < to_jalali(day + timedelta(days=1))


@pytest.mark.parametrize(
    "parts",
    [(1399, 7, 31), (1404, 12, 30), (1399, 13, 1), (1399, 0, 1), (1399, 1, 0), (0, 1, 1), (1600, 1, 1)],
)
def test_from_jalali_refuses_days_no_calendar_has(parts: tuple[int, int, int]) -> None:
    with pytest.raises(Refusal) as refused:
        from_jalali(*parts)
    assert refused.value == Refusal("date_impossible", year=parts[0], month=parts[1], day=parts[2])


def test_to_jalali_refuses_days_before_the_calendar() -> None:
    with pytest.raises(Refusal, match="date_impossible"):
        to_jalali(date(622, 3, 21))


def test_leap_years_keep_the_five_year_gap_after_1403() -> None:
    assert [year for year in range(1395, 1413) if is_leap(year)] == [1395, 1399, 1403, 1408, 1412]
    assert [days_in_month(1404, month) for month in (6, 7, 12)] == [31, 30, 29]
    assert days_in_month(1403, 12) == 30


def test_years_and_months_are_half_open() -> None:
    assert year_bounds(1403) == (date(2024, 3, 20), date(2025, 3, 21))
    assert month_bounds(1403, 12) == (date(2025, 2, 19), date(2025, 3, 21))


def test_days_are_shown_in_persian() -> None:
    day = from_jalali(1403, 8, 3)
    assert format_day(day) == "۱۴۰۳/۰۸/۰۳"
    assert format_long(day) == "۳ آبان ۱۴۰۳"
    assert weekday_name(day) == "پنجشنبه"
    assert month_name(11) == "بهمن"


@pytest.mark.parametrize(
    ("partial", "first", "until", "precision", "text", "said"),
    [
        (PartialDate(1345), (1345, 1, 1), (1346, 1, 1), "year", "1345", "۱۳۴۵"),
        (PartialDate(1345, 11), (1345, 11, 1), (1345, 12, 1), "month", "1345/11", "بهمن ۱۳۴۵"),
        (PartialDate(1345, 12), (1345, 12, 1), (1346, 1, 1), "month", "1345/12", "اسفند ۱۳۴۵"),
        (PartialDate(1345, 11, 5), (1345, 11, 5), (1345, 11, 6), "day", "1345/11/05", "۵ بهمن ۱۳۴۵"),
    ],
)
def test_a_partial_date_is_kept_as_exactly_as_it_is_known(
    partial: PartialDate,
    first: tuple[int, int, int],
    until: tuple[int, int, int],
    precision: str,
    text: str,
    said: str,
) -> None:
    assert (partial.earliest, partial.until) == (from_jalali(*first), from_jalali(*until))
    assert partial.precision == precision
    assert (partial.text, str(partial)) == (text, said)
    assert PartialDate.from_text(text) == partial
    assert PartialDate.from_date(partial.earliest, partial.precision) == partial


@pytest.mark.parametrize("parts", [(1345, 13), (1345, 7, 31), (1345, None, 5), (1345, 0)])
def test_a_partial_date_refuses_impossible_parts(parts: tuple[int, ...]) -> None:
    with pytest.raises(Refusal, match="date_impossible"):
        PartialDate(*parts)


@pytest.mark.parametrize("text", ["1345/1", "345", "1345/11/5", "۱۳۴۵", ""])
def test_from_text_reads_only_the_stored_form(text: str) -> None:
    with pytest.raises(Refusal, match="date_unreadable"):
        PartialDate.from_text(text)


def test_partial_dates_may_equal_when_their_days_meet() -> None:
    assert PartialDate(1345).may_equal(PartialDate(1345, 11, 5))
    assert PartialDate(1345, 11, 5).may_equal(PartialDate(1345, 11))
    assert not PartialDate(1345).may_equal(PartialDate(1346, 1, 1))


@pytest.mark.parametrize(
    ("on", "age"), [((1399, 8, 11), 38), ((1399, 8, 12), 39), ((1360, 8, 12), 0), ((1360, 8, 11), -1)]
)
def test_age_turns_on_the_birthday(on: tuple[int, int, int], age: int) -> None:
    assert age_on(PartialDate(1360, 8, 12), from_jalali(*on)) == age
    assert age_on(from_jalali(1360, 8, 12), from_jalali(*on)) == age


def test_age_of_a_year_only_birth_counts_from_farvardin() -> None:
    assert age_on(PartialDate(1339), from_jalali(1399, 1, 1)) == 60
    assert age_on(PartialDate(1339), from_jalali(1398, 12, 29)) == 59


def test_age_of_somebody_born_on_30_esfand_turns_at_nowruz_of_common_years() -> None:
    born = from_jalali(1399, 12, 30)
    assert age_on(born, from_jalali(1400, 12, 29)) == 0
    assert age_on(born, from_jalali(1401, 1, 1)) == 1
