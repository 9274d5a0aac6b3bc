"""What overlaps no more ends by itself and tells nothing more; a family may go back on its word."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from madadkar.casework.models import Coverage, Discretion
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.matching.actions import end_link
from madadkar.matching.models import Link
from madadkar.overlap.actions.disputing import dispute_case
from madadkar.overlap.actions.finding import find_overlaps
from madadkar.overlap.actions.handing import follow_up, hand_over, record_consent, take_over
from madadkar.overlap.actions.proposing import answer_proposal
from madadkar.overlap.models import CoverageFact, OverlapCase, OverlapStep
from madadkar.overlap.queries.cases import overlap_case
from madadkar.overlap.rules.life import Answer
from madadkar.registry.models import Membership
from tests.databases import as_owner
from tests.overlap.two_agencies import DAY, Ground, Home, at, lay, looks
from tests.registry import people

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=5)


@pytest.fixture
def ground(db: None) -> Ground:
    return lay()


@pytest.fixture
def homes(ground: Ground) -> tuple[Home, Home]:
    return ground.both()


def end_cover(home: Home, on: date = LATER) -> None:
    with as_owner():
        Coverage.objects.filter(case_file=home.file).update(valid_until=on)


def hide(home: Home) -> None:
    with as_owner():
        Discretion.objects.create(
            agency_id=home.office.agency_id, office=home.office, case_file=home.file, reason="آبرومند",
            household=home.household, valid_from=date(2025, 1, 1), valid_until=date(2999, 1, 1),
        )  # fmt: skip


def end_the_link(ground: Ground) -> None:
    with within(ground.hamid):
        end_link(link_id=Link.objects.get().pk, reason="دو نفرند", by=ground.hamid, at=at(LATER))


def stands(ground: Ground) -> tuple[str, str]:
    """The state of the one case, and the note of its last step."""
    with within(ground.mahdi):
        return OverlapCase.objects.get().state, OverlapStep.objects.order_by("pk").reverse()[0].note


@pytest.mark.parametrize("why", ["the_link_ended", "one_became_discreet", "who_was_linked_left"])
def test_a_case_of_two_families_that_are_not_held_for_one_ends_and_nobody_reads_why(
    ground: Ground, homes: tuple[Home, Home], why: str
) -> None:
    ground.decided()
    if why == "the_link_ended":
        end_the_link(ground)
    elif why == "one_became_discreet":
        hide(homes[0])
    else:
        with as_owner():
            Membership.objects.filter(person=homes[0].head).update(valid_until=LATER)
    end_cover(homes[1])
    assert looks(ground.mahdi, find_overlaps, at=at(LATER)).closed == 1
    assert stands(ground) == ("closed", "هم‌پوشانی این دو خانوار دیگر برقرار نیست")
    with within(ground.hamid):
        assert not CoverageFact.objects.filter(valid_until__isnull=False).exists(), "and nothing more is told"


def test_a_decided_case_whose_cover_ended_before_the_hand_over_ends(
    ground: Ground, homes: tuple[Home, Home]
) -> None:
    ground.decided()
    end_cover(homes[0])
    looks(ground.mahdi, find_overlaps, at=at(LATER))
    assert stands(ground) == ("closed", "پوشش یکی از دو نهاد پایان یافته است")


def test_who_moved_out_with_the_link_takes_the_overlap_along(
    ground: Ground, homes: tuple[Home, Home]
) -> None:
    ground.found()
    with as_owner():
        Membership.objects.filter(person=homes[0].head).update(valid_until=LATER)
        household = people.household(homes[0].head, since=LATER)
        file = people.case_file(household, state="active", since=LATER)
        Coverage.objects.create(
            agency_id=ground.emdad.agency_id, office=ground.emdad, case_file=file, household=household,
            kind="continuous", valid_from=LATER,
        )  # fmt: skip
    found = looks(ground.hamid, find_overlaps, at=at(LATER))
    assert (found.new, found.closed) == (1, 1)


def handed_over(ground: Ground) -> dict[str, Any]:
    asked = {"case_id": ground.decided().pk}
    consents(ground, asked)
    looks(ground.mahdi, hand_over, **asked, note="دو کودک در مدرسه‌اند.")
    return asked


def consents(ground: Ground, asked: dict[str, Any], **told: Any) -> None:
    said = {"is_consent": True, "consent_by": "زهرا محمدی", "on": DAY, "seen": None, **told}
    looks(ground.mahdi, record_consent, **asked, **said)


@pytest.mark.parametrize("is_taken", [False, True])
def test_a_family_may_go_back_on_its_consent_until_the_case_has_ended(
    ground: Ground, homes: tuple[Home, Home], is_taken: bool
) -> None:
    asked = handed_over(ground)
    if is_taken:
        looks(ground.hamid, take_over, **asked, note="")
    with pytest.raises(Refusal, match="before_the_consent"):
        consents(ground, asked, is_consent=False, on=DAY - timedelta(days=1))
    consents(ground, asked, is_consent=False, on=LATER, at=at(LATER))
    assert stands(ground) == ("disagreed", "خانوار از رضایت خود به تحویل پرونده برگشت")
    with within(ground.mahdi):
        assert overlap_case(**asked, scope=ground.mahdi).is_set_aside
    with pytest.raises(Refusal, match="overlap_step_not_allowed"):
        looks(ground.hamid, take_over, **asked, note="")


def test_two_families_are_found_not_to_be_one_also_after_the_hand_over(
    ground: Ground, homes: tuple[Home, Home]
) -> None:
    asked = handed_over(ground)
    looks(ground.hamid, dispute_case, **asked, reason="پدرانشان دو نفرند.")
    assert stands(ground)[0] == "not_same"


def test_no_family_is_taken_by_an_agency_that_covers_it_no_more(
    ground: Ground, homes: tuple[Home, Home]
) -> None:
    asked = handed_over(ground)
    end_cover(homes[0])
    with pytest.raises(Refusal, match="leading_covers_no_more"):
        looks(ground.hamid, take_over, **asked, note="", at=at(LATER))


def test_a_family_that_both_have_left_in_the_end_is_said_to_stand_in_neither(
    ground: Ground, homes: tuple[Home, Home]
) -> None:
    asked = handed_over(ground)
    looks(ground.hamid, take_over, **asked, note="")
    end_cover(homes[0])
    end_cover(homes[1])
    looks(ground.hamid, follow_up, **asked, note="دیده شد.", at=at(LATER))
    assert "در هیچ‌یک از دو نهاد" in stands(ground)[1]


def test_who_agrees_to_many_at_once_agrees_to_what_was_read(ground: Ground, homes: tuple[Home, Home]) -> None:
    case = ground.found()
    told = {"case_id": case.pk, "answer": Answer.AGREES, "reason": ""}
    with pytest.raises(Refusal, match="proposal_changed"):
        looks(ground.hamid, answer_proposal, **told, proposal=case.round + 1)
    looks(ground.hamid, answer_proposal, **told, proposal=case.round)
