"""A centre decides what is within its limits; what is beyond them goes up to its office."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from madadkar.casework.actions.keeping import taken_file
from madadkar.casework.models import CaseFile, CentreDecision, Delegation
from madadkar.casework.queries.office_rules import rule_of
from madadkar.casework.rules.delegation import DelegationStep
from madadkar.casework.rules.limits import (
    DECISION_MOVES,
    DECISION_STATE_NAMES,
    DecisionKind,
    DecisionState,
    decides_alone,
)
from madadkar.casework.rules.office_rules import RuleCode
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.money import Rial
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken


@transaction.atomic
def decide_in_centre(
    *,
    file_id: int,
    kind: DecisionKind,
    rial: Rial | None,
    said: str,
    token: UUID,
    by: Scope,
    at: datetime,
) -> CentreDecision:
    """A centre decides something for a family in its hands: by itself within its limits, else its office is
    asked. The same form sent twice is one decision.

    Raises Refusal: not_permitted, file_unknown, household_merged, not_with_your_centre, reason_missing,
    amount_missing, amount_not_wanted.
    """
    if not by.may(Right.ANSWER_DELEGATIONS):
        by.check(Right.WORK_FILES)
    file = taken_file(file_id=file_id, by=by, of=Matter.REACH)
    known = CentreDecision.objects.seen_by(by).filter(token=token).first()
    if known is not None:
        assert isinstance(known, CentreDecision)
        return known
    _check_in_hands(file, by)
    if not clean_lines(said):
        raise Refusal("reason_missing")
    decision = _written(file, kind, rial, said, token, by, at)
    is_alone = decision.state == DecisionState.ALONE
    deed = "casework.decide_in_centre" if is_alone else "casework.propose_up"
    record(deed, by=by, at=at, subject=file, kind=kind.value, rial=rial, centre=by.centre_id)
    return decision


def _written(
    file: CaseFile, kind: DecisionKind, rial: Rial | None, said: str, token: UUID, by: Scope, at: datetime
) -> CentreDecision:
    """The decision, made or asked for, whichever the office's rule says that day."""
    most = rule_of(code=RuleCode.CENTRE_AID_RIAL, office_id=file.office_id, on=tehran_day(at))
    is_alone = decides_alone(kind=kind, rial=rial, most_rial=most)
    state = DecisionState.ALONE if is_alone else DecisionState.WAITING
    return CentreDecision.objects.create(
        agency_id=file.agency_id,
        office_id=file.office_id,
        case_file=file,
        household_id=file.household_id,
        centre_id=by.centre_id or 0,
        kind=kind.value,
        rial=rial,
        most_rial=most,
        said=clean_lines(said),
        state=state.value,
        asked_at=at,
        asked_by_name=by.actor_name,
        token=token,
    )


def _check_in_hands(file: CaseFile, by: Scope) -> None:
    own = Delegation.objects.filter(case_file=file, centre_id=by.centre_id or 0, valid_until__isnull=True)
    if not own.filter(step=DelegationStep.IN_WORK.value).exists():
        raise Refusal("not_with_your_centre")


@transaction.atomic
def answer_proposal(
    *, decision_id: int, to: DecisionState, answer: str, by: Scope, at: datetime
) -> CentreDecision:
    """The office answers what a centre asked it to decide; a refusal says why.

    Raises Refusal: not_permitted, centre_decision_unknown, reason_missing, done_already, decision_answered.
    """
    by.check(Right.DECIDE_FILES)
    decision = taken(model=CentreDecision, pk=decision_id, by=by, or_refuse="centre_decision_unknown")
    now = DecisionState(decision.state)
    if not DECISION_MOVES.is_allowed(now, to):
        if now is to and decision.answered_by_name == by.actor_name:
            raise Refusal("done_already")
        who = decision.answered_by_name or decision.asked_by_name
        raise Refusal("decision_answered", who=who, state=DECISION_STATE_NAMES[now])
    if to is DecisionState.REFUSED and not clean_lines(answer):
        raise Refusal("reason_missing")
    decision.state, decision.answer = to.value, clean_lines(answer)
    decision.answered_at, decision.answered_by_name = at, by.actor_name
    decision.save(update_fields=["state", "answer", "answered_at", "answered_by_name"])
    record(
        "casework.answer_proposal",
        by=by,
        at=at,
        subject=decision.case_file,
        state=to.value,
        kind=decision.kind,
    )
    return decision
