"""When a file's next review falls due, and the reviews held on it."""

from __future__ import annotations

from datetime import date

from madadkar.casework.models import FileStanding, Plan, Review
from madadkar.casework.queries.office_rules import rule_of
from madadkar.casework.rules.life import AT_WORK
from madadkar.casework.rules.office_rules import RuleCode
from madadkar.casework.rules.plans import PlanState
from madadkar.casework.rules.terms import months_after
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope


@asked_once
def reviews_of(*, file_id: int, scope: Scope) -> list[Review]:
    """The reviews held on a file, the latest first."""
    return list(Review.objects.seen_by(scope).filter(case_file=file_id).order_by("-held_on", "-id"))


def review_due(*, file_id: int, scope: Scope, on: date) -> date | None:
    """The day the next review falls due: counted from the last one, else from the plan's approval.

    None where there is neither (the plan comes first), or where the agency is not at work on the file.
    """
    now = FileStanding.objects.seen_by(scope).filter(case_file=file_id, valid_until=None)
    if not now.filter(state__in=[state.value for state in AT_WORK]).exists():
        return None
    last = Review.objects.seen_by(scope).filter(case_file=file_id).order_by("-held_on", "-id").first()
    if last is not None:
        due: date = last.next_due_on
        return due
    in_force = Plan.objects.seen_by(scope).filter(case_file=file_id, state=PlanState.APPROVED.value)
    plan = in_force.exclude(approved_on=None).first()
    if plan is None:
        return None
    months = rule_of(code=RuleCode.REVIEW_MONTHS, office_id=plan.office_id, on=on)
    return months_after(day=plan.approved_on, months=months)
