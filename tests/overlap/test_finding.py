"""Families of two agencies are found once, judged by the rules, told sparingly, let go when it is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from madadkar.casework.models import Coverage, Discretion
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.organisations.rules import Role
from madadkar.overlap.actions.finding import find_overlaps
from madadkar.overlap.models import CoverageFact, OverlapCase, OverlapStep
from madadkar.overlap.rules.kinds import OverlapKind
from madadkar.overlap.rules.life import OverlapState
from madadkar.overlap.rules.solutions import Verdict
from madadkar.overlap.tasks import find_everywhere
from tests.databases import as_owner
from tests.overlap.two_agencies import DAY, SINCE, Ground, at, lay, looks
from tests.registry import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(db: None) -> Ground:
    return lay()


def test_a_family_on_both_rolls_becomes_one_case_whoever_looks_and_however_often(ground: Ground) -> None:
    ground.both()
    told = [looks(by, find_overlaps).new for by in (ground.mahdi, ground.hamid, ground.hamid)]
    assert told == [1, 0, 0]
    case = ground.found()
    assert (case.kind, case.group, case.verdict) == ("continuous_both", "woman_head", "emdad")
    assert (case.state, case.round, case.is_by_rule) == ("proposed", 1, True)
    assert (case.overlap_from, case.found_on, case.province_code) == (SINCE, DAY, "19")


def test_both_sides_read_the_same_case_and_each_the_others_cover(ground: Ground) -> None:
    ground.both(pension=True, of_behzisti={"children": 2})
    case = ground.found()
    for by in (ground.hamid, ground.mahdi):
        with within(by):
            facts = {one.agency.code: one for one in CoverageFact.objects.select_related("agency")}
            assert OverlapCase.objects.get().pk == case.pk
        assert facts["behzisti"].services == ["pension"]
        assert (facts["emdad"].member_count, facts["behzisti"].member_count) == (2, 3)
    assert case.kind == OverlapKind.SAME_SERVICE
    assert case.at_stake_rial == 27_824_160


def test_occasional_help_beside_continuous_cover_is_allowed_by_the_rule_from_its_first_day(
    ground: Ground,
) -> None:
    ground.both(of_behzisti={"kind": "occasional"})
    case = ground.found()
    assert (case.state, case.verdict, case.allowed_from) == ("allowed", "both", SINCE)


@pytest.mark.parametrize(
    ("of_behzisti", "group", "verdict"),
    [
        ({"field": "rehabilitation"}, "rehabilitation", Verdict.BEHZISTI),
        ({"field": "children"}, "children", Verdict.BEHZISTI),
        ({"field": "women_and_family"}, "woman_head", Verdict.EMDAD),
    ],
)
def test_the_group_decides_who_is_to_lead(
    ground: Ground, of_behzisti: dict[str, str], group: str, verdict: Verdict
) -> None:
    ground.both(of_behzisti=of_behzisti)
    case = ground.found()
    assert (case.group, case.verdict) == (group, verdict.value)


@pytest.mark.parametrize("kind", [None, "ended"])
def test_a_family_that_one_side_does_not_cover_today_is_no_case(ground: Ground, kind: str | None) -> None:
    side = {"kind": None} if kind is None else {"until": DAY}
    ground.both(of_behzisti=side)
    assert looks(ground.hamid, find_overlaps).new == 0


def test_cover_until_tomorrow_still_overlaps_today(ground: Ground) -> None:
    ground.both(of_behzisti={"until": DAY + timedelta(days=1)})
    assert looks(ground.hamid, find_overlaps).new == 1


def test_a_family_under_discreet_support_is_told_to_nobody(ground: Ground) -> None:
    one, _ = ground.both()
    with as_owner():
        Discretion.objects.create(
            agency_id=ground.emdad.agency_id, office=ground.emdad, case_file=one.file,
            household=one.household, valid_from=date(2025, 1, 1), valid_until=date(2999, 1, 1),
            reason="آبرومند",
        )  # fmt: skip
    assert looks(ground.mahdi, find_overlaps).new == 0


def test_a_case_ends_by_itself_when_one_side_covers_no_more(ground: Ground) -> None:
    _, other = ground.both()
    ground.found()
    with as_owner():
        Coverage.objects.filter(case_file=other.file).update(valid_until=DAY + timedelta(days=5))
    later = at(DAY + timedelta(days=5))
    assert looks(ground.hamid, find_overlaps, at=later).closed == 1
    with within(ground.mahdi):
        case = OverlapCase.objects.get()
        assert (case.state, case.closed_on) == ("closed", DAY + timedelta(days=5))
        assert [one.to_state for one in OverlapStep.objects.order_by("pk")] == ["found", "proposed", "closed"]


def test_a_family_that_comes_back_is_another_case(ground: Ground) -> None:
    _, other = ground.both()
    ground.found()
    with as_owner():
        Coverage.objects.filter(case_file=other.file).update(valid_until=DAY + timedelta(days=5))
    looks(ground.hamid, find_overlaps, at=at(DAY + timedelta(days=5)))
    again = DAY + timedelta(days=40)
    with as_owner():
        Coverage.objects.create(
            agency_id=other.office.agency_id, office=other.office, case_file=other.file,
            household=other.household, kind="continuous", valid_from=again,
        )  # fmt: skip
    assert looks(ground.hamid, find_overlaps, at=at(again)).new == 1
    with within(ground.hamid):
        assert sorted(OverlapCase.objects.values_list("state", flat=True)) == ["closed", "proposed"]


def test_the_clock_looks_for_every_office(ground: Ground) -> None:
    ground.both()
    assert (find_everywhere(), find_everywhere()) == (1, 0)
    with within(ground.mahdi):
        assert OverlapCase.objects.get().state == OverlapState.PROPOSED


def test_who_may_only_look_finds_nothing(ground: Ground) -> None:
    with pytest.raises(Refusal, match="not_permitted"):
        looks(people.scope(ground.emdad, role=Role.AUDITOR), find_overlaps)
