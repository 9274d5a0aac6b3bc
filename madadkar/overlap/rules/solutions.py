"""Which agency should lead for which family, or whether both may stay: a dated table of rules, cell by cell.

A cell is a group of families and a kind of overlap. Where the two agencies of a province have agreed on
nothing, ours hold, each with where it comes from. The rule proposes; the two sides decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from madadkar.organisations.rules import AGENCY_SHORT_NAMES, AgencyCode
from madadkar.overlap.rules.kinds import OverlapGroup, OverlapKind


class Verdict(StrEnum):
    """What a rule or a proposal says: one agency leads and the other hands over, or both may stay."""

    EMDAD = "emdad"
    BEHZISTI = "behzisti"
    BOTH = "both"


VERDICT_NAMES = {
    Verdict.EMDAD: f"{AGENCY_SHORT_NAMES[AgencyCode.EMDAD]} راهبر باشد",
    Verdict.BEHZISTI: f"{AGENCY_SHORT_NAMES[AgencyCode.BEHZISTI]} راهبر باشد",
    Verdict.BOTH: "پوشش هر دو مجاز است",
}


@dataclass(frozen=True, kw_only=True)
class Solution:
    """What one cell of the table says, where that comes from, and since when (None: always, ours)."""

    verdict: Verdict
    source: str
    since: date | None = None


Cell = tuple[OverlapGroup, OverlapKind]

OURS = "پیشنهاد سامانه"
_ABUT = (OverlapKind.CONTINUOUS_BOTH, OverlapKind.SAME_SERVICE)
_LEADS: Mapping[OverlapGroup, Solution] = {
    OverlapGroup.REHABILITATION: Solution(
        verdict=Verdict.BEHZISTI,
        source="پذیرش توانبخشی بهزیستی برای کسی است که جای دیگری تحت پوشش نیست (شرایط منتشرشده پذیرش)",
    ),
    OverlapGroup.CHILDREN: Solution(
        verdict=Verdict.BEHZISTI,
        source="امور کودکان و آسیب‌دیدگان با معاونت اجتماعی بهزیستی است؛ ترجیح آن پیشنهاد سامانه است",
    ),
    OverlapGroup.ORPHANS: Solution(
        verdict=Verdict.EMDAD,
        source="طرح اکرام ایتام و محسنین کمیته امداد؛ ترجیح آن پیشنهاد سامانه است",
    ),
    OverlapGroup.ELDERLY: Solution(
        verdict=Verdict.EMDAD,
        source="طرح شهید رجایی کمیته امداد برای سالمندان؛ ترجیح آن پیشنهاد سامانه است",
    ),
    OverlapGroup.WOMAN_HEAD: Solution(
        verdict=Verdict.EMDAD,
        source="پذیرش اجتماعی بهزیستی گواهی دریافت نکردن از کمیته امداد می‌خواهد (شرایط منتشرشده پذیرش)",
    ),
    OverlapGroup.OTHER: Solution(
        verdict=Verdict.EMDAD,
        source="پذیرش اجتماعی بهزیستی گواهی دریافت نکردن از کمیته امداد می‌خواهد (شرایط منتشرشده پذیرش)",
    ),
}
_BOTH = Solution(
    verdict=Verdict.BOTH, source="کمک موردی کنار پوشش نهاد دیگر پوشش دوگانه نیست (پیشنهاد سامانه)"
)
DEFAULTS: Mapping[Cell, Solution] = {
    (group, kind): _LEADS[group] if kind in _ABUT else _BOTH for group in OverlapGroup for kind in OverlapKind
}


def solution_for(*, group: OverlapGroup, kind: OverlapKind, agreed: Mapping[Cell, Solution]) -> Solution:
    """What the table says of a family: what the two agencies agreed on, else ours."""
    cell = (group, kind)
    return agreed.get(cell) or DEFAULTS[cell]


def leads(*, verdict: Verdict) -> AgencyCode | None:
    """The agency that leads; None where both may stay."""
    return None if verdict is Verdict.BOTH else AgencyCode(verdict.value)
