"""How a request comes, what it does to a family's file, and by when it must be answered."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from madadkar.casework.rules.life import FileState, StateReason
from madadkar.foundation.refusal import Refusal


class RequestKind(StrEnum):
    """By whose word a family's need became known."""

    SELF = "self"
    REFERRAL = "referral"
    NEIGHBOUR = "neighbour"
    CENTRE = "centre"
    EMERGENCY = "emergency"


REQUEST_KIND_NAMES = {
    RequestKind.SELF: "درخواست خود خانوار",
    RequestKind.REFERRAL: "معرفی یک نهاد",
    RequestKind.NEIGHBOUR: "گزارش همسایه یا مردم",
    RequestKind.CENTRE: "شناسایی مرکز نیکوکاری",
    RequestKind.EMERGENCY: "فوری",
}

COMPLETE_EMERGENCY_WITHIN = timedelta(days=15)
"""After immediate aid, the file must be whole by this long (ours; no published rule was found)."""
ANSWER_WITHIN = timedelta(days=30)
"""A family should hear by this long what became of its request (ours; no published rule was found)."""

REOPENED_FROM = frozenset({FileState.INACTIVE, FileState.REFUSED, FileState.CLOSED})
"""A family whose file stands here re-enters by the same file, with its whole history."""


def check_request(*, kind: RequestKind, said: str, referrer: str, immediate_aid: str) -> None:
    """A request says what is asked; a referral who referred; an emergency what was given at once.

    Raises Refusal: said_missing, referrer_missing, aid_missing.
    """
    if not said:
        raise Refusal("said_missing")
    if kind is RequestKind.REFERRAL and not referrer:
        raise Refusal("referrer_missing")
    if kind is RequestKind.EMERGENCY and not immediate_aid:
        raise Refusal("aid_missing")


def becomes(*, state: FileState | None, kind: RequestKind) -> tuple[FileState, StateReason] | None:
    """The state a request brings a file into, and why; None where the file is already on its way or served,
    so that the request is noted on it and nothing moves."""
    if kind is RequestKind.EMERGENCY and (state in {None, FileState.REQUESTED} or state in REOPENED_FROM):
        return FileState.EMERGENCY, StateReason.URGENT
    if state is None:
        return FileState.REQUESTED, StateReason.ASKED
    if state in REOPENED_FROM:
        return FileState.REQUESTED, StateReason.ASKED_AGAIN
    return None
