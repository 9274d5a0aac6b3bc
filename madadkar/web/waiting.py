"""What waits for the reader, from every room with duties: casework's day and the cases of two agencies."""

from __future__ import annotations

from datetime import date

from madadkar.casework.queries import my_day
from madadkar.casework.rules.duties import Duty
from madadkar.foundation.scope import Scope
from madadkar.overlap.queries.duties import overlap_duties


def duties(*, scope: Scope, on: date) -> list[Duty]:
    """Everything that waits for the reader, the longest overdue first; what has no term stands last."""
    found = [*my_day.duties(scope=scope, on=on), *overlap_duties(scope=scope, on=on)]
    return sorted(found, key=lambda duty: (duty.due_on is None, duty.due_on or on))
