"""Each side sees the other's cover and nothing more: in the house's own questions and in raw SQL as well."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.rules import Role
from madadkar.overlap.actions.proposing import answer_proposal
from madadkar.overlap.models import OverlapCase, OverlapSide
from madadkar.overlap.queries.cases import cases, overlap_case
from madadkar.overlap.rules.life import Answer
from tests.databases import as_owner
from tests.overlap.two_agencies import Ground, Home, lay, looks, somebody
from tests.registry import people

pytestmark = pytest.mark.django_db
_SHARED = (
    "overlap_overlapcase",
    "overlap_coveragefact",
    "overlap_overlapstep",
    "overlap_sideanswer",
    "overlap_jointminutes",
    "overlap_jointsignature",
)
# Tables that tell of the other side's family: of none of them may a row of the other side be seen.
_THEIRS = (
    ("registry_person", "id = %(person)s"),
    ("registry_household", "id = %(household)s"),
    ("registry_membership", "household_id = %(household)s"),
    ("casework_casefile", "id = %(file)s"),
    ("casework_coverage", "case_file_id = %(file)s"),
    ("casework_pensionreceipt", "case_file_id = %(file)s"),
    ("overlap_overlapside", "case_file_id = %(file)s"),
)


@pytest.fixture
def ground(db: None) -> Ground:
    return lay()


@pytest.fixture
def homes(ground: Ground) -> tuple[Home, Home]:
    return ground.both(pension=True)


def count(table: str, where: str = "true", **told: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table} where {where}", told)
        return int(cursor.fetchone()[0])


def told_of(home: Home) -> dict[str, int]:
    return {"person": home.head.pk, "household": home.household.pk, "file": home.file.pk}


def test_both_sides_see_the_case_and_neither_the_others_family(
    ground: Ground, homes: tuple[Home, Home]
) -> None:
    ground.decided()
    of_emdad, of_behzisti = homes
    for by, own, theirs in ((ground.hamid, of_emdad, of_behzisti), (ground.mahdi, of_behzisti, of_emdad)):
        with within(by):
            assert {table for table in _SHARED if count(table)} == set(_SHARED)
            for table, where in _THEIRS:
                assert count(table, where, **told_of(own)), table
                assert count(table, where, **told_of(theirs)) == 0, table


def test_nothing_in_what_both_sides_read_names_the_family(ground: Ground, homes: tuple[Home, Home]) -> None:
    ground.decided()
    secret = [
        one
        for home in homes
        for one in (home.head.first_name, home.head.last_name, home.head.national_code, home.file.number,
                    home.household.code)
    ]  # fmt: skip
    with within(ground.hamid), connection.cursor() as cursor:
        for table in _SHARED:
            cursor.execute(f"select string_agg(t::text, ' ') from {table} t")
            said = cursor.fetchone()[0]
            assert [one for one in secret if one in said] == [], table


@pytest.mark.parametrize("who", ["a_third_office", "a_centre", "nobody"])
def test_whoever_is_of_neither_side_sees_nothing_of_a_case(
    ground: Ground, homes: tuple[Home, Home], who: str
) -> None:
    case = ground.decided()
    with as_owner():
        qazvin = people.office("emdad-qazvin")
        nour = people.centre("نور", ground.emdad)
    by = {
        "a_third_office": people.scope(qazvin),
        "a_centre": people.scope(ground.emdad, role=Role.CENTRE_MANAGER, of_centre=nour),
        "nobody": Scope(),
    }[who]
    with within(by):
        assert [table for table in (*_SHARED, "overlap_overlapside") if count(table)] == []
        assert not cases(scope=by).exists()
        with pytest.raises(Refusal, match="overlap_unknown"):
            overlap_case(case_id=case.pk, scope=by)


def test_a_case_of_a_family_that_became_discreet_is_hidden_with_it(
    ground: Ground, homes: tuple[Home, Home]
) -> None:
    ground.found()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "insert into casework_discretion (agency_id, office_id, case_file_id, household_id, valid_from,"
            " valid_until, reason) values (%s, %s, %s, %s, '2020-01-01', '2999-01-01', 'x')",
            [ground.emdad.agency_id, ground.emdad.pk, homes[0].file.pk, homes[0].household.pk],
        )
        maryam = somebody("maryam", "مریم رضایی", ground.emdad, Role.CASEWORKER)
    with within(maryam):
        assert count("overlap_overlapcase") == 0
    with within(ground.hamid):
        assert count("overlap_overlapcase") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "insert into overlap_overlapside (case_id, agency_id, office_id, case_file_id, household_id)"
        " select id, %(agency)s, %(office)s, %(file)s, %(household)s from overlap_overlapcase",
        "insert into overlap_coveragefact (case_id, agency_id, kind, valid_from, services, member_count)"
        " select id, %(agency)s, 'continuous', '2020-01-01', '{}', 1 from overlap_overlapcase",
        "update overlap_coveragefact set kind = 'occasional'",
        "delete from overlap_overlapcase",
        "update overlap_overlapstep set note = ''",
        "update overlap_jointsignature set by_name = 'x'",
        "delete from overlap_jointminutes",
        "insert into overlap_sideanswer (case_id, round, agency_id, answer, reason, by_name, at)"
        " select id, 9, %(other)s, 'agrees', '', 'x', now() from overlap_overlapcase",
        "insert into overlap_jointsignature (case_id, minutes_id, agency_id, by_name, digest, at)"
        " select case_id, id, %(other)s, 'x', '', now() from overlap_jointminutes",
        "select overlap_told_of(%(file)s, '2025-06-01')",
        "select overlap_covered_pairs('2025-06-01', array[%(office)s]::bigint[])",
    ],
)
def test_the_web_role_can_neither_make_up_a_case_nor_speak_for_the_other_side(
    ground: Ground, homes: tuple[Home, Home], statement: str
) -> None:
    ground.decided()
    of_emdad, of_behzisti = homes
    told = {
        **told_of(of_emdad), "agency": ground.emdad.agency_id, "office": ground.emdad.pk,
        "other": of_behzisti.office.agency_id,
    }  # fmt: skip
    with (
        pytest.raises(DatabaseError, match=r"permission denied|written for good|speaks for itself"),
        within(ground.hamid),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, told)


def test_a_side_of_a_family_that_moves_goes_along(ground: Ground, homes: tuple[Home, Home]) -> None:
    case = ground.found()
    with as_owner():
        county = people.office("emdad-abhar", "emdad")
        homes[0].file.office = county
        homes[0].file.save(update_fields=["office"])
    with within(people.scope(county)):
        assert OverlapCase.objects.get() == case
        assert OverlapSide.objects.get().office_id == county.pk
    with within(ground.hamid):
        assert not OverlapCase.objects.exists()


def test_a_caseworker_looks_and_does_not_decide(ground: Ground, homes: tuple[Home, Home]) -> None:
    case = ground.found()
    maryam = people.scope(ground.emdad, role=Role.CASEWORKER)
    with within(maryam):
        assert overlap_case(case_id=case.pk, scope=maryam).side.case_file_id == homes[0].file.pk
    with pytest.raises(Refusal, match="not_permitted"):
        looks(maryam, answer_proposal, case_id=case.pk, answer=Answer.AGREES, reason="")
