"""A plan is written in versions, proposed by one and approved by another, and its steps are taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from madadkar.casework.actions.keeping import active_file
from madadkar.casework.actions.owning import is_same_actor, of_file
from madadkar.casework.models import Assessment, CaseFile, Goal, Plan, PlanStep
from madadkar.casework.rules.assessment_matrix import Domain, weak_domains
from madadkar.casework.rules.plans import BEING_WRITTEN, PlanState, StepBy, check_goals, check_plan_move
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken


@transaction.atomic
def begin_plan(*, file_id: int, by: Scope, at: datetime) -> Plan:
    """A new version begins as a draft; what is still to be done of the plan in force comes along.

    Raises Refusal: not_permitted, file_unknown, file_inactive, assessment_missing, plan_being_written.
    """
    by.check(Right.WORK_FILES)
    file = active_file(file_id=file_id, by=by, on=tehran_day(at), of=Matter.WALK)
    assessment = _last_assessment(file)
    plans = Plan.objects.filter(case_file=file)
    if plans.filter(state__in=[state.value for state in BEING_WRITTEN]).exists():
        raise Refusal("plan_being_written")
    last = plans.order_by("-version").first()
    in_force = plans.filter(state=PlanState.APPROVED.value).first()
    plan = Plan.objects.create(
        **of_file(file=file),
        version=last.version + 1 if last else 1,
        state=PlanState.DRAFT.value,
        assessment=assessment,
        commitments=in_force.commitments if in_force else "",
        begun_on=tehran_day(at),
    )
    if in_force is not None:
        _bring_along(in_force, plan, file)
    record("casework.begin_plan", by=by, at=at, subject=plan, version=plan.version)
    return plan


@transaction.atomic
def add_goal(*, plan_id: int, domain: Domain, wish: str, target_score: int, by: Scope, at: datetime) -> Goal:
    """Where the family wants to be in a domain.

    Raises Refusal: not_permitted, plan_unknown, plan_not_so, wish_missing, target_not_higher.
    """
    plan = _draft(plan_id, by)
    if not clean(wish):
        raise Refusal("wish_missing")
    present = plan.assessment.scores.get(domain, 0)
    if target_score <= present or target_score > 5:
        raise Refusal("target_not_higher", present=present)
    goal = Goal.objects.create(
        **of_file(file=plan.case_file),
        plan=plan,
        domain=domain.value,
        wish=clean(wish),
        target_score=target_score,
    )
    record("casework.add_goal", by=by, at=at, subject=plan, domain=domain.value)
    return goal


@transaction.atomic
def remove_goal(*, goal_id: int, by: Scope, at: datetime) -> Plan:
    """A goal leaves the draft with its steps. Raises Refusal: not_permitted, goal_unknown, plan_not_so."""
    by.check(Right.WORK_FILES)
    goal = taken(model=Goal, pk=goal_id, by=by, or_refuse="goal_unknown")
    plan = _draft(goal.plan_id, by)
    goal.steps.all().delete()
    goal.delete()
    record("casework.remove_goal", by=by, at=at, subject=plan, domain=goal.domain)
    return plan


@transaction.atomic
def add_step(
    *, goal_id: int, what: str, taken_by: StepBy, whom: str, due_on: date, by: Scope, at: datetime
) -> PlanStep:
    """Who does what by which day for a goal.

    Raises Refusal: not_permitted, goal_unknown, plan_not_so, step_missing, day_gone.
    """
    by.check(Right.WORK_FILES)
    goal = taken(model=Goal, pk=goal_id, by=by, or_refuse="goal_unknown")
    plan = _draft(goal.plan_id, by)
    if not clean(what):
        raise Refusal("step_missing")
    if due_on < tehran_day(at):
        raise Refusal("day_gone", today=tehran_day(at))
    step = PlanStep.objects.create(
        **of_file(file=plan.case_file),
        goal=goal,
        what=clean(what),
        taken_by=taken_by.value,
        taken_by_whom=clean(whom),
        due_on=due_on,
    )
    record("casework.add_step", by=by, at=at, subject=plan, taken_by=taken_by.value, due_on=due_on)
    return step


@transaction.atomic
def remove_step(*, step_id: int, by: Scope, at: datetime) -> Plan:
    """A step leaves the draft. Raises Refusal: not_permitted, step_unknown, plan_not_so."""
    by.check(Right.WORK_FILES)
    step = taken(model=PlanStep, pk=step_id, by=by, or_refuse="step_unknown")
    plan = _draft(step.goal.plan_id, by)
    step.delete()
    record("casework.remove_step", by=by, at=at, subject=plan)
    return plan


@transaction.atomic
def propose_plan(*, plan_id: int, commitments: str, by: Scope, at: datetime) -> Plan:
    """The draft is put before somebody else, with what the family itself undertakes.

    Raises Refusal: not_permitted, plan_unknown, plan_not_so, goal_missing, plan_empty, goal_without_step,
    commitments_missing.
    """
    plan = _draft(plan_id, by)
    if not clean_lines(commitments):
        raise Refusal("commitments_missing")
    assessment = _last_assessment(plan.case_file)
    goals = list(plan.goals.prefetch_related("steps"))
    check_goals(
        weak=weak_domains(scores=assessment.scores),
        goals={Domain(goal.domain) for goal in goals},
        without_step=[goal.wish for goal in goals if not goal.steps.all()],
    )
    told = {"proposed_by_id": by.actor_id, "proposed_by_name": by.actor_name, "proposed_at": at}
    said = {"assessment": assessment, "commitments": clean_lines(commitments), "returned_why": ""}
    _move(plan, PlanState.PROPOSED, **said, **told)
    record("casework.propose_plan", by=by, at=at, subject=plan, version=plan.version)
    return plan


@transaction.atomic
def approve_plan(*, plan_id: int, by: Scope, at: datetime) -> Plan:
    """Another person approves the plan; it is in force, and the version before it is not any more.

    Raises Refusal: not_permitted, plan_unknown, plan_not_so, file_inactive, same_person.
    """
    by.check(Right.DECIDE_FILES)
    on = tehran_day(at)
    active_file(file_id=_file_of(plan_id, by), by=by, on=on, of=Matter.WALK)
    plan = _plan(plan_id, by)
    check_plan_move(current=PlanState(plan.state), wanted=PlanState.APPROVED)
    if is_same_actor(by=by, staff_id=plan.proposed_by_id, name=plan.proposed_by_name):
        raise Refusal("same_person")
    before = Plan.objects.filter(case_file=plan.case_file_id, state=PlanState.APPROVED.value).first()
    if before is not None:
        _keep_closed(before, plan)
        _move(before, PlanState.SUPERSEDED, ended_on=on)
    told = {"approved_by_id": by.actor_id, "approved_by_name": by.actor_name, "approved_at": at}
    _move(plan, PlanState.APPROVED, approved_on=on, **told)
    record("casework.approve_plan", by=by, at=at, subject=plan, version=plan.version)
    return plan


@transaction.atomic
def return_plan(*, plan_id: int, why: str, by: Scope, at: datetime) -> Plan:
    """The plan goes back to be written again. Raises Refusal: not_permitted, plan_unknown, plan_not_so,
    reason_missing."""
    by.check(Right.DECIDE_FILES)
    plan = _plan(plan_id, by)
    if not clean(why):
        raise Refusal("reason_missing")
    check_plan_move(current=PlanState(plan.state), wanted=PlanState.DRAFT)
    _move(plan, PlanState.DRAFT, returned_why=clean(why))
    record("casework.return_plan", by=by, at=at, subject=plan, reason=clean(why))
    return plan


@transaction.atomic
def drop_plan(*, plan_id: int, why: str, by: Scope, at: datetime) -> Plan:
    """A version that is not in force yet is laid aside. Raises Refusal: not_permitted, plan_unknown,
    plan_not_so, reason_missing."""
    by.check(Right.WORK_FILES)
    plan = _plan(plan_id, by)
    if not clean(why):
        raise Refusal("reason_missing")
    _move(plan, PlanState.DROPPED, ended_on=tehran_day(at), returned_why=clean(why))
    record("casework.drop_plan", by=by, at=at, subject=plan, reason=clean(why))
    return plan


@transaction.atomic
def finish_step(*, step_id: int, on: date, evidence: str, by: Scope, at: datetime) -> PlanStep:
    """A step of the plan in force was taken, and this shows it.

    Raises Refusal: not_permitted, step_unknown, plan_not_so, step_closed_already, evidence_missing,
    day_not_come.
    """
    step = _step_in_force(step_id, by)
    if not clean_lines(evidence):
        raise Refusal("evidence_missing")
    if on > tehran_day(at):
        raise Refusal("day_not_come", today=tehran_day(at))
    _set(step, done_on=on, evidence=clean_lines(evidence), closed_by_name=by.actor_name)
    record("casework.finish_step", by=by, at=at, subject=step, on=on)
    return step


@transaction.atomic
def drop_step(*, step_id: int, why: str, by: Scope, at: datetime) -> PlanStep:
    """A step of the plan in force will not be taken after all.

    Raises Refusal: not_permitted, step_unknown, plan_not_so, step_closed_already, reason_missing.
    """
    step = _step_in_force(step_id, by)
    if not clean(why):
        raise Refusal("reason_missing")
    _set(step, dropped_on=tehran_day(at), dropped_why=clean(why), closed_by_name=by.actor_name)
    record("casework.drop_step", by=by, at=at, subject=step, reason=clean(why))
    return step


def end_plans(*, file: CaseFile, on: date) -> None:
    """The family leaves: no plan is in force or being written any more. Part of a deed, not one itself."""
    for plan in Plan.objects.select_for_update(of=("self",)).filter(case_file=file):
        if plan.state == PlanState.APPROVED.value:
            _move(plan, PlanState.ENDED, ended_on=max(on, plan.approved_on or on))
        elif plan.state in {state.value for state in BEING_WRITTEN}:
            _move(plan, PlanState.DROPPED, ended_on=on)


def _last_assessment(file: CaseFile) -> Assessment:
    found: Assessment | None = Assessment.objects.filter(case_file=file).order_by("-number").first()
    if found is None:
        raise Refusal("assessment_missing")
    return found


def _bring_along(before: Plan, plan: Plan, file: CaseFile) -> None:
    """The goals that still have a step to take, with those steps."""
    whole = of_file(file=file)
    for goal in before.goals.order_by("pk"):
        still = [step for step in goal.steps.order_by("pk") if step.is_open]
        if not still:
            continue
        again = Goal.objects.create(
            **whole, plan=plan, domain=goal.domain, wish=goal.wish, target_score=goal.target_score
        )
        for step in still:
            PlanStep.objects.create(
                **whole,
                goal=again,
                what=step.what,
                taken_by=step.taken_by,
                taken_by_whom=step.taken_by_whom,
                due_on=step.due_on,
            )


def _keep_closed(before: Plan, plan: Plan) -> None:
    """What came along and was closed while the new version was written stays closed in it."""
    closed = {
        step.told: step
        for step in PlanStep.objects.filter(goal__plan=before).select_related("goal")
        if not step.is_open
    }
    for step in PlanStep.objects.filter(goal__plan=plan).select_related("goal"):
        same = closed.get(step.told)
        if same is not None and step.is_open:
            names = ("done_on", "evidence", "dropped_on", "dropped_why", "closed_by_name")
            _set(step, **{name: getattr(same, name) for name in names})


def _plan(plan_id: int, by: Scope) -> Plan:
    return taken(model=Plan, pk=plan_id, by=by, or_refuse="plan_unknown")


def _file_of(plan_id: int, by: Scope) -> int:
    """The file of a plan, which is locked before the plan in every deed that needs both."""
    found: int | None = (
        Plan.objects.seen_by(by).filter(pk=plan_id).values_list("case_file_id", flat=True).first()
    )
    if found is None:
        raise Refusal("plan_unknown")
    return found


def _draft(plan_id: int, by: Scope) -> Plan:
    by.check(Right.WORK_FILES)
    plan = _plan(plan_id, by)
    check_plan_move(current=PlanState(plan.state), wanted=PlanState.PROPOSED)
    return plan


def _step_in_force(step_id: int, by: Scope) -> PlanStep:
    by.check(Right.WORK_FILES)
    step = taken(model=PlanStep, pk=step_id, by=by, or_refuse="step_unknown")
    if not step.is_open:
        raise Refusal("step_closed_already")
    check_plan_move(current=PlanState(step.goal.plan.state), wanted=PlanState.ENDED)
    return step


def _move(plan: Plan, wanted: PlanState, **values: Any) -> None:
    check_plan_move(current=PlanState(plan.state), wanted=wanted)
    _set(plan, state=wanted.value, **values)


def _set(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
