"""Spellings near each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madadkar.foundation.edits import allowed_edits, deletions, edit_distance

LETTERS = st.text(st.sampled_from("ابپتحمدرضی"), min_size=1, max_size=9)


def test_deletions_of_a_short_name_forgive_one_slip() -> None:
    assert deletions("رضا") == {"رضا", "ضا", "را", "رض"}


def test_deletions_of_a_longer_name_forgive_two() -> None:
    found = deletions("محمدی")
    assert {"محمدی", "حمدی", "حمد", "ممی"} <= found
    assert {len(key) for key in found} == {3, 4, 5}


def test_deletions_look_only_at_the_first_letters_when_told() -> None:
    assert deletions("خدابنده", 0, prefix=4) == {"خداب"}
    assert deletions("", 2) == {""}


@pytest.mark.parametrize(("key", "edits"), [("حسن", 1), ("حسین", 1), ("حسینی", 2)])
def test_allowed_edits_grow_after_four_letters(key: str, edits: int) -> None:
    assert allowed_edits(key) == edits


def test_edit_distance_counts_a_swap_once() -> None:
    assert edit_distance("محمدی", "محدمی") == 1
    assert edit_distance("زهرا", "زرا") == 1
    assert edit_distance("زهرا", "مریم") == 4
    assert edit_distance("زهرا", "مریم", at_most=1) == 2


@given(LETTERS, LETTERS)
def test_names_within_reach_share_a_deletion(one: str, other: str) -> None:
    for reach in (1, 2):
        if edit_distance(one, other) <= reach:
            assert (deletions(one, reach) | {""}) & (deletions(other, reach) | {""})
