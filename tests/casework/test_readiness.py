"""The published rule of readiness: both sides of every line, and what the lines come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from madadkar.casework.rules.assessment_matrix import Domain
from madadkar.casework.rules.office_rules import enough_income_rial
from madadkar.casework.rules.readiness import WEIGHTS, Criterion, Facts, Verdict, readiness
from madadkar.casework.rules.terms import full_months, months_after

FOURS = dict.fromkeys(Domain, 4)
READY = Facts(
    scores=FOURS,
    before=FOURS,
    months_since_assessed=0,
    income_rial=110_000_000,
    enough_rial=110_000_000,
    months_covered=6,
    steps_done=4,
    steps_all=5,
    months_since_visited=5,
    fresh_months=6,
    covered_least_months=6,
)


def _line(criterion: Criterion, **facts: Any) -> tuple[bool | None, str]:
    found = readiness(facts=replace(READY, **facts))
    line = next(one for one in found.lines if one.criterion is criterion)
    return line.is_met, line.code


def test_a_family_that_meets_every_line_is_ready() -> None:
    found = readiness(facts=READY)

    assert (found.verdict, found.score) == (Verdict.READY, 100)
    assert sum(WEIGHTS.values()) == 100


@pytest.mark.parametrize(
    ("criterion", "facts", "answer"),
    [
        (Criterion.ASSESSED, {"months_since_assessed": 5}, (True, "assessed_lately")),
        (Criterion.ASSESSED, {"months_since_assessed": 6}, (False, "assessed_long_ago")),
        (Criterion.ASSESSED, {"months_since_assessed": None}, (None, "never_assessed")),
        (Criterion.CARRYING, {"scores": {**FOURS, Domain.HOUSING: 3}}, (False, "carrying_low")),
        (Criterion.CARRYING, {"scores": {**FOURS, Domain.FOOD: 3}}, (True, "carrying_strong")),
        (Criterion.NONE_WEAK, {"scores": {**FOURS, Domain.LEGAL: 2}}, (False, "some_weak")),
        (Criterion.NONE_WEAK, {"scores": {**FOURS, Domain.LEGAL: 3}}, (True, "none_weak")),
        (Criterion.LASTING, {"before": None}, (None, "assessed_once")),
        (Criterion.LASTING, {"before": {**FOURS, Domain.INCOME: 5}}, (False, "carrying_fell")),
        (Criterion.LASTING, {"before": {**FOURS, Domain.INCOME: 3}}, (True, "carrying_lasted")),
        (Criterion.INCOME, {"income_rial": 109_999_999}, (False, "income_short")),
        (Criterion.INCOME, {"income_rial": None}, (None, "income_unknown")),
        (Criterion.TIME, {"months_covered": 5}, (False, "covered_short")),
        (Criterion.TIME, {"months_covered": None}, (None, "never_covered")),
        (Criterion.STEPS, {"steps_done": 3}, (False, "steps_open")),
        (Criterion.STEPS, {"steps_done": 0, "steps_all": 0}, (None, "no_steps")),
        (Criterion.VISITED, {"months_since_visited": 6}, (False, "visited_long_ago")),
        (Criterion.VISITED, {"months_since_visited": None}, (None, "never_visited")),
    ],
)
def test_each_line_has_its_two_sides(
    criterion: Criterion, facts: dict[str, Any], answer: tuple[bool | None, str]
) -> None:
    assert _line(criterion, **facts) == answer


def test_a_family_is_near_from_seventy_only_where_income_work_and_housing_stand() -> None:
    near = readiness(facts=replace(READY, before=None, months_covered=5, steps_done=0))
    fallen = readiness(facts=replace(READY, scores={**FOURS, Domain.INCOME: 3}, months_covered=5))

    assert (near.score, near.verdict) == (70, Verdict.NEAR)
    assert fallen.verdict is Verdict.NOT_YET


def test_a_line_nobody_can_answer_is_not_met() -> None:
    assert readiness(facts=replace(READY, income_rial=None)).verdict is Verdict.NEAR


def test_a_larger_household_needs_more() -> None:
    told = {"one_rial": 80, "each_more_rial": 30}
    assert enough_income_rial(member_count=1, **told) == 80
    assert enough_income_rial(member_count=4, **told) == 170
    assert enough_income_rial(member_count=0, **told) == 80


def test_months_are_counted_as_the_database_counts_them() -> None:
    assert months_after(day=date(2024, 1, 31), months=1) == date(2024, 2, 29)
    assert months_after(day=date(2023, 11, 30), months=3) == date(2024, 2, 29)
    assert full_months(since=date(2024, 1, 31), on=date(2024, 2, 28)) == 0
    assert full_months(since=date(2024, 1, 31), on=date(2024, 2, 29)) == 1
    assert full_months(since=date(2024, 1, 15), on=date(2025, 1, 14)) == 11
    assert full_months(since=date(2024, 2, 1), on=date(2024, 1, 1)) == 0
