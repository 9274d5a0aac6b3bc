"""A day gone by is counted at the office that answered for the family then, wherever the family is now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction

from madadkar.casework.actions import move_family
from madadkar.casework.models import CaseFile, Delegation
from madadkar.casework.queries.comparison import Behind, compared, elsewhere_behind, files_behind
from madadkar.casework.queries.exits import exit_rate
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.registry.answering import offices_gone_to
from madadkar.registry.models import FormerOffice
from madadkar.reports.figures import COUNTS, figure_by_code
from madadkar.reports.queries import figure_rows, office_readings, question
from madadkar.reports.queries.rows import ELSEWHERE
from tests.registry import people
from tests.reports.town import DAY, Town, as_the_web, circumstance, hand_over

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
Counted = dict[str, Any]


@pytest.fixture
def qazvin(town: Town) -> Office:
    """An office beside the town's, to which families may go."""
    return people.office("emdad-qazvin")


@pytest.fixture
def files(town: Town) -> list[CaseFile]:
    """Two families of the province's office; the first was with a centre until two days ago, and is ill."""
    nour = town.centre("nour")
    pair = [town.family(town.person(name), town.person("سارا")) for name in ("زهرا", "مریم")]
    begun = datetime.combine(DAY - timedelta(days=40), time(9), UTC)
    hand_over(pair[0], nour, sent_at=begun - timedelta(days=4), begun_at=begun)
    Delegation.objects.filter(case_file=pair[0]).update(valid_until=DAY - timedelta(days=2), step="returned")
    circumstance(pair[0].household.memberships.get(is_head=True).person, "special_patient")
    return pair


def _of(office: Office, on: Any, by: Scope | None = None) -> Counted:
    """Every number of one office alone on a day, as its head is told them."""
    scope = by or people.scope(office)
    with as_the_web(scope):
        asked = question(office=office, on=on, by=scope)
        return {one.figure.code: (one.numerator, one.denominator) for one in office_readings(asked=asked)}


def _moves(file: CaseFile, to: Office, *offices: Office, on: Any = DAY, at: Any = None) -> None:
    both = people.scope(*offices, to)
    told = {"to_office_id": to.pk, "on": on, "reason": "کوچ", "by": both}
    with as_the_web(both):
        move_family(household_id=file.household_id, at=at or datetime.combine(DAY, time(8), UTC), **told)


def test_both_offices_count_every_day_as_before_but_those_after_the_move(
    town: Town, qazvin: Office, files: list[CaseFile]
) -> None:
    offices = (town.office, qazvin)
    told = [_of(office, on) for office in offices for on in (BEFORE, AFTER)]
    _moves(files[0], qazvin, town.office)

    now = [_of(office, on) for office in offices for on in (BEFORE, AFTER)]
    assert (now[0], now[2]) == (told[0], told[2])
    assert [one["covered_households"][0] for one in now] == [2, 1, 0, 1]


def test_the_family_comes_back_and_goes_on_and_each_office_keeps_its_days(
    town: Town, qazvin: Office, files: list[CaseFile]
) -> None:
    for days, to, was in ((9, qazvin, town.office), (6, town.office, qazvin), (3, town.county, town.office)):
        moment = datetime.combine(DAY - timedelta(days=days), time(8), UTC)
        _moves(files[1], to, was, on=moment.date(), at=moment)

    days = [DAY - timedelta(days=one) for one in (10, 9, 7, 6, 4, 3)]
    counted = {
        office.code: [_of(office, on)["covered_households"][0] for on in days]
        for office in (qazvin, town.county)
    }
    assert counted == {qazvin.code: [0, 1, 1, 0, 0, 0], town.county.code: [0, 0, 0, 0, 0, 1]}
    assert [_of(town.office, on, town.scope())["covered_households"][0] for on in days] == [2, 1, 1, 2, 2, 2]


def test_a_list_has_as_many_rows_as_were_counted_and_names_nobody_who_is_elsewhere_now(
    town: Town, qazvin: Office, files: list[CaseFile]
) -> None:
    _moves(files[0], qazvin, town.office)
    scope = people.scope(town.office)
    with as_the_web(scope):
        asked = question(office=town.office, on=BEFORE, by=scope)
        before = {one.figure.code: one.numerator for one in office_readings(asked=asked)}
        for count in COUNTS:
            if count.adds or count.code not in before:
                continue
            page = figure_rows(asked=asked, count=count, limit=None)
            assert len(page.rows) == page.count == before[count.code], count.code
            elsewhere = [row for row in page.rows if row.get("is_elsewhere")]
            assert all(row == {"is_elsewhere": True, "last_name": ELSEWHERE} for row in elsewhere)
        covered = figure_rows(asked=asked, count=figure_by_code(code="covered_households"), limit=None)  # type: ignore[arg-type]  # a count
    assert sorted(row["last_name"] for row in covered.rows) == ["بیگدلی", ELSEWHERE]


def test_the_exit_rate_and_the_centres_of_a_year_stay_where_they_were(
    town: Town, qazvin: Office, files: list[CaseFile]
) -> None:
    centre = Delegation.objects.get(case_file=files[0]).centre_id

    def told(office: Office) -> tuple[Any, Any]:
        scope = people.scope(office)
        asked: dict[str, Any] = {"behind": Behind.HANDED, "centre_id": centre, "scope": scope, "on": DAY}
        with as_the_web(scope):
            rate = exit_rate(scope=scope, first=BEFORE, until=AFTER)
            handed = compared(centre_ids=[centre], scope=scope, on=DAY)[centre].handed
            assert files_behind(**asked).count() + elsewhere_behind(**asked) == handed
            return rate.base, handed

    before = told(town.office)
    _moves(files[0], qazvin, town.office)
    assert (before, told(town.office), told(qazvin)[0]) == ((2, 1), (2, 1), 0)


def test_to_move_on_a_day_gone_by_is_a_correction_and_never_before_an_earlier_move(
    town: Town, qazvin: Office, files: list[CaseFile]
) -> None:
    both = people.scope(town.office, qazvin)
    clerk = replace(both, rights=both.rights - {"correct_history"})
    asked = {
        "household_id": files[0].household_id,
        "reason": "کوچ",
        "at": datetime.combine(DAY, time(8), UTC),
    }
    with as_the_web(clerk), pytest.raises(Refusal, match="not_permitted"):
        move_family(**asked, to_office_id=qazvin.pk, on=BEFORE, by=clerk)
    with as_the_web(both):
        move_family(**asked, to_office_id=qazvin.pk, on=DAY, by=both)
        with transaction.atomic(), pytest.raises(Refusal, match="changed_since"):
            move_family(**asked, to_office_id=town.office.pk, on=BEFORE, by=both)
        move_family(**asked, to_office_id=town.office.pk, on=DAY, by=both)
        assert FormerOffice.objects.count() == 1, "what began and ended on a day held on none"


def test_nobody_asks_where_the_families_of_another_office_went(
    town: Town, qazvin: Office, files: list[CaseFile]
) -> None:
    _moves(files[0], qazvin, town.office)
    with as_the_web(people.scope(qazvin)):
        assert offices_gone_to(office_ids=[town.office.pk], on=BEFORE) == ()
    with as_the_web(people.scope(town.office)):
        assert offices_gone_to(office_ids=[town.office.pk], on=BEFORE) == (qazvin.pk,)
        assert not CaseFile.objects.filter(pk=files[0].pk).exists()
        assert not FormerOffice.objects.exists()
