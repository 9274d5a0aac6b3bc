"""The way out: proposed by one, decided by another, followed afterwards, and counted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from madadkar.casework.actions.life.exiting import (
    approve_exit,
    propose_exit,
    record_follow_up,
    refuse_exit,
    withdraw_exit,
)
from madadkar.casework.actions.life.states import Step, change_state
from madadkar.casework.models import Coverage, Delegation, ExitProposal, FileStanding, FollowUp, Plan
from madadkar.casework.queries.readiness import readiness_of
from madadkar.casework.queries.walking_duties import follow_up_duties
from madadkar.casework.rules import FileState, StateReason
from madadkar.casework.rules.assessment_matrix import Domain
from madadkar.casework.rules.delegation import Service
from madadkar.casework.rules.exits import FollowUpOutcome
from madadkar.casework.rules.readiness import Verdict
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.organisations.rules import Role
from tests.casework.walking import DAY, MIDDLING, STANDING, Walk, assessed, at, lay, planned, visited
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def walk(as_owner: Ground) -> Walk:
    """A covered family, its cover begun with its file."""
    with as_owner():
        laid = lay()
        file = laid.file
        Coverage.objects.create(
            agency=laid.office.agency, office=laid.office, case_file=file, household=file.household,
            kind="continuous", valid_from=file.opened_on,
        )  # fmt: skip
        return laid


def _refused(deed: Callable[..., Any], **asked: Any) -> str:
    with pytest.raises(Refusal) as refused:
        deed(**asked)
    return refused.value.code


def _proposed(walk: Walk, reason: StateReason = StateReason.SELF_RELIANT, **more: Any) -> ExitProposal:
    asked = {"note": "کارگاه خیاطی راه انداخته است.", "by": walk.maryam, "at": at(DAY), **more}
    return propose_exit(file_id=walk.file.pk, reason=reason, **asked)


def test_a_family_that_stands_by_itself_is_found_ready(walk: Walk) -> None:
    start = DAY - timedelta(days=120)
    assessed(walk, STANDING, on=start)
    plan = planned(walk, Domain.INCOME, on=start)
    visited(walk, on=DAY - timedelta(days=10))
    assessed(walk, STANDING, on=DAY - timedelta(days=5), seen=1, income_rial=110_000_000)
    with within(walk.maryam):
        not_yet = readiness_of(file_id=walk.file.pk, scope=walk.maryam, on=DAY)
        for goal in plan.goals.all():
            goal.steps.update(done_on=DAY, evidence="گواهی")
        ready = readiness_of(file_id=walk.file.pk, scope=walk.maryam, on=DAY)

    assert (not_yet.verdict, not_yet.score) == (Verdict.NEAR, 90)
    assert ready.verdict is Verdict.READY


def test_who_calls_a_family_self_reliant_before_the_rule_does_says_why(walk: Walk) -> None:
    with within(walk.maryam):
        with pytest.raises(Refusal, match="not_ready_to_leave"):
            _proposed(walk, note=" ")
        proposal = _proposed(walk)
        assert proposal.readiness["verdict"] == "not_yet"
        with pytest.raises(Refusal, match="exit_proposed_already"):
            _proposed(walk)


def test_a_family_that_moves_away_needs_no_readiness_and_is_not_followed(walk: Walk) -> None:
    with within(walk.maryam):
        proposal = _proposed(walk, StateReason.MOVED_AWAY, note="")
        with pytest.raises(Refusal, match="exit_proposed_already"):
            _proposed(walk, StateReason.MARRIED)
    with within(walk.hamid):
        approve_exit(proposal_id=proposal.pk, note="", by=walk.hamid, at=at(DAY))
        assert not FollowUp.objects.exists()


def test_an_exit_is_decided_by_another_and_ends_cover_and_plan(walk: Walk) -> None:
    assessed(walk, MIDDLING, on=DAY)
    planned(walk, Domain.INCOME, on=DAY)
    decided = {"note": "", "at": at(DAY)}
    with within(walk.maryam):
        proposal = _proposed(walk)
    mine = replace(walk.maryam, rights=walk.hamid.rights)
    with within(mine):
        asked = {"proposal_id": proposal.pk, **decided}
        assert _refused(approve_exit, **asked, by=walk.maryam) == "not_permitted"
        assert _refused(approve_exit, **asked, by=mine) == "same_person"
        assert _refused(refuse_exit, **asked, by=mine) == "same_person"
    with within(walk.hamid):
        approve_exit(**asked, by=walk.hamid)
        assert _refused(approve_exit, **asked, by=walk.hamid) == "exit_decided_already"
        assert FileStanding.objects.get(valid_until=None).state == "inactive"
        assert Coverage.objects.get().valid_until == DAY
        assert Plan.objects.get().state == "ended"
        told = FollowUp.objects.order_by("month").values_list("month", "due_on")
        assert list(told) == [(3, date(2024, 6, 20)), (6, date(2024, 9, 20)), (12, date(2025, 3, 20))]


def test_a_proposal_and_a_plan_do_not_outlive_a_file_that_leaves_another_way(walk: Walk) -> None:
    assessed(walk, MIDDLING, on=DAY)
    planned(walk, Domain.INCOME, on=DAY)
    with within(walk.maryam):
        proposal = _proposed(walk)
    step = Step(to=FileState.INACTIVE, reason=StateReason.MOVED_AWAY, on=DAY)
    asked = {"proposal_id": proposal.pk, "note": "", "by": walk.hamid, "at": at(DAY)}
    with within(walk.hamid):
        change_state(file_id=walk.file.pk, step=step, by=walk.hamid, at=at(DAY))
        assert Plan.objects.get().state == "ended"
        assert ExitProposal.objects.get().state == "withdrawn"
        assert _refused(approve_exit, **asked) == "exit_decided_already"


def _with_centres(walk: Walk) -> tuple[Delegation, Delegation]:
    """Nour does the social work since a year, Yas was asked for food and has not begun."""
    owned = {"agency": walk.office.agency, "office": walk.office, "case_file": walk.file}
    nour, yas = (people.centre(code, walk.office) for code in ("c-1", "c-2"))
    since = {**owned, "household": walk.file.household, "valid_from": DAY - timedelta(days=365)}
    asked = {"services": [Service.SOCIAL_WORK.value], "terms": "ماهانه"}
    work = Delegation.objects.create(**since, centre=nour, **asked)
    return work, Delegation.objects.create(**since, centre=yas, services=[Service.FOOD.value], step="sent")


def _left(walk: Walk, *, entrusted: str) -> None:
    with within(walk.maryam):
        proposal = _proposed(walk)
    told = {"note": "", "entrusted": entrusted, "by": walk.hamid, "at": at(DAY)}
    with within(walk.hamid):
        approve_exit(proposal_id=proposal.pk, **told)


def test_who_leaves_is_with_no_centre_any_more(walk: Walk, as_owner: Ground) -> None:
    with as_owner():
        both = _with_centres(walk)
    _left(walk, entrusted="")
    with within(walk.hamid):
        told = Delegation.objects.order_by("pk").values_list("pk", "valid_until", "step")
        assert list(told) == [(one.pk, DAY, "recalled") for one in both]
        assert "خوداتکایی" in Delegation.objects.first().end_reason
        due = follow_up_duties(scope=walk.maryam, on=date(2024, 6, 20))
        assert [one.due_on for one in due] == [date(2024, 6, 20)]


def test_a_centre_entrusted_with_the_asking_keeps_the_file_until_the_last_one(
    walk: Walk, as_owner: Ground
) -> None:
    with as_owner():
        work, food = _with_centres(walk)
        worker = people.scope(walk.office, role=Role.CENTRE_WORKER, of_centre=work.centre)
    _left(walk, entrusted="هر سه ماه سر بزنید.")
    with within(walk.hamid):
        work.refresh_from_db()
        food.refresh_from_db()
        assert (work.valid_until, work.terms) == (None, "ماهانه\nهر سه ماه سر بزنید.")
        assert food.valid_until == DAY
    for month, day in ((3, date(2024, 6, 20)), (6, date(2024, 9, 20)), (12, date(2025, 3, 20))):
        with within(worker):
            asked = FollowUp.objects.get(month=month)
            told = {"on": day, "outcome": FollowUpOutcome.STANDS, "note": "", "by": worker, "at": at(day)}
            record_follow_up(follow_up_id=asked.pk, **told)
    with within(walk.hamid):
        work.refresh_from_db()
        assert (work.valid_until, work.step) == (date(2025, 3, 20), "recalled")


def test_nobody_is_entrusted_with_what_nobody_walks(walk: Walk) -> None:
    with within(walk.maryam):
        proposal = _proposed(walk)
    asked = {"proposal_id": proposal.pk, "note": "", "by": walk.hamid, "at": at(DAY)}
    with within(walk.hamid):
        assert _refused(approve_exit, **asked, entrusted="سر بزنید") == "nobody_to_entrust"


def test_an_exit_may_be_refused_with_a_reason_or_withdrawn_before(walk: Walk) -> None:
    with within(walk.maryam):
        proposal = _proposed(walk)
    asked = {"proposal_id": proposal.pk, "at": at(DAY)}
    with within(walk.hamid):
        assert _refused(refuse_exit, **asked, note=" ", by=walk.hamid) == "reason_missing"
        refuse_exit(**asked, note="درآمد هنوز ناپایدار است.", by=walk.hamid)
        assert FileStanding.objects.get(valid_until=None).state == "active"
    with within(walk.maryam):
        again = _proposed(walk)
        withdraw_exit(proposal_id=again.pk, why="اشتباه بود.", by=walk.maryam, at=at(DAY))
        late = {"proposal_id": again.pk, "why": "باز هم", "by": walk.maryam, "at": at(DAY)}
        assert _refused(withdraw_exit, **late) == "exit_decided_already"


def test_who_is_not_under_cover_is_not_proposed(as_owner: Ground) -> None:
    with as_owner():
        asking = lay(state="inquiry")
    with within(asking.maryam), pytest.raises(Refusal, match="file_not_served"):
        _proposed(asking)


def test_a_reason_of_another_state_is_not_a_reason_to_leave(walk: Walk) -> None:
    with within(walk.maryam), pytest.raises(Refusal, match="reason_does_not_fit"):
        _proposed(walk, StateReason.ACCEPTED)


def test_after_three_months_somebody_asks_how_the_family_is(walk: Walk) -> None:
    with within(walk.maryam):
        proposal = _proposed(walk)
    with within(walk.hamid):
        approve_exit(proposal_id=proposal.pk, note="", by=walk.hamid, at=at(DAY))
    later = DAY + timedelta(days=92)
    with within(walk.maryam):
        asked = {"follow_up_id": FollowUp.objects.get(month=3).pk, "by": walk.maryam, "at": at(later)}
        early = {**asked, "on": DAY - timedelta(days=1), "outcome": FollowUpOutcome.STANDS, "note": ""}
        assert _refused(record_follow_up, **early) == "before_the_decision"
        silent = {**asked, "on": later, "outcome": FollowUpOutcome.NEEDS_HELP, "note": ""}
        assert _refused(record_follow_up, **silent) == "reason_missing"
        record_follow_up(**{**silent, "note": "کارگاه بسته شد."})
        assert _refused(record_follow_up, **silent) == "follow_up_done_already"
