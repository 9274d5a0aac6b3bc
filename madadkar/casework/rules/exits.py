"""The way out of the support body: proposed by one, decided by another, and followed afterwards."""

from __future__ import annotations

from enum import StrEnum

from madadkar.casework.rules.life import EMPOWERED, StateReason
from madadkar.casework.rules.readiness import Verdict
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class ExitState(StrEnum):
    """Where a proposal to leave stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


EXIT_STATE_NAMES = {
    ExitState.PROPOSED: "در انتظار تصمیم",
    ExitState.APPROVED: "پذیرفته شد",
    ExitState.REFUSED: "پذیرفته نشد",
    ExitState.WITHDRAWN: "پس گرفته شد",
}

EXIT_MOVES = Moves(
    {
        ExitState.PROPOSED: {ExitState.APPROVED, ExitState.REFUSED, ExitState.WITHDRAWN},
        ExitState.APPROVED: set(),
        ExitState.REFUSED: set(),
        ExitState.WITHDRAWN: set(),
    }
)

FOLLOW_UP_MONTHS = (3, 6, 12)
"""After an exit somebody asks how the family is, this many months later."""

UNFOLLOWED = frozenset({StateReason.DIED, StateReason.MOVED_AWAY})
"""After these nobody is there to be asked."""


class FollowUpOutcome(StrEnum):
    """How the family was found after it left."""

    STANDS = "stands"
    NEEDS_ADVICE = "needs_advice"
    NEEDS_HELP = "needs_help"
    NOT_FOUND = "not_found"


FOLLOW_UP_OUTCOME_NAMES = {
    FollowUpOutcome.STANDS: "بر پای خود است",
    FollowUpOutcome.NEEDS_ADVICE: "راهنمایی می‌خواهد",
    FollowUpOutcome.NEEDS_HELP: "دوباره نیازمند است؛ پیشنهاد بازگشت",
    FollowUpOutcome.NOT_FOUND: "پیدا نشد",
}


def check_exit_is_open(*, current: ExitState) -> None:
    """A proposal is decided once. Raises Refusal("exit_decided_already")."""
    if EXIT_MOVES.is_allowed(current, ExitState.APPROVED):
        return
    raise Refusal("exit_decided_already", state=EXIT_STATE_NAMES[current])


def check_exit_reason(*, reason: StateReason, verdict: Verdict, note: str) -> None:
    """Who calls a family self-reliant before the rule does says why. Raises Refusal("not_ready_to_leave")."""
    if reason in EMPOWERED and verdict is not Verdict.READY and not note:
        raise Refusal("not_ready_to_leave")
