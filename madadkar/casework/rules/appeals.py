"""Appeals: against which decisions, until which day, and how they end."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from madadkar.casework.rules.life import FileState, StateReason
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class AppealState(StrEnum):
    """How far an appeal has come."""

    FILED = "filed"
    ON_AGENDA = "on_agenda"
    UPHELD = "upheld"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


APPEAL_STATE_NAMES = {
    AppealState.FILED: "رسیده، در انتظار جلسه",
    AppealState.ON_AGENDA: "در دستور جلسه",
    AppealState.UPHELD: "وارد دانسته شد",
    AppealState.REJECTED: "وارد دانسته نشد",
    AppealState.WITHDRAWN: "پس گرفته شد",
}

APPEAL_MOVES = Moves(
    {
        AppealState.FILED: {AppealState.ON_AGENDA, AppealState.WITHDRAWN},
        AppealState.ON_AGENDA: {
            AppealState.FILED,
            AppealState.UPHELD,
            AppealState.REJECTED,
            AppealState.WITHDRAWN,
        },
        AppealState.UPHELD: set(),
        AppealState.REJECTED: set(),
        AppealState.WITHDRAWN: set(),
    }
)
"""`ON_AGENDA` back to `FILED`: its session ended without reaching it, or was cancelled."""

_AGAINST = frozenset({FileState.REFUSED, FileState.SUSPENDED, FileState.INACTIVE})
_NOT_AGAINST = frozenset({StateReason.DIED, StateReason.OWN_WISH})


def is_appealable(*, state: FileState, reason: StateReason) -> bool:
    """Whether a family may appeal against a move: a refusal, a suspension, an exit it did not ask for."""
    return state in _AGAINST and reason not in _NOT_AGAINST


def last_day(*, told_on: date | None, days: int) -> date | None:
    """The last day of appeal; none while the family was not told by letter: the term has not begun."""
    return told_on + timedelta(days=days) if told_on else None


def check_in_time(*, came_on: date, until: date | None) -> None:
    """Refuse an appeal that came after its last day. Raises Refusal("appeal_late")."""
    if until is not None and came_on > until:
        raise Refusal("appeal_late", until=until)
