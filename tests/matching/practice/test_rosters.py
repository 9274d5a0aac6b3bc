"""Practice rosters: their answers are true, a seed makes the same ones, and the kinds differ as they say."""

from __future__ import annotations

import pytest

from madadkar.foundation.identity import is_national_code
from madadkar.matching.engine.persons import Person
from madadkar.matching.practice import Kind, Practice, Split, practice
from madadkar.matching.practice.errors import MECHANISMS
from madadkar.matching.practice.names import PROVINCES
from madadkar.matching.practice.rates import RATES


def small(kind: Kind, *, split: Split = "tuning", seed: int = 1) -> Practice:
    return practice(kind=kind, split=split, households=160, files=120, common=50, seed=seed)


@pytest.fixture(scope="module")
def easy() -> Practice:
    return small("easy")


@pytest.fixture(scope="module")
def hardest() -> Practice:
    return small("hardest")


def by_ref(persons: list[Person]) -> dict[int, Person]:
    return {person.ref: person for person in persons}


def same(rosters: Practice, field: str) -> float:
    """The share of true pairs in which the field is the same and known."""
    left, right = by_ref(rosters.left), by_ref(rosters.right)
    agree = [getattr(left[a], field) == getattr(right[b], field) != "" for a, b in rosters.links]
    return sum(agree) / len(agree)


def test_practice_has_as_many_households_files_and_links_as_asked(easy: Practice) -> None:
    assert len({person.household for person in easy.left}) == 160
    assert len(easy.right) == 120
    assert len(easy.links) == 50


def test_a_file_is_linked_to_at_most_one_member(hardest: Practice) -> None:
    assert len({right for _, right in hardest.links}) == len({left for left, _ in hardest.links}) == 50


def test_a_quarter_of_common_households_shares_no_person(easy: Practice) -> None:
    left, right = by_ref(easy.left), by_ref(easy.right)
    with_a_link = {(left[a].household, right[b].household) for a, b in easy.links}
    assert with_a_link < easy.households
    assert round(1 - len(with_a_link) / len(easy.households), 2) == 0.26


def test_kin_are_never_the_same_person_and_hardest_has_most_of_them(
    easy: Practice, hardest: Practice
) -> None:
    assert not easy.links & easy.kin
    assert not hardest.links & hardest.kin
    assert len({file for _, file in hardest.kin}) > len({file for _, file in easy.kin})


def test_the_same_seed_makes_the_same_rosters_and_another_makes_others(easy: Practice) -> None:
    again, other = small("easy"), small("easy", seed=2)
    assert easy[:5] == again[:5]
    assert easy.left != other.left


def test_harder_kinds_leave_less_to_go_by(easy: Practice, hardest: Practice) -> None:
    assert same(easy, "code") > 0.5 > same(hardest, "code")
    assert same(easy, "father") > 0.8 > same(hardest, "father")
    assert same(easy, "birth") > 0.6 > same(hardest, "birth")


def test_reporting_shares_no_error_mechanism_and_no_province_with_tuning() -> None:
    tuning, reporting = MECHANISMS["tuning"], MECHANISMS["reporting"]
    for ways in ("typo", "shorter", "code", "birth"):
        assert not set(getattr(tuning, ways)) & set(getattr(reporting, ways))
    assert tuning.conventional != reporting.conventional
    assert not set(PROVINCES["tuning"]) & set(PROVINCES["reporting"])
    assert RATES["tuning"] != RATES["reporting"]


def test_people_have_codes_of_nobody(easy: Practice) -> None:
    codes = [row.someone.code for row in easy.left_rows]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("999") and is_national_code(code) for code in codes)
