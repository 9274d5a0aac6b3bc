"""Counting the demo gives what the five reports printed, and each number opens to as many rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from madadkar.foundation.jalali import from_jalali
from madadkar.reports.figures import COUNTS, figure_by_code
from madadkar.reports.queries import PAGE_SIZE, Reading, figure_rows, office_readings, question
from madadkar.reports.rules import Count, Ground

PUBLISHED = {
    ("emdad-zanjan", (1396, 2, 20)): {
        "covered_households": 22_500,
        "covered_persons": 39_000,
        "women_heads": 13_000,
        "elderly": 17_000,
        "pupils_and_students": 3_700,
        "patients": 768,
        "active_centres": 112,
    },
    ("emdad-zanjan", (1399, 6, 1)): {"active_centres": 112},
    ("behzisti-zanjan", (1403, 8, 3)): {
        "files": 10_455,
        "active_files": 5_793,
        "pension_women_heads": 3_035,
        "active_file_pupils": 1_347,
        "active_file_students": 109,
    },
    ("emdad-isfahan", (1399, 12, 1)): {"active_centres": 421, "delegated_files": 22_485},
    ("emdad-isfahan", (1398, 12, 1)): {"delegated_files": 16_061},
}

A_SHORT_LIST = 1_500
Inside = Callable[[str], Any]


def read(inside: Inside, code: str, on: date) -> dict[str, Reading]:
    """Every figure of an office on a day."""
    with inside(code) as (office, scope):
        readings = office_readings(asked=question(office=office, on=on, by=scope))
    return {reading.figure.code: reading for reading in readings}


@pytest.mark.parametrize(("asked", "figures"), PUBLISHED.items(), ids=lambda value: str(value)[:40])
def test_figures_count_what_the_report_printed(
    inside: Inside, asked: tuple[str, tuple[int, int, int]], figures: dict[str, int]
) -> None:
    code, day = asked
    readings = read(inside, code, from_jalali(*day))
    assert {figure: readings[figure].numerator for figure in figures} == figures


@pytest.mark.parametrize(("asked", "figures"), PUBLISHED.items(), ids=lambda value: str(value)[:40])
def test_figures_open_to_exactly_as_many_rows(
    inside: Inside, asked: tuple[str, tuple[int, int, int]], figures: dict[str, int]
) -> None:
    code, day = asked
    for figure, value in figures.items():
        count = figure_by_code(code=figure)
        assert isinstance(count, Count)
        with inside(code) as (office, scope):
            asked_now = question(office=office, on=from_jalali(*day), by=scope)
            whole = None if value < A_SHORT_LIST else PAGE_SIZE
            page = figure_rows(asked=asked_now, count=count, limit=whole)
        assert (page.count, len(page.rows)) == (value, whole or value)


def test_qazvin_counts_fifty_five_in_a_hundred_in_villages(inside: Inside) -> None:
    share = read(inside, "emdad-qazvin", from_jalali(1397, 9, 26))["rural_persons_share"]
    assert share.numerator is not None and share.denominator is not None
    assert Decimal(share.numerator) / share.denominator == Decimal("0.55")


def test_behzisti_share_is_computed_and_not_bent_to_the_text(inside: Inside) -> None:
    share = read(inside, "behzisti-zanjan", from_jalali(1403, 8, 3))["pension_women_heads_share"]
    assert (share.numerator, share.denominator) == (3_035, 5_793)


def test_zanjan_leaves_at_a_measured_rate_below_the_target(inside: Inside) -> None:
    rate = read(inside, "emdad-zanjan", from_jalali(1396, 2, 20))["exit_rate"]
    assert rate.numerator is not None and rate.denominator is not None
    assert Decimal("0.06") < Decimal(rate.numerator) / rate.denominator < Decimal("0.07")


@pytest.mark.parametrize(("year", "files"), [(1398, 16_061), (1399, 22_485)])
def test_delegated_files_stand_still_from_dey_to_the_year_s_end(
    inside: Inside, year: int, files: int
) -> None:
    first, last = from_jalali(year, 10, 1), from_jalali(year + 1, 1, 1)
    days = [first, from_jalali(year, 11, 17), last]
    for day in days:
        readings = read(inside, "emdad-isfahan", day)
        assert readings["delegated_files"].numerator == files, day
        assert readings["active_centres"].numerator == 421, day


def test_figures_move_from_year_to_year(inside: Inside) -> None:
    for code in ("emdad-zanjan", "behzisti-zanjan", "emdad-qazvin"):
        households = {
            read(inside, code, from_jalali(year, 7, 1))["covered_households"].numerator
            for year in (1395, 1398, 1401)
        }
        assert len(households) == 3, code


def test_every_figure_is_counted_for_every_office(inside: Inside) -> None:
    families = {count.code for count in COUNTS if count.ground is Ground.FAMILY and count.is_shown}
    for code in ("emdad-zanjan", "behzisti-zanjan", "emdad-isfahan", "emdad-qazvin"):
        readings = read(inside, code, from_jalali(1399, 7, 1))
        assert families <= readings.keys()
        assert readings["covered_households"].numerator
