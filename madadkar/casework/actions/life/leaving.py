"""What ends of the walk with a family when its file leaves, whichever way it leaves."""

from __future__ import annotations

from datetime import date, datetime

from madadkar.casework.actions.delegation.ending import end_delegations
from madadkar.casework.actions.walk.planning import end_plans
from madadkar.casework.models import CaseFile, ExitProposal
from madadkar.casework.rules.exits import ExitState
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.scope import Scope


def end_walk(*, file: CaseFile, on: date, note: str, by: Scope, at: datetime, entrusted: str = "") -> None:
    """Its plans end, its centres give it back, and a proposal to leave that still waits is withdrawn: none
    outlives a re-entry. With `entrusted`, the centre that walks with the family keeps it to follow it up.

    Part of a deed on a locked file, not one itself. Raises Refusal("nobody_to_entrust").
    """
    end_plans(file=file, on=on)
    end_delegations(file=file, on=on, note=note, entrusted=entrusted, by=by, at=at)
    waiting = ExitProposal.objects.select_for_update(of=("self",)).filter(
        case_file=file, state=ExitState.PROPOSED.value
    )
    for proposal in waiting:
        proposal.state = ExitState.WITHDRAWN.value
        proposal.decided_on, proposal.decided_at = tehran_day(at), at
        proposal.decided_by_id, proposal.decided_by_name = by.actor_id, by.actor_name
        proposal.decision_note = note
        proposal.save()
        record("casework.withdraw_exit", by=by, at=at, subject=proposal, reason=note)
