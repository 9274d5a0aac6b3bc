"""Households covered, who heads them, where they live, and how many leave."""

from __future__ import annotations

from decimal import Decimal

from madadkar.reports.rules import FAMILY_DIMENSIONS, Count, Ground, Measure, Rate, Unit

COVERED_HOUSEHOLDS = Count(
    code="covered_households",
    title="خانوارهای تحت پوشش",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition="خانوارهایی که در این روز دورهٔ پوشش جاری دارند، مستمر یا غیرمستمر.",
    where="coverage is not null",
    dimensions=FAMILY_DIMENSIONS,
)
WOMEN_HEADS = Count(
    code="women_heads",
    title="زنان سرپرست خانوار",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition="خانوارهای تحت پوششی که سرپرستشان در این روز زن است؛ واحد آن خانوار است، نه نفر.",
    where="coverage is not null and head_sex = 'female'",
    dimensions=FAMILY_DIMENSIONS,
)
RURAL_HOUSEHOLDS = Count(
    code="rural_households",
    title="خانوارهای روستایی تحت پوشش",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition="خانوارهای تحت پوششی که در این روز در روستا زندگی می‌کنند.",
    where="coverage is not null and area = 'rural'",
    dimensions=FAMILY_DIMENSIONS,
)
RURAL_HOUSEHOLDS_SHARE = Rate(
    code="rural_households_share",
    title="سهم خانوارهای روستایی",
    unit=Unit.PERCENT,
    definition="خانوارهای روستایی تحت پوشش، از همهٔ خانوارهای تحت پوشش همان روز.",
    measure=Measure.SHARE,
    of=RURAL_HOUSEHOLDS,
    out_of=COVERED_HOUSEHOLDS,
)

COVERED_A_YEAR_BEFORE = Count(
    code="covered_a_year_before",
    title="خانوارهای تحت پوشش در یک سال پیش",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition="خانوارهایی که در همین روز از سال پیش دورهٔ پوشش جاری داشتند.",
    where="covered_before",
    dimensions=FAMILY_DIMENSIONS,
    is_shown=False,
)
LEFT_IN_A_YEAR = Count(
    code="left_in_a_year",
    title="خانوارهای خارج‌شده در یک سال",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition="خانوارهایی که یک سال پیش تحت پوشش بودند و در این روز نیستند، به هر علت.",
    where="covered_before and coverage is null",
    dimensions=FAMILY_DIMENSIONS,
)
SELF_RELIANT_IN_A_YEAR = Count(
    code="self_reliant_in_a_year",
    title="خانوارهای خوداتکا شده در یک سال",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition="تحت پوششِ یک سال پیش که در این روز به علت خوداتکایی، اشتغال یا بیمه‌پردازی دیگر نیستند.",
    where="covered_before and coverage is null and state_reason in ('self_reliant', 'employed', 'insured')",
    dimensions=FAMILY_DIMENSIONS,
)
EXIT_TARGET = Decimal(10)
EXIT_RATE = Rate(
    code="exit_rate",
    title="نرخ خروج سالانه",
    unit=Unit.PERCENT,
    definition="از هر صد خانوارِ تحت پوششِ یک سال پیش، چند خانوار در این روز دیگر تحت پوشش نیستند؛ به هر علت.",
    measure=Measure.SHARE,
    of=LEFT_IN_A_YEAR,
    out_of=COVERED_A_YEAR_BEFORE,
    target=EXIT_TARGET,
)
SELF_RELIANCE_RATE = Rate(
    code="self_reliance_rate",
    title="نرخ خروج با خوداتکایی",
    unit=Unit.PERCENT,
    definition="از هر صد خانوارِ تحت پوششِ یک سال پیش، چند خانوار با خوداتکایی از پوشش خارج شده‌اند.",
    measure=Measure.SHARE,
    of=SELF_RELIANT_IN_A_YEAR,
    out_of=COVERED_A_YEAR_BEFORE,
    target=EXIT_TARGET,
)

FIGURES = (
    COVERED_HOUSEHOLDS,
    WOMEN_HEADS,
    RURAL_HOUSEHOLDS,
    RURAL_HOUSEHOLDS_SHARE,
    COVERED_A_YEAR_BEFORE,
    LEFT_IN_A_YEAR,
    EXIT_RATE,
    SELF_RELIANT_IN_A_YEAR,
    SELF_RELIANCE_RATE,
)
