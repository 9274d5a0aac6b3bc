"""Families of two agencies: covered by both, by right or against the rules, and those whom neither covers."""

from __future__ import annotations

from madadkar.reports.figures.households import COVERED_HOUSEHOLDS
from madadkar.reports.rules import FAMILY_DIMENSIONS, Count, Ground, Measure, Rate, Unit

_BOTH = "coverage is not null and is_covered_elsewhere"

OVERLAP_HOUSEHOLDS = Count(
    code="overlap_households",
    title="خانوارهای تحت پوشش دو نهاد",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition=(
        "خانوارهای تحت پوششی که در این روز نهاد دیگری هم پوششان می‌دهد، تا آنجا که تطبیق اشخاص دو نهاد "
        "امروز می‌داند؛ حمایت‌های آبرومندانه نهاد دیگر در آن نیست."
    ),
    where=_BOTH,
    dimensions=FAMILY_DIMENSIONS,
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
OVERLAP_ALLOWED = Count(
    code="overlap_allowed",
    title="پوشش دو نهاد، مجاز",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition="خانوارهای تحت پوشش دو نهاد که در این روز به حکم قاعده یا تصمیم مشترکِ امضاشده مجازند.",
    where=f"{_BOTH} and is_overlap_allowed",
    dimensions=FAMILY_DIMENSIONS,
)
DOUBLE_COVERAGE = Count(
    code="double_coverage",
    title="پوشش دوگانه برخلاف قاعده",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition="خانوارهای تحت پوشش دو نهاد که در این روز نه قاعده‌ای مجازشان می‌داند و نه تصمیم مشترکی.",
    where=f"{_BOTH} and not is_overlap_allowed",
    dimensions=FAMILY_DIMENSIONS,
)
GAP_HOUSEHOLDS = Count(
    code="gap_households",
    title="پذیرفته‌شدگان بی‌پوشش در هر دو نهاد",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition=(
        "خانوارهایی که این نهاد پذیرفته و پشت نوبت گذاشته است و در این روز، تا آنجا که تطبیق می‌داند، "
        "هیچ نهادی پوششان نمی‌دهد. نیازمندی که هرگز درخواست نداده در هیچ دفتری نیست و شمرده نمی‌شود."
    ),
    where="state = 'waiting' and coverage is null and not is_covered_elsewhere",
    dimensions=FAMILY_DIMENSIONS,
)

FIGURES = (OVERLAP_HOUSEHOLDS, OVERLAP_SHARE, OVERLAP_ALLOWED, DOUBLE_COVERAGE, GAP_HOUSEHOLDS)
