"""Committees: how a session goes, what it may decide on a file, and who may not decide on whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from madadkar.casework.rules.life import AT_WORK, SERVED, FileState, StateReason, reasons_of
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class CommitteeKind(StrEnum):
    """A committee decides first, or hears the appeals against what another decided."""

    ACCEPTANCE = "acceptance"
    APPEAL = "appeal"


COMMITTEE_KIND_NAMES = {
    CommitteeKind.ACCEPTANCE: "کمیته پذیرش",
    CommitteeKind.APPEAL: "کمیته رسیدگی به اعتراض",
}


class SeatDuty(StrEnum):
    """What a member does in a committee."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


SEAT_DUTY_NAMES = {SeatDuty.CHAIR: "رئیس کمیته", SeatDuty.SECRETARY: "دبیر", SeatDuty.MEMBER: "عضو"}


class SessionState(StrEnum):
    """How far a session has come."""

    PLANNED = "planned"
    SITTING = "sitting"
    SIGNED = "signed"
    CANCELLED = "cancelled"


SESSION_STATE_NAMES = {
    SessionState.PLANNED: "در برنامه",
    SessionState.SITTING: "در حال برگزاری",
    SessionState.SIGNED: "امضاشده",
    SessionState.CANCELLED: "لغوشده",
}

SESSION_MOVES = Moves(
    {
        SessionState.PLANNED: {SessionState.SITTING, SessionState.CANCELLED},
        SessionState.SITTING: {SessionState.SIGNED},
        SessionState.SIGNED: set(),
        SessionState.CANCELLED: set(),
    }
)
"""A session that sat is signed; what was decided in it cannot be undone by cancelling."""


class AgendaSubject(StrEnum):
    """What is asked of a committee about a file."""

    ACCEPTANCE = "acceptance"
    SUSPENSION = "suspension"
    EXIT = "exit"
    APPEAL = "appeal"


AGENDA_SUBJECT_NAMES = {
    AgendaSubject.ACCEPTANCE: "پذیرش",
    AgendaSubject.SUSPENSION: "تعلیق",
    AgendaSubject.EXIT: "خروج از پوشش",
    AgendaSubject.APPEAL: "اعتراض",
}

STATES_OF_SUBJECT: dict[AgendaSubject, frozenset[FileState]] = {
    AgendaSubject.ACCEPTANCE: frozenset({FileState.COMMITTEE}),
    AgendaSubject.SUSPENSION: AT_WORK,
    AgendaSubject.EXIT: SERVED,
    AgendaSubject.APPEAL: frozenset({FileState.REFUSED, FileState.SUSPENDED, FileState.INACTIVE}),
}
"""In which states a file may be put on the agenda for a subject."""


class Decision(StrEnum):
    """What a committee says of a file."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WAITING = "waiting"
    TO_VISIT = "to_visit"
    TO_DOCUMENTS = "to_documents"
    SUSPENDED = "suspended"
    EXITED = "exited"
    KEPT = "kept"
    UPHELD = "upheld"
    UPHELD_WAITING = "upheld_waiting"
    REJECTED = "rejected"


DECISION_NAMES = {
    Decision.ACCEPTED: "پذیرفته شد",
    Decision.REFUSED: "پذیرفته نشد",
    Decision.WAITING: "پشت نوبت ماند",
    Decision.TO_VISIT: "برای بازدید دوباره برگشت",
    Decision.TO_DOCUMENTS: "برای تکمیل مدارک برگشت",
    Decision.SUSPENDED: "تعلیق شد",
    Decision.EXITED: "از پوشش خارج شد",
    Decision.KEPT: "به همان حال ماند",
    Decision.UPHELD: "اعتراض وارد است",
    Decision.UPHELD_WAITING: "اعتراض وارد است؛ پشت نوبت",
    Decision.REJECTED: "اعتراض وارد نیست",
}

DECISIONS_OF: dict[AgendaSubject, dict[Decision, FileState | None]] = {
    AgendaSubject.ACCEPTANCE: {
        Decision.ACCEPTED: FileState.ACTIVE,
        Decision.REFUSED: FileState.REFUSED,
        Decision.WAITING: FileState.WAITING,
        Decision.TO_VISIT: FileState.VISIT,
        Decision.TO_DOCUMENTS: FileState.DOCUMENTS,
    },
    AgendaSubject.SUSPENSION: {Decision.SUSPENDED: FileState.SUSPENDED, Decision.KEPT: None},
    AgendaSubject.EXIT: {Decision.EXITED: FileState.INACTIVE, Decision.KEPT: None},
    AgendaSubject.APPEAL: {
        Decision.UPHELD: FileState.ACTIVE,
        Decision.UPHELD_WAITING: FileState.WAITING,
        Decision.REJECTED: None,
    },
}
"""The decisions a subject allows, and the state each brings the file into (None: it stays where it is)."""

_REASON_OF = {
    Decision.ACCEPTED: StateReason.ACCEPTED,
    Decision.WAITING: StateReason.NO_CREDIT,
    Decision.TO_VISIT: StateReason.INCOMPLETE,
    Decision.TO_DOCUMENTS: StateReason.INCOMPLETE,
    Decision.UPHELD: StateReason.APPEAL_UPHELD,
    Decision.UPHELD_WAITING: StateReason.APPEAL_UPHELD,
}


class Voice(StrEnum):
    """How a member present spoke on one file."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    RECUSED = "recused"


