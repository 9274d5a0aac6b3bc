"""What is known of a family when somebody asks whether it is ready to leave."""

from __future__ import annotations

from datetime import date

from madadkar.casework.models import Assessment, CaseFile, FileStanding, Plan, PlanStep
from madadkar.casework.queries.office_rules import rules_of
from madadkar.casework.queries.visits import last_visit
from madadkar.casework.rules import SERVED, FileState
from madadkar.casework.rules.office_rules import RuleCode, enough_income_rial
from madadkar.casework.rules.plans import PlanState
from madadkar.casework.rules.readiness import Facts, Readiness, readiness
from madadkar.casework.rules.terms import full_months, months_after
from madadkar.foundation.period import is_in_force
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.registry.models import Membership

_APART_MONTHS = 3
"""Two assessments show something lasting only when this many months lie between them."""

_COUNTED = [PlanState.APPROVED.value, PlanState.SUPERSEDED.value]


def readiness_of(*, file_id: int, scope: Scope, on: date) -> Readiness:
    """How ready the family is on a day, line by line. Raises Refusal("file_unknown")."""
    file: CaseFile | None = CaseFile.objects.seen_by(scope).filter(pk=file_id).first()
    if file is None:
        raise Refusal("file_unknown")
    known = Assessment.objects.seen_by(scope).filter(case_file=file, on__lte=on).order_by("-number")
    last, before = _two_apart(list(known))
    visit = last_visit(file_id=file.pk, scope=scope, on=on)
    since = _served_since(file, scope, on)
    done, every = _steps(file, scope)
    rules = rules_of(office_ids=[file.office_id], on=on)[file.office_id]
    return readiness(
        facts=Facts(
            scores=last.scores if last else None,
            before=before.scores if before else None,
            months_since_assessed=full_months(since=last.on, on=on) if last else None,
            income_rial=last.income_rial if last else None,
            enough_rial=enough_income_rial(
                member_count=_members(file, scope, on),
                one_rial=rules[RuleCode.INCOME_ONE_RIAL],
                each_more_rial=rules[RuleCode.INCOME_EACH_MORE_RIAL],
            ),
            months_covered=full_months(since=since, on=on) if since else None,
            steps_done=done,
            steps_all=every,
            months_since_visited=full_months(since=visit.came_on, on=on) if visit and visit.came_on else None,
            fresh_months=rules[RuleCode.ASSESSMENT_FRESH_MONTHS],
            covered_least_months=rules[RuleCode.COVERED_LEAST_MONTHS],
        )
    )


def _two_apart(latest_first: list[Assessment]) -> tuple[Assessment | None, Assessment | None]:
    """The last assessment, and the last one long enough before it."""
    if not latest_first:
        return None, None
    last = latest_first[0]
    apart = (one for one in latest_first if months_after(day=one.on, months=_APART_MONTHS) <= last.on)
    return last, next(apart, None)


def _served_since(file: CaseFile, scope: Scope, on: date) -> date | None:
    """Since when the family has been under cover without a break; None when it is not."""
    standings = FileStanding.objects.seen_by(scope).filter(case_file=file, valid_from__lte=on)
    since: date | None = None
    for standing in standings.order_by("-valid_from", "-id"):
        if since is None and not is_in_force(standing, on=on):
            continue
        if FileState(standing.state) not in SERVED:
            break
        since = standing.valid_from
    return since


def _steps(file: CaseFile, scope: Scope) -> tuple[int, int]:
    """How many steps were taken, in any version, and how many there were to take; dropped ones count for
    neither, and one kept in a later version counts once."""
    plans = Plan.objects.seen_by(scope).filter(case_file=file, state__in=_COUNTED)
    steps = PlanStep.objects.seen_by(scope).filter(goal__plan__in=plans, dropped_on=None)
    told = list(steps.select_related("goal__plan"))
    done = len({(step.told, step.done_on, step.evidence) for step in told if step.done_on is not None})
    in_force = PlanState.APPROVED.value
    still = sum(1 for step in told if step.done_on is None and step.goal.plan.state == in_force)
    return done, done + still


def _members(file: CaseFile, scope: Scope, on: date) -> int:
    living = Membership.objects.seen_by(scope).filter(household=file.household_id, valid_from__lte=on)
    return sum(1 for member in living if is_in_force(member, on=on))
