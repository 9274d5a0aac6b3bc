"""Every figure opens to exactly the rows it counted, whole or by part of a breakdown."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.reports.figures import COUNTS, SHOWN, figure_by_code
from madadkar.reports.queries import Breakdown, Narrowing, breakdowns, question
from madadkar.reports.rules import Dimension, Figure, Measure, Rate
from tests.registry import people
from tests.reports.town import (
    DAY,
    Town,
    as_the_web,
    circumstance,
    covered_elsewhere,
    delegate,
    hand_over,
    pension,
    readings,
    rows,
    visit,
    worker,
)


@pytest.fixture
def busy(town: Town) -> Town:
    """A dozen families and a few on their way, that between them are in every figure."""
    noor, mehr = town.centre("noor"), town.centre("mehr")
    for place in range(12):
        child = town.person("سارا" if place % 2 else "نیما", sex="female" if place % 2 else "male")
        head = town.person("زهرا", sex="female" if place % 3 else "male")
        elder = town.person("کبری", birth_on=people.date(1940, 1, 1))
        for group in [("pupil",), ("student",), ("pupil", "orphan", "cancer_patient")][place % 3]:
            circumstance(child, group)
        opened = town.family(
            head, child, elder, covered=("continuous", "occasional", None, "occasional", None)[place % 5],
            until=DAY if place == 3 else None, area=("rural", "urban", "")[place % 3],
            state="inactive" if place in (3, 4, 8) else "active",
            reason="self_reliant" if place == 3 else "accepted",
        )  # fmt: skip
        if place % 2:
            pension(opened)
        if place % 5 < 3:
            delegate(opened, noor if place % 2 else mehr)
    for state in ("waiting", "suspended", "visit"):
        town.family(town.person("مریم"), covered=None, state=state)
    visit(town.family(town.person("رقیه")), on=DAY - timedelta(days=350))
    hand_over(town.family(town.person("نرگس")), noor, sent_at=_at(9), begun_at=_at(5))
    worker(noor, "پروین طاهری")
    for is_allowed in (True, False):
        covered_elsewhere(town.family(town.person("لیلا")), is_allowed=is_allowed)
    return town


def _at(days_before: int) -> datetime:
    return datetime.combine(DAY - timedelta(days=days_before), time(9), UTC)


def test_every_figure_opens_to_exactly_what_it_counts(busy: Town) -> None:
    numbers = _numbers(busy)
    for count in COUNTS:
        page = rows(busy, count)
        assert numbers[count.code] > 0, count.code
        if count.adds:
            continue
        shown = (page.count, len(page.rows), len({row["id"] for row in page.rows}))
        assert shown == (numbers[count.code],) * 3, count.code


def test_pages_of_a_list_together_are_the_list(busy: Town) -> None:
    whole = [row["id"] for row in rows(busy, "covered_persons").rows]
    parts = [rows(busy, "covered_persons", limit=7, offset=start).rows for start in range(0, len(whole), 7)]
    assert [row["id"] for part in parts for row in part] == whole


def test_a_page_past_the_end_is_empty_and_still_knows_the_count(busy: Town) -> None:
    page = rows(busy, "covered_persons", limit=50, offset=1000)
    assert (page.rows, page.count) == ([], readings(busy)["covered_persons"].value)


def test_each_part_of_a_breakdown_opens_to_exactly_what_it_counts(busy: Town) -> None:
    for figure in SHOWN:
        for one in _broken(busy, figure):
            for part in one.parts:
                narrowed = Narrowing(dimension=one.dimension, key=part.key)
                counted = rows(busy, figure.code, narrowed=narrowed).count
                is_mean = isinstance(figure, Rate) and figure.measure is Measure.MEAN
                assert counted == (part.denominator if is_mean else part.numerator), (
                    figure.code,
                    one.dimension,
                    part,
                )


def test_parts_add_up_to_the_figure_except_where_groups_overlap(busy: Town) -> None:
    numbers = _numbers(busy)
    for count in COUNTS:
        plain = [one for one in _broken(busy, count) if not one.overlaps]
        sums = {sum(part.numerator for part in one.parts) for one in plain}
        assert sums == {numbers[count.code]}, count.code


def test_medical_groups_are_left_out_of_a_breakdown_without_medical_sight(busy: Town) -> None:
    figure = figure_by_code(code="covered_persons")

    def groups(role: people.Role) -> set[str]:
        broken = _broken(busy, figure, role)
        return {part.key for one in broken if one.dimension is Dimension.GROUP for part in one.parts}

    assert groups(people.Role.HEAD) >= {"pupil", "student", "elderly", "woman_head"}
    assert "cancer_patient" not in groups(people.Role.FINANCE)


def test_a_medical_list_is_refused_without_medical_sight(busy: Town) -> None:
    with pytest.raises(Refusal, match="figure_needs_medical_sight"):
        rows(busy, "patients", by=busy.scope(role=people.Role.FINANCE))


def test_a_breakdown_a_figure_does_not_have_is_refused(busy: Town) -> None:
    with pytest.raises(Refusal, match="breakdown_unknown"):
        rows(busy, "covered_households", narrowed=Narrowing(dimension=Dimension.GROUP, key="pupil"))


def _broken(town: Town, figure: Figure, role: people.Role = people.Role.HEAD) -> list[Breakdown]:
    with as_the_web(town.scope(role=role)) as scope:
        return breakdowns(asked=question(office=town.office, on=DAY, by=scope), figure=figure)


def _numbers(town: Town) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for one in readings(town).values():
        counts = (one.figure.of, one.figure.out_of) if hasattr(one.figure, "of") else (one.figure, None)
        for count, number in zip(counts, (one.numerator, one.denominator), strict=True):
            if count is not None and number is not None:
                numbers[count.code] = number
    return numbers
