"""What matching asks of a reader as lines of my day: pairs that wait, another agency's proposals."""

from __future__ import annotations

from datetime import date

from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.foundation.persian import group_digits
from madadkar.foundation.scope import Scope
from madadkar.matching.queries.agreements import proposals_to_answer
from madadkar.matching.queries.pairs import waiting_pairs
from madadkar.organisations.rules import Right


def pair_duties(*, scope: Scope, on: date) -> list[Duty]:
    """How many pairs wait for the reader's side, and which proposals to compare; neither has a term."""
    return [*_of_pairs(scope), *_of_proposals(scope)]


def _of_pairs(scope: Scope) -> list[Duty]:
    if not scope.may(Right.MATCH_PEOPLE):
        return []
    count = waiting_pairs(scope=scope).count()
    if not count:
        return []
    words = f"{group_digits(count)} جفت ثبت همانند در انتظار تصمیم است"
    return [Duty(kind=DutyKind.MATCHING, due_on=None, words=words, url_name="matching")]


def _of_proposals(scope: Scope) -> list[Duty]:
    if not scope.may(Right.AGREE_COMPARISONS):
        return []
    return [
        Duty(
            kind=DutyKind.MATCHING,
            due_on=None,
            words=f"{one.proposed_agency} پیشنهاد داده است که دفترهای ثبت مقایسه شود",
            url_name="matching-agreement-answer",
            url_args=(one.pk,),
        )
        for one in proposals_to_answer(scope=scope)
    ]
