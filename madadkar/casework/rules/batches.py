"""A delegation of many files at once: previewed, sent exactly as it was previewed, recalled as one."""

from __future__ import annotations

from enum import StrEnum

from madadkar.foundation.states import Moves


class BatchState(StrEnum):
    """How far a delegation of many has come."""

    PREVIEWED = "previewed"
    SENT = "sent"
    RECALLED = "recalled"
    DROPPED = "dropped"


BATCH_STATE_NAMES = {
    BatchState.PREVIEWED: "پیش‌نمایش",
    BatchState.SENT: "فرستاده شد",
    BatchState.RECALLED: "پس گرفته شد",
    BatchState.DROPPED: "کنار گذاشته شد",
}
BATCH_MOVES = Moves(
    {
        BatchState.PREVIEWED: {BatchState.SENT, BatchState.DROPPED},
        BatchState.SENT: {BatchState.RECALLED},
        BatchState.RECALLED: (),
        BatchState.DROPPED: (),
    }
)


class LineOutcome(StrEnum):
    """Why a file of a preview was not sent; an empty outcome means that it is, or will be."""

    NO_ROOM = "no_room"
    CENTRE_CLOSED = "centre_closed"
    FILE_CHANGED = "file_changed"
    HOME_CHANGED = "home_changed"
    DELEGATED = "delegated"


LINE_OUTCOME_NAMES = {
    LineOutcome.NO_ROOM: "نزدیک این خانوار مرکزی با ظرفیت خالی نیست",
    LineOutcome.CENTRE_CLOSED: "مرکز دیگر فعال نیست یا مجوزش پایان یافته",
    LineOutcome.FILE_CHANGED: "وضع پرونده پس از پیش‌نمایش تغییر کرد",
    LineOutcome.HOME_CHANGED: "خانوار پس از پیش‌نمایش جابه‌جا شد",
    LineOutcome.DELEGATED: "پرونده در این فاصله به مرکزی سپرده شد",
}

AT_ONCE = 2000
"""Up to so many files a page waits for the deed; more are left to the worker, who tells how far he is."""
