"""What kind an overlap is, who leads, what it costs, whose turn it is; both sides of every line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from madadkar.casework.rules import CoverageKind
from madadkar.foundation.jalali import from_jalali
from madadkar.foundation.refusal import Refusal
from madadkar.overlap.rules.kinds import Cover, OverlapGroup, OverlapKind, kind_of, overlap_from
from madadkar.overlap.rules.life import ENDED, OVERLAP_MOVES, OverlapState, check_step, due_on
from madadkar.overlap.rules.minutes import Subject, check_text, digest_of, draft
from madadkar.overlap.rules.money import PENSION_RATES, at_stake_rial, pension_rial
from madadkar.overlap.rules.solutions import DEFAULTS, Solution, Verdict, leads, solution_for
from madadkar.overlap.rules.turns import Standing

EMDAD, BEHZISTI = 1, 2


def cover(agency: int = EMDAD, kind: str = "continuous", *services: str, members: int = 2) -> Cover:
    return Cover(
        agency_id=agency,
        kind=CoverageKind(kind),
        since=date(2020, 3, 20) + timedelta(days=agency),
        until=None,
        services=frozenset(services),
        member_count=members,
    )


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("continuous", "continuous", OverlapKind.CONTINUOUS_BOTH),
        ("continuous", "occasional", OverlapKind.CONTINUOUS_OCCASIONAL),
        ("occasional", "continuous", OverlapKind.CONTINUOUS_OCCASIONAL),
        ("occasional", "occasional", OverlapKind.OCCASIONAL_BOTH),
    ],
)
def test_the_kind_is_told_by_both_covers(one: str, other: str, kind: OverlapKind) -> None:
    assert kind_of(covers=[cover(EMDAD, one), cover(BEHZISTI, other)]) is kind


def test_one_service_from_both_weighs_more_than_the_covers() -> None:
    both = [cover(EMDAD, "continuous", "pension", "4"), cover(BEHZISTI, "occasional", "pension")]
    assert kind_of(covers=both) is OverlapKind.SAME_SERVICE
    assert kind_of(covers=[both[0], cover(BEHZISTI, "occasional", "3")]) is OverlapKind.CONTINUOUS_OCCASIONAL


def test_an_overlap_begins_with_the_later_cover() -> None:
    assert overlap_from(covers=[cover(EMDAD), cover(BEHZISTI)]) == date(2020, 3, 22)


def test_every_cell_of_the_table_has_a_rule_with_its_source() -> None:
    assert set(DEFAULTS) == {(group, kind) for group in OverlapGroup for kind in OverlapKind}
    assert all(one.source for one in DEFAULTS.values())


def test_occasional_help_beside_another_cover_is_allowed_and_double_cover_is_not() -> None:
    for group in OverlapGroup:
        for kind in OverlapKind:
            said = solution_for(group=group, kind=kind, agreed={}).verdict
            is_beside = kind in (OverlapKind.CONTINUOUS_OCCASIONAL, OverlapKind.OCCASIONAL_BOTH)
            assert (said is Verdict.BOTH) == is_beside, (group, kind)


def test_what_two_agencies_agreed_on_goes_before_ours_in_its_cell_alone() -> None:
    cell = (OverlapGroup.ELDERLY, OverlapKind.CONTINUOUS_BOTH)
    agreed = {cell: Solution(verdict=Verdict.BOTH, source="توافق")}
    assert solution_for(group=cell[0], kind=cell[1], agreed=agreed).verdict is Verdict.BOTH
    beside = solution_for(group=OverlapGroup.OTHER, kind=cell[1], agreed=agreed)
    assert beside.verdict is Verdict.EMDAD
    assert leads(verdict=Verdict.BOTH) is None
    assert leads(verdict=beside.verdict) == "emdad"


@pytest.mark.parametrize(
    ("year", "month", "day", "members", "toman"),
    [
        (1399, 2, 1, 1, 181_500),
        (1402, 5, 31, 2, 936_000),
        (1402, 6, 1, 2, 1_092_000),
        (1404, 1, 1, 1, 1_391_208),
        (1404, 1, 1, 5, 4_372_368),
        (1405, 9, 1, 8, 4_372_368),
    ],
)
def test_a_pension_is_that_of_the_day_and_the_size(
    year: int, month: int, day: int, members: int, toman: int
) -> None:
    assert pension_rial(member_count=members, on=from_jalali(year, month, day)) == toman * 10


def test_no_pension_is_guessed_before_the_table_begins_or_for_nobody() -> None:
    assert pension_rial(member_count=1, on=from_jalali(1399, 1, 31)) is None
    assert pension_rial(member_count=0, on=from_jalali(1404, 1, 1)) is None
    assert [rate.since for rate in PENSION_RATES] == sorted(rate.since for rate in PENSION_RATES)


def test_what_is_at_stake_is_the_other_sides_pension_where_both_pay_one() -> None:
    on = from_jalali(1404, 1, 1)
    both = [
        cover(EMDAD, "continuous", "pension", members=1),
        cover(BEHZISTI, "continuous", "pension", members=2),
    ]
    assert at_stake_rial(covers=both, leading_agency_id=EMDAD, on=on) == 19_874_400
    assert at_stake_rial(covers=both, leading_agency_id=BEHZISTI, on=on) == 13_912_080
    assert at_stake_rial(covers=both, leading_agency_id=None, on=on) == 13_912_080
    assert at_stake_rial(covers=[both[0], cover(BEHZISTI)], leading_agency_id=EMDAD, on=on) is None


def test_the_table_of_moves_ends_in_two_ways_alone() -> None:
    assert {OverlapState.CLOSED, OverlapState.NOT_SAME} == ENDED
    check_step(current=OverlapState.HANDED_OVER, wanted=OverlapState.TAKEN_OVER)
    with pytest.raises(Refusal, match="overlap_step_not_allowed"):
        check_step(current=OverlapState.PROPOSED, wanted=OverlapState.DECIDED)
    assert OVERLAP_MOVES.allowed(OverlapState.HANDED_OVER) == {
        OverlapState.TAKEN_OVER, OverlapState.DISAGREED, OverlapState.NOT_SAME,
    }  # fmt: skip
    assert OverlapState.PROPOSED not in OVERLAP_MOVES.allowed(OverlapState.DECIDED)


def test_a_step_is_due_by_its_term_and_an_end_by_none() -> None:
    assert due_on(state=OverlapState.PROPOSED, since=date(2025, 6, 1)) == date(2025, 6, 11)
    assert due_on(state=OverlapState.ALLOWED, since=date(2025, 6, 1)) is None


@pytest.mark.parametrize(
    ("state", "answered", "signed", "waits"),
    [
        (OverlapState.FOUND, [], [], {EMDAD, BEHZISTI}),
        (OverlapState.PROPOSED, [EMDAD], [], {BEHZISTI}),
        (OverlapState.AGREED, [EMDAD, BEHZISTI], [BEHZISTI], {EMDAD}),
        (OverlapState.DECIDED, [], [], {BEHZISTI}),
        (OverlapState.HANDED_OVER, [], [], {EMDAD}),
        (OverlapState.TAKEN_OVER, [], [], {BEHZISTI}),
        (OverlapState.ALLOWED, [], [], set()),
    ],
)
def test_a_case_waits_for_who_can_take_the_next_step(
    state: OverlapState, answered: list[int], signed: list[int], waits: set[int]
) -> None:
    standing = Standing(
        state=state, agencies=[EMDAD, BEHZISTI], answered=answered, signed=signed, leading=EMDAD
    )
    assert standing.waits_for == waits


def test_the_draft_tells_both_covers_and_the_decision_and_no_name() -> None:
    about = Subject(
        number=12,
        covers=[("کمیته امداد", cover(EMDAD, "continuous", "pension")), ("بهزیستی", cover(BEHZISTI))],
        kind=OverlapKind.CONTINUOUS_BOTH,
        verdict=Verdict.EMDAD,
        reason="زن سرپرست خانوار",
    )
    text = draft(about=about, on=date(2025, 6, 1))
    for words in ("۱۲", "کمیته امداد", "بهزیستی", "مستمری", "راهبر باشد", "رضایت خانوار"):
        assert words in text
    check_text(text=text)
    with pytest.raises(Refusal, match="minutes_too_short"):
        check_text(text="باشد")
    with pytest.raises(Refusal, match="minutes_too_long"):
        check_text(text="ا" * 7000)


def test_a_signature_is_put_to_the_case_the_version_and_every_letter() -> None:
    one = digest_of(number=12, version=1, text="متن")
    assert one != digest_of(number=13, version=1, text="متن")
    assert one != digest_of(number=12, version=2, text="متن")
    assert one != digest_of(number=12, version=1, text="متن ")
