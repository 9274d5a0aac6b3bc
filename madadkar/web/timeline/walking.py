"""What the walk with a family was: visits, assessments, plans with their steps, reviews, and the way out."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from madadkar.casework.models import HomeVisit, Plan, PlanStep
from madadkar.casework.queries.assessments import assessments_of
from madadkar.casework.queries.exits import exits_of
from madadkar.casework.queries.plans import plans_of
from madadkar.casework.queries.reviews import reviews_of
from madadkar.casework.queries.visits import visits_of
from madadkar.casework.rules.assessment_matrix import DOMAIN_NAMES, weak_domains
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import persian_digits
from madadkar.web.medical import hidden_domains
from madadkar.web.timeline.told import About, Happening, Kind


def tell_visits(about: About) -> Iterator[Happening]:
    """Visits that were made, or made in vain, or cancelled; one to come stands in its panel."""
    if about.history is None:
        return
    for visit in visits_of(file_id=about.history.file.pk, scope=about.scope):
        if visit.came_on is not None:
            yield _visit(visit)


def _visit(visit: HomeVisit) -> Happening:
    reports = list(visit.reports.all())
    text = reports[0].observations if reports else visit.outcome_note
    kind, state = visit.get_kind_display(), visit.get_state_display()
    url = reverse("visit", args=[visit.pk])
    assert visit.came_on is not None, "only visits that came are told"
    return Happening(
        visit.came_on, f"{kind}: {state}", text, Kind.VISIT, visit.came_told_at, visit.visitor_name, url
    )


def tell_assessments(about: About) -> Iterator[Happening]:
    """Each filling of the matrix, with the domains found weak."""
    if about.history is None:
        return
    url = reverse("assessments", args=[about.history.file.pk])
    hidden = hidden_domains(about.scope)
    for one in assessments_of(file_id=about.history.file.pk, scope=about.scope):
        weak = "، ".join(
            DOMAIN_NAMES[domain] for domain in weak_domains(scores=one.scores) if domain not in hidden
        )
        text = f"حوزه‌های ضعیف: {weak}" if weak else "حوزه ضعیفی نیست." if not hidden else ""
        yield Happening(
            one.on, "سنجش وضع خانوار", text, Kind.ASSESSMENT, one.assessed_at, one.assessed_by_name, url
        )


def tell_plans(about: About) -> Iterator[Happening]:
    """Plans approved and ended, steps taken, reviews held."""
    if about.history is None:
        return
    file_id = about.history.file.pk
    told: set[tuple[object, ...]] = set()
    for plan in reversed(plans_of(file_id=file_id, scope=about.scope)):
        yield from _plan(plan, told)
    url = reverse("plans", args=[file_id])
    for review in reviews_of(file_id=file_id, scope=about.scope):
        title = f"بازنگری: {review.get_outcome_display()}"
        yield Happening(
            review.held_on, title, review.findings, Kind.PLAN, review.held_at, review.held_by_name, url
        )


def _plan(plan: Plan, told: set[tuple[object, ...]]) -> Iterator[Happening]:
    """A plan approved and its steps closed; a step kept closed in a later version is told once."""
    url = reverse("plan", args=[plan.pk])
    version = persian_digits(plan.version)
    if plan.approved_on is not None:
        goals = "؛ ".join(goal.wish for goal in plan.goals.all())
        title = f"تأیید برنامه خانوار، نسخه {version}"
        yield Happening(
            plan.approved_on, title, goals, Kind.PLAN, plan.approved_at, plan.approved_by_name, url
        )
    for goal in plan.goals.all():
        for step in goal.steps.all():
            same = (goal.domain, goal.wish, step.what, step.due_on, step.done_on, step.dropped_on)
            if same not in told:
                told.add(same)
                yield from _step(step, url)


def _step(step: PlanStep, url: str) -> Iterator[Happening]:
    if step.done_on is not None:
        title = f"گام برداشته شد: {step.what}"
        yield Happening(step.done_on, title, step.evidence, Kind.PLAN, None, step.closed_by_name, url)
    elif step.dropped_on is not None:
        title = f"گام کنار گذاشته شد: {step.what}"
        yield Happening(step.dropped_on, title, step.dropped_why, Kind.PLAN, None, step.closed_by_name, url)


def tell_exits(about: About) -> Iterator[Happening]:
    """Proposals to leave, and how the family was found afterwards."""
    if about.history is None:
        return
    for one in exits_of(file_id=about.history.file.pk, scope=about.scope):
        url = reverse("exit", args=[one.pk])
        title = f"پیشنهاد خروج: {one.get_reason_display()}"
        on, who = tehran_day(one.proposed_at), one.proposed_by_name
        yield Happening(on, title, one.note, Kind.PLAN, one.proposed_at, who, url)
        if one.decided_on is not None:
            said, by = f"پیشنهاد خروج {one.get_state_display()}", one.decided_by_name
            yield Happening(one.decided_on, said, one.decision_note, Kind.PLAN, one.decided_at, by, url)
        for asked in one.follow_ups.all():
            if asked.done_on is not None:
                months = persian_digits(asked.month)
                title = f"پیگیری {months} ماه پس از خروج: {asked.get_outcome_display()}"
                yield Happening(asked.done_on, title, asked.note, Kind.PLAN, None, asked.done_by_name, url)
