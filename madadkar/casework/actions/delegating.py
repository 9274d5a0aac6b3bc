"""A centre walks with a family, or the office does so itself again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from madadkar.casework.actions.keeping import active_file, begin, end_present, file_with_reason
from madadkar.casework.models import Delegation
from madadkar.foundation.audit import record
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import holding_from


@transaction.atomic
def delegate_case(
    *, file_id: int, centre_id: int, on: date, reason: str, by: Scope, at: datetime
) -> Delegation:
    """A centre walks with the family from a day on; the office keeps the file. A centre before it lets go.

    Raises Refusal: not_permitted, file_unknown, file_inactive, centre_unknown, centre_not_active,
    delegated_already, changed_since.
    """
    by.check(Right.ASSIGN_FILES)
    file = active_file(file_id=file_id, by=by, on=on)
    centre = Centre.objects.filter(pk=centre_id, office_id__in=by.office_ids).first()
    if centre is None:
        raise Refusal("centre_unknown")
    standing = holding_from(facts=centre.standings.all(), on=on)
    if standing is None or standing.standing != "active" or standing.valid_from > on:
        raise Refusal("centre_not_active")
    present = holding_from(facts=Delegation.objects.filter(case_file=file), on=on)
    if present is not None and present.centre_id == centre.pk:
        raise Refusal("delegated_already", since=present.valid_from)
    end_present(model=Delegation, file=file, on=on)
    delegated = begin(model=Delegation, file=file, on=on, centre_id=centre.pk, reason=clean(reason))
    record(
        "casework.delegate_case", by=by, at=at, subject=file, reason=clean(reason), centre=centre.pk, on=on
    )
    return delegated


@transaction.atomic
def recall_case(*, file_id: int, on: date, reason: str, by: Scope, at: datetime) -> None:
    """The office walks with the family itself again.

    Raises Refusal: not_permitted, file_unknown, reason_missing, not_delegated.
    """
    by.check(Right.ASSIGN_FILES)
    file = file_with_reason(file_id=file_id, reason=reason, by=by)
    if not end_present(model=Delegation, file=file, on=on):
        raise Refusal("not_delegated")
    record("casework.recall_case", by=by, at=at, subject=file, reason=clean(reason), on=on)
