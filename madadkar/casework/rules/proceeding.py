"""Which steps of a request are the worker's own, and which are the committee's to decide."""

from __future__ import annotations

from madadkar.casework.rules.life import SERVED, FileState, StateReason
from madadkar.foundation.refusal import Refusal

PROCEEDS_TO = (
    FileState.INQUIRY,
    FileState.VISIT,
    FileState.DOCUMENTS,
    FileState.COMMITTEE,
    FileState.CLOSED,
)
"""Where a worker brings a request, in the order of the way; the rest is decided by a committee or a head."""

_ORDER = {state: place for place, state in enumerate(PROCEEDS_TO)}


def check_proceeds(*, current: FileState | None, wanted: FileState) -> None:
    """A worker brings a request on; what lies before a committee, the committee decides.

    Raises Refusal("committee_decides").
    """
    if wanted not in PROCEEDS_TO or current is FileState.COMMITTEE:
        raise Refusal("committee_decides")


def check_from_paper(*, current: FileState | None, wanted: FileState) -> None:
    """Paper may say that a served family left, or that one who left is served; it decides no request.

    Raises Refusal("not_from_paper").
    """
    if current not in SERVED | {FileState.INACTIVE} or wanted not in {FileState.ACTIVE, FileState.INACTIVE}:
        raise Refusal("not_from_paper")


def reason_to_proceed(*, current: FileState | None, wanted: FileState) -> StateReason:
    """A step on is the usual way; a step back is for what is still missing."""
    is_back = current in _ORDER and _ORDER[current] > _ORDER[wanted]
    return StateReason.INCOMPLETE if is_back else StateReason.PROCEEDING
