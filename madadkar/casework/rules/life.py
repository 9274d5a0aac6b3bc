"""The life of a file as one table of moves: from a first request until a family stands on its own."""

from __future__ import annotations

from enum import StrEnum

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class FileState(StrEnum):
    """Where a file stands; dated, with a reason (iran.md D.3). Delegation and appeal lie over it."""

    REQUESTED = "requested"
    EMERGENCY = "emergency"
    INQUIRY = "inquiry"
    VISIT = "visit"
    DOCUMENTS = "documents"
    COMMITTEE = "committee"
    WAITING = "waiting"
    REFUSED = "refused"
    CLOSED = "closed"
    ACTIVE = "active"
    REVIEW = "review"
    SUSPENDED = "suspended"
    INACTIVE = "inactive"


FILE_STATE_NAMES = {
    FileState.REQUESTED: "درخواست",
    FileState.EMERGENCY: "کمک فوری، پرونده ناتمام",
    FileState.INQUIRY: "استعلام",
    FileState.VISIT: "بازدید و تحقیق",
    FileState.DOCUMENTS: "تکمیل مدارک",
    FileState.COMMITTEE: "در نوبت کمیته",
    FileState.WAITING: "پشت نوبت",
    FileState.REFUSED: "رد شده",
    FileState.CLOSED: "مختومه پیش از پذیرش",
    FileState.ACTIVE: "فعال",
    FileState.REVIEW: "در بازنگری",
    FileState.SUSPENDED: "تعلیق",
    FileState.INACTIVE: "غیرفعال",
}

MOVES = Moves(
    {
        FileState.REQUESTED: {FileState.INQUIRY, FileState.VISIT, FileState.EMERGENCY, FileState.CLOSED},
        FileState.EMERGENCY: {
            FileState.INQUIRY,
            FileState.VISIT,
            FileState.DOCUMENTS,
            FileState.COMMITTEE,
            FileState.CLOSED,
        },
        FileState.INQUIRY: {FileState.VISIT, FileState.CLOSED},
        FileState.VISIT: {FileState.DOCUMENTS, FileState.CLOSED},
        FileState.DOCUMENTS: {FileState.COMMITTEE, FileState.VISIT, FileState.CLOSED},
        FileState.COMMITTEE: {
            FileState.ACTIVE,
            FileState.REFUSED,
            FileState.WAITING,
            FileState.VISIT,
            FileState.DOCUMENTS,
        },
        FileState.WAITING: {FileState.ACTIVE, FileState.COMMITTEE, FileState.CLOSED},
        FileState.REFUSED: {FileState.REQUESTED, FileState.EMERGENCY, FileState.ACTIVE, FileState.WAITING},
        FileState.CLOSED: {FileState.REQUESTED, FileState.EMERGENCY},
        FileState.ACTIVE: {FileState.REVIEW, FileState.SUSPENDED, FileState.INACTIVE},
        FileState.REVIEW: {FileState.ACTIVE, FileState.SUSPENDED, FileState.INACTIVE},
        FileState.SUSPENDED: {FileState.ACTIVE, FileState.REVIEW, FileState.INACTIVE},
        FileState.INACTIVE: {FileState.REQUESTED, FileState.EMERGENCY, FileState.ACTIVE},
    }
)
"""Every move a file may make. `REFUSED` or `INACTIVE` to `ACTIVE`: an appeal upheld, an exit taken back."""

BEGINNINGS = frozenset({FileState.REQUESTED, FileState.EMERGENCY, FileState.ACTIVE})
"""How a file begins: asked for, helped at once, or accepted on paper before the register knew it."""

AT_WORK = frozenset({FileState.ACTIVE, FileState.REVIEW})
"""The agency is at work on the file: what the published figures call an active file (پرونده فعال)."""

SERVED = AT_WORK | {FileState.SUSPENDED}
"""The family is under the agency's cover, its payments held back or not; leaving these states is the exit."""

ON_THE_WAY = frozenset(
    {
        FileState.REQUESTED,
        FileState.EMERGENCY,
        FileState.INQUIRY,
        FileState.VISIT,
        FileState.DOCUMENTS,
        FileState.COMMITTEE,
        FileState.WAITING,
    }
)
"""A request that is not answered yet."""


class StateReason(StrEnum):
    """Why a file came into its state (iran.md D.3)."""

    ASKED = "asked"
    ASKED_AGAIN = "asked_again"
    URGENT = "urgent"
    PROCEEDING = "proceeding"
    INCOMPLETE = "incomplete"
    ACCEPTED = "accepted"
    APPEAL_UPHELD = "appeal_upheld"
    REVIEWED = "reviewed"
    SUSPENSION_LIFTED = "suspension_lifted"
    EXIT_TAKEN_BACK = "exit_taken_back"
    REVIEW_DUE = "review_due"
    NEWS = "news"
    NO_CREDIT = "no_credit"
    WITHDRAWN = "withdrawn"
    KNOWN_ALREADY = "known_already"
    VISIT_REFUSED = "visit_refused"
    NO_SHOW = "no_show"
    PAPERS_MISSING = "papers_missing"
    DOUBT = "doubt"
    SELF_RELIANT = "self_reliant"
    EMPLOYED = "employed"
    INSURED = "insured"
    MARRIED = "married"
    DIED = "died"
    MOVED_AWAY = "moved_away"
    INCOME_ABOVE = "income_above"
    OTHER_BODY = "other_body"
    NOT_ENTITLED = "not_entitled"
    TERM_OVER = "term_over"
    OWN_WISH = "own_wish"
    DORMANT = "dormant"
    CLOSED = "closed"
    UNSAID = "unsaid"


