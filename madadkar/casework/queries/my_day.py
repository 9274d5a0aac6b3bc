"""What waits for somebody today: every noun that has terms adds its function of duties by a line here."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from madadkar.casework.queries.glass import glass_duties
from madadkar.casework.rules.duties import Duty
from madadkar.foundation.scope import Scope


class DutiesOf(Protocol):
    """`def visit_duties(*, scope: Scope, on: date) -> list[Duty]`: what waits for the holder of this scope.

    In a constant number of questions and within the scope's rights: a caseworker's or a centre's duties are
    those of `queries.my_files`, a head's are the office's own decisions. What is due within a month is
    enough; nothing may be left out that is overdue.
    """

    def __call__(self, *, scope: Scope, on: date) -> list[Duty]:
        """The duties, in any order."""


DUTIES: tuple[DutiesOf, ...] = (glass_duties,)


def duties(*, scope: Scope, on: date) -> list[Duty]:
    """Everything that waits for the reader, the longest overdue first; what has no term stands last."""
    found = [duty for of in DUTIES for duty in of(scope=scope, on=on)]
    return sorted(found, key=lambda duty: (duty.due_on is None, duty.due_on or on, duty.file_id or 0))
