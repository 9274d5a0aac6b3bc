"""A family under cover, its caseworker and its head of office, for the tests of the walk with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from madadkar.casework.actions.walk.assessing import Answers, assess
from madadkar.casework.actions.walk.planning import (
    add_goal,
    add_step,
    approve_plan,
    begin_plan,
    propose_plan,
)
from madadkar.casework.actions.walk.visiting import Report, arrange_visit, report_visit
from madadkar.casework.models import Assessment, CaseFile, Plan, VisitReport
from madadkar.casework.rules.assessment_matrix import Domain, NeedCause
from madadkar.casework.rules.plans import StepBy
from madadkar.casework.rules.visits import VisitKind
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office, Post, Staff
from madadkar.organisations.rules import Role
from tests.registry import people

DAY = date(2024, 3, 20)
MIDDLING = dict.fromkeys(Domain, 3)
STANDING = dict.fromkeys(Domain, 4)


def at(on: date) -> datetime:
    """That day, in the morning."""
    return datetime(on.year, on.month, on.day, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Walk:
    """A covered family's file, and two people of its office."""

    file: CaseFile
    office: Office
    maryam: Scope
    hamid: Scope


def lay(*, state: str = "active", since: date = DAY - timedelta(days=400)) -> Walk:
    """Zahra Mohammadi's family, with Maryam as its caseworker and Hamid as head of the office."""
    office = people.office()
    of = people.household(people.person("زهرا", "محمدی", office), people.person("علی", "محمدی", office))
    file = people.case_file(of, state=state, since=since)
    maryam = _somebody("maryam", "مریم رضایی", Role.CASEWORKER, office)
    hamid = _somebody("hamid", "حمید افشار", Role.HEAD, office)
    CaseFile.objects.filter(pk=file.pk).update(caseworker=maryam.actor_id)
    return Walk(file, office, maryam, hamid)


def _somebody(username: str, name: str, role: Role, office: Office) -> Scope:
    staff = Staff.objects.create(username=username, full_name=name)
    Post.objects.create(staff=staff, role=role.value, office=office, valid_from=people.LONG_AGO)
    return replace(people.scope(office, role=role), actor_id=staff.pk, actor_name=name)


def visited(walk: Walk, *, on: date, kind: VisitKind = VisitKind.PERIODIC) -> VisitReport:
    """Maryam goes there, and signs what she saw."""
    with within(walk.maryam):
        visit = arrange_visit(
            file_id=walk.file.pk, kind=kind, on=on, note="", token=uuid4(), by=walk.maryam, at=at(on)
        )
        report = Report(observations="خانه پاکیزه است؛ پسر به مدرسه می‌رود.", income_rial=40_000_000)
        return report_visit(
            visit_id=visit.pk, on=on, report=report, signature="مریم رضایی", by=walk.maryam, at=at(on)
        )


def assessed(
    walk: Walk, scores: Mapping[Domain, int], *, on: date, seen: int = 0, income_rial: int | None = None
) -> Assessment:
    """Maryam fills the matrix."""
    answers = Answers(scores=scores, causes=[NeedCause.ECONOMIC], income_rial=income_rial)
    with within(walk.maryam):
        return assess(
            file_id=walk.file.pk, on=on, answers=answers, seen=seen, token=uuid4(), by=walk.maryam, at=at(on)
        )


def planned(walk: Walk, *domains: Domain, on: date) -> Plan:
    """Maryam writes a plan with a goal and a step for each domain; Hamid approves it."""
    asked: dict[str, Any] = {"by": walk.maryam, "at": at(on)}
    with within(walk.maryam):
        plan = begin_plan(file_id=walk.file.pk, **asked)
        for domain in domains:
            goal = add_goal(plan_id=plan.pk, domain=domain, wish="کار پایدار", target_score=5, **asked)
            add_step(
                goal_id=goal.pk, what="دوره خیاطی", taken_by=StepBy.FAMILY, whom="زهرا",
                due_on=on + timedelta(days=60), **asked,
            )  # fmt: skip
        propose_plan(plan_id=plan.pk, commitments="هر ماه گزارش می‌دهیم.", **asked)
    with within(walk.hamid):
        return approve_plan(plan_id=plan.pk, by=walk.hamid, at=at(on))
