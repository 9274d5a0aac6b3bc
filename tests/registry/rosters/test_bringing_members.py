"""A row a member: what becomes of every row, and of the family."""

from __future__ import annotations

from datetime import date

from madadkar.casework.models import CaseFile, Coverage, FileStanding
from madadkar.foundation.scope import within
from madadkar.registry.models import Circumstance, Household, Membership, Person, Residence, RosterRow
from tests.registry.rosters.desk import (
    DAY,
    FAMILY,
    MEYSAM,
    MINA,
    NARGES,
    SAKINEH,
    Desk,
    changed,
    code,
    members,
    spoilt,
)


def test_a_family_becomes_one_household_with_its_file(desk: Desk) -> None:
    roster = desk.bring(members(*FAMILY, SAKINEH))

    assert desk.outcomes(roster) == {"new": 4}
    assert [roster.counts[name] for name in ("rows", "persons", "households", "files")] == [4, 4, 2, 2]
    with within(desk.by):
        household = Household.objects.get(code="10000")
        relations = household.memberships.order_by("person__birth_on").values_list("relation", "is_head")
        assert list(relations) == [("head", True), ("spouse", False), ("child", False)]
        assert household.case_file.number == "10000"
        assert household.case_file.opened_on == date(2009, 2, 7)
        assert Coverage.objects.get(household=household).kind == "continuous"
        assert FileStanding.objects.get(household=household).state == "active"
        assert Residence.objects.get(household=household).area == "rural"


def test_facts_begin_on_the_day_in_the_title(desk: Desk) -> None:
    roster = desk.bring(members(*FAMILY))

    assert roster.as_of == DAY
    with within(desk.by):
        assert Circumstance.objects.get(group="pupil").valid_from == DAY


def test_a_child_belongs_from_birth_and_not_from_the_familys_acceptance(desk: Desk) -> None:
    desk.bring(members(MEYSAM, changed(MINA, c7="1396/01/01")))

    with within(desk.by):
        assert Membership.objects.get(relation="child").valid_from == date(2017, 3, 21)


def test_a_widow_who_heads_a_household_has_her_cause_and_her_illness_is_medical(desk: Desk) -> None:
    desk.bring(members(SAKINEH))

    with within(desk.by):
        held = {one.group: (one.cause, one.detail, one.is_medical) for one in Circumstance.objects.all()}
        assert held == {"woman_head": ("spouse_died", "", False), "special_patient": ("", "دیالیز", True)}
        assert Membership.objects.get().headship == "spouse_died"


def test_a_wrong_check_digit_makes_the_row_wait_and_the_others_go_on(desk: Desk) -> None:
    roster = desk.bring(members(MEYSAM, changed(NARGES, c6=spoilt(code(2))), MINA))

    assert desk.outcomes(roster) == {"new": 2, "waiting": 1}
    assert roster.finding_counts["national_code_checksum"] == 1
    assert roster.counts["persons"] == 3


def test_no_code_is_a_warning_and_the_person_is_kept(desk: Desk) -> None:
    roster = desk.bring(members(MEYSAM, changed(NARGES, c6="")))

    assert desk.outcomes(roster) == {"new": 2}
    assert roster.finding_counts["national_code_missing"] == 1


def test_blank_total_and_repeated_header_rows_are_no_persons(desk: Desk) -> None:
    total = ("", "", "", "جمع کل", 3)
    roster = desk.bring(members(MEYSAM, (), members_header(), NARGES, (7,), MINA, total))

    assert desk.outcomes(roster) == {"new": 3, "not_a_person": 4}


def members_header() -> tuple[str, ...]:
    """The header again, as printed lists have it on every page."""
    return ("ردیف", "کد خانوار", "نسبت با سرپرست", "نام", "نام خانوادگی", "نام پدر", "کد ملی", "تاریخ تولد")


def test_the_same_row_twice_is_a_duplicate(desk: Desk) -> None:
    roster = desk.bring(members(*FAMILY, NARGES, changed(MINA, c9="")))

    assert desk.outcomes(roster) == {"new": 3, "duplicate": 2}
    assert roster.finding_counts["kept_once"] == 1
    assert roster.finding_counts["duplicate_differs"] == 1


def test_one_code_for_two_people_makes_both_wait(desk: Desk) -> None:
    roster = desk.bring(members(MEYSAM, changed(SAKINEH, c6=code(1))))

    assert desk.outcomes(roster) == {"waiting": 2}
    assert roster.finding_counts["code_shared"] == 2


def test_a_household_without_a_head_takes_the_only_member_without_a_relation(desk: Desk) -> None:
    roster = desk.bring(members(changed(MEYSAM, c2=""), NARGES, MINA))

    assert roster.finding_counts["head_supposed"] == 1
    with within(desk.by):
        assert Membership.objects.get(is_head=True).person.first_name == "میثم"


def test_a_second_head_waits(desk: Desk) -> None:
    roster = desk.bring(members(MEYSAM, changed(NARGES, c2="سرپرست")))

    assert desk.outcomes(roster) == {"new": 1, "waiting": 1}
    assert roster.finding_counts["second_head"] == 1


def test_mended_cells_are_mended_and_said(desk: Desk) -> None:
    row = changed(
        MEYSAM, c3="ميثم", c6=code(1).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")), c7="60/07/02"
    )
    roster = desk.bring(members(row))

    assert {name: roster.finding_counts[name] for name in roster.finding_counts} == {
        "letters_unified": 1,
        "digits_unified": 1,
        "date_two_digit_year": 1,
    }
    with within(desk.by):
        person = Person.objects.get()
        assert (person.first_name, person.national_code) == ("میثم", code(1))
        assert person.birth_on == date(1981, 9, 24)


def test_a_year_alone_is_kept_as_a_year(desk: Desk) -> None:
    roster = desk.bring(members(changed(MEYSAM, c7="1360")))

    assert roster.finding_counts == {"birth_partial": 1}
    with within(desk.by):
        assert Person.objects.get().birth_precision == "year"


def test_the_row_keeps_its_cells_and_every_row_of_the_sheet_is_counted(desk: Desk) -> None:
    roster = desk.bring(members(*FAMILY))

    with within(desk.by):
        row = RosterRow.objects.get(row_number=5, roster_import=roster)
        assert row.cells[3] == "نرگس"
        assert CaseFile.objects.count() == 1
