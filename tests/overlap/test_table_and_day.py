"""What two agencies agree on holds from its day; what waits for a side stands in its day; figures add up."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from madadkar.casework.models import CaseFile
from madadkar.foundation.jalali import format_day
from madadkar.foundation.persian import latin_digits
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.rules import Role
from madadkar.overlap.actions.disputing import dispute_case
from madadkar.overlap.actions.finding import find_overlaps
from madadkar.overlap.actions.handing import record_consent
from madadkar.overlap.actions.proposing import answer_proposal
from madadkar.overlap.actions.ruling import agree_rule, drop_rule, propose_rule
from madadkar.overlap.queries.duties import overlap_duties
from madadkar.overlap.queries.rule_table import rule_table
from madadkar.overlap.rules.kinds import OverlapGroup, OverlapKind
from madadkar.overlap.rules.life import Answer
from madadkar.overlap.rules.solutions import Verdict
from madadkar.reports.figures import figure_by_code
from madadkar.reports.queries import figure_rows, office_readings, question
from madadkar.reports.rules import Count
from tests.databases import as_owner
from tests.overlap.two_agencies import DAY, Ground, at, lay, looks, somebody
from tests.registry import people

pytestmark = pytest.mark.django_db
CELL = {"group": OverlapGroup.WOMAN_HEAD, "kind": OverlapKind.CONTINUOUS_BOTH}
LATER = DAY + timedelta(days=1)


@pytest.fixture
def ground(db: None) -> Ground:
    return lay()


def agree(ground: Ground, verdict: Verdict, **told: Any) -> None:
    rule = looks(ground.hamid, propose_rule, **CELL, verdict=verdict, reason="توافق استان", **told)
    looks(ground.mahdi, agree_rule, rule_id=rule.pk, **told)


def test_a_rule_holds_from_the_day_the_other_side_agrees(ground: Ground) -> None:
    ground.both()
    rule = looks(ground.hamid, propose_rule, **CELL, verdict=Verdict.BOTH, reason="توافق استان")
    with pytest.raises(Refusal, match="own_rule"):
        looks(ground.hamid, agree_rule, rule_id=rule.pk)
    with pytest.raises(Refusal, match="rule_waits_already"):
        looks(ground.mahdi, propose_rule, **CELL, verdict=Verdict.EMDAD, reason="نه")
    looks(ground.mahdi, agree_rule, rule_id=rule.pk)
    case = ground.found()
    assert (case.state, case.verdict, case.source) == ("allowed", "both", "توافق استان")


def test_a_rule_that_changes_takes_back_what_the_old_one_allowed(ground: Ground) -> None:
    ground.both()
    agree(ground, Verdict.BOTH)
    ground.found()
    agree(ground, Verdict.BEHZISTI, at=at(LATER))
    case = ground.found(on=LATER)
    assert (case.state, case.verdict, case.allowed_until) == ("proposed", "behzisti", LATER)
    with within(ground.hamid):
        before, after = (
            next(cell for row in rule_table(province_code="19", on=on) for cell in row if cell.agreed)
            for on in (DAY, LATER)
        )
    assert (before.solution.verdict, after.solution.verdict) == (Verdict.BOTH, Verdict.BEHZISTI)


def test_what_nobody_has_answered_yet_follows_a_rule_agreed_meanwhile(ground: Ground) -> None:
    ground.both()
    case = ground.found()
    agree(ground, Verdict.BOTH, at=at(LATER))
    case = ground.found(on=LATER)
    assert (case.state, case.round, case.allowed_from) == ("allowed", 1, LATER)


def test_what_a_side_has_answered_does_not_follow_a_rule(ground: Ground) -> None:
    ground.both()
    case = ground.found()
    looks(ground.mahdi, answer_proposal, case_id=case.pk, answer=Answer.AGREES, reason="")
    agree(ground, Verdict.BOTH, at=at(LATER))
    assert ground.found(on=LATER).state == "proposed"


def test_what_a_side_lets_fall_never_holds(ground: Ground) -> None:
    rule = looks(ground.hamid, propose_rule, **CELL, verdict=Verdict.BOTH, reason="توافق استان")
    looks(ground.mahdi, drop_rule, rule_id=rule.pk)
    with pytest.raises(Refusal, match="overlap_rule_unknown"):
        looks(ground.mahdi, agree_rule, rule_id=rule.pk)


def test_only_who_is_over_a_province_agrees_for_it(ground: Ground) -> None:
    with as_owner():
        county = people.office("emdad-abhar", "emdad", place=ground.emdad.place)
        county.kind = "county"
        county.save()
        yusef = somebody("yusef", "یوسف کریمی", county)
    with pytest.raises(Refusal, match="not_the_province"):
        looks(yusef, propose_rule, **CELL, verdict=Verdict.BOTH, reason="توافق")


def waits(by: Scope) -> list[str]:
    with within(by):
        return [duty.words for duty in overlap_duties(scope=by, on=DAY)]


def test_a_case_waits_in_the_day_of_whose_turn_it_is(ground: Ground) -> None:
    ground.both()
    case = ground.found()
    answers = {"case_id": case.pk, "answer": Answer.AGREES, "reason": ""}
    assert [len(waits(by)) for by in (ground.hamid, ground.mahdi)] == [1, 1]
    looks(ground.hamid, answer_proposal, **answers)
    assert waits(ground.hamid) == []
    assert "پاسخ دهید" in waits(ground.mahdi)[0]
    looks(ground.mahdi, answer_proposal, **answers)
    assert all("امضا کنید" in waits(by)[0] for by in (ground.hamid, ground.mahdi))


def test_a_caseworker_is_asked_for_the_consent_of_their_own_family(ground: Ground) -> None:
    _, other = ground.both()
    with as_owner():
        fatemeh = somebody("fatemeh", "فاطمه اسکندری", ground.behzisti, Role.CASEWORKER)
        CaseFile.objects.filter(pk=other.file.pk).update(caseworker=fatemeh.actor_id)
    case = ground.decided()
    assert (len(waits(fatemeh)), waits(ground.hamid)) == (1, [])
    told = {"is_consent": True, "consent_by": "زهرا محمدی", "on": DAY, "seen": None}
    looks(fatemeh, record_consent, case_id=case.pk, **told)
    assert waits(fatemeh) == []
    assert "تحویل دهید" in waits(ground.mahdi)[0]


def test_a_rule_of_the_other_side_waits_for_an_answer(ground: Ground) -> None:
    looks(ground.hamid, propose_rule, **CELL, verdict=Verdict.BOTH, reason="توافق استان")
    assert waits(ground.hamid) == []
    assert "قاعده‌ای" in waits(ground.mahdi)[0]


CODES = ("overlap_households", "overlap_allowed", "double_coverage", "gap_households")


def read(by: Scope, office: Any, on: date = DAY) -> dict[str, Any]:
    """Each figure of an office, with how many rows it opens to."""
    figures = tuple(figure_by_code(code=code) for code in CODES)
    with within(by):
        asked = question(office=office, on=on, by=by)
        told = {one.figure.code: one.value for one in office_readings(asked=asked, figures=figures)}
        for figure in figures:
            assert isinstance(figure, Count)
            assert figure_rows(asked=asked, count=figure).count == told[figure.code], figure.code
    return told


def test_overlap_falls_into_allowed_and_against_the_rules_and_the_gap_is_in_neither(ground: Ground) -> None:
    ground.both("زهرا")
    ground.both("مریم", of_behzisti={"kind": "occasional"})
    ground.both("لیلا", of_emdad={"kind": None, "state": "waiting"})
    with as_owner():
        ground.home(ground.emdad, "سارا", kind=None, state="waiting")
    looks(ground.hamid, find_overlaps)
    told = {"overlap_households": 2, "overlap_allowed": 1, "double_coverage": 1}
    assert read(ground.hamid, ground.emdad) == {**told, "gap_households": 1}
    assert read(ground.mahdi, ground.behzisti) == {**told, "gap_households": 0}


def test_an_overlap_that_ended_before_it_was_found_is_judged_by_its_kind(ground: Ground) -> None:
    ended = DAY - timedelta(days=10)
    ground.both("زهرا", of_behzisti={"until": ended})
    ground.both("مریم", of_behzisti={"until": ended, "kind": "occasional"})
    ground.both("لیلا", pension=True, until=ended, of_behzisti={"kind": "occasional"})
    looks(ground.hamid, find_overlaps)
    before = read(ground.hamid, ground.emdad, ended - timedelta(days=1))
    assert before == {
        "overlap_households": 3, "overlap_allowed": 1, "double_coverage": 2, "gap_households": 0,
    }  # fmt: skip
    assert read(ground.hamid, ground.emdad, ended)["overlap_households"] == 0


def test_two_who_were_held_for_one_by_mistake_never_overlapped(ground: Ground) -> None:
    ground.both()
    case = ground.found()
    assert read(ground.hamid, ground.emdad)["double_coverage"] == 1
    looks(ground.mahdi, dispute_case, case_id=case.pk, reason="پدرانشان دو نفرند.", at=at(LATER))
    assert read(ground.hamid, ground.emdad)["overlap_households"] == 0, "also on the day before"


def test_what_is_covered_elsewhere_is_planned_for_itself_and_sight_is_asked_once(ground: Ground) -> None:
    """Statements of figures forbid loops; a centre's sight asked once a household took a minute there."""
    with connection.cursor() as cursor:
        cursor.execute("select proconfig::text, prosrc from pg_proc where proname = 'app_covered_elsewhere'")
        settings, source = cursor.fetchone()
    assert "enable_nestloop=on" in settings
    assert "any ((select app_sighted_household_ids('whole'))" in source


