"""A side proposes who leads, both answer; where they agree, the joint decision is drafted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Agency
from madadkar.organisations.rules import Right
from madadkar.overlap.actions.keeping import check_unchanged, own_agency_id, step, taken_case
from madadkar.overlap.models import JointMinutes, OverlapCase, SideAnswer
from madadkar.overlap.queries.cases import cover_of
from madadkar.overlap.rules.kinds import OverlapKind
from madadkar.overlap.rules.life import ANSWER_NAMES, OPEN_TO_PROPOSALS, Answer, OverlapState, check_step
from madadkar.overlap.rules.minutes import Subject, digest_of, draft
from madadkar.overlap.rules.money import at_stake_rial
from madadkar.overlap.rules.solutions import VERDICT_NAMES, Verdict, leads


@transaction.atomic
def propose_solution(
    *, case_id: int, verdict: Verdict, reason: str, by: Scope, at: datetime, seen: int | None = None
) -> OverlapCase:
    """One side proposes who leads, or that both stay; by proposing it has agreed.

    Raises Refusal: not_permitted, overlap_unknown, done_already, overlap_changed_meanwhile,
    overlap_step_not_allowed, reason_missing.
    """
    by.check(Right.DECIDE_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    check_unchanged(case=case, seen=seen, to=OverlapState.PROPOSED, by=by)
    if OverlapState(case.state) not in OPEN_TO_PROPOSALS:
        check_step(current=OverlapState(case.state), wanted=OverlapState.PROPOSED)
    if not clean_lines(reason):
        raise Refusal("reason_missing")
    case.round += 1
    case.verdict, case.source, case.is_by_rule = verdict.value, clean_lines(reason), False
    case.at_stake_rial = _at_stake(case, verdict, at)
    note = f"{VERDICT_NAMES[verdict]}: {clean_lines(reason)}"
    step(case=case, to=OverlapState.PROPOSED, by=by, at=at, note=note)
    _answered(case, Answer.AGREES, "", by, at)
    record("overlap.propose_solution", by=by, at=at, subject=side, case=case.pk, verdict=verdict.value)
    return case


@transaction.atomic
def answer_proposal(
    *,
    case_id: int,
    answer: Answer,
    reason: str,
    by: Scope,
    at: datetime,
    seen: int | None = None,
    proposal: int | None = None,
) -> OverlapCase:
    """A side agrees with what is proposed, or says why not. When both agree the minutes are drafted; when one
    does not, either may propose something else. `proposal` is the number (`round`) of the one the actor read.

    Raises Refusal: not_permitted, overlap_unknown, overlap_step_not_allowed, side_answered_already,
    overlap_changed_meanwhile, proposal_changed, reason_missing.
    """
    by.check(Right.DECIDE_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    wanted = OverlapState.AGREED if answer is Answer.AGREES else OverlapState.DISAGREED
    given = SideAnswer.objects.filter(case=case, round=case.round, agency_id=own_agency_id(by=by)).first()
    if given is not None:
        raise Refusal("side_answered_already", who=given.by_name, answer=ANSWER_NAMES[Answer(given.answer)])
    check_unchanged(case=case, seen=seen, to=wanted, by=by)
    check_step(current=OverlapState(case.state), wanted=wanted)
    if proposal is not None and proposal != case.round:
        raise Refusal("proposal_changed", number=case.pk)
    if answer is Answer.DISAGREES and not clean_lines(reason):
        raise Refusal("reason_missing")
    _answered(case, answer, reason, by, at)
    if answer is Answer.DISAGREES:
        step(case=case, to=OverlapState.DISAGREED, by=by, at=at, note=reason)
    elif _all_agree(case):
        step(case=case, to=OverlapState.AGREED, by=by, at=at)
        _draft(case, at)
    record("overlap.answer_proposal", by=by, at=at, subject=side, case=case.pk, answer=answer.value)
    return case


def _answered(case: OverlapCase, answer: Answer, reason: str, by: Scope, at: datetime) -> None:
    SideAnswer.objects.create(
        case=case,
        round=case.round,
        agency_id=own_agency_id(by=by),
        answer=answer.value,
        reason=clean_lines(reason),
        by_id=by.actor_id,
        by_name=by.actor_name,
        at=at,
    )


def _all_agree(case: OverlapCase) -> bool:
    agreed = case.answers.filter(round=case.round, answer=Answer.AGREES.value)
    return set(agreed.values_list("agency_id", flat=True)) == set(
        case.facts.values_list("agency_id", flat=True)
    )


def _draft(case: OverlapCase, at: datetime) -> None:
    """The text both are to sign, as the house would write it; either may write it anew."""
    facts = case.facts.select_related("agency").order_by("agency_id")
    about = Subject(
        number=case.pk,
        covers=[(str(fact.agency), cover_of(fact=fact)) for fact in facts],
        kind=OverlapKind(case.kind),
        verdict=Verdict(case.verdict),
        reason=case.source,
    )
    text = draft(about=about, on=tehran_day(at))
    version = case.minutes.count() + 1
    digest = digest_of(number=case.pk, version=version, text=text)
    JointMinutes.objects.create(case=case, version=version, round=case.round, text=text, digest=digest, at=at)


def _at_stake(case: OverlapCase, verdict: Verdict, at: datetime) -> int | None:
    lead = leads(verdict=verdict)
    leading = Agency.objects.filter(code=lead).first() if lead else None
    covers = [cover_of(fact=fact) for fact in case.facts.all()]
    return at_stake_rial(covers=covers, leading_agency_id=leading.pk if leading else None, on=tehran_day(at))
