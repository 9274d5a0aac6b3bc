"""Between which scores an agency's clerks are asked: set by hand, from a day."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching.models import Threshold
from madadkar.matching.queries.thresholds import may_set_thresholds
from madadkar.matching.rules import check_thresholds
from madadkar.organisations.models import Agency
from madadkar.organisations.queries import holds_on
from madadkar.organisations.rules import Right


@transaction.atomic
def set_thresholds(
    *, lower: Decimal, upper: Decimal, reason: str, seen: int, by: Scope, at: datetime
) -> Threshold:
    """From today the agency's clerks are asked between these scores; the next comparison follows them.

    A setting binds every office of the agency: a county's head asks the province's for it.

    `seen` is the setting the page had shown (0: none). Raises Refusal: not_permitted, reason_missing,
    thresholds_are_the_provinces, thresholds_crossed, thresholds_set_meanwhile.
    """
    by.check(Right.SET_THRESHOLDS)
    if not may_set_thresholds(scope=by):
        raise Refusal("thresholds_are_the_provinces")
    if not clean(reason):
        raise Refusal("reason_missing")
    check_thresholds(lower=lower, upper=upper)
    today = tehran_day(at)
    agency = Agency.objects.select_for_update().get(pk=by.agency_id or 0)
    current = Threshold.objects.select_for_update().filter(holds_on(on=today), agency=agency).first()
    if (current.pk if current else 0) != seen:
        raise Refusal("thresholds_set_meanwhile")
    if current is not None:
        current.valid_until = today
        current.save(update_fields=["valid_until"])
    made = Threshold.objects.create(
        agency=agency, lower=lower, upper=upper, valid_from=today, reason=clean(reason), set_at=at,
        set_by_name=by.actor_name,
    )  # fmt: skip
    record(
        "matching.set_thresholds", by=by, at=at, subject=made, office_id=by.home_office_id,
        reason=made.reason, lower=str(lower), upper=str(upper),
    )  # fmt: skip
    return made