STATE_REASON_NAMES = {
    StateReason.ASKED: "درخواست",
    StateReason.ASKED_AGAIN: "درخواست دوباره",
    StateReason.URGENT: "نیاز فوری",
    StateReason.PROCEEDING: "روال کار",
    StateReason.INCOMPLETE: "ناتمام بودن پرونده",
    StateReason.ACCEPTED: "پذیرش",
    StateReason.APPEAL_UPHELD: "پذیرش اعتراض",
    StateReason.REVIEWED: "پایان بازنگری",
    StateReason.SUSPENSION_LIFTED: "رفع تعلیق",
    StateReason.EXIT_TAKEN_BACK: "برگشت خروج",
    StateReason.REVIEW_DUE: "موعد بازنگری",
    StateReason.NEWS: "خبر تازه از خانوار",
    StateReason.NO_CREDIT: "نبود اعتبار",
    StateReason.WITHDRAWN: "انصراف",
    StateReason.KNOWN_ALREADY: "پرونده دارد",
    StateReason.VISIT_REFUSED: "نپذیرفتن بازدید",
    StateReason.NO_SHOW: "عدم مراجعه",
    StateReason.PAPERS_MISSING: "نقص مدارک",
    StateReason.DOUBT: "نیاز به روشن شدن وضع",
    StateReason.SELF_RELIANT: "خوداتکایی",
    StateReason.EMPLOYED: "اشتغال",
    StateReason.INSURED: "بیمه‌پردازی اجباری",
    StateReason.MARRIED: "ازدواج",
    StateReason.DIED: "فوت",
    StateReason.MOVED_AWAY: "انتقال یا مهاجرت",
    StateReason.INCOME_ABOVE: "درآمد بالاتر از ضابطه",
    StateReason.OTHER_BODY: "پوشش نهاد دیگر",
    StateReason.NOT_ENTITLED: "عدم استحقاق",
    StateReason.TERM_OVER: "پایان حمایت مدت‌دار",
    StateReason.OWN_WISH: "درخواست خود خانوار",
    StateReason.DORMANT: "راکد",
    StateReason.CLOSED: "مختومه",
    StateReason.UNSAID: "ذکر نشده",
}

_ON_THE_WAY = frozenset({StateReason.PROCEEDING, StateReason.INCOMPLETE})
_LEAVES = frozenset(
    {
        StateReason.NO_SHOW,
        StateReason.OTHER_BODY,
        StateReason.MOVED_AWAY,
        StateReason.DIED,
        StateReason.INCOME_ABOVE,
        StateReason.NOT_ENTITLED,
    }
)
_REASONS_OF: dict[FileState, frozenset[StateReason]] = {
    FileState.REQUESTED: frozenset({StateReason.ASKED, StateReason.ASKED_AGAIN}),
    FileState.EMERGENCY: frozenset({StateReason.URGENT}),
    FileState.INQUIRY: _ON_THE_WAY,
    FileState.VISIT: _ON_THE_WAY,
    FileState.DOCUMENTS: _ON_THE_WAY,
    FileState.COMMITTEE: _ON_THE_WAY,
    FileState.WAITING: frozenset({StateReason.NO_CREDIT, StateReason.APPEAL_UPHELD}),
    FileState.REFUSED: frozenset(_LEAVES | {StateReason.VISIT_REFUSED, StateReason.PAPERS_MISSING}),
    FileState.CLOSED: frozenset(_LEAVES | {StateReason.WITHDRAWN, StateReason.KNOWN_ALREADY}),
    FileState.ACTIVE: frozenset(
        {
            StateReason.ACCEPTED,
            StateReason.APPEAL_UPHELD,
            StateReason.REVIEWED,
            StateReason.SUSPENSION_LIFTED,
            StateReason.EXIT_TAKEN_BACK,
            StateReason.UNSAID,
        }
    ),
    FileState.REVIEW: frozenset({StateReason.REVIEW_DUE, StateReason.NEWS}),
    FileState.SUSPENDED: frozenset(
        {
            StateReason.VISIT_REFUSED,
            StateReason.NO_SHOW,
            StateReason.PAPERS_MISSING,
            StateReason.DOUBT,
        }
    ),
    FileState.INACTIVE: frozenset(
        _LEAVES
        | {
            StateReason.SELF_RELIANT,
            StateReason.EMPLOYED,
            StateReason.INSURED,
            StateReason.MARRIED,
            StateReason.TERM_OVER,
            StateReason.OWN_WISH,
            StateReason.DORMANT,
            StateReason.CLOSED,
            StateReason.UNSAID,
        }
    ),
}

EMPOWERED = frozenset({StateReason.SELF_RELIANT, StateReason.EMPLOYED, StateReason.INSURED})
"""Exits that mean the family stands on its own; an income above the rule is an exit, not yet that."""


def reasons_of(*, state: FileState) -> list[StateReason]:
    """The reasons a file may have for a state, in the order they are offered."""
    return [reason for reason in StateReason if reason in _REASONS_OF[state]]


def check_reason(*, state: FileState, reason: StateReason) -> None:
    """Refuse a reason that does not belong to the state. Raises Refusal("reason_does_not_fit")."""
    if reason not in _REASONS_OF[state]:
        raise Refusal("reason_does_not_fit")


def check_move(*, current: FileState | None, wanted: FileState) -> None:
    """Refuse a move that is not in the table; a file without a state yet has the beginnings.

    Raises Refusal("move_not_allowed").
    """
    allowed = BEGINNINGS if current is None else MOVES.allowed(current)
    if wanted not in allowed:
        present = FILE_STATE_NAMES[current] if current else "بی‌سابقه"
        raise Refusal("move_not_allowed", from_=present, to=FILE_STATE_NAMES[wanted])
