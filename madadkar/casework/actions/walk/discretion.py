"""Discreet support: who fell into need for a while is seen by as few as can be."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from madadkar.casework.actions.keeping import begin, end_present, file_with_reason
from madadkar.casework.models import Discretion
from madadkar.casework.rules.discretion import check_discretion
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import holding_from


@transaction.atomic
def set_discretion(*, file_id: int, until: date, reason: str, by: Scope, at: datetime) -> Discretion:
    """From now until a day only the family's caseworker and who supervises see it.

    Raises Refusal: not_permitted, file_unknown, reason_missing, period_ends_before_it_starts,
    discretion_too_long, discreet_already.
    """
    by.check(Right.DECIDE_FILES)
    file = file_with_reason(file_id=file_id, reason=reason, by=by)
    today = tehran_day(at)
    check_discretion(on=today, until=until)
    present = holding_from(facts=Discretion.objects.filter(case_file=file), on=today)
    if present is not None:
        raise Refusal("discreet_already", until=present.valid_until)
    begun = begin(model=Discretion, file=file, on=today, valid_until=until, reason=clean(reason))
    record("casework.set_discretion", by=by, at=at, subject=file, until=until)
    return begun


@transaction.atomic
def lift_discretion(*, file_id: int, reason: str, by: Scope, at: datetime) -> None:
    """Whoever may see families sees this one again.

    Raises Refusal: not_permitted, file_unknown, reason_missing, not_discreet.
    """
    by.check(Right.DECIDE_FILES)
    file = file_with_reason(file_id=file_id, reason=reason, by=by)
    if not end_present(model=Discretion, file=file, on=tehran_day(at)):
        raise Refusal("not_discreet")
    record("casework.lift_discretion", by=by, at=at, subject=file)
