"""How a file leaves work when its family is found to have another, and how it comes back."""

from __future__ import annotations

from datetime import date

from madadkar.casework.rules.life import AT_WORK, ON_THE_WAY, SERVED, FileState, StateReason

Claim = tuple[int, date, int]
"""A file's claim to stay when its family has two; the smaller stays."""
Move = tuple[FileState, StateReason]

_OUT_OF_WORK = frozenset({FileState.REFUSED, FileState.CLOSED, FileState.INACTIVE})
_BACK: dict[FileState, tuple[Move, ...]] = {
    FileState.REVIEW: ((FileState.REVIEW, StateReason.REVIEW_DUE),),
    FileState.SUSPENDED: ((FileState.SUSPENDED, StateReason.DOUBT),),
    FileState.INQUIRY: ((FileState.INQUIRY, StateReason.PROCEEDING),),
    FileState.VISIT: ((FileState.VISIT, StateReason.PROCEEDING),),
    FileState.DOCUMENTS: (
        (FileState.VISIT, StateReason.PROCEEDING),
        (FileState.DOCUMENTS, StateReason.PROCEEDING),
    ),
    FileState.WAITING: (
        (FileState.VISIT, StateReason.PROCEEDING),
        (FileState.DOCUMENTS, StateReason.PROCEEDING),
        (FileState.COMMITTEE, StateReason.PROCEEDING),
        (FileState.WAITING, StateReason.NO_CREDIT),
    ),
}


def claim(*, state: FileState | None, opened_on: date, file_id: int) -> Claim:
    """How strongly a file claims to stay: at work, then held back, then asked for; of equals the older."""
    standing = next((n for n, states in enumerate((AT_WORK, SERVED, ON_THE_WAY)) if state in states), 3)
    return standing, opened_on, file_id


def way_out(*, state: FileState | None) -> Move | None:
    """The move that lays a file aside for its family's other one; none where it is out of work already.

    A file before the committee cannot be laid aside: the committee answers first.
    """
    if state is None or state in _OUT_OF_WORK:
        return None
    if state in SERVED:
        return FileState.INACTIVE, StateReason.CLOSED
    return FileState.CLOSED, StateReason.KNOWN_ALREADY


def way_back(*, was: FileState | None, now: FileState | None) -> tuple[Move, ...]:
    """The moves by which a file laid aside is again what it was; none where it never left its state."""
    if was is None or was == now:
        return ()
    if was in SERVED:
        return (FileState.ACTIVE, StateReason.EXIT_TAKEN_BACK), *_BACK.get(was, ())
    if was is FileState.EMERGENCY:
        return ((FileState.EMERGENCY, StateReason.URGENT),)
    return (FileState.REQUESTED, StateReason.ASKED_AGAIN), *_BACK.get(was, ())
