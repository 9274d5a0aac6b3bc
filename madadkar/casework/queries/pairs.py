"""Records that resemble each other and wait for a word, as one line of my day."""

from __future__ import annotations

from datetime import date

from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.foundation.persian import group_digits
from madadkar.foundation.scope import Scope
from madadkar.matching.queries.pairs import waiting_pairs
from madadkar.organisations.rules import Right


def pair_duties(*, scope: Scope, on: date) -> list[Duty]:
    """How many pairs wait for the reader's side; they have no term of their own."""
    if not scope.may(Right.MATCH_PEOPLE):
        return []
    count = waiting_pairs(scope=scope).count()
    if not count:
        return []
    words = f"{group_digits(count)} جفت ثبت همانند در انتظار تصمیم است"
    return [Duty(kind=DutyKind.MATCHING, due_on=None, words=words, url_name="matching")]
