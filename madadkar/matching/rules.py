"""What may be said of two records, what follows when two sides say it, and when a clerk is asked at all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from madadkar.foundation.refusal import Refusal


class RunKind(StrEnum):
    """Which lists a run compares."""

    WITHIN = "within"
    BETWEEN = "between"


RUN_KIND_NAMES = {
    RunKind.WITHIN: "تکراری‌های یک دفتر ثبت",
    RunKind.BETWEEN: "میان دو نهاد",
}


class RunState(StrEnum):
    """How far a run has come."""

    ASKED = "asked"
    DONE = "done"


RUN_STATE_NAMES = {
    RunState.ASKED: "در صف یا در حال انجام",
    RunState.DONE: "انجام شد",
}


class AgreementState(StrEnum):
    """How far two agencies have come in agreeing that their registers are compared."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    ENDED = "ended"
    DROPPED = "dropped"


AGREEMENT_STATE_NAMES = {
    AgreementState.PROPOSED: "در انتظار پاسخ نهاد دیگر",
    AgreementState.ACCEPTED: "برقرار",
    AgreementState.ENDED: "پایان‌یافته",
    AgreementState.DROPPED: "برقرار نشد",
}
LONGEST_AGREEMENT = timedelta(days=3 * 366)
"""Two agencies look at their agreement again at least once in three years (ours; no circular names it)."""


class ForeignState(StrEnum):
    """How far the comparison of a foreign roster has come, and that it was deleted."""

    ASKED = "asked"
    DONE = "done"
    DELETED = "deleted"


FOREIGN_STATE_NAMES = {
    ForeignState.ASKED: "در صف یا در حال سنجش",
    ForeignState.DONE: "سنجیده شد",
    ForeignState.DELETED: "پاک شد",
}
FOREIGN_KEPT_FOR = timedelta(days=7)
"""So long a foreign roster's result may be read; then nothing of it is left."""
_CERTAIN_FROM = 0.99


class Certainty(StrEnum):
    """How certain it is that a row of a foreign roster is a person of the register."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


CERTAINTY_NAMES = {
    Certainty.SURE: "تقریباً بی‌تردید",
    Certainty.LIKELY: "به‌احتمال زیاد",
    Certainty.DOUBTFUL: "جای پرسش",
}


class PairState(StrEnum):
    """What has become of two records that resemble each other."""

    WAITING = "waiting"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    LINKED = "linked"
    ASIDE = "aside"


PAIR_STATE_NAMES = {
    PairState.WAITING: "در انتظار تصمیم",
    PairState.SAME: "یک نفرند",
    PairState.DIFFERENT: "دو نفرند",
    PairState.UNSURE: "معلوم نیست",
    PairState.LINKED: "پیوند با امتیاز",
    PairState.ASIDE: "زیر آستانه",
}
DECIDED = frozenset({PairState.SAME, PairState.DIFFERENT, PairState.UNSURE})
"""Never asked again by any run."""
ASKED = frozenset({PairState.WAITING, PairState.UNSURE})


class Verdict(StrEnum):
    """What a clerk says of two records."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


VERDICT_NAMES = {
    Verdict.SAME: "یک نفرند",
    Verdict.DIFFERENT: "دو نفرند",
    Verdict.UNSURE: "نمی‌دانم",
}


class Side(StrEnum):
    """For which of the two records somebody speaks: one of them, or both when both are of their offices."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class LinkBasis(StrEnum):
    """On whose word two records of two agencies are held for one person."""

    MODEL = "model"
    CLERK = "clerk"


LINK_BASIS_NAMES = {LinkBasis.MODEL: "امتیاز تطبیق", LinkBasis.CLERK: "تصمیم کارشناسان"}


class LinkEnd(StrEnum):
    """Why a link holds no longer."""

    DISPUTED = "disputed"
    DECIDED = "decided"
    UNDONE = "undone"
    MERGED = "merged"
    GONE = "gone"


LINK_END_NAMES = {
    LinkEnd.DISPUTED: "یکی نبودن خانوار گزارش شد",
    LinkEnd.DECIDED: "کارشناس آن دو را دو نفر دانست",
    LinkEnd.UNDONE: "تصمیم برگردانده شد",
    LinkEnd.MERGED: "پرونده شخص در پرونده دیگری ادغام شد",
    LinkEnd.GONE: "شخص از دفتر ثبت برداشته شد",
}

CERTAIN = Decimal(1)


def state_of(*, left: str, right: str) -> PairState:
    """What two sides' words make together: either may say different, both must say same.

    A side that has not spoken is ''.
    """
    said = {left, right}
    if Verdict.DIFFERENT in said:
        return PairState.DIFFERENT
    if said == {Verdict.SAME}:
        return PairState.SAME
    return PairState.UNSURE if Verdict.UNSURE in said else PairState.WAITING


def side_of(*, sees_left: bool, sees_right: bool) -> Side:
    """For which record who sees these two offices may speak. Raises Refusal("pair_unknown")."""
    if sees_left and sees_right:
        return Side.BOTH
    if not (sees_left or sees_right):
        raise Refusal("pair_unknown")
    return Side.LEFT if sees_left else Side.RIGHT


def certainty_of(*, probability: float, upper: Decimal) -> Certainty:
    """How certain a probability is, where from `upper` on two agencies' people are linked unasked."""
    if probability < upper:
        return Certainty.DOUBTFUL
    return Certainty.SURE if probability >= max(_CERTAIN_FROM, float(upper)) else Certainty.LIKELY


def check_thresholds(*, lower: Decimal, upper: Decimal) -> None:
    """Below the lower nobody is asked, from the upper on nobody need be.

    Raises Refusal("thresholds_crossed").
    """
    if not 0 < lower <= upper <= CERTAIN:
        raise Refusal("thresholds_crossed", lower=lower, upper=upper)


def check_term(*, until: date, on: date) -> None:
    """An agreement to compare holds until (not including) a day to come, and not for ever.

    Raises Refusal: agreement_term_past, agreement_term_too_long.
    """
    if until <= on:
        raise Refusal("agreement_term_past")
    if until - on > LONGEST_AGREEMENT:
        raise Refusal("agreement_term_too_long")
