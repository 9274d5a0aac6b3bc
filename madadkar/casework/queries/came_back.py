"""Files that a centre gave back, or that came back because it may not work any more."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from madadkar.casework.models import Delegation, FileStanding
from madadkar.casework.rules import AT_WORK
from madadkar.casework.rules.delegation import DelegationStep
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import CentreStanding
from madadkar.organisations.queries import holds_on
from madadkar.organisations.rules import Right, Standing

TOLD_DAYS = 30
"""So long after its day a file that came back is told of, unless it was sent again (ours)."""

_WORDS = {
    DelegationStep.REFUSED: "{centre} نپذیرفت؛ مرکز دیگری برگزینید یا در اداره بماند",
    DelegationStep.RETURNED: "{centre} بازگرداند؛ مرکز دیگری برگزینید یا در اداره بماند",
    DelegationStep.RECALLED: "از {centre} که دیگر نمی‌تواند کار کند بازگشت؛ مرکز دیگری برگزینید",
}


def came_back_duties(*, scope: Scope, on: date) -> list[Duty]:
    """For whoever sends files to centres: those that came back without their asking and are with no centre.

    What an officer recalled from a centre at work is their own deed and is not told.
    """
    if scope.centre_id is not None or not scope.may(Right.ASSIGN_FILES):
        return []
    given_back = Q(step__in=[DelegationStep.REFUSED.value, DelegationStep.RETURNED.value])
    may_not_work = Q(centre__licence_until__lte=on) | ~Q(_is_active(on))
    came_back = Q(step=DelegationStep.RECALLED.value) & may_not_work
    open_again = Delegation.objects.filter(case_file=OuterRef("case_file"), pk__gt=OuterRef("pk"))
    at_work = FileStanding.objects.filter(
        case_file=OuterRef("case_file"), valid_until=None, state__in=[state.value for state in AT_WORK]
    )
    ended = Delegation.objects.seen_by(scope).filter(
        given_back | came_back, valid_until__gt=on - timedelta(days=TOLD_DAYS), valid_until__lte=on
    )
    rows = ended.filter(~Exists(open_again), Exists(at_work)).select_related("centre").order_by("-pk")
    return [_duty(one) for one in rows]


def _is_active(on: date) -> Exists:
    return Exists(
        CentreStanding.objects.filter(
            holds_on(on=on), centre=OuterRef("centre"), standing=Standing.ACTIVE.value
        )
    )


def _duty(one: Delegation) -> Duty:
    words = _WORDS[DelegationStep(one.step)].format(centre=one.centre.name)
    return Duty(
        kind=DutyKind.DELEGATION,
        due_on=None,
        words=words,
        file_id=one.case_file_id,
        household_id=one.household_id,
    )
