"""Families of two agencies: covered by both, by right or against the rules, and those whom neither covers."""

from __future__ import annotations

from madadkar.reports.figures.households import COVERED_HOUSEHOLDS
from madadkar.reports.rules import FAMILY_DIMENSIONS, Count, Ground, Measure, Rate, Unit

_BOTH = "coverage is not null and is_covered_elsewhere"


def _families(code: str, title: str, definition: str, *, where: str) -> Count:
    """A count of families by what both agencies cover."""
    return Count(
        code=code,
        title=title,
        unit=Unit.HOUSEHOLD,
        ground=Ground.FAMILY,
        definition=definition,
        where=where,
        dimensions=FAMILY_DIMENSIONS,
    )


OVERLAP_HOUSEHOLDS = _families(
    "overlap_households",
    "خانوارهای تحت پوشش دو نهاد",
    "خانوارهای تحت پوششی که در این روز نهاد دیگری هم پوششان می‌دهد، تا آنجا که تطبیق اشخاص دو نهاد "
    "امروز می‌داند؛ حمایت‌های آبرومندانه نهاد دیگر در آن نیست.",
    where=_BOTH,
)
OVERLAP_SHARE = Rate(
    code="overlap_share",
    title="سهم خانوارهای تحت پوشش دو نهاد",
    unit=Unit.PERCENT,
    definition="خانوارهای تحت پوشش دو نهاد، از همهٔ خانوارهای تحت پوشش این نهاد در همان روز.",
    measure=Measure.SHARE,
    of=OVERLAP_HOUSEHOLDS,
    out_of=COVERED_HOUSEHOLDS,
)
OVERLAP_ALLOWED = _families(
    "overlap_allowed",
    "پوشش دو نهاد، مجاز",
    "خانوارهای تحت پوشش دو نهاد که در این روز به حکم قاعده یا تصمیم مشترکِ امضاشده مجازند.",
    where=f"{_BOTH} and is_overlap_allowed",
)
DOUBLE_COVERAGE = _families(
    "double_coverage",
    "پوشش دوگانه برخلاف قاعده",
    "خانوارهای تحت پوشش دو نهاد که در این روز نه قاعده‌ای مجازشان می‌داند و نه تصمیم مشترکی.",
    where=f"{_BOTH} and not is_overlap_allowed",
)
GAP_HOUSEHOLDS = _families(
    "gap_households",
    "پذیرفته‌شدگان بی‌پوشش در هر دو نهاد",
    "خانوارهایی که این نهاد پذیرفته و پشت نوبت گذاشته است و در این روز، تا آنجا که تطبیق می‌داند، "
    "هیچ نهادی پوششان نمی‌دهد. نیازمندی که هرگز درخواست نداده در هیچ دفتری نیست و شمرده نمی‌شود.",
    where="state = 'waiting' and coverage is null and not is_covered_elsewhere",
)

FIGURES = (OVERLAP_HOUSEHOLDS, OVERLAP_SHARE, OVERLAP_ALLOWED, DOUBLE_COVERAGE, GAP_HOUSEHOLDS)
