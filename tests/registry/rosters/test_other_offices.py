"""Rosters as other offices write them: other headings, notes beside names, signatures, two codes a row."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from madadkar.foundation.scope import within
from madadkar.registry.models import Person, RosterImport, RosterRow
from madadkar.registry.rosters.fields import COLUMNS
from tests.registry.rosters.desk import (
    FAMILY,
    FILE_HEADINGS,
    KAMRAN,
    MEMBER_HEADINGS,
    MEYSAM,
    MINA,
    NARGES,
    RABABEH,
    SAKINEH,
    Desk,
    Row,
    changed,
    code,
    workbook,
)


def _sheet(headings: Sequence[str], *rows: Row) -> bytes:
    return workbook(("برگه", [headings, *rows]))


def _slot(desk: Desk, roster: RosterImport, name: str) -> list[str]:
    with within(desk.by):
        rows = RosterRow.objects.filter(roster_import=roster).exclude(outcome="not_a_person")
        told = rows.order_by("id").values_list(COLUMNS[name], flat=True)
        return ["" if value is None else str(value) for value in told]


def test_words_of_ten_letters_under_an_unknown_heading_are_no_national_codes(desk: Desk) -> None:
    rows = [(*row, "کم‌برخوردار" if row is MINA else "دانش‌آموزا") for row in FAMILY]
    roster = desk.bring(_sheet((*MEMBER_HEADINGS, "ملاحظات"), *rows))

    assert desk.outcomes(roster) == {"new": 3}


def test_the_heads_code_beside_the_members_own_names_the_household(desk: Desk) -> None:
    headings = (
        "کد ملی سرپرست",
        "کد ملی عضو",
        "نام عضو",
        "نام خانوادگی عضو",
        "نسبت با سرپرست خانواده",
        "نام پدر سرپرست",
    )
    rows = [(code(1), row[6], row[3], row[4], row[2], "بهادر") for row in FAMILY]
    roster = desk.bring(_sheet(headings, *rows))

    assert desk.outcomes(roster) == {"new": 3}
    assert _slot(desk, roster, "code") == [code(1)] * 3
    assert _slot(desk, roster, "national_code") == [code(1), code(2), code(3)]
    assert _slot(desk, roster, "father_name") == ["", "", ""]


def test_headings_that_say_whose_they_are_mean_the_same(desk: Desk) -> None:
    headings = (
        "ش خانوار",
        "نام و نام خانوادگی عضو خانوار",
        "نسبت فرد با سرپرست",
        "شماره ملی مددجو",
        "تاریخ تولد عضو",
    )
    rows = [(row[1], f"{row[3]} {row[4]}", row[2], row[6], row[7]) for row in FAMILY]
    roster = desk.bring(_sheet(headings, *rows))

    assert desk.outcomes(roster) == {"new": 3}
    assert roster.counts["households"] == 1


def test_a_name_and_a_code_are_header_enough(other_desk: Desk) -> None:
    roster = other_desk.bring(
        _sheet(("شماره پرونده", "نام و نام خانوادگی"), (7, "کامران فتحی"), (8, "ربابه شریفی"))
    )

    assert other_desk.outcomes(roster) == {"new": 2}


def test_names_under_an_unheard_heading_wait_for_a_person_to_say_so(desk: Desk) -> None:
    headings = ("کد خانوار", "نسبت", "عنوان گیرنده", "کد ملی", "تاریخ تولد")
    rows = [(row[1], row[2], f"{row[3]} {row[4]}", row[6], row[7]) for row in FAMILY]
    roster = desk.check(desk.receive(_sheet(headings, *rows)).roster)

    assert desk.outcomes(roster) == {"waiting": 3}
    assert roster.finding_counts["name_missing"] == 3


@pytest.mark.parametrize(
    ("written", "first", "last", "note"),
    [
        ("کامران فتحی (فوت شده)", "کامران", "فتحی", "فوت شده"),
        ("مرحوم کامران فتحی", "کامران", "فتحی", "مرحوم"),
        ("کامران [بیمار] فتحی", "کامران", "فتحی", "بیمار"),
        ("کامران فتحی - محجور", "کامران", "فتحی", "محجور"),
        ("کامران فتحی*", "کامران", "فتحی", "*"),
        ("کامران فتحی (", "کامران", "فتحی", "*"),
    ],
)
def test_notes_beside_a_name_are_told_and_not_kept_as_the_name(
    other_desk: Desk, written: str, first: str, last: str, note: str
) -> None:
    roster = other_desk.bring(_sheet(FILE_HEADINGS, changed(KAMRAN, c1=written)))

    with within(other_desk.by):
        kamran = Person.objects.get(national_code=KAMRAN[3])
        assert (kamran.first_name, kamran.last_name) == (first, last)
        assert f"name_note:1:{note}" in RosterRow.objects.get(roster_import=roster).findings


def test_a_name_that_is_only_a_note_is_no_name(other_desk: Desk) -> None:
    roster = other_desk.bring(_sheet(FILE_HEADINGS, changed(KAMRAN, c1="(فوت شده)"), RABABEH))

    assert other_desk.outcomes(roster) == {"new": 1, "waiting": 1}
    assert roster.finding_counts["name_unreadable"] == 1


def test_no_pension_is_an_answer(other_desk: Desk) -> None:
    rows = [changed(KAMRAN, c9="ندارد"), changed(RABABEH, c9="دارد")]
    roster = other_desk.bring(_sheet(FILE_HEADINGS, *rows))

    assert _slot(other_desk, roster, "pension") == ["no", "yes"]


def test_signatures_below_a_roster_are_no_persons(desk: Desk) -> None:
    signed = ("", "مهر و امضا", "", "", "رئیس اداره")
    roster = desk.bring(_sheet(MEMBER_HEADINGS, *FAMILY, ("", "جمع کل", 3), signed, ("تهیه‌کننده: شریفی",)))

    assert desk.outcomes(roster) == {"new": 3, "not_a_person": 3}


def test_half_spaces_in_a_household_code_are_nothing(desk: Desk) -> None:
    roster = desk.bring(
        _sheet(MEMBER_HEADINGS, changed(MEYSAM, c1="ق‌-۱۲"), changed(NARGES, c1="ق-12"), SAKINEH)
    )

    assert desk.outcomes(roster) == {"new": 3}
    assert _slot(desk, roster, "code")[:2] == ["ق-12", "ق-12"]


def test_members_below_a_head_without_a_code_are_not_given_to_the_family_above(desk: Desk) -> None:
    other = changed(SAKINEH, c1="")
    child = changed(MINA, c1="", c3="زهرا", c4="محمدی", c6=code(21))
    roster = desk.bring(
        _sheet(MEMBER_HEADINGS, MEYSAM, changed(NARGES, c1=""), changed(MINA, c1=""), other, child)
    )

    assert desk.outcomes(roster) == {"new": 3, "waiting": 2}
    assert roster.finding_counts["household_missing"] == 2


def test_a_roster_without_relations_does_not_say_of_every_row_that_one_is_missing(desk: Desk) -> None:
    headings = ("کد خانوار", "نام", "نام خانوادگی", "کد ملی")
    roster = desk.bring(_sheet(headings, *[(row[1], row[3], row[4], row[6]) for row in FAMILY]))

    assert desk.outcomes(roster) == {"new": 3}
    assert roster.finding_counts == {"head_missing": 1}


def test_what_a_member_says_otherwise_of_the_household_is_told(desk: Desk) -> None:
    roster = desk.bring(_sheet(MEMBER_HEADINGS, MEYSAM, NARGES, changed(MINA, c11="قیدار", c12="موردی")))

    assert _slot(desk, roster, "coverage")[0] == "continuous"
    assert roster.finding_counts["household_differs"] == 2
    with within(desk.by):
        told = RosterRow.objects.get(roster_import=roster, row_number=4).findings
        assert {"household_differs::شهر یا روستا", "household_differs::نوع خدمات"} <= set(told)
