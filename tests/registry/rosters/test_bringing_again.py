"""A roster again: the same, changed, mended, returned, taken back."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from madadkar.casework.models import CaseFile, Coverage, Delegation, FileStanding, PensionReceipt
from madadkar.casework.rosters import check_roster
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.organisations.models import Centre, Office
from madadkar.organisations.queries import command_scope
from madadkar.places.models import Place
from madadkar.registry.models import (
    BankAccount,
    Circumstance,
    Household,
    Membership,
    Person,
    Phone,
    Residence,
    RosterImport,
    RosterRow,
)
from madadkar.registry.rosters.actions import mend_cells
from madadkar.registry.rosters.deciding import decide
from madadkar.registry.rosters.queries import finding_counts, row, rows
from madadkar.registry.rosters.returned import waiting_workbook
from tests.registry.rosters.desk import (
    FAMILY,
    KAMRAN,
    MEMBER_HEADINGS,
    MEYSAM,
    MINA,
    NARGES,
    NOW,
    RABABEH,
    SAKINEH,
    Desk,
    changed,
    code,
    files,
    members,
    spoilt,
    workbook,
)

LATER = (("فهرست",), ("تاریخ گزارش: ۱۴۰۰/۰۶/۳۱",))


def test_the_same_file_again_says_so(desk: Desk) -> None:
    content = members(*FAMILY)
    first = desk.bring(content)
    receipt = desk.receive(content)

    assert receipt.is_repeat
    assert receipt.roster.pk == first.pk


def test_the_same_rows_in_another_file_change_nothing(desk: Desk) -> None:
    desk.bring(members(*FAMILY, SAKINEH))
    again = desk.bring(members(*FAMILY, SAKINEH, titles=LATER))

    assert desk.outcomes(again) == {"unchanged": 4}
    with within(desk.by):
        assert Person.objects.count() == 4
        assert Household.objects.count() == 2
        assert Residence.objects.count() == 2


def test_what_changed_is_shown_first_and_then_dated(desk: Desk) -> None:
    desk.bring(members(*FAMILY))
    mina = changed(MINA, c13="دانشجو", c9="متأهل")
    meysam = changed(MEYSAM, c11="زرین رود", c12="موردی")
    roster = desk.check(desk.receive(members(meysam, NARGES, mina, titles=LATER)).roster)

    assert desk.outcomes(roster) == {"updated": 2, "unchanged": 1}
    with within(desk.by):
        shown = rows(roster=roster, outcome="updated").rows
        told = {(one.field, one.before, one.after) for view in shown for one in view.differences}
        assert ("marital", "مجرد", "متأهل") in told
        assert ("coverage", "مستمر", "غیرمستمر") in told
        assert ("group:pupil", "دانش‌آموز", "—") in told
    desk.commit(roster)
    with within(desk.by):
        day = date(2021, 9, 22)
        groups = Circumstance.objects.order_by("valid_from").values_list("group", "valid_until")
        assert list(groups) == [("pupil", day), ("student", None)]
        kinds = Coverage.objects.order_by("valid_from").values_list("kind", "valid_until")
        assert list(kinds) == [("continuous", day), ("occasional", None)]
        assert Residence.objects.filter(valid_until__isnull=True).get().place is not None
        assert Residence.objects.count() == 2


def test_a_blank_cell_takes_nothing_away(desk: Desk) -> None:
    desk.bring(members(*FAMILY))
    again = desk.bring(members(MEYSAM, NARGES, changed(MINA, c13="", c9="", c5="", c6=""), titles=LATER))

    assert desk.outcomes(again) == {"unchanged": 3}


def test_a_code_that_was_missing_is_learnt(desk: Desk) -> None:
    desk.bring(members(MEYSAM, changed(NARGES, c6="")))
    again = desk.bring(members(MEYSAM, NARGES, titles=LATER))

    assert desk.outcomes(again) == {"updated": 1, "unchanged": 1}
    with within(desk.by):
        assert Person.objects.get(first_name="نرگس").national_code == code(2)


def test_a_family_without_codes_that_looks_known_waits_for_a_decision(desk: Desk) -> None:
    desk.bring(members(MEYSAM))
    twin = changed(MEYSAM, c1=20000, c6="")
    roster = desk.check(desk.receive(members(twin, titles=LATER)).roster)

    assert desk.outcomes(roster) == {"waiting": 1}
    with within(desk.by):
        view = row(roster=roster, sheet="مددجویان", row_number=4)
        assert {one.code for one in view.findings} == {"looks_known", "national_code_missing"}
        known = view.resembles[0].person_id
        told = {"roster_id": roster.pk, "sheet": "مددجویان", "row_number": 4, "by": desk.by, "at": NOW}
        decide(person_id=known, decision="different", **told)
        assert desk.outcomes(check_roster(roster_id=roster.pk, by=desk.by, at=NOW)) == {"new": 1}


def test_deciding_that_it_is_the_same_person_moves_them(desk: Desk) -> None:
    desk.bring(members(MEYSAM, NARGES))
    moved = changed(NARGES, c1=20000, c2="سرپرست", c9="مطلقه")
    roster = desk.check(desk.receive(members(moved, titles=LATER)).roster)

    assert desk.outcomes(roster) == {"waiting": 1}
    with within(desk.by):
        known = Person.objects.get(first_name="نرگس").pk
        told = {"roster_id": roster.pk, "sheet": "مددجویان", "row_number": 4, "by": desk.by, "at": NOW}
        decide(person_id=known, decision="same", **told)
    desk.commit(desk.check(roster))
    with within(desk.by):
        homes = Membership.objects.filter(person_id=known).order_by("valid_from")
        assert [(one.household.code, one.valid_until is None) for one in homes] == [
            ("10000", False),
            ("20000", True),
        ]


def test_mending_a_cell_lets_the_row_in(desk: Desk) -> None:
    roster = desk.bring(members(MEYSAM, changed(NARGES, c6=spoilt(code(2)))))
    with within(desk.by):
        told = {"roster_id": roster.pk, "sheet": "مددجویان", "row_number": 5, "by": desk.by, "at": NOW}
        mend_cells(texts={6: code(2)}, **told)
    roster = desk.check(roster)

    assert desk.outcomes(roster) == {"new": 2}
    desk.commit(roster)
    with within(desk.by):
        assert Person.objects.get(first_name="نرگس").national_code == code(2)
        assert Household.objects.count() == 1


def test_a_mended_row_is_not_lost_when_the_roster_is_checked_twice_more(desk: Desk) -> None:
    roster = desk.bring(
        members(MEYSAM, changed(NARGES, c6=spoilt(code(2))), changed(MINA, c6=spoilt(code(3))))
    )
    for row_number, right in ((5, code(2)), (6, code(3))):
        with within(desk.by):
            told = {"roster_id": roster.pk, "sheet": "مددجویان", "by": desk.by, "at": NOW}
            mend_cells(row_number=row_number, texts={6: right}, **told)
        roster = desk.check(roster)
    desk.commit(roster)

    with within(desk.by):
        assert set(Person.objects.values_list("first_name", flat=True)) == {"میثم", "نرگس", "مینا"}


def test_a_family_is_its_county_offices_where_there_is_one(desk: Desk, as_owner: Any) -> None:
    with as_owner():
        abhar = Office.objects.create(
            code="emdad-abhar",
            name="ابهر",
            agency=desk.office.agency,
            kind="county",
            parent=desk.office,
            place=Place.objects.get(level="county", name="ابهر"),
        )
    whole = Desk(desk.office, command_scope(office=desk.office))
    whole.bring(members(*FAMILY, SAKINEH))

    with within(whole.by):
        assert Household.objects.get(code="10001").office == abhar
        assert Household.objects.get(code="10001").issued_by == desk.office
        assert Household.objects.get(code="10000").office == desk.office
    its_own = Desk(abhar, command_scope(office=abhar))
    again = its_own.bring(members(SAKINEH, titles=LATER))
    assert its_own.outcomes(again) == {"unchanged": 1}


def test_only_a_waiting_row_is_mended(desk: Desk) -> None:
    roster = desk.bring(members(MEYSAM))

    with pytest.raises(Refusal) as told, within(desk.by):
        mend_cells(roster_id=roster.pk, sheet="مددجویان", row_number=4, texts={3: "ا"}, by=desk.by, at=NOW)
    assert told.value.code == "roster_row_not_waiting"


def test_waiting_rows_go_out_marked_and_come_back_mended(desk: Desk) -> None:
    roster = desk.bring(members(MEYSAM, changed(NARGES, c6=spoilt(code(2))), MINA))
    with within(desk.by):
        out = openpyxl.load_workbook(io.BytesIO(waiting_workbook(roster=roster)))
    page = out.worksheets[0]
    place = next(cell.column for cell in page[1] if cell.value == "کد ملی")
    assert "رقم کنترل" in str(page.cell(2, 2).value)
    assert page.cell(2, place).fill.fgColor.rgb == "FFF8D7DA"
    page.cell(2, place, code(2))
    held = io.BytesIO()
    out.save(held)
    receipt = desk.receive(held.getvalue(), "returned.xlsx")

    assert (receipt.is_returned, receipt.mended_count, receipt.roster.pk) == (True, 1, roster.pk)
    roster = desk.commit(desk.check(receipt.roster))
    assert roster.counts["waiting"] == 0
    with within(desk.by):
        assert Person.objects.count() == 3


def test_an_import_taken_back_leaves_nothing(desk: Desk) -> None:
    desk.undo(desk.bring(members(*FAMILY, SAKINEH)))

    with within(desk.by):
        for model in (
            Person,
            Household,
            Membership,
            Residence,
            Circumstance,
            CaseFile,
            Coverage,
            FileStanding,
        ):
            assert model.objects.count() == 0


def test_an_update_taken_back_puts_everything_as_it_was(desk: Desk, as_owner: Any) -> None:
    _centre(desk, as_owner)
    first = _with_more(MEYSAM, "09123456781", "مرکز نور", "IR340182760189555979711471")
    then = _with_more(
        changed(MEYSAM, c3="محمد میثم", c11="زرین رود", c12="موردی", c13="معلول"), "09123456782", "مرکز مهر",
        "IR510170928159013962459571",
    )  # fmt: skip
    desk.bring(_more(first))
    before = _state(desk)
    roster = desk.bring(_more(then, titles=LATER))
    assert desk.outcomes(roster) == {"updated": 1}
    assert _state(desk) != before
    desk.undo(roster)

    assert _state(desk) == before


def test_an_import_with_a_later_one_upon_it_stays(desk: Desk) -> None:
    first = desk.bring(members(*FAMILY))
    desk.bring(members(changed(MEYSAM, c12="موردی"), titles=LATER))

    with pytest.raises(Refusal) as told:
        desk.undo(first)
    assert told.value.code == "built_upon"


def test_an_import_whose_person_was_changed_by_hand_stays(desk: Desk) -> None:
    roster = desk.bring(members(*FAMILY))
    with within(desk.by):
        Person.objects.filter(first_name="مینا").update(marital="married")

    with pytest.raises(Refusal) as told:
        desk.undo(roster)
    assert told.value.code == "built_upon"


def test_after_being_taken_back_the_same_file_is_new(desk: Desk) -> None:
    content = members(*FAMILY)
    desk.undo(desk.bring(content))

    assert desk.outcomes(desk.bring(content)) == {"new": 3}


def test_a_register_that_came_to_know_a_family_meanwhile_asks_for_a_new_check(desk: Desk) -> None:
    late = desk.check(desk.receive(members(*FAMILY, titles=LATER)).roster)
    desk.bring(members(*FAMILY))

    with pytest.raises(Refusal) as told:
        desk.commit(late)
    assert told.value.code == "roster_register_changed"
    assert desk.outcomes(desk.commit(desk.check(late))) == {"unchanged": 3}


def test_a_person_of_an_office_out_of_sight_waits(desk: Desk, as_owner: Any) -> None:
    desk.bring(members(MEYSAM))
    with as_owner():
        qazvin = Office.objects.create(
            code="emdad-qazvin",
            name="قزوین",
            agency=desk.office.agency,
            kind="provincial",
            place=desk.office.place,
        )
    beside = Desk(qazvin, command_scope(office=qazvin))
    roster = beside.bring(members(changed(MEYSAM, c1=77)))

    assert beside.outcomes(roster) == {"waiting": 1}
    assert roster.finding_counts == {"out_of_sight": 1}


def test_a_row_a_file_opens_a_file_with_its_state_and_pension(other_desk: Desk) -> None:
    roster = other_desk.bring(files(KAMRAN, RABABEH))

    assert other_desk.outcomes(roster) == {"new": 2}
    with within(other_desk.by):
        file = CaseFile.objects.get(number="99-1")
        assert (file.field, file.household.stated_size) == ("women_and_family", 4)
        states = dict(FileStanding.objects.values_list("case_file__number", "reason"))
        assert states == {"99-1": "accepted", "99-2": "closed"}
        assert PensionReceipt.objects.get().case_file == file
        assert Residence.objects.first() is not None


def test_a_file_that_closes_and_loses_its_pension_is_updated(other_desk: Desk) -> None:
    other_desk.bring(files(KAMRAN, RABABEH))
    later = other_desk.receive(files(changed(KAMRAN, c8="راکد", c9="خیر"), RABABEH)).roster
    with within(other_desk.by):
        RosterImport.objects.filter(pk=later.pk).update(as_of=date(2022, 3, 21))
    roster = other_desk.commit(other_desk.check(later))

    assert other_desk.outcomes(roster) == {"updated": 1, "unchanged": 1}
    with within(other_desk.by):
        standings = FileStanding.objects.filter(case_file__number="99-1").order_by("valid_from")
        assert [one.reason for one in standings] == ["accepted", "dormant"]
        assert PensionReceipt.objects.get().valid_until == date(2022, 3, 21)


def test_a_file_number_for_two_people_makes_both_wait(other_desk: Desk) -> None:
    roster = other_desk.bring(files(KAMRAN, changed(RABABEH, c0="99-1")))

    assert other_desk.outcomes(roster) == {"waiting": 2}
    assert roster.finding_counts["file_twice"] == 2


def test_every_finding_is_said_in_words(desk: Desk) -> None:
    roster = desk.bring(members(MEYSAM, changed(NARGES, c6=spoilt(code(2)), c7="66/10/10")))

    with within(desk.by):
        told = [(one.code, one.severity, one.count) for one in finding_counts(roster=roster)]
        assert told == [("national_code_checksum", "error", 1), ("date_two_digit_year", "mended", 1)]
        page = rows(roster=roster, finding="date_two_digit_year")
        assert page.total == 1
        said = [
            one for cell in page.rows[0].cells for one in cell.findings if one.code == "date_two_digit_year"
        ]
        assert said[0].sentence == "سال دورقمی کامل شد: «۶۶/۱۰/۱۰» ← «۱۳۶۶/۱۰/۱۰»."


def _centre(desk: Desk, as_owner: Any) -> None:
    with as_owner():
        for place, name in enumerate(("مرکز نیکوکاری نور", "مرکز نیکوکاری مهر")):
            Centre.objects.create(
                code=f"c{place}", name=name, search_key=name, office=desk.office, kind="neighbourhood"
            )


def _with_more(member: Any, mobile: str, centre: str, sheba: str) -> tuple[Any, ...]:
    return (*member, mobile, centre, sheba)


def _more(member: Any, titles: Any = (("فهرست",), ("تاریخ گزارش: ۱۳۹۹/۱۲/۲۵",))) -> bytes:
    return workbook(("مددجویان", [*titles, (*MEMBER_HEADINGS, "موبایل", "مرکز نیکوکاری", "شبا"), member]))


def _state(desk: Desk) -> dict[str, list[Any]]:
    models = (Person, Household, Membership, Residence, Circumstance, Phone, BankAccount, CaseFile, Coverage)
    with within(desk.by):
        return {
            model.__name__: list(model.objects.order_by("pk").values())
            for model in (*models, FileStanding, PensionReceipt, Delegation)
        }


def test_rows_are_of_their_office_alone(desk: Desk, other_desk: Desk) -> None:
    desk.bring(members(*FAMILY))

    with within(other_desk.by):
        assert RosterRow.objects.count() == 0
        assert RosterImport.objects.count() == 0
