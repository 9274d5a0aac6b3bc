"""The two agencies of Zanjan about their common families: a case at every step, done by their own people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from madadkar.casework.actions.life.exiting import approve_exit, propose_exit
from madadkar.casework.rules import StateReason
from madadkar.demo.deeds.cast import Cast, cast_of
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.rules import Role
from madadkar.overlap.actions.finding import find_overlaps
from madadkar.overlap.actions.handing import follow_up, hand_over, record_consent, take_over
from madadkar.overlap.actions.proposing import answer_proposal, propose_solution
from madadkar.overlap.actions.signing import sign_minutes
from madadkar.overlap.models import OverlapCase, OverlapSide
from madadkar.overlap.rules.life import Answer, OverlapState
from madadkar.overlap.rules.solutions import Verdict

_FOUND_DAYS_AGO = 4
_NOT_SO = "خانواده در گروه همیار بهزیستی است و آموزش می‌بیند."
_BOTH = "خدمت‌های دو نهاد از هم جداست."
_NOTE = "دو فرزند در مدرسه‌اند؛ اجاره‌نامه تا پایان سال است."
_LEAVES = "پرونده را نهاد راهبر پذیرفته است."


def meet(*, left: str, right: str, at: datetime) -> bool:
    """Let two offices do their common work once, all of it or none; False where it was done, or cannot be."""
    sides = [cast_of(code=code, at=at) for code in (left, right)]
    if any(Role.HEAD not in side.scopes for side in sides):
        return False
    with transaction.atomic():
        table = _Table(sides[0], sides[1], at)
        with within(table.left):
            if OverlapCase.objects.exists():
                return False
        _do(table.left, find_overlaps, at=table.at(_FOUND_DAYS_AGO))
        waiting = table.proposed()
        for case_id, walk in zip(waiting, _WALKS, strict=False):
            walk(table, case_id)
        return bool(waiting)


class _Table:
    """Two heads at one table, and the caseworker of the side that hands over."""

    def __init__(self, left: Cast, right: Cast, at: datetime) -> None:
        self.casts, self.now = (left, right), at
        self.left, self.right = left.scope(Role.HEAD), right.scope(Role.HEAD)

    def at(self, days_ago: int) -> datetime:
        """That many days before."""
        return self.now - timedelta(days=days_ago)

    def proposed(self) -> list[int]:
        """Cases for which the rule would have the left side lead, the earliest found first."""
        lead = Verdict.EMDAD.value
        with within(self.left):
            found = OverlapCase.objects.filter(state=OverlapState.PROPOSED.value, verdict=lead)
            return list(found.order_by("pk").values_list("pk", flat=True)[: len(_WALKS)])


def _do(by: Scope, deed: Callable[..., Any], **told: Any) -> Any:
    with within(by):
        return deed(**told, by=by)


def _agreed(table: _Table, case_id: int) -> None:
    for by in (table.left, table.right):
        _do(by, answer_proposal, case_id=case_id, answer=Answer.AGREES, reason="", at=table.at(3))


def _disagreed(table: _Table, case_id: int) -> None:
    _do(table.left, answer_proposal, case_id=case_id, answer=Answer.AGREES, reason="", at=table.at(3))
    asked = {"case_id": case_id, "answer": Answer.DISAGREES, "reason": _NOT_SO}
    _do(table.right, answer_proposal, **asked, at=table.at(2))


def _allowed(table: _Table, case_id: int) -> None:
    asked = {"case_id": case_id, "answer": Answer.DISAGREES, "reason": _BOTH}
    _do(table.right, answer_proposal, **asked, at=table.at(3))
    proposed = {"case_id": case_id, "verdict": Verdict.BOTH, "reason": _BOTH}
    _do(table.right, propose_solution, **proposed, at=table.at(3))
    _do(table.left, answer_proposal, case_id=case_id, answer=Answer.AGREES, reason="", at=table.at(2))
    for by in (table.left, table.right):
        _do(by, sign_minutes, case_id=case_id, version=1, at=table.at(2))


def _signed_by_one(table: _Table, case_id: int) -> None:
    _agreed(table, case_id)
    _do(table.left, sign_minutes, case_id=case_id, version=1, at=table.at(2))


def _decided(table: _Table, case_id: int) -> None:
    _signed_by_one(table, case_id)
    _do(table.right, sign_minutes, case_id=case_id, version=1, at=table.at(2))


def _handed_over(table: _Table, case_id: int) -> None:
    _decided(table, case_id)
    on = tehran_day(table.at(1))
    told = {"is_consent": True, "consent_by": "سرپرست خانوار", "on": on, "seen": None}
    _do(table.right, record_consent, case_id=case_id, **told, at=table.at(1))
    _do(table.right, hand_over, case_id=case_id, note=_NOTE, at=table.at(1))


def _taken_over(table: _Table, case_id: int) -> None:
    _handed_over(table, case_id)
    _do(table.left, take_over, case_id=case_id, note="", at=table.now)


def _closed(table: _Table, case_id: int) -> None:
    """One proposes that the family leaves, another agrees, and the leading side sees that it did."""
    _taken_over(table, case_id)
    with within(table.right):
        file_id = OverlapSide.objects.get(case=case_id).case_file_id
    worker = table.casts[1].scope(Role.CASEWORKER)
    if worker.actor_id == table.right.actor_id:
        return
    told: dict[str, Any] = {"reason": StateReason.OTHER_BODY, "note": _LEAVES, "at": table.now}
    proposal = _do(worker, propose_exit, file_id=file_id, **told)
    _do(table.right, approve_exit, proposal_id=proposal.pk, note="", at=table.now)
    _do(table.left, follow_up, case_id=case_id, note="", at=table.now)


_WALKS = (_agreed, _disagreed, _signed_by_one, _decided, _handed_over, _taken_over, _allowed, _closed)
