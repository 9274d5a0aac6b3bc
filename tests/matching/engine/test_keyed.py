"""What lists are compared by: nobody's code is no code, a household's telephone is of all its members."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from madadkar.matching.engine import linking, tables
from madadkar.matching.engine.model import saved_model
from madadkar.matching.engine.persons import Person
from madadkar.matching.engine.policy import BY_NAME
from tests.matching.engine.lists import KARIM, laid, levels_of, person


def level(comparison: str, left: list[Person], right: list[Person]) -> str:
    """The name of the level on which the first of either list stand."""
    (levels,) = levels_of(left, right, [(left[0].ref, right[0].ref)])
    told = BY_NAME[comparison].level(levels[comparison])
    return told.name if told else "unknown"


@pytest.mark.parametrize(("field", "value"), [("phone", "09120000001"), ("sheba", "IR01")])
def test_children_are_of_one_household_where_their_heads_have_the_same(field: str, value: str) -> None:
    child, head = person(1, household="7", first="زهره"), person(2, household="7", **{field: value})

    assert level(field, [child, head], [child._replace(household="9"), head._replace(household="9")]) == (
        "of_household"
    )


@pytest.mark.parametrize("birth", ["13600500", "13600000", "13600101"])
def test_a_birth_known_to_its_month_is_not_the_same_day(birth: str) -> None:
    assert level("birth", [person(1, birth=birth)], [person(1, birth=birth)]) == "same_year_only"


@pytest.mark.parametrize("birth", ["", "13700101"])
def test_a_girl_does_not_bear_a_husbands_name_whichever_list_knows_her_age(birth: str) -> None:
    told: dict[str, Any] = {"sex": "f", "last": "صادقی"}
    girl, other = person(1, **told, birth="13950612"), person(1, **{**told, "last": "نجفی"}, birth=birth)

    assert level("last", [girl], [other]) == level("last", [other], [girl]) == "else"


@pytest.mark.parametrize(
    ("field", "value", "households"),
    [("code", "1234567890", 6), ("phone", "02412345678", 11), ("sheba", "IR01", 11)],
)
def test_what_many_households_are_said_to_have_is_nobodys_own(
    field: str, value: str, households: int
) -> None:
    crowd = [person(ref, **{field: value}) for ref in range(households)]

    assert level(field, crowd, crowd) == "unknown"
    assert level(field, crowd[1:], crowd[1:]) == "same"


def test_a_code_written_for_all_of_a_household_is_still_its_own() -> None:
    household = [person(ref, household="7", code="9990000018") for ref in range(9)]

    assert level("code", household, household) == "same"


@pytest.mark.parametrize("household", ["", "p2", "a;b|c\td", '"', "\r\n", "NULL", "a,b"])
def test_a_household_may_be_called_anything(household: str) -> None:
    with tables.opened() as connection:
        told = [person(1, **KARIM)._replace(household=household)]
        laid(connection, told, told)

        assert connection.execute("select household from left_list").fetchall() == [(household,)]


def test_what_strangers_agree_on_together_is_not_told_by_short_lists() -> None:
    told = [person(ref, **{**KARIM, "code": ""}) for ref in range(10)]
    with tables.opened() as connection:
        laid(connection, told, [one._replace(first=f"نام{one.ref}") for one in told])

        most = connection.execute("select max(abs(oftener)) from together").fetchall()[0][0]
        assert most < 0.1


def test_lists_spill_where_nobody_else_reads() -> None:
    with tables.opened() as one, tables.opened() as other:
        spills = [
            c.execute("select current_setting('temp_directory')").fetchall()[0][0] for c in (one, other)
        ]

    assert spills[0] != spills[1]
    assert {str(Path(spill).parent) for spill in spills} == {tables.spill_folder()}
    assert Path(tables.spill_folder()).stat().st_mode & 0o777 == 0o700


def test_a_person_without_a_household_is_a_side_of_their_own() -> None:
    alone = person(2, **KARIM)._replace(household="")
    named = person(5, **{**KARIM, "code": "", "first": "رحیم", "birth": "13400101"})._replace(household="p2")
    with tables.opened() as connection:
        work = linking.laid(connection, [alone, named], [alone], model=saved_model())
        linking.compare(work)
        linking.settle(work, by_household=True)

        sides = connection.execute("select distinct side_l from weighed order by 1").fetchall()
        assert sides == [("hp2",), ("p2",)]
