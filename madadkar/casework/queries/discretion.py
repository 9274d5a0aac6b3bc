"""Which families are seen by few, until when, and whose discretion comes to its end."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from madadkar.casework.models import Discretion
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right

_SOON = timedelta(days=30)


def discretion_of(*, file_id: int, scope: Scope, on: date) -> Discretion | None:
    """The discretion a file stands under on a day, for who may see the file at all."""
    found: Discretion | None = (
        Discretion.objects.seen_by(scope)
        .filter(case_file=file_id, valid_from__lte=on, valid_until__gt=on)
        .first()
    )
    return found


def discretion_duties(*, scope: Scope, on: date) -> list[Duty]:
    """Discretions that end within a month: whoever supervises, or walks with the family, decides anew."""
    if not (scope.may(Right.DECIDE_FILES) or scope.may(Right.WORK_FILES)) or scope.centre_id is not None:
        return []
    ending = Discretion.objects.seen_by(scope).filter(
        Q(valid_from__lte=on), valid_until__gt=on, valid_until__lte=on + _SOON
    )
    if not scope.may(Right.DECIDE_FILES):
        ending = ending.filter(case_file__caseworker_id=scope.actor_id)
    return [
        Duty(
            kind=DutyKind.DISCRETION,
            due_on=one.valid_until,
            words="پوشیدگی این پرونده رو به پایان است",
            file_id=one.case_file_id,
            household_id=one.household_id,
        )
        for one in ending
    ]
