"""Home visits: why somebody goes, what may come of it, and what a signature under a report holds fast."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from madadkar.foundation.persian import search_key
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class VisitKind(StrEnum):
    """Why somebody goes to the family's home."""

    FIRST = "first"
    PERIODIC = "periodic"
    FOLLOW_UP = "follow_up"
    EMERGENCY = "emergency"
    SUPERVISION = "supervision"


VISIT_KIND_NAMES = {
    VisitKind.FIRST: "نخستین بازدید (تحقیق)",
    VisitKind.PERIODIC: "بازدید دوره‌ای",
    VisitKind.FOLLOW_UP: "پیگیری",
    VisitKind.EMERGENCY: "فوری",
    VisitKind.SUPERVISION: "نظارتی",
}


class VisitState(StrEnum):
    """Where a visit stands: asked for by a day, arranged for one, and what came of it."""

    DUE = "due"
    ARRANGED = "arranged"
    DONE = "done"
    REFUSED = "refused"
    NOBODY_HOME = "nobody_home"
    CANCELLED = "cancelled"


VISIT_STATE_NAMES = {
    VisitState.DUE: "خواسته شده",
    VisitState.ARRANGED: "قرار گذاشته شده",
    VisitState.DONE: "انجام شد",
    VisitState.REFUSED: "خانوار نپذیرفت",
    VisitState.NOBODY_HOME: "کسی خانه نبود",
    VisitState.CANCELLED: "لغو شد",
}

_ENDS = {VisitState.DONE, VisitState.REFUSED, VisitState.NOBODY_HOME, VisitState.CANCELLED}

VISIT_MOVES = Moves(
    {
        VisitState.DUE: {VisitState.ARRANGED, *_ENDS},
        VisitState.ARRANGED: {VisitState.DUE, *_ENDS},
        VisitState.DONE: set(),
        VisitState.REFUSED: set(),
        VisitState.NOBODY_HOME: set(),
        VisitState.CANCELLED: set(),
    }
)
"""A visit that came to nothing is not changed into another: the next one is a new visit."""

OPEN_VISITS = frozenset({VisitState.DUE, VisitState.ARRANGED})
"""Somebody still has to go."""

IN_VAIN = frozenset({VisitState.REFUSED, VisitState.NOBODY_HOME})
"""Somebody went, and could not come in."""


class VisitCause(StrEnum):
    """Which rule makes a visit due; of several, the one that comes soonest."""

    BEFORE_COMMITTEE = "before_committee"
    ASKED = "asked"
    ALONE_ELDERLY = "alone_elderly"
    ORPHANS = "orphans"
    RURAL = "rural"
    USUAL = "usual"


VISIT_CAUSE_NAMES = {
    VisitCause.BEFORE_COMMITTEE: "پیش از کمیته",
    VisitCause.ASKED: "خواسته شده",
    VisitCause.ALONE_ELDERLY: "سالمند تنها",
    VisitCause.ORPHANS: "خانواده ایتام",
    VisitCause.RURAL: "روستا",
    VisitCause.USUAL: "دوره معمول",
}


class Tenure(StrEnum):
    """By what right the family lives where it lives."""

    OWNED = "owned"
    MORTGAGED = "mortgaged"
    RENTED = "rented"
    RELATIVES = "relatives"
    ORGANISATION = "organisation"
    NO_HOME = "no_home"


TENURE_NAMES = {
    Tenure.OWNED: "ملکی",
    Tenure.MORTGAGED: "رهن",
    Tenure.RENTED: "اجاره",
    Tenure.RELATIVES: "خانه بستگان",
    Tenure.ORGANISATION: "سازمانی یا خیریه",
    Tenure.NO_HOME: "بی‌سرپناه",
}


def check_visit_move(*, current: VisitState, wanted: VisitState) -> None:
    """Refuse what cannot come of a visit any more. Raises Refusal("visit_over")."""
    if not VISIT_MOVES.is_allowed(current, wanted):
        raise Refusal("visit_over", state=VISIT_STATE_NAMES[current])


def check_visit_day(*, on: date, today: date) -> None:
    """Nobody has been somewhere tomorrow. Raises Refusal("day_not_come")."""
    if on > today:
        raise Refusal("day_not_come", today=today)


def check_signature(*, typed: str, name: str) -> None:
    """A report is signed by typing one's own name. Raises Refusal("signature_differs")."""
    if not search_key(typed) or search_key(typed) != search_key(name):
        raise Refusal("signature_differs", name=name)


def report_digest(*, facts: Mapping[str, object]) -> str:
    """What the signature holds fast: the digest of everything the report says, in one order."""
    written = json.dumps(dict(facts), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode()).hexdigest()
