"""What a centre decides alone, and what goes up to the office that keeps the file."""

from __future__ import annotations

from enum import StrEnum

from madadkar.foundation.money import Rial
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class DecisionKind(StrEnum):
    """What a centre may want to decide for a family it walks with."""

    AID = "aid"
    VISIT_PLAN = "visit_plan"
    PROGRAMME = "programme"
    REFERRAL = "referral"
    COVERAGE = "coverage"
    SUSPENSION = "suspension"
    EXIT = "exit"


DECISION_KIND_NAMES = {
    DecisionKind.AID: "کمک موردی",
    DecisionKind.VISIT_PLAN: "برنامه بازدید",
    DecisionKind.PROGRAMME: "برنامه آموزشی یا فرهنگی",
    DecisionKind.REFERRAL: "ارجاع به نهاد دیگر",
    DecisionKind.COVERAGE: "تغییر نوع پوشش",
    DecisionKind.SUSPENSION: "تعلیق",
    DecisionKind.EXIT: "خروج از پوشش",
}
ALWAYS_UP = frozenset({DecisionKind.COVERAGE, DecisionKind.SUSPENSION, DecisionKind.EXIT})
"""What the agency never leaves to a centre: it keeps the file."""
IN_MONEY = frozenset({DecisionKind.AID})
"""Decisions that have an amount."""


class DecisionState(StrEnum):
    """What became of a centre's decision."""

    ALONE = "alone"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


DECISION_STATE_NAMES = {
    DecisionState.ALONE: "تصمیم خود مرکز",
    DecisionState.WAITING: "در انتظار اداره",
    DecisionState.APPROVED: "اداره پذیرفت",
    DecisionState.REFUSED: "اداره نپذیرفت",
}
DECISION_MOVES = Moves(
    {
        DecisionState.ALONE: (),
        DecisionState.WAITING: {DecisionState.APPROVED, DecisionState.REFUSED},
        DecisionState.APPROVED: (),
        DecisionState.REFUSED: (),
    }
)


def decides_alone(*, kind: DecisionKind, rial: Rial | None, most_rial: Rial) -> bool:
    """Whether a centre may decide this itself; everything else goes up. `most_rial` is what the office's
    rule (`RuleCode.CENTRE_AID_RIAL`) lets a centre give alone.

    Raises Refusal: amount_missing (money without an amount), amount_not_wanted.
    """
    if kind in IN_MONEY and not rial:
        raise Refusal("amount_missing")
    if kind not in IN_MONEY and rial is not None:
        raise Refusal("amount_not_wanted")
    return kind not in ALWAYS_UP and (rial is None or rial <= most_rial)
