"""How an office watches over its centres: inspections, reviews of files, what is put right, scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class InspectionState(StrEnum):
    """An inspection is planned, then held or called off."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


INSPECTION_STATE_NAMES = {
    InspectionState.PLANNED: "برنامه‌ریزی شده",
    InspectionState.HELD: "انجام شده",
    InspectionState.CANCELLED: "لغو شده",
}
INSPECTION_MOVES = Moves(
    {
        InspectionState.PLANNED: {InspectionState.HELD, InspectionState.CANCELLED},
        InspectionState.HELD: set(),
        InspectionState.CANCELLED: set(),
    }
)

CHECKLIST = {
    "licence_shown": "مجوز در جای دیدنی نصب است و اعتبار دارد",
    "board_meets": "هیئت عامل در شش ماه گذشته جلسه داشته و صورت‌جلسه دارد",
    "files_kept": "پرونده‌ها در جای امن است و کسی جز مددکار به آن دست ندارد",
    "visits_written": "برای هر خانوار گزارش بازدید نوشته شده است",
    "plans_followed": "برنامه توانمندسازی خانوارها پیگیری می‌شود",
    "aid_receipts": "هر کمک رسید و امضای گیرنده دارد",
    "money_apart": "حساب بانکی مرکز جدا از حساب اشخاص است",
    "dignity_kept": "کمک‌ها با حفظ آبروی خانوار داده می‌شود",
    "place_fit": "محل پذیرش خانوارها آراسته و خلوت است",
    "complaints_told": "راه ثبت شکایت به خانوارها گفته شده است",
}
"""What an inspector looks at; the keys are stored, the words may be bettered."""


class Met(StrEnum):
    """Whether a point of the checklist was found as it should be."""

    YES = "yes"
    NO = "no"
    NOT_SEEN = "not_seen"


MET_NAMES = {Met.YES: "هست", Met.NO: "نیست", Met.NOT_SEEN: "دیده نشد"}


class Verdict(StrEnum):
    """What a sampled file was found to be."""

    IN_ORDER = "in_order"
    LACKING = "lacking"
    GRAVE = "grave"


VERDICT_NAMES = {
    Verdict.IN_ORDER: "درست است",
    Verdict.LACKING: "کاستی دارد",
    Verdict.GRAVE: "کاستی جدی دارد",
}


class CorrectionState(StrEnum):
    """A corrective action is asked for, done by the centre, and checked by somebody else."""

    OPEN = "open"
    DONE = "done"
    CHECKED = "checked"
    DROPPED = "dropped"


CORRECTION_STATE_NAMES = {
    CorrectionState.OPEN: "باید انجام شود",
    CorrectionState.DONE: "انجام شده، در انتظار بررسی",
    CorrectionState.CHECKED: "بررسی و پذیرفته شده",
    CorrectionState.DROPPED: "کنار گذاشته شده",
}
CORRECTION_MOVES = Moves(
    {
        CorrectionState.OPEN: {CorrectionState.DONE, CorrectionState.DROPPED},
        CorrectionState.DONE: {CorrectionState.CHECKED, CorrectionState.OPEN},
        CorrectionState.CHECKED: set(),
        CorrectionState.DROPPED: set(),
    }
)


class Part(StrEnum):
    """One part of a centre's score, each from 0 to 100."""

    INSPECTION = "inspection"
    FILES = "files"
    CORRECTIONS = "corrections"
    VISITS = "visits"
    SATISFACTION = "satisfaction"
    CAPACITY = "capacity"


PART_NAMES = {
    Part.INSPECTION: "آخرین بازرسی: بندهای درست از بندهای دیده‌شده",
    Part.FILES: "آخرین بررسی نمونه پرونده‌ها: پرونده‌های درست از نمونه",
    Part.CORRECTIONS: "اقدام‌های اصلاحی: درمهلت‌انجام‌شده از پذیرفته‌ها و دیرکرده‌ها",
    Part.VISITS: "بازدید: خانوارهای بازدیدشده در یک سال از پرونده‌های سپرده",
    Part.SATISFACTION: "رضایت خانوارها: میانگین نمره نظرسنجی",
    Part.CAPACITY: "ظرفیت: پرونده‌های درون ظرفیت از پرونده‌های سپرده",
}

DEFAULT_WEIGHTS = {
    Part.INSPECTION: 25,
    Part.FILES: 25,
    Part.CORRECTIONS: 15,
    Part.VISITS: 20,
    Part.SATISFACTION: 10,
    Part.CAPACITY: 5,
}
"""Ours, until an office sets its own: no published scheme was found (iran.md D.7)."""
DEFAULT_GRADES = {"الف": 80, "ب": 60, "ج": 0}
"""The least score of each grade; the labels are the office's to choose."""
LOOKS_BACK = timedelta(days=365)
"""What is older does not count in a score."""


@dataclass(frozen=True)
class Measured:
    """One part as it was counted: so much of so much."""

    part: Part
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Score:
    """A centre's score and how it came about; `missing` parts had nothing to count and weigh nothing."""

    points: Decimal
    grade: str
    parts: tuple[dict[str, object], ...]
    missing: tuple[Part, ...]


def check_scheme(*, weights: Mapping[Part, int], grades: Mapping[str, int]) -> None:
    """Weights are whole percents that make 100; grades end at 0 and none has another's bound.

    Raises Refusal: weights_not_a_hundred, grades_wrong.
    """
    if any(weight < 0 for weight in weights.values()) or sum(weights.values()) != 100:
        raise Refusal("weights_not_a_hundred", sum=sum(weights.values()))
    bounds = list(grades.values())
    if not bounds or min(bounds) != 0 or max(bounds) > 100 or len(set(bounds)) != len(bounds):
        raise Refusal("grades_wrong")


def score(
    *, measured: list[Measured], weights: Mapping[Part, int], grades: Mapping[str, int]
) -> Score | None:
    """The weighted mean of the parts that could be counted; None when none could."""
    counted = [one for one in measured if one.denominator > 0 and weights.get(one.part, 0) > 0]
    whole = sum(weights[one.part] for one in counted)
    if not whole:
        return None
    points = (
        sum(
            (Decimal(weights[one.part]) * 100 * one.numerator / one.denominator for one in counted),
            Decimal(0),
        )
        / whole
    )
    rounded = points.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    told: tuple[dict[str, object], ...] = tuple(
        {
            "part": one.part.value,
            "weight": weights[one.part],
            "numerator": one.numerator,
            "denominator": one.denominator,
        }
        for one in counted
    )
    known = {one.part for one in counted}
    missing = tuple(part for part in Part if weights.get(part, 0) > 0 and part not in known)
    return Score(rounded, grade_of(points=rounded, grades=grades), told, missing)


def grade_of(*, points: Decimal, grades: Mapping[str, int]) -> str:
    """The grade of the highest bound that the points reach."""
    reached = [(bound, name) for name, bound in grades.items() if points >= bound]
    return max(reached)[1] if reached else ""
