"""From a proposal to a file handed over: both sides' word at every step, and one result for two at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from madadkar.casework.models import Coverage
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.matching.models import Link
from madadkar.overlap.actions.disputing import dispute_case
from madadkar.overlap.actions.finding import find_overlaps
from madadkar.overlap.actions.handing import follow_up, hand_over, record_consent, take_over
from madadkar.overlap.actions.proposing import answer_proposal, propose_solution
from madadkar.overlap.actions.signing import sign_minutes, write_minutes
from madadkar.overlap.models import JointSignature, OverlapCase, OverlapStep
from madadkar.overlap.queries.cases import last_step, overlap_case
from madadkar.overlap.rules.life import Answer
from madadkar.overlap.rules.solutions import Verdict
from tests.databases import as_owner
from tests.overlap.two_agencies import DAY, Ground, at, lay, looks, somebody

pytestmark = pytest.mark.django_db
TEXT = "پوشش کمیته امداد ادامه می‌یابد و بهزیستی پرونده را تا پایان ماه تحویل می‌دهد."


@pytest.fixture
def ground(db: None) -> Ground:
    ground = lay()
    ground.both()
    return ground


def state(by: Scope) -> str:
    with within(by):
        return OverlapCase.objects.get().state


def consents(ground: Ground, case: OverlapCase, **told: Any) -> Any:
    given = {"is_consent": True, "consent_by": "زهرا محمدی", "on": DAY, "seen": None, **told}
    return looks(ground.mahdi, record_consent, case_id=case.pk, **given)


def test_two_sides_decide_and_the_file_goes_to_the_leading_one(ground: Ground) -> None:
    case = ground.decided()
    asked = {"case_id": case.pk}
    consents(ground, case)
    looks(ground.mahdi, hand_over, **asked, note="دو کودک در مدرسه‌اند.")
    looks(ground.hamid, take_over, **asked, note="")
    with pytest.raises(Refusal, match="still_covered"):
        looks(ground.hamid, follow_up, **asked, note="")
    with as_owner():
        Coverage.objects.filter(office=ground.behzisti).update(valid_until=DAY + timedelta(days=3))
    looks(ground.hamid, follow_up, **asked, note="دیده شد.", at=at(DAY + timedelta(days=3)))
    with within(ground.mahdi):
        told = [(one.to_state, one.by_name) for one in OverlapStep.objects.order_by("pk")]
    assert told == [
        ("found", ""), ("proposed", ""), ("agreed", "مهدی نوری"), ("decided", "مهدی نوری"),
        ("handed_over", "مهدی نوری"), ("taken_over", "حمید افشار"), ("closed", "حمید افشار"),
    ]  # fmt: skip


def test_nothing_is_decided_before_both_have_signed_the_same_version(ground: Ground) -> None:
    case = ground.agreed()
    asked = {"case_id": case.pk}
    looks(ground.hamid, sign_minutes, **asked, version=1)
    assert state(ground.hamid) == "agreed"
    looks(ground.mahdi, write_minutes, **asked, text=TEXT, version=1)
    with pytest.raises(Refusal, match="minutes_changed"):
        looks(ground.mahdi, sign_minutes, **asked, version=1)
    looks(ground.mahdi, sign_minutes, **asked, version=2)
    assert state(ground.hamid) == "agreed", "Hamid signed another text"
    looks(ground.hamid, sign_minutes, **asked, version=2)
    assert state(ground.mahdi) == "decided"
    with within(ground.mahdi):
        signed = overlap_case(case_id=case.pk, scope=ground.mahdi)
        assert {one.digest for one in signed.signatures} == {signed.minutes.digest if signed.minutes else ""}


def test_a_second_click_and_a_second_head_of_one_side_sign_nothing_more(ground: Ground) -> None:
    case = ground.agreed()
    looks(ground.hamid, sign_minutes, case_id=case.pk, version=1)
    with pytest.raises(Refusal, match="done_already"):
        looks(ground.hamid, sign_minutes, case_id=case.pk, version=1)
    with as_owner():
        zohreh = somebody("zohreh", "زهره کریمی", ground.emdad)
    with pytest.raises(Refusal) as said:
        looks(zohreh, sign_minutes, case_id=case.pk, version=1)
    assert (said.value.code, said.value.facts["who"]) == ("signed_already", "حمید افشار")
    with within(ground.hamid):
        assert JointSignature.objects.count() == 1


def test_one_side_can_not_answer_or_sign_for_both(ground: Ground) -> None:
    case = ground.found()
    looks(ground.hamid, answer_proposal, case_id=case.pk, answer=Answer.AGREES, reason="")
    with pytest.raises(Refusal, match="side_answered_already"):
        looks(ground.hamid, answer_proposal, case_id=case.pk, answer=Answer.DISAGREES, reason="نه")
    with pytest.raises(Refusal, match="nothing_to_sign"):
        looks(ground.hamid, sign_minutes, case_id=case.pk, version=1)
    assert state(ground.hamid) == "proposed"


def test_a_side_that_disagrees_says_why_and_proposes_something_else(ground: Ground) -> None:
    case = ground.found()
    asked = {"case_id": case.pk}
    with pytest.raises(Refusal, match="reason_missing"):
        looks(ground.mahdi, answer_proposal, **asked, answer=Answer.DISAGREES, reason=" ")
    looks(ground.mahdi, answer_proposal, **asked, answer=Answer.DISAGREES, reason="گروه همیار دارد.")
    assert state(ground.hamid) == "disagreed"
    looks(ground.mahdi, propose_solution, **asked, verdict=Verdict.BEHZISTI, reason="گروه همیار دارد.")
    looks(ground.hamid, answer_proposal, **asked, answer=Answer.AGREES, reason="")
    with within(ground.hamid):
        found = overlap_case(case_id=case.pk, scope=ground.hamid)
    assert (found.case.state, found.case.round, str(found.leading)) == ("agreed", 2, "behzisti")
    assert found.minutes is not None
    assert "بهزیستی راهبر باشد" in found.minutes.text


def test_both_may_stay_when_both_sign_so(ground: Ground) -> None:
    case = ground.found()
    asked = {"case_id": case.pk}
    looks(ground.hamid, answer_proposal, **asked, answer=Answer.DISAGREES, reason="هر دو لازم است.")
    looks(ground.hamid, propose_solution, **asked, verdict=Verdict.BOTH, reason="خدمت‌ها جداست.")
    looks(ground.mahdi, answer_proposal, **asked, answer=Answer.AGREES, reason="")
    for by in (ground.hamid, ground.mahdi):
        looks(by, sign_minutes, **asked, version=1)
    with within(ground.hamid):
        found = OverlapCase.objects.get()
    assert (found.state, found.allowed_from, found.is_by_rule) == ("allowed", DAY, False)
    assert looks(ground.hamid, find_overlaps).proposed == 0, "what two heads signed no rule takes back"


def test_two_heads_of_two_tabs_are_told_what_came_before(ground: Ground) -> None:
    case = ground.found()
    with within(ground.hamid):
        seen = last_step(case_id=case.pk)
    looks(ground.mahdi, answer_proposal, case_id=case.pk, answer=Answer.DISAGREES, reason="نه", seen=seen)
    with pytest.raises(Refusal) as said:
        looks(ground.hamid, dispute_case, case_id=case.pk, reason="دو خانوارند", seen=seen)
    assert (said.value.code, said.value.facts["who"]) == ("overlap_changed_meanwhile", "مهدی نوری")
    with within(ground.mahdi):
        seen = last_step(case_id=case.pk)
    told = {"case_id": case.pk, "verdict": Verdict.BEHZISTI, "reason": "گروه همیار", "seen": seen}
    looks(ground.mahdi, propose_solution, **told)
    with pytest.raises(Refusal, match="done_already"):
        looks(ground.mahdi, propose_solution, **told)


def test_without_the_familys_consent_nothing_is_handed_over(ground: Ground) -> None:
    case = ground.decided()
    with pytest.raises(Refusal, match="hand_over_needs_consent"):
        looks(ground.mahdi, hand_over, case_id=case.pk, note="پرونده کامل است.")
    with pytest.raises(Refusal, match="consent_by_missing"):
        consents(ground, case, consent_by=" ")
    with pytest.raises(Refusal, match="day_not_come"):
        consents(ground, case, on=DAY + timedelta(days=1))
    with pytest.raises(Refusal, match="before_the_decision"):
        consents(ground, case, on=DAY - timedelta(days=1))
    consents(ground, case, is_consent=False)
    assert state(ground.hamid) == "disagreed"


def test_each_side_does_its_own_part_of_the_hand_over(ground: Ground) -> None:
    case = ground.decided()
    asked = {"case_id": case.pk}
    with pytest.raises(Refusal, match="not_the_giving_side"):
        looks(ground.hamid, hand_over, **asked, note="پرونده")
    consents(ground, case)
    with pytest.raises(Refusal, match="consent_told_already"):
        consents(ground, case)
    with pytest.raises(Refusal, match="hand_over_note_missing"):
        looks(ground.mahdi, hand_over, **asked, note="")
    looks(ground.mahdi, hand_over, **asked, note="پرونده")
    with pytest.raises(Refusal, match="not_the_leading_side"):
        looks(ground.mahdi, take_over, **asked, note="")


def test_two_families_that_are_not_one_go_back_to_who_matches_people(ground: Ground) -> None:
    case = ground.found()
    with pytest.raises(Refusal, match="reason_missing"):
        looks(ground.mahdi, dispute_case, case_id=case.pk, reason="")
    looks(ground.mahdi, dispute_case, case_id=case.pk, reason="نام پدرشان یکی نیست.")
    assert state(ground.hamid) == "not_same"
    with within(ground.hamid):
        link = Link.objects.get()
        assert (link.ended_for, link.valid_until) == ("disputed", DAY)
    assert looks(ground.hamid, find_overlaps).new == 0
