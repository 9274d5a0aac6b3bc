"""Two lists linked: each person once, whatever the lists lack, however short or odd they are."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine import comparing, linking, tables
from madadkar.matching.engine.engines import linker
from madadkar.matching.engine.linking import Found, link, link_rosters
from madadkar.matching.engine.model import saved_model
from madadkar.matching.engine.persons import COLUMNS, Person, code_digits, place_key
from madadkar.matching.engine.policy import BY_NAME, LINK
from madadkar.matching.practice import Kind, Practice, practice
from tests.matching.engine.lists import KARIM, f1, person

# What offices write into cells that a roster was never meant to hold.
JUNK = (
    "'; drop table left_list; --",
    'a,"b"',
    "\n",
    "{}",
    "%s",
    "۱۲۳",
    "😀",
    "x" * 3000,
    "\\",
    "null",
    "-__-",
)


def pairs(*lists: list[Person], least: float = LINK, **options: Any) -> set[tuple[int, int]]:
    return {(found.left, found.right) for found in link(*lists, least=least, **options)}


def strangers(count: int, *, start: int = 100) -> list[Person]:
    """People who have nothing in common with anybody here."""
    made = practice(kind="easy", split="tuning", households=count, files=1, common=0, seed=9)
    return [one._replace(ref=start + number) for number, one in enumerate(made.left[:count])]


def test_one_person_in_two_lists_is_found_with_the_reasons() -> None:
    (found,) = link(
        [person(1, **KARIM), *strangers(20)], [person(7, **{**KARIM, "code": "9990000028"})], least=LINK
    )

    assert (found.left, found.right) == (1, 7)
    assert found.probability > 0.99
    assert found.levels["code"] == 3


def test_one_file_against_one_file_is_enough() -> None:
    assert pairs([person(1, **KARIM)], [person(1, **KARIM)]) == {(1, 1)}
    assert pairs([person(1, **KARIM)], strangers(1)) == set()


@pytest.mark.parametrize(
    ("left", "right"), [([], []), ([person(1, **KARIM)], []), ([], [person(1, **KARIM)])]
)
def test_an_empty_list_has_nobody_in_common(left: list[Person], right: list[Person]) -> None:
    found = link_rosters(left, right, with_households=True)

    assert (found.links, found.households) == ([], [])


def test_nobody_is_twice_in_an_empty_list() -> None:
    assert link([]) == []


def test_of_two_candidates_the_better_is_linked_and_each_once() -> None:
    brother = {**KARIM, "first": "رحیم", "code": "9990000135", "birth": "13630214"}
    left = [person(1, **KARIM), person(2, **brother), *strangers(20)]
    right = [person(11, **{**KARIM, "code": ""}), person(12, **{**brother, "phone": ""})]

    assert pairs(left, right) == {(1, 11), (2, 12)}


def test_a_brother_alone_is_not_the_person() -> None:
    brother = {**KARIM, "first": "رحیم", "code": "9990000135", "birth": "13630214", "size": 2}

    assert pairs([person(1, **KARIM), *strangers(20)], [person(11, **brother)]) == set()


def test_two_equally_good_candidates_are_nobodys_link() -> None:
    left = [person(1, **KARIM), person(2, **KARIM), *strangers(20)]
    found = link(left, [person(11, **KARIM)], least=0.01)

    assert [round(one.probability, 1) for one in found] == [0.5]
    assert pairs(left, [person(11, **KARIM)]) == set()


def test_a_hundred_identical_rows_are_told_apart_by_nobody() -> None:
    left = [person(ref, **KARIM) for ref in range(100)]
    right = [person(ref, **KARIM) for ref in range(100)]

    assert pairs(left, right) == set()


def test_a_list_is_looked_through_for_who_stands_in_it_twice() -> None:
    told = [person(1, **KARIM), *strangers(30), person(2, **{**KARIM, "phone": ""}), person(3, **KARIM)]

    assert pairs(told) == {(1, 2), (1, 3), (2, 3)}


def test_members_of_a_household_are_one_only_where_a_first_name_or_a_code_is_one() -> None:
    karim = {**KARIM, "household": "7"}
    brother = {**karim, "first": "امیرکریم", "code": "9990000135", "birth": "13600512"}
    told = [person(1, **karim), person(2, **brother), *strangers(30)]

    assert pairs(told, least=0.0) & {(1, 2)} == set()
    assert pairs([*told, person(3, **{**karim, "code": "", "birth": "13600000"})]) == {(1, 3)}
    assert pairs([*told, person(3, **{**brother, "first": "امیر"})]) == {(2, 3)}


def test_each_household_is_taken_once_where_households_are_asked_for() -> None:
    wife = {"first": "زهره", "last": "نجفی", "code": "9990000239", "birth": "13650101", "sex": "f"}
    left = [person(1, household="7", **KARIM), person(2, household="7", **wife), *strangers(20)]
    right = [person(11, **KARIM), person(12, **wife)]

    assert pairs(left, right) == {(1, 11), (2, 12)}
    assert len(pairs(left, right, by_household=True, least=0.01)) == 1


def test_columns_that_are_empty_stop_nothing() -> None:
    told: dict[str, Any] = {"sheba": "IR01", **KARIM}
    alone = [person(ref, **{known: told[known]}) for ref, known in enumerate(told)]

    assert {(a, b) for a, b in pairs(alone, alone) if a != b} == set()


def test_blank_rows_are_nobody() -> None:
    blank = [Person(ref) for ref in range(50)]

    assert link(blank, blank) == []


def test_names_and_a_father_alone_still_link_among_few() -> None:
    told = {key: KARIM[key] for key in ("first", "last", "father", "place", "birth")}

    assert pairs([person(1, **told), *strangers(20)], [person(11, **told)]) == {(1, 11)}


def test_junk_in_every_column_stops_nothing() -> None:
    texts = [column for column in COLUMNS if column not in ("ref", "size", "is_head")]
    rows = [Person(**{"ref": ref, **dict.fromkeys(texts, junk)}) for ref, junk in enumerate(JUNK)]

    found = link([*rows, person(90, **KARIM)], [*rows, person(91, **KARIM)], least=LINK)

    assert (90, 91) in {(one.left, one.right) for one in found}


def test_ten_files_are_linked_as_well_as_a_province() -> None:
    made = practice(kind="easy", split="reporting", households=12, files=10, common=6, seed=4)

    assert f1(link_rosters(made.left, made.right).links, made) == 1.0


@cache
def province(kind: Kind) -> tuple[Practice, Found]:
    """Another province, with other names and other errors than those the model was counted from."""
    made = practice(kind=kind, split="reporting", seed=3)
    return made, link_rosters(made.left, made.right, with_households=True)


@pytest.mark.parametrize(("kind", "floor"), [("easy", 0.995), ("harder", 0.985), ("hardest", 0.95)])
def test_rosters_never_practised_on_are_linked(kind: Kind, floor: float) -> None:
    made, found = province(kind)

    assert f1(found.links, made) >= floor


def test_households_that_share_no_person_are_found_too_and_rarely_wrongly() -> None:
    made, found = province("easy")

    told = {(pair.left, pair.right) for pair in found.households}
    assert len(told) >= 10
    assert len(told & made.households) >= 0.8 * len(told)


def test_the_same_lists_give_the_same_links() -> None:
    made = practice(kind="hardest", split="reporting", households=200, files=120, common=40, seed=6)

    first, again = (link_rosters(made.left, made.right, with_households=True) for _ in range(2))

    assert first.is_as(again)


def test_stages_are_told_as_they_begin() -> None:
    told: list[str] = []

    link([person(1, **KARIM)], [person(1, **KARIM)], tell=told.append)

    assert told == ["lay", "block", "compare", "weigh"]


def test_spark_wants_to_know_its_master() -> None:
    with pytest.raises(Refusal) as no:
        linker("spark", None)

    assert no.value.code == "spark_without_master"


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("999-000001-8", "9990000018"),
        ("12345678", "0012345678"),
        ("0000000000", ""),
        ("1234", ""),
        ("ندارد", ""),
    ],
)
def test_a_code_is_ten_digits_or_nothing(written: str, digits: str) -> None:
    assert code_digits(written) == digits


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("روستای چورزق", "چورزق"),
        ("شهر ابهر", "ابهر"),
        ("روستا", "روستا"),
        ("شهرک قدس", "شهرکقدس"),
        ("شهرضا", "شهرضا"),
    ],
)
def test_a_place_is_its_name_alone(written: str, key: str) -> None:
    assert place_key(written) == key


def test_nobody_is_their_own_stranger() -> None:
    alone = [person(ref, **{**KARIM, "code": "", "birth": f"{1300 + ref}0412"}) for ref in range(60)]
    with tables.opened() as connection:
        work = linking.laid(connection, alone, None, model=saved_model())
        comparing.learn_habits(work)

        same_day = len(BY_NAME["birth"].levels)
        met = connection.execute(f"select count(*) from together where gamma_birth = {same_day}").fetchall()
        assert met == [(0,)]
