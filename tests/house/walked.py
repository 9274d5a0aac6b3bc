"""A family that is walked with: visits, assessments, plans, a review, a way out and what comes after."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from madadkar.casework.models import (
    Assessment,
    CaseFile,
    ExitProposal,
    FollowUp,
    Goal,
    HomeVisit,
    Plan,
    PlanStep,
    Review,
    VisitReport,
)
from madadkar.casework.rules.assessment_matrix import Domain
from madadkar.casework.rules.visits import report_digest

WHO = "مریم رضایی"


def walk_with(file: CaseFile) -> None:
    """Lay one of everything about the file, up to today."""
    now = timezone.now()
    today = timezone.localdate(now)
    whole = {
        "agency_id": file.agency_id,
        "office_id": file.office_id,
        "case_file_id": file.pk,
        "household_id": file.household_id,
    }
    _visits(whole, today, now)
    first = _assessed(whole, 1, 2, today - timedelta(days=200), now)
    _assessed(whole, 2, 3, today - timedelta(days=20), now)
    _plans(whole, first, today, now)
    _way_out(whole, today, now)


def walked(file: CaseFile) -> dict[str, object]:
    """What the addresses take of it."""
    draft = Plan.objects.get(case_file=file, state="draft")
    goal = draft.goals.get()
    return {
        "visit_id": HomeVisit.objects.get(case_file=file, state="done").pk,
        "plan_id": draft.pk,
        "goal_id": goal.pk,
        "step_id": goal.steps.get().pk,
        "proposal_id": ExitProposal.objects.get(case_file=file).pk,
        "follow_up_id": FollowUp.objects.get(case_file=file, month=6).pk,
        "rule": "visit_months",
    }


def _visits(whole: dict[str, Any], today: date, now: datetime) -> None:
    told = {**whole, "asked_at": now, "asked_by_name": WHO, "visitor_name": WHO}
    came = {"came_on": today - timedelta(days=20), "came_told_at": now - timedelta(days=19)}
    done = HomeVisit.objects.create(**told, **came, kind="periodic", state="done", token=uuid4())
    HomeVisit.objects.create(
        **told, kind="periodic", state="refused", came_on=today - timedelta(days=90), came_told_at=now,
        outcome_note="گفتند این هفته مهمان دارند.", token=uuid4(),
    )  # fmt: skip
    HomeVisit.objects.create(
        **told, kind="follow_up", state="arranged", arranged_for=today + timedelta(days=3), token=uuid4()
    )
    report = VisitReport(
        **whole, visit=done, version=1, observations="خانه پاکیزه است؛ پسر بزرگ به مدرسه می‌رود.",
        present_people="مادر و دو فرزند", needs="لوازم‌التحریر", income_rial=45_000_000,
        income_sources="خیاطی خانگی", tenure="rented", home_note="دو اتاق، بام نیاز به قیرگونی دارد.",
        signed_name=WHO, signed_at=now - timedelta(days=19),
    )  # fmt: skip
    report.digest = report_digest(facts=report.facts)
    report.save()


def _assessed(whole: dict[str, Any], number: int, low: int, on: date, now: datetime) -> Assessment:
    scores = {domain.value: min(low + place % 3, 5) for place, domain in enumerate(Domain)}
    return Assessment.objects.create(
        **whole, **scores, number=number, on=on, causes=["economic", "social"], assessed_by_name=WHO,
        assessed_at=now, token=uuid4(), strengths="خیاطی را خوب می‌داند.", income_rial=45_000_000,
        notes={"income": "سفارش‌ها ماه به ماه فرق می‌کند."},
    )  # fmt: skip


def _plans(whole: dict[str, Any], of: Assessment, today: date, now: datetime) -> None:
    approved = Plan.objects.create(
        **whole, version=1, state="approved", assessment=of, begun_on=of.on, proposed_by_name=WHO,
        proposed_at=now, approved_by_name="حمید افشار", approved_at=now, approved_on=of.on,
        commitments="هر ماه دفتر درآمد را می‌آوریم.",
    )  # fmt: skip
    goal = _goal(whole, approved, "کار پیوسته در خانه")
    step = {**whole, "goal": goal, "taken_by": "family", "taken_by_whom": "مادر"}
    PlanStep.objects.create(
        **step, what="ثبت‌نام در دوره خیاطی", due_on=of.on + timedelta(days=30),
        done_on=of.on + timedelta(days=20), evidence="گواهی فنی‌وحرفه‌ای", closed_by_name=WHO,
    )  # fmt: skip
    PlanStep.objects.create(**step, what="خرید چرخ خیاطی", due_on=today - timedelta(days=5))
    draft = Plan.objects.create(**whole, version=2, state="draft", assessment=of, begun_on=today)
    again = {**step, "goal": _goal(whole, draft, "کار پیوسته در کارگاه")}
    PlanStep.objects.create(**again, what="گفت‌وگو با کارگاه محله", due_on=today + timedelta(days=30))
    Review.objects.create(
        **whole, plan=approved, held_on=today - timedelta(days=15), held_at=now, outcome="change_plan",
        findings="دوره را تمام کرده است؛ گام بعدی بازار کار است.", held_by_name=WHO,
        next_due_on=today + timedelta(days=165), token=uuid4(),
    )  # fmt: skip


def _goal(whole: dict[str, Any], plan: Plan, wish: str) -> Goal:
    return Goal.objects.create(**whole, plan=plan, domain="employment", wish=wish, target_score=4)


def _way_out(whole: dict[str, Any], today: date, now: datetime) -> None:
    told = {"enough": 110_000_000, "income": 45_000_000}
    lines = [{"criterion": "income", "is_met": False, "code": "income_short", "told": told}]
    proposal = ExitProposal.objects.create(
        **whole, state="proposed", reason="self_reliant", note="کارگاهی راه انداخته است.", proposed_on=today,
        proposed_at=now, proposed_by_name=WHO, readiness={"verdict": "not_yet", "score": 55, "lines": lines},
    )  # fmt: skip
    for month in (3, 6, 12):
        FollowUp.objects.create(
            **whole, proposal=proposal, month=month, due_on=today + timedelta(days=30 * month)
        )
    FollowUp.objects.filter(proposal=proposal, month=3).update(
        done_on=today, outcome="needs_advice", note="بیمه می‌خواهد.", done_by_name=WHO
    )
