"""Families with cover of two agencies are found, judged by the table of rules, and let go when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Agency
from madadkar.organisations.rules import Right
from madadkar.overlap.models import OverlapCase, OverlapStep, SideAnswer
from madadkar.overlap.queries.cases import cover_of
from madadkar.overlap.queries.rule_table import agreed_solutions
from madadkar.overlap.rules.kinds import OverlapGroup, kind_of
from madadkar.overlap.rules.life import PARTS_BY_ITSELF, OverlapState
from madadkar.overlap.rules.money import at_stake_rial
from madadkar.overlap.rules.solutions import Cell, Solution, Verdict, leads, solution_for

_JUDGED = ("kind", "verdict", "source", "is_by_rule", "round", "at_stake_rial")
_LIVED = ("state", "state_since", "allowed_from", "allowed_until", "closed_on")
_BATCH = 1000
_OVER = "پوشش یکی از دو نهاد پایان یافته است"
_NO_MORE = "هم‌پوشانی این دو خانوار دیگر برقرار نیست"
_RULE_CHANGED = "قاعده تغییر کرده است"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one look at both registers brought: new cases, and what the rules made of those that waited."""

    new: int
    proposed: int
    allowed: int
    closed: int


@transaction.atomic
def find_overlaps(*, by: Scope, at: datetime) -> Found:
    """Every family of the actor's offices that two agencies cover today becomes a case, once; what the rules
    allow is allowed, for the rest they propose who leads; a case whose overlap is over is closed.

    Raises Refusal: not_permitted.
    """
    by.check(Right.WORK_OVERLAPS)
    today = tehran_day(at)
    with connection.cursor() as cursor:
        cursor.execute("select overlap_take_up(%s, %s)", [today, at])
        (new,) = cursor.fetchone() or (0,)
        cursor.execute("select overlap_tell_again(%s)", [today])
    closed = _let_go(by, at)
    proposed, allowed = _judge(by, at)
    found = Found(new=new, proposed=proposed, allowed=allowed, closed=closed)
    if new or proposed or allowed or closed:
        told: dict[str, Any] = {"new": new, "proposed": proposed, "allowed": allowed, "closed": closed}
        record("overlap.find_overlaps", by=by, at=at, office_id=by.home_office_id, **told)
    return found


def _let_go(by: Scope, at: datetime) -> int:
    """Close what nobody hands over yet and where nothing overlaps any more.

    But for an ended cover nobody reads why: the link ended, the family parted, or is under discreet support.
    """
    today = tehran_day(at)
    with connection.cursor() as cursor:
        cursor.execute("select overlap_no_more(%s)", [today])
        (keys,) = cursor.fetchone() or ([],)
    over = [case for case in _locked(keys, by) if OverlapState(case.state) in PARTS_BY_ITSELF]
    steps = [_moved(case, OverlapState.CLOSED, at, _why_over(case, today)) for case in over]
    _write(over, steps)
    return len(over)


def _why_over(case: OverlapCase, today: date) -> str:
    ended = any(fact.valid_until is not None and fact.valid_until <= today for fact in case.facts.all())
    return _OVER if ended else _NO_MORE


def _judge(by: Scope, at: datetime) -> tuple[int, int]:
    """Let the rules speak of what nobody has decided: how many they proposed a side for, and allowed."""
    today = tehran_day(at)
    locked = _locked(_unanswered(by), by)
    still = set(_unanswered(by))  # asked again: somebody may have answered until they were locked
    judged = [case for case in locked if case.pk in still]
    agreed = agreed_solutions(province_codes={case.province_code for case in judged}, on=today)
    agencies = dict(Agency.objects.values_list("code", "pk"))
    steps: list[OverlapStep] = []
    before = {case.pk: _told(case) for case in judged}
    for case in judged:
        steps += _judge_one(case, agreed.get(case.province_code, {}), agencies, at)
    _write([case for case in judged if _told(case) != before[case.pk]], steps)
    told = [step.to_state for step in steps]
    return told.count(OverlapState.PROPOSED.value), told.count(OverlapState.ALLOWED.value)


def _told(case: OverlapCase) -> list[Any]:
    return [getattr(case, name) for name in (*_JUDGED, *_LIVED)]


def _unanswered(by: Scope) -> list[int]:
    """The cases nobody but the rule has spoken of."""
    seen = OverlapCase.objects.seen_by(by)
    answered = SideAnswer.objects.filter(case=OuterRef("pk"), round=OuterRef("round"))
    found = Q(state=OverlapState.FOUND.value, round=0)
    allowed = Q(state=OverlapState.ALLOWED.value, is_by_rule=True)
    proposed = Q(state=OverlapState.PROPOSED.value, is_by_rule=True) & ~Exists(answered)
    return list(seen.filter(found | allowed | proposed).values_list("pk", flat=True))


def _judge_one(
    case: OverlapCase, agreed: Mapping[Cell, Solution], agencies: Mapping[str, int], at: datetime
) -> list[OverlapStep]:
    covers = [cover_of(fact=fact) for fact in case.facts.all()]
    kind, was = kind_of(covers=covers), OverlapState(case.state)
    solution = solution_for(group=OverlapGroup(case.group), kind=kind, agreed=agreed)
    is_both, said = solution.verdict is Verdict.BOTH, case.verdict
    lead = leads(verdict=solution.verdict)
    case.kind, case.verdict, case.source = kind.value, solution.verdict.value, solution.source
    case.at_stake_rial = at_stake_rial(
        covers=covers, leading_agency_id=agencies.get(lead.value) if lead else None, on=tehran_day(at)
    )
    if said == case.verdict and was is not OverlapState.FOUND:
        return []
    case.is_by_rule = True
    back = [_moved(case, OverlapState.FOUND, at, _RULE_CHANGED)] if was is not OverlapState.FOUND else []
    if is_both:
        case.allowed_from, case.allowed_until = _allowed_from(case, solution, tehran_day(at)), None
        return [*back, _moved(case, OverlapState.ALLOWED, at, solution.source)]
    case.round += 1
    return [*back, _moved(case, OverlapState.PROPOSED, at, solution.source)]


def _allowed_from(case: OverlapCase, solution: Solution, today: date) -> date:
    """Since the overlap began, or the two agencies agreed on it; what was judged otherwise, since today."""
    if case.round or case.allowed_from is not None:
        return today
    return max(case.overlap_from, solution.since or case.overlap_from)


def _moved(case: OverlapCase, to: OverlapState, at: datetime, note: str) -> OverlapStep:
    """The step of a case the rule or the clock takes; written with many others."""
    today: date = tehran_day(at)
    was, case.state, case.state_since = case.state, to.value, today
    if was == OverlapState.ALLOWED.value:
        case.allowed_until = today
    if to is OverlapState.CLOSED:
        case.closed_on = today
    return OverlapStep(case=case, from_state=was, to_state=to.value, note=note, on=today, at=at)


def _locked(keys: list[int], by: Scope) -> list[OverlapCase]:
    rows = OverlapCase.objects.seen_by(by).filter(pk__in=set(keys)).select_for_update(of=("self",))
    return list(rows.prefetch_related("facts").order_by("pk"))


def _write(cases: list[OverlapCase], steps: list[OverlapStep]) -> None:
    OverlapCase.objects.bulk_update(cases, [*_JUDGED, *_LIVED], batch_size=_BATCH)
    OverlapStep.objects.bulk_create(steps, batch_size=_BATCH)