VOICE_NAMES = {
    Voice.FOR: "موافق",
    Voice.AGAINST: "مخالف",
    Voice.ABSTAINED: "ممتنع",
    Voice.RECUSED: "کنار کشید",
}


class Bar(StrEnum):
    """Why a member may not speak on a file; also the code of the refusal."""

    OWN_CASE = "own_case"
    KIN_CASE = "kin_case"
    FIRST_PANEL = "first_panel"


BAR_NAMES = {
    Bar.OWN_CASE: "خود روی این پرونده کار کرده است",
    Bar.KIN_CASE: "با خانوار نسبت دارد",
    Bar.FIRST_PANEL: "در تصمیم نخست بوده است",
}


def wanted_reason(*, decision: Decision, reason: StateReason | None) -> StateReason:
    """The reason the move is written with: fixed for most decisions, chosen for a no, a suspension, an exit.

    Raises Refusal("reason_missing").
    """
    fixed = _REASON_OF.get(decision, reason)
    if fixed is None:
        raise Refusal("reason_missing")
    return fixed


def chosen_reasons(*, subject: AgendaSubject) -> list[StateReason]:
    """The reasons offered where a decision must name one; an exit brings its own, from its proposal."""
    if subject is AgendaSubject.EXIT:
        return []
    asked = [
        state
        for decision, state in DECISIONS_OF[subject].items()
        if state is not None and decision not in _REASON_OF
    ]
    return [reason for state in asked for reason in reasons_of(state=state)]


def check_decision(*, subject: AgendaSubject, decision: Decision) -> None:
    """Refuse a decision that does not answer the subject. Raises Refusal("decision_does_not_fit")."""
    if decision not in DECISIONS_OF[subject]:
        raise Refusal("decision_does_not_fit")


def check_carried(
    *, voices: Mapping[int, Voice], bars: Mapping[int, Bar], names: Mapping[int, str], quorum: int
) -> None:
    """The voices of those present carry the decision, counting only who may speak on this file.

    A member under a bar is passed over or recuses; a voice of theirs is refused by the bar's own code.

    Raises Refusal: own_case, kin_case, first_panel, quorum_lost, not_carried.
    """
    for staff_id, bar in bars.items():
        if voices.get(staff_id, Voice.RECUSED) is not Voice.RECUSED:
            raise Refusal(bar.value, who=names.get(staff_id, ""))
    speaking = [voice for voice in voices.values() if voice is not Voice.RECUSED]
    if len(speaking) < quorum:
        raise Refusal("quorum_lost", quorum=quorum, able=len(speaking))
    in_favour, against = speaking.count(Voice.FOR), speaking.count(Voice.AGAINST)
    if in_favour <= against:
        raise Refusal("not_carried", in_favour=in_favour, against=against)


def check_quorum(*, present: Collection[int], seated: Collection[int], quorum: int) -> None:
    """A session opens only with enough of its own members. Raises Refusal: not_seated, quorum_missing."""
    if set(present) - set(seated):
        raise Refusal("not_seated")
    if len(set(present)) < quorum:
        raise Refusal("quorum_missing", quorum=quorum, present=len(set(present)))
