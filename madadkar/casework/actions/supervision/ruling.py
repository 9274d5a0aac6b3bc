"""An office sets a term or a limit for its own work, from today on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from madadkar.casework.models import OfficeRule
from madadkar.casework.rules.office_rules import RuleCode, check_value
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right


@transaction.atomic
def set_office_rule(*, code: RuleCode, value: int, by: Scope, at: datetime) -> OfficeRule:
    """From today this holds in the actor's office and those below it; past days keep what held then.

    Raises Refusal: not_permitted, office_unknown, rule_out_of_range, rule_already.
    """
    by.check(Right.DECIDE_FILES)
    check_value(code=code, value=value)
    if by.home_office_id is None:
        raise Refusal("office_unknown", code="")
    office = Office.objects.select_for_update().get(pk=by.home_office_id)
    today = tehran_day(at)
    holds = Q(valid_until=None) | Q(valid_until__gt=today)
    present = OfficeRule.objects.filter(holds, office=office, code=code.value).first()
    if present is not None:
        if present.value == value:
            raise Refusal("rule_already", since=present.valid_from)
        present.valid_until = today
        present.save(update_fields=["valid_until"])
    made = OfficeRule.objects.create(office=office, code=code.value, value=value, valid_from=today)
    before = present.value if present else None
    told: dict[str, Any] = {"code": code.value, "value": value, "before": before}
    record("casework.set_office_rule", by=by, at=at, subject=made, office_id=office.pk, on=today, **told)
    return made
