"""Case files: what states they may be in, and the words for them."""

from __future__ import annotations

from enum import StrEnum

from madadkar.foundation.refusal import Refusal


class FileState(StrEnum):
    """Whether an agency is at work on a file; dated, with a reason."""

    ACTIVE = "active"
    INACTIVE = "inactive"


FILE_STATE_NAMES = {FileState.ACTIVE: "فعال", FileState.INACTIVE: "غیرفعال"}


class StateReason(StrEnum):
    """Why a file became active or inactive (iran.md D.3)."""

    ACCEPTED = "accepted"
    DORMANT = "dormant"
    CLOSED = "closed"
    SELF_RELIANT = "self_reliant"
    DIED = "died"
    MOVED_AWAY = "moved_away"
    INCOME_ABOVE = "income_above"
    OTHER_BODY = "other_body"
    UNSAID = "unsaid"


STATE_REASON_NAMES = {
    StateReason.ACCEPTED: "پذیرش",
    StateReason.DORMANT: "راکد",
    StateReason.CLOSED: "مختومه",
    StateReason.SELF_RELIANT: "خوداتکایی",
    StateReason.DIED: "فوت",
    StateReason.MOVED_AWAY: "انتقال یا مهاجرت",
    StateReason.INCOME_ABOVE: "درآمد بالاتر از ضابطه",
    StateReason.OTHER_BODY: "پوشش نهاد دیگر",
    StateReason.UNSAID: "ذکر نشده",
}


class CoverageKind(StrEnum):
    """Continuous (مستمر) or occasional (غیرمستمر) service; belongs to a coverage period."""

    CONTINUOUS = "continuous"
    OCCASIONAL = "occasional"


COVERAGE_KIND_NAMES = {CoverageKind.CONTINUOUS: "مستمر", CoverageKind.OCCASIONAL: "غیرمستمر"}


class Field(StrEnum):
    """The agency's field (حوزه) a file stands in; Behzisti's deputies' offices, and Emdad's plans."""

    WOMEN_AND_FAMILY = "women_and_family"
    CHILDREN = "children"
    SOCIALLY_HARMED = "socially_harmed"
    REHABILITATION = "rehabilitation"
    PREVENTION = "prevention"
    RELIEF = "relief"
    RAJAI = "rajai"


FIELD_NAMES = {
    Field.WOMEN_AND_FAMILY: "زنان و خانواده",
    Field.CHILDREN: "کودکان و نوجوانان",
    Field.SOCIALLY_HARMED: "آسیب‌دیدگان اجتماعی",
    Field.REHABILITATION: "توانبخشی",
    Field.PREVENTION: "پیشگیری",
    Field.RELIEF: "طرح مددجویی",
    Field.RAJAI: "طرح شهید رجایی",
}
SOCIAL_FIELDS = (Field.WOMEN_AND_FAMILY, Field.CHILDREN, Field.SOCIALLY_HARMED)

_REASONS_OF = {
    FileState.ACTIVE: frozenset({StateReason.ACCEPTED, StateReason.UNSAID}),
    FileState.INACTIVE: frozenset(set(StateReason) - {StateReason.ACCEPTED}),
}


def reasons_of(*, state: FileState) -> list[StateReason]:
    """The reasons a file may have for a state, in the order they are offered."""
    return [reason for reason in StateReason if reason in _REASONS_OF[state]]


def check_reason(*, state: FileState, reason: StateReason) -> None:
    """Refuse a reason that says the opposite of the state. Raises Refusal("reason_does_not_fit")."""
    if reason not in _REASONS_OF[state]:
        raise Refusal("reason_does_not_fit")
