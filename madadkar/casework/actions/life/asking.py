"""Another office of the agency is asked whether it knows a family; the question stays on the trail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from madadkar.casework.queries.intake import office_that_knows
from madadkar.foundation.audit import record
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right


@transaction.atomic
def ask_elsewhere(*, code: str, by: Scope, at: datetime) -> str:
    """The office where somebody has this code, and nothing else of them; empty where nobody has.

    The trail keeps that it was asked, without the code. Raises Refusal: not_permitted.
    """
    by.check(Right.TAKE_REQUESTS)
    office = office_that_knows(code=code, scope=by)
    record("casework.ask_elsewhere", by=by, at=at, is_known=bool(office))
    return office