def test_days_on_which_a_rule_allowed_an_overlap_stay_allowed_when_it_does_so_again(ground: Ground) -> None:
    ground.both()
    agree(ground, Verdict.BOTH)
    ground.found()
    days = [DAY + timedelta(days=number) for number in range(3)]
    for on, verdict in ((days[1], Verdict.EMDAD), (days[2], Verdict.BOTH)):
        agree(ground, verdict, at=at(on))
        ground.found(on=on)
    told = [read(ground.hamid, ground.emdad, on)["overlap_allowed"] for on in days]
    assert told == [1, 0, 1]


def test_the_command_prints_the_same_numbers_for_both_sides(ground: Ground) -> None:
    ground.both("زهرا", pension=True)
    ground.both("مریم", of_behzisti={"kind": "occasional"})
    looks(ground.hamid, find_overlaps)
    asked = ("--left", "emdad-zanjan", "--right", "behzisti-zanjan", "--on", latin_digits(format_day(DAY)))
    machine, person = io.StringIO(), io.StringIO()
    call_command("overlap", *asked, "--json", stdout=machine)
    call_command("overlap", *asked, stdout=person)
    told = json.loads(machine.getvalue())
    for side, by, office in (("left", ground.hamid, ground.emdad), ("right", ground.mahdi, ground.behzisti)):
        assert {code: told[side][code] for code in CODES} == read(by, office)
    assert told["cases"] == {
        "open": 1,
        "by_state": {"allowed": 1, "proposed": 1},
        "by_kind": {"continuous_occasional": 1, "same_service": 1},
        "at_stake_rial_a_month": 19_874_400,
    }
    assert "پوشش دوگانه برخلاف قاعده" in person.getvalue()
