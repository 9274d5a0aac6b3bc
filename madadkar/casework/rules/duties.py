"""What somebody has to do by a day: visits, answers, reviews, letters; and in which round of villages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DutyKind(StrEnum):
    """What kind of thing waits; each kind is one list of my day."""

    VISIT = "visit"
    TASK = "task"
    REQUEST = "request"
    EMERGENCY = "emergency"
    DECISION = "decision"
    LETTER = "letter"
    APPEAL = "appeal"
    PLAN = "plan"
    STEP = "step"
    REVIEW = "review"
    FOLLOW_UP = "follow_up"
    DELEGATION = "delegation"
    CORRECTION = "correction"
    INSPECTION = "inspection"
    VOICE = "voice"
    MATCHING = "matching"
    DOCUMENT = "document"
    DISCRETION = "discretion"
    GLASS = "glass"
    OVERLAP = "overlap"
    STILL = "still"


DUTY_KIND_NAMES = {
    DutyKind.VISIT: "بازدیدها",
    DutyKind.TASK: "کارهای من",
    DutyKind.REQUEST: "درخواست‌های بی‌پاسخ",
    DutyKind.EMERGENCY: "پرونده‌های فوریِ ناتمام",
    DutyKind.DECISION: "تصمیم‌های در انتظار",
    DutyKind.LETTER: "نامه‌های فرستادنی",
    DutyKind.APPEAL: "اعتراض‌های در انتظار رسیدگی",
    DutyKind.PLAN: "برنامه‌هایی که باید نوشته یا تصویب شود",
    DutyKind.STEP: "گام‌های برنامه",
    DutyKind.REVIEW: "بازنگری‌های دوره‌ای",
    DutyKind.FOLLOW_UP: "پیگیری پس از خروج",
    DutyKind.DELEGATION: "واگذاری‌های در راه",
    DutyKind.CORRECTION: "اقدام‌های اصلاحی مراکز",
    DutyKind.INSPECTION: "بازرسی مراکز",
    DutyKind.VOICE: "شکایت‌ها و پیشنهادها",
    DutyKind.MATCHING: "ثبت‌های همانند",
    DutyKind.DOCUMENT: "مدارک رو به پایان",
    DutyKind.DISCRETION: "حمایت‌های آبرومندانه رو به پایان",
    DutyKind.GLASS: "دسترسی‌های اضطراری",
    DutyKind.OVERLAP: "هم‌پوشانی با نهاد دیگر",
    DutyKind.STILL: "پرونده‌های بی‌حرکت",
}


STILL_AFTER_DAYS = 180
"""After so many days without any deed a file at work is said to stand still (ours; no circular names it)."""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One thing that waits for the reader: `due_on` is its last day (None: no term, only not forgotten).

    `words` says it in a line without the family's name; `url_name` and `url_args` open the page where it is
    done, else the file's own page opens. `file_id` and `household_id` are None for what is of no family.
    """

    kind: DutyKind
    due_on: date | None
    words: str
    file_id: int | None = None
    household_id: int | None = None
    url_name: str = "case-file"
    url_args: tuple[int | str, ...] = ()

    def is_overdue(self, on: date) -> bool:
        """Whether its last day has gone by."""
        return self.due_on is not None and self.due_on < on


def by_kind(*, duties: Iterable[Duty]) -> dict[DutyKind, list[Duty]]:
    """The duties of each kind that has any, in the order of the kinds."""
    of_kind: dict[DutyKind, list[Duty]] = {kind: [] for kind in DutyKind}
    for duty in duties:
        of_kind[duty.kind].append(duty)
    return {kind: found for kind, found in of_kind.items() if found}
