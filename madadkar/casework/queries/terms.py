"""How long a family may appeal at an office."""

from __future__ import annotations

from datetime import date

from madadkar.casework.models import AppealTerm
from madadkar.casework.rules.appeals import APPEAL_DAYS
from madadkar.organisations.queries import holds_on


def appeal_days(*, office_id: int, on: date) -> int:
    """The term of letters written at the office that day: its own, else ours of thirty days."""
    terms = AppealTerm.objects.filter(holds_on(on=on), office_id=office_id)
    return terms.values_list("days", flat=True).first() or APPEAL_DAYS
