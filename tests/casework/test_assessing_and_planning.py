"""The matrix, the plan its weak domains demand, and the reviews held on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from madadkar.casework.actions.life.proceeding import begin_review
from madadkar.casework.actions.walk.assessing import Answers, assess
from madadkar.casework.actions.walk.planning import (
    add_goal,
    add_step,
    approve_plan,
    begin_plan,
    drop_plan,
    drop_step,
    finish_step,
    propose_plan,
    remove_goal,
    remove_step,
    return_plan,
)
from madadkar.casework.actions.walk.reviewing import hold_review
from madadkar.casework.models import Assessment, FileStanding, Plan, PlanStep
from madadkar.casework.queries.assessments import assessments_of
from madadkar.casework.queries.plans import being_written, in_force, plans_of
from madadkar.casework.queries.readiness import readiness_of
from madadkar.casework.queries.reviews import review_due
from madadkar.casework.rules import StateReason
from madadkar.casework.rules.assessment_matrix import (
    ANCHORS,
    Domain,
    NeedCause,
    anchor,
    mean_tenths,
    weak_domains,
)
from madadkar.casework.rules.plans import ReviewOutcome, StepBy
from madadkar.casework.rules.readiness import Criterion
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from tests.casework.walking import DAY, MIDDLING, Walk, assessed, at, lay, planned

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
WEAK = {**MIDDLING, Domain.EMPLOYMENT: 2, Domain.INCOME: 1}


@pytest.fixture
def walk(as_owner: Ground) -> Walk:
    """A covered family."""
    with as_owner():
        return lay()


def _refused(deed: Callable[..., Any], **asked: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        deed(**asked)
    return refused.value


def test_every_score_of_every_domain_has_its_own_sentence() -> None:
    sentences = [sentence for domain in Domain for sentence in ANCHORS[domain]]

    assert len(sentences) == len(set(sentences)) == 5 * len(Domain)
    assert all(sentence.endswith(".") for sentence in sentences)
    assert anchor(domain=Domain.FOOD, score=1) == "بعضی روزها خوراک کافی در خانه نیست."


def test_a_domain_is_weak_up_to_two() -> None:
    assert weak_domains(scores={Domain.INCOME: 2, Domain.FOOD: 3}) == [Domain.INCOME]
    assert mean_tenths(scores={Domain.INCOME: 2, Domain.FOOD: 3}) == 25


def test_every_domain_is_scored_but_care_of_children_where_there_are_none(walk: Walk) -> None:
    asked = {"file_id": walk.file.pk, "on": DAY, "seen": 0, "by": walk.maryam, "at": at(DAY)}
    childless = {domain: score for domain, score in MIDDLING.items() if domain is not Domain.CHILD_CARE}
    answers = Answers(scores=childless, causes=[NeedCause.ECONOMIC])
    with within(walk.maryam):
        half = Answers(scores={Domain.FOOD: 3}, causes=[NeedCause.ECONOMIC])
        assert _refused(assess, **asked, answers=half, token=uuid4()).code == "score_missing"
        wild = Answers(scores={**MIDDLING, Domain.FOOD: 6}, causes=[NeedCause.ECONOMIC])
        assert _refused(assess, **asked, answers=wild, token=uuid4()).code == "score_out_of_range"
        causeless = Answers(scores=MIDDLING, causes=[])
        assert _refused(assess, **asked, answers=causeless, token=uuid4()).code == "cause_missing"
        early = {**asked, "on": DAY + timedelta(days=1)}
        assert _refused(assess, **early, answers=answers, token=uuid4()).code == "day_not_come"

        assert Domain.CHILD_CARE not in assess(**asked, answers=answers, token=uuid4()).scores


def test_an_assessment_is_never_edited_and_two_workers_do_not_overwrite_each_other(walk: Walk) -> None:
    assessed(walk, MIDDLING, on=DAY)
    with pytest.raises(Refusal, match="assessed_meanwhile"):
        assessed(walk, WEAK, on=DAY, seen=0)
    assessed(walk, WEAK, on=DAY + timedelta(days=90), seen=1)
    with within(walk.maryam):
        told = assessments_of(file_id=walk.file.pk, scope=walk.maryam)
    assert [(one.number, one.scores[Domain.INCOME]) for one in told] == [(1, 3), (2, 1)]
    with pytest.raises(IntegrityError, match="written for good"), within(walk.maryam):
        Assessment.objects.update(income=5)


def test_a_plan_answers_every_weak_domain_with_a_goal_and_every_goal_with_a_step(walk: Walk) -> None:
    asked: dict[str, Any] = {"by": walk.maryam, "at": at(DAY)}
    said = {**asked, "commitments": "پسرمان به مدرسه می‌رود."}
    goal_of = {"wish": "درآمد ماهانه", "target_score": 3, **asked}
    with within(walk.maryam):
        assert _refused(begin_plan, file_id=walk.file.pk, **asked).code == "assessment_missing"
    assessed(walk, WEAK, on=DAY)
    with within(walk.maryam):
        plan = begin_plan(file_id=walk.file.pk, **asked)
        missing = _refused(propose_plan, plan_id=plan.pk, **said)
        assert (missing.code, missing.facts) == ("goal_missing", {"domains": "درآمد، کار"})
        low = {**goal_of, "target_score": 1}
        higher = _refused(add_goal, plan_id=plan.pk, domain=Domain.INCOME, **low)
        assert higher.code == "target_not_higher"
        income = add_goal(plan_id=plan.pk, domain=Domain.INCOME, **goal_of)
        work = add_goal(plan_id=plan.pk, domain=Domain.EMPLOYMENT, **goal_of)
        assert _refused(propose_plan, plan_id=plan.pk, **said).code == "goal_without_step"
        step = {"what": "دوره خیاطی", "taken_by": StepBy.FAMILY, "whom": "زهرا", "due_on": DAY, **asked}
        add_step(goal_id=income.pk, **step)
        spare = add_step(goal_id=work.pk, **step)
        remove_step(step_id=spare.pk, **asked)
        remove_goal(goal_id=work.pk, **asked)
        work = add_goal(plan_id=plan.pk, domain=Domain.EMPLOYMENT, **goal_of)
        add_step(goal_id=work.pk, **step)
        silent = {**said, "commitments": " "}
        assert _refused(propose_plan, plan_id=plan.pk, **silent).code == "commitments_missing"
        propose_plan(plan_id=plan.pk, **said)
        assert _refused(propose_plan, plan_id=plan.pk, **said).code == "plan_not_so"
        assert _refused(begin_plan, file_id=walk.file.pk, **asked).code == "plan_being_written"


def test_a_family_accepted_today_is_planned_for_today(walk: Walk, as_owner: Ground) -> None:
    with as_owner():
        accepted = FileStanding.objects.get(case_file=walk.file)
        of = {name: getattr(accepted, name) for name in ("agency", "office", "case_file", "household")}
        passed = {"state": "committee", "reason": "proceeding", "valid_from": DAY, "valid_until": DAY}
        FileStanding.objects.create(**of, **passed)
        FileStanding.objects.filter(pk=accepted.pk).update(valid_from=DAY)
    assessed(walk, WEAK, on=DAY)

    assert planned(walk, Domain.EMPLOYMENT, Domain.INCOME, on=DAY).version == 1


def test_a_step_taken_while_the_next_version_is_written_stays_taken_in_it(walk: Walk) -> None:
    assessed(walk, MIDDLING, on=DAY)
    planned(walk, Domain.INCOME, on=DAY)
    asked: dict[str, Any] = {"by": walk.maryam, "at": at(DAY)}
    with within(walk.maryam):
        written = begin_plan(file_id=walk.file.pk, **asked)
        taken = PlanStep.objects.exclude(goal__plan=written).get()
        finish_step(step_id=taken.pk, on=DAY, evidence="گواهی", **asked)
        propose_plan(plan_id=written.pk, commitments="می‌آییم.", **asked)
    with within(walk.hamid):
        approve_plan(plan_id=written.pk, by=walk.hamid, at=at(DAY))
        kept = PlanStep.objects.get(goal__plan=written)
        found = readiness_of(file_id=walk.file.pk, scope=walk.hamid, on=DAY)

    assert (kept.done_on, kept.evidence) == (DAY, "گواهی")
    told = {line.criterion: line.told for line in found.lines}[Criterion.STEPS]
    assert (told["done"], told["all"]) == (1, 1), "one step, in whichever version"


def test_a_plan_is_approved_by_another_person_once(walk: Walk) -> None:
    assessed(walk, MIDDLING, on=DAY)
    asked: dict[str, Any] = {"by": walk.hamid, "at": at(DAY)}
    with within(walk.hamid):
        plan = begin_plan(file_id=walk.file.pk, **asked)
        goal = add_goal(plan_id=plan.pk, domain=Domain.INCOME, wish="درآمد", target_score=4, **asked)
        add_step(goal_id=goal.pk, what="وام", taken_by=StepBy.PARTNER, whom="بانک", due_on=DAY, **asked)
        propose_plan(plan_id=plan.pk, commitments="اقساط را می‌دهیم.", **asked)
        assert _refused(approve_plan, plan_id=plan.pk, **asked).code == "same_person"
        return_plan(plan_id=plan.pk, why="بانک را روشن کنید.", **asked)
    with within(walk.maryam):
        again: dict[str, Any] = {"plan_id": plan.pk, "by": walk.maryam, "at": at(DAY)}
        assert _refused(approve_plan, **again).code == "not_permitted"
        propose_plan(**again, commitments="اقساط را می‌دهیم.")
    with within(walk.hamid):
        assert approve_plan(plan_id=plan.pk, **asked).approved_on == DAY
        assert _refused(approve_plan, plan_id=plan.pk, **asked).code == "plan_not_so"
    with pytest.raises(IntegrityError, match="approved_by_another"), within(walk.hamid):
        Plan.objects.update(approved_by=walk.maryam.actor_id)


def test_a_new_version_takes_open_steps_along_and_supersedes_when_approved(walk: Walk) -> None:
    assessed(walk, WEAK, on=DAY)
    first = planned(walk, Domain.INCOME, Domain.EMPLOYMENT, on=DAY)
    asked: dict[str, Any] = {"by": walk.maryam, "at": at(DAY)}
    with within(walk.maryam):
        done, dropped = PlanStep.objects.order_by("pk")
        silent = {"step_id": done.pk, "on": DAY, "evidence": " ", **asked}
        assert _refused(finish_step, **silent).code == "evidence_missing"
        finish_step(step_id=done.pk, on=DAY, evidence="گواهی دوره", **asked)
        assert _refused(drop_step, step_id=done.pk, why="؟", **asked).code == "step_closed_already"
        second = begin_plan(file_id=walk.file.pk, **asked)
        propose_plan_said = {"plan_id": second.pk, "commitments": "همان", **asked}
        assert _refused(propose_plan, **propose_plan_said).code == "goal_missing"
        plans = plans_of(file_id=walk.file.pk, scope=walk.maryam)
        written = being_written(plans=plans)
        assert written is not None
        assert [(goal.domain, len(goal.steps.all())) for goal in written.goals.all()] == [("employment", 1)]
        drop_plan(plan_id=second.pk, why="همان برنامه بس است.", **asked)
        drop_step(step_id=dropped.pk, why="دوره برگزار نشد.", **asked)
        still = in_force(plans=plans_of(file_id=walk.file.pk, scope=walk.maryam))
        assert still is not None
        assert still.pk == first.pk
    third = planned(walk, Domain.INCOME, Domain.EMPLOYMENT, on=DAY + timedelta(days=1))
    with within(walk.maryam):
        told = {one.version: one.state for one in plans_of(file_id=walk.file.pk, scope=walk.maryam)}
        assert told == {1: "superseded", 2: "dropped", third.version: "approved"}


def test_a_review_falls_due_six_months_after_the_plan_and_then_after_each_review(walk: Walk) -> None:
    assessed(walk, MIDDLING, on=DAY)
    asked = {"file_id": walk.file.pk, "scope": walk.maryam, "on": DAY}
    with within(walk.maryam):
        assert review_due(**asked) is None
    planned(walk, Domain.INCOME, on=DAY)
    with within(walk.maryam):
        assert review_due(**asked).isoformat() == "2024-09-20"  # type: ignore[union-attr]  # a plan is in force
        held = hold_review(
            file_id=walk.file.pk, outcome=ReviewOutcome.GO_ON, findings="پیش می‌رود.", token=uuid4(),
            by=walk.maryam, at=at(DAY + timedelta(days=100)),
        )  # fmt: skip
        assert held.due_on is not None
        assert held.due_on.isoformat() == "2024-09-20"
        assert review_due(**asked) == held.next_due_on


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (ReviewOutcome.GO_ON, "active"),
        (ReviewOutcome.SUSPEND, "suspended"),
        (ReviewOutcome.PROPOSE_EXIT, "review"),
    ],
)
def test_who_decides_ends_the_state_of_review_with_its_outcome(
    walk: Walk, outcome: ReviewOutcome, state: str
) -> None:
    asked: dict[str, Any] = {"file_id": walk.file.pk, "at": at(DAY)}
    said = {"outcome": outcome, "findings": "درآمدی تازه دارد."}
    with within(walk.maryam):
        begin_review(**asked, reason=StateReason.REVIEW_DUE, by=walk.maryam)
        token = uuid4()
        hold_review(**asked, **said, token=token, by=walk.maryam)
        assert _refused(hold_review, **asked, **said, token=token, by=walk.maryam).code == "done_already"
        assert FileStanding.objects.get(valid_until=None).state == "review"
    with within(walk.hamid):
        hold_review(**asked, **said, token=uuid4(), by=walk.hamid)
        assert FileStanding.objects.get(valid_until=None).state == state
        due = review_due(file_id=walk.file.pk, scope=walk.hamid, on=DAY)
        assert (due is not None) == (state in {"active", "review"})  # nobody reviews one not at work
