"""A roster's rows that resemble somebody known: asked about before they are committed, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from madadkar.casework import rosters
from madadkar.casework.models import CaseFile, Discretion
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.matching.actions import do_run
from madadkar.matching.engine.reasons import reasons
from madadkar.matching.models import Decision, Pair, Run
from madadkar.matching.queries.thresholds import DEFAULT
from madadkar.organisations.models import Office
from madadkar.organisations.queries import command_scope
from madadkar.registry.models import Household, Membership, Person, RosterImport, RosterRow
from madadkar.registry.rosters.deciding import (
    Word,
    decide,
    decide_rows,
    decide_sure,
    take_back_decision,
    unsaid_rows,
)
from tests.registry.rosters.desk import (
    FAMILY,
    MEYSAM,
    MINA,
    NOW,
    SAKINEH,
    AsOwner,
    Desk,
    changed,
    code,
    members,
)

# Meysam and Mina as another clerk wrote them: other household, no codes, a name by ear.
MEYSAM_BY_EAR = changed(MEYSAM, c1=20000, c3="میسم", c6="")
MINA_NEW = changed(MINA, c0=2, c1=20000, c3="یگانه", c6=code(31), c7="1396/05/06")
LATER = (("فهرست",), ("تاریخ گزارش: ۱۴۰۰/۰۶/۳۱",))
LATER_STILL = (("فهرست",), ("تاریخ گزارش: ۱۴۰۰/۰۷/۳۰",))


def _checked(desk: Desk, *rows: Any, titles: Any = LATER) -> RosterImport:
    return desk.check(desk.receive(members(*rows, titles=titles)).roster)


def _row(desk: Desk, roster: RosterImport, number: int = 4) -> RosterRow:
    with within(desk.by):
        return RosterRow.objects.get(roster_import=roster, row_number=number)


def _say(desk: Desk, roster: RosterImport, decision: str, number: int = 4) -> RosterImport:
    row = _row(desk, roster, number)
    assert row.resembles
    with within(desk.by):
        decide(
            roster_id=roster.pk, sheet=row.sheet, row_number=number, person_id=row.resembles[0],
            decision=decision, by=desk.by, at=NOW,
        )  # fmt: skip
    return desk.check(roster)


def test_who_resembles_somebody_waits_with_the_reasons_and_with_the_new_of_the_household(desk: Desk) -> None:
    desk.bring(members(*FAMILY))
    roster = _checked(desk, MEYSAM_BY_EAR, MINA_NEW, SAKINEH)

    assert desk.outcomes(roster) == {"waiting": 2, "new": 1}
    row = _row(desk, roster)
    with within(desk.by):
        meysam = Person.objects.get(first_name="میثم")
    assert row.resembles == [meysam.pk]
    assert row.probability is not None
    assert row.probability >= DEFAULT.upper
    told = reasons((row.likeness or {})[str(meysam.pk)]["levels"])
    assert {"نام خانوادگی یکسان", "نام پدر یکسان", "تاریخ تولد یکسان"} <= set(told)
    assert [one.split(":")[0] for one in row.findings] == ["national_code_missing", "perhaps_known"]
    assert "household_perhaps_known::" in _row(desk, roster, 5).findings
    desk.commit(roster)
    with within(desk.by):
        assert set(Household.objects.values_list("code", flat=True)) == {"10000", "10001"}
        assert unsaid_rows(roster=roster).count() == 1


def test_who_is_said_to_be_the_same_is_met_at_home_under_the_other_code_and_not_asked_again(
    desk: Desk,
) -> None:
    desk.bring(members(*FAMILY))
    roster = _say(desk, _checked(desk, MEYSAM_BY_EAR, MINA_NEW), "same")

    assert desk.outcomes(roster) == {"updated": 1, "new": 1}
    desk.commit(roster)
    with within(desk.by):
        assert Household.objects.count() == CaseFile.objects.count() == 1
        assert Person.objects.get(first_name="میسم").national_code == code(1)
        home = Membership.objects.get(person__first_name="یگانه", valid_until__isnull=True).household
        assert home.code == "10000"
    again = desk.bring(members(MEYSAM_BY_EAR, MINA_NEW, titles=LATER_STILL))
    assert desk.outcomes(again) == {"unchanged": 2}


def test_who_is_said_to_be_somebody_else_is_asked_of_nobody_again(desk: Desk) -> None:
    desk.bring(members(*FAMILY))
    content = members(MEYSAM_BY_EAR, MINA_NEW, titles=LATER)
    roster = _say(desk, desk.check(desk.receive(content).roster), "different")

    assert desk.outcomes(roster) == desk.outcomes(desk.check(roster)) == {"new": 2}
    desk.commit(roster)
    with within(desk.by):
        pair = Pair.objects.get()
        assert (pair.state, pair.decisions.get().verdict) == ("different", "different")
        assert pair.probability >= DEFAULT.upper
        assert reasons(pair.levels)
        do_run(run_id=Run.objects.latest("pk").pk, by=desk.by, at=NOW)
        assert Pair.objects.get().state == "different"
    desk.undo(roster)
    assert desk.outcomes(desk.check(desk.receive(content).roster)) == {"new": 2}
    with within(desk.by):
        assert Decision.objects.count() == 1


def test_a_word_may_be_taken_back_until_the_row_is_committed(desk: Desk) -> None:
    desk.bring(members(*FAMILY))
    roster = _say(desk, _checked(desk, MEYSAM_BY_EAR), "same")
    told = {"roster_id": roster.pk, "sheet": "مددجویان", "row_number": 4, "by": desk.by, "at": NOW}
    with within(desk.by):
        take_back_decision(**told)
    roster = desk.check(roster)

    assert desk.outcomes(roster) == {"waiting": 1}
    with within(desk.by), pytest.raises(Refusal, match="roster_nothing_said"):
        take_back_decision(**told)
    desk.commit(_say(desk, roster, "different"))
    with within(desk.by), pytest.raises(Refusal, match="roster_row_committed"):
        take_back_decision(**told)


def test_all_who_are_sure_are_said_to_be_the_same_in_one_deed(desk: Desk, as_owner: AsOwner) -> None:
    desk.bring(members(*FAMILY, SAKINEH))
    sakineh = changed(SAKINEH, c1=20001, c3="سکینة", c4="محمدیان", c6="")
    roster = _checked(desk, MEYSAM_BY_EAR, sakineh)
    assert desk.outcomes(roster) == {"waiting": 2}
    with within(desk.by):
        least = Decimal("0.6")
        assert decide_sure(roster_id=roster.pk, least=Decimal(2), by=desk.by, at=NOW) == 0
        assert decide_sure(roster_id=roster.pk, least=least, by=desk.by, at=NOW) == 2
        assert decide_sure(roster_id=roster.pk, least=least, by=desk.by, at=NOW) == 0

    assert desk.outcomes(desk.check(roster)) == {"updated": 2}
    with as_owner():
        assert AuditEvent.objects.filter(deed="registry.decide_sure_rows").count() == 1


def test_what_one_officer_said_is_not_turned_round_by_another(desk: Desk) -> None:
    desk.bring(members(*FAMILY))
    roster = _checked(desk, MEYSAM_BY_EAR)
    row = _row(desk, roster)
    known = (row.resembles or [0])[0]
    narges, hadi = (replace(desk.by, actor_id=number) for number in (1, 2))
    told: dict[str, Any] = {"roster_id": roster.pk, "at": NOW}
    same, different = ({("مددجویان", 4): Word(one, known)} for one in ("same", "different"))
    with within(desk.by):
        assert decide_rows(words=same, by=narges, **told) == (1, 0)
        assert decide_rows(words=same, by=narges, **told) == (1, 0)
        assert decide_rows(words=different, by=hadi, **told) == (0, 1)
        with pytest.raises(Refusal, match="roster_not_resembling"):
            decide_rows(words={("مددجویان", 4): Word("same", known + 1)}, by=narges, **told)
    assert desk.outcomes(desk.check(roster)) == {"updated": 1}


def test_nobody_is_told_of_people_of_an_office_out_of_sight(desk: Desk, as_owner: AsOwner) -> None:
    desk.bring(members(*FAMILY))
    with as_owner():
        qazvin = Office.objects.create(
            code="emdad-qazvin", name="قزوین", agency=desk.office.agency, kind="provincial",
            place=desk.office.place,
        )  # fmt: skip
    beside = Desk(qazvin, command_scope(office=qazvin))

    assert beside.outcomes(_checked(beside, MEYSAM_BY_EAR)) == {"new": 1}


def test_nobody_is_told_of_people_under_discreet_support_whoever_asks(desk: Desk) -> None:
    desk.bring(members(*FAMILY))
    with within(desk.by):
        file = CaseFile.objects.get()
        Discretion.objects.create(
            agency_id=file.agency_id, office_id=file.office_id, case_file=file, household=file.household,
            reason="آبرو", valid_from=tehran_day(NOW), valid_until=tehran_day(NOW) + timedelta(days=90),
        )  # fmt: skip

    assert desk.outcomes(_checked(desk, MEYSAM_BY_EAR)) == {"new": 1}


def test_an_empty_register_is_not_compared(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: Any) -> Any:
        raise AssertionError("nobody is known: there is nothing to compare")

    monkeypatch.setattr(rosters, "likenesses", refused)
    roster = desk.bring(members(*FAMILY))
    assert desk.outcomes(roster) == {"new": 3}
    assert desk.outcomes(desk.bring(members(*FAMILY, titles=LATER))) == {"unchanged": 3}
