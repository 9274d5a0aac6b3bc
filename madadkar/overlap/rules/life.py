"""The life of an overlap case as one table of moves: from its finding until only one agency, or both by
right, stand by the family."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class OverlapState(StrEnum):
    """How far two agencies have come about one family."""

    FOUND = "found"
    PROPOSED = "proposed"
    DISAGREED = "disagreed"
    AGREED = "agreed"
    DECIDED = "decided"
    HANDED_OVER = "handed_over"
    TAKEN_OVER = "taken_over"
    ALLOWED = "allowed"
    CLOSED = "closed"
    NOT_SAME = "not_same"


OVERLAP_STATE_NAMES = {
    OverlapState.FOUND: "یافته شد",
    OverlapState.PROPOSED: "پیشنهاد شد",
    OverlapState.DISAGREED: "هم‌رأی نشدند",
    OverlapState.AGREED: "هم‌رأی شدند",
    OverlapState.DECIDED: "تصمیم مشترک امضا شد",
    OverlapState.HANDED_OVER: "پرونده تحویل شد",
    OverlapState.TAKEN_OVER: "نهاد راهبر پذیرفت",
    OverlapState.ALLOWED: "پوشش هر دو مجاز است",
    OverlapState.CLOSED: "پایان یافت",
    OverlapState.NOT_SAME: "یک خانوار نبودند",
}

_BEFORE_DECISION = {OverlapState.NOT_SAME, OverlapState.CLOSED}
OVERLAP_MOVES = Moves(
    {
        OverlapState.FOUND: {OverlapState.PROPOSED, OverlapState.ALLOWED} | _BEFORE_DECISION,
        OverlapState.PROPOSED: {OverlapState.AGREED, OverlapState.DISAGREED, OverlapState.FOUND}
        | _BEFORE_DECISION,
        OverlapState.DISAGREED: {OverlapState.PROPOSED} | _BEFORE_DECISION,
        OverlapState.AGREED: {OverlapState.DECIDED, OverlapState.ALLOWED, OverlapState.DISAGREED}
        | _BEFORE_DECISION,
        OverlapState.DECIDED: {OverlapState.HANDED_OVER, OverlapState.DISAGREED, OverlapState.CLOSED},
        OverlapState.HANDED_OVER: {OverlapState.TAKEN_OVER},
        OverlapState.TAKEN_OVER: {OverlapState.CLOSED},
        OverlapState.ALLOWED: {OverlapState.FOUND} | _BEFORE_DECISION,
        OverlapState.CLOSED: (),
        OverlapState.NOT_SAME: (),
    }
)
"""Every step a case may take. `DECIDED` to `DISAGREED`: the family did not consent, both sides think again;
`ALLOWED` or `PROPOSED` to `FOUND`: the rule that said so has changed, and nobody has answered yet."""

ENDED = OVERLAP_MOVES.final
"""Nothing follows; the same two families may be found anew, as another case."""

UNDECIDED = frozenset(
    {OverlapState.FOUND, OverlapState.PROPOSED, OverlapState.DISAGREED, OverlapState.AGREED}
)
"""Nothing is signed yet; when the overlap ends by itself, so does the case."""

OPEN_TO_PROPOSALS = frozenset({OverlapState.FOUND, OverlapState.DISAGREED})

TERM_DAYS = {
    OverlapState.FOUND: 10,
    OverlapState.PROPOSED: 10,
    OverlapState.DISAGREED: 15,
    OverlapState.AGREED: 10,
    OverlapState.DECIDED: 20,
    OverlapState.HANDED_OVER: 10,
    OverlapState.TAKEN_OVER: 30,
}
"""After so many days a step is late (ours; no joint circular of the two agencies was found)."""


class Answer(StrEnum):
    """What a side says of a proposal."""

    AGREES = "agrees"
    DISAGREES = "disagrees"


ANSWER_NAMES = {Answer.AGREES: "موافق", Answer.DISAGREES: "مخالف"}


def due_on(*, state: OverlapState, since: date) -> date | None:
    """Until when the next step is expected; None where nothing is."""
    days = TERM_DAYS.get(state)
    return since + timedelta(days=days) if days is not None else None


def check_step(*, current: OverlapState, wanted: OverlapState) -> None:
    """Refuse a step that is not in the table. Raises Refusal("overlap_step_not_allowed")."""
    if not OVERLAP_MOVES.is_allowed(current, wanted):
        raise Refusal(
            "overlap_step_not_allowed", from_=OVERLAP_STATE_NAMES[current], to=OVERLAP_STATE_NAMES[wanted]
        )
