"""What waits for somebody today: every noun that has terms adds its function of duties by a line here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from madadkar.casework.rules.duties import Duty
from madadkar.foundation.scope import Scope

DutiesOf = Callable[[Scope, date], list[Duty]]
"""Answers what waits for the holder of this scope, in a constant number of questions and within the scope's
rights: a caseworker's or a centre's duties are those of `queries.my_files`, a head's are the office's own
decisions. What is due within a month is enough; nothing may be left out that is overdue."""

DUTIES: tuple[DutiesOf, ...] = ()


def duties(*, scope: Scope, on: date) -> list[Duty]:
    """Everything that waits for the reader, the longest overdue first; what has no term stands last."""
    found = [duty for of in DUTIES for duty in of(scope, on)]
    return sorted(found, key=lambda duty: (duty.due_on is None, duty.due_on or on, duty.file_id or 0))
