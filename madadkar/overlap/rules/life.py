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

_ENDS = {OverlapState.NOT_SAME, OverlapState.CLOSED}
OVERLAP_MOVES = Moves(
    {
        OverlapState.FOUND: {OverlapState.PROPOSED, OverlapState.ALLOWED} | _ENDS,
        OverlapState.PROPOSED: {OverlapState.AGREED, OverlapState.DISAGREED, OverlapState.FOUND} | _ENDS,
        OverlapState.DISAGREED: {OverlapState.PROPOSED} | _ENDS,
        OverlapState.AGREED: {OverlapState.DECIDED, OverlapState.ALLOWED, OverlapState.DISAGREED} | _ENDS,
        OverlapState.DECIDED: {OverlapState.HANDED_OVER, OverlapState.DISAGREED} | _ENDS,
        OverlapState.HANDED_OVER: {OverlapState.TAKEN_OVER, OverlapState.DISAGREED, OverlapState.NOT_SAME},
        OverlapState.TAKEN_OVER: {OverlapState.DISAGREED} | _ENDS,
        OverlapState.ALLOWED: {OverlapState.FOUND} | _ENDS,
        OverlapState.CLOSED: (),
        OverlapState.NOT_SAME: (),
    }
)
"""Every step a case may take. To `DISAGREED` after a decision: the family did not consent, or does no longer,
and both sides think again. That two families are not one may be seen at any step. `ALLOWED` or `PROPOSED` to
`FOUND`: the rule that said so has changed, and nobody has answered yet."""

ENDED = OVERLAP_MOVES.final
"""Nothing follows; the same two families may be found anew, as another case."""

UNDECIDED = frozenset(
    {OverlapState.FOUND, OverlapState.PROPOSED, OverlapState.DISAGREED, OverlapState.AGREED}
)
"""Nothing is signed yet."""

PARTS_BY_ITSELF = UNDECIDED | {OverlapState.DECIDED, OverlapState.ALLOWED}
"""When nothing overlaps any more, such a case ends; from the hand-over on somebody looks how it went."""

HANDING_OVER = frozenset({OverlapState.DECIDED, OverlapState.HANDED_OVER, OverlapState.TAKEN_OVER})
"""A joint decision is being carried out, with the family's consent."""

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
