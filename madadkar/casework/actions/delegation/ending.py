"""A file that leaves comes back from every centre, unless one is asked to follow the family up."""

from __future__ import annotations

from datetime import date, datetime

from madadkar.casework.models import CaseFile, Delegation, FollowUp
from madadkar.casework.rules.delegation import DelegationStep, matters_of
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter

FOLLOWED_UP = "پیگیری پس از خروج به پایان رسید"


def end_delegations(*, file: CaseFile, on: date, note: str, entrusted: str, by: Scope, at: datetime) -> None:
    """Every centre's part ends on the day; one in whose hands the walk is stays when it is `entrusted` by a
    written word, which is added to its terms. Part of a deed on a locked file.

    Raises Refusal("nobody_to_entrust").
    """
    word = clean_lines(entrusted)
    open_ones = list(_open(file))
    kept = [one for one in open_ones if word and _walks(one)]
    if word and not kept:
        raise Refusal("nobody_to_entrust")
    for one in kept:
        one.terms = f"{one.terms}\n{word}".strip()
        one.save(update_fields=["terms"])
        record("casework.entrust_follow_up", by=by, at=at, subject=file, reason=word, centre=one.centre_id)
    ended = [one for one in open_ones if one not in kept]
    _end(ended, file, on, note, by, at)


def end_when_followed_up(*, file: CaseFile, by: Scope, at: datetime) -> None:
    """After the last asking the centre that was entrusted with it gives the file back too."""
    if not FollowUp.objects.filter(case_file=file, done_on=None).exists():
        _end(list(_open(file)), file, tehran_day(at), FOLLOWED_UP, by, at)


def _open(file: CaseFile) -> list[Delegation]:
    rows = Delegation.objects.select_for_update(of=("self",)).filter(case_file=file, valid_until=None)
    return list(rows.order_by("pk"))


def _walks(one: Delegation) -> bool:
    return one.step == DelegationStep.IN_WORK.value and Matter.WALK in matters_of(services=one.services)


def _end(rows: list[Delegation], file: CaseFile, on: date, note: str, by: Scope, at: datetime) -> None:
    """The events come first: a centre that ends its own part sees nothing of the file afterwards."""
    if rows:
        told = [one.centre_id for one in rows]
        record("casework.end_delegations", by=by, at=at, subject=file, reason=note, on=on, centres=told)
    for one in rows:
        one.valid_until, one.step, one.ended_at = max(on, one.valid_from), DelegationStep.RECALLED.value, at
        one.end_reason, one.step_by_name = note, by.actor_name
        one.save(update_fields=["valid_until", "step", "ended_at", "end_reason", "step_by_name"])
