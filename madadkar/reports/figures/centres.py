"""Charity centres at work, and the files delegated to them."""

from __future__ import annotations

from madadkar.reports.rules import (
    CENTRE_DIMENSIONS,
    FAMILY_DIMENSIONS,
    HAND_OVER_DIMENSIONS,
    WORKER_DIMENSIONS,
    Count,
    Ground,
    Measure,
    Rate,
    Unit,
)

ACTIVE_CENTRES = Count(
    code="active_centres",
    title="مراکز نیکوکاری فعال",
    unit=Unit.CENTRE,
    ground=Ground.CENTRE,
    definition="مراکز زیر نظر این اداره که مجوزشان در این روز برقرار است؛ تعلیق و لغوشده شمرده نمی‌شود.",
    where="true",
    dimensions=CENTRE_DIMENSIONS,
)
DELEGATED_FILES = Count(
    code="delegated_files",
    title="پرونده‌های واگذارشده به مراکز",
    unit=Unit.FILE,
    ground=Ground.FAMILY,
    definition="پرونده‌هایی که مددکاری‌شان در این روز به یک مرکز واگذار است؛ پرونده از آن اداره می‌ماند.",
    where="centre_id is not null",
    dimensions=FAMILY_DIMENSIONS,
)
DELEGATED_A_YEAR_BEFORE = Count(
    code="delegated_a_year_before",
    title="پرونده‌های واگذارشده در یک سال پیش",
    unit=Unit.FILE,
    ground=Ground.FAMILY,
    definition="پرونده‌هایی که در همین روز از سال پیش به یک مرکز نیکوکاری واگذار بودند.",
    where="was_delegated",
    dimensions=tuple(one for one in FAMILY_DIMENSIONS if one != "centre"),
    is_shown=False,
)
DELEGATION_GROWTH = Rate(
    code="delegation_growth",
    title="رشد واگذاری در یک سال",
    unit=Unit.PERCENT,
    definition="افزایش پرونده‌های واگذارشده در این روز نسبت به همین روز از سال پیش.",
    measure=Measure.GROWTH,
    of=DELEGATED_FILES,
    out_of=DELEGATED_A_YEAR_BEFORE,
)
FILES_A_CENTRE = Rate(
    code="files_a_centre",
    title="پروندهٔ واگذارشده برای هر مرکز",
    unit=Unit.FILES_A_CENTRE,
    definition="پرونده‌های واگذارشده، بخش بر مراکز نیکوکاری فعال همان روز.",
    measure=Measure.RATIO,
    of=DELEGATED_FILES,
    out_of=ACTIVE_CENTRES,
)

CENTRE_WORKERS = Count(
    code="centre_workers",
    title="مددکاران مراکز نیکوکاری",
    unit=Unit.WORKER,
    ground=Ground.WORKER,
    definition="کسانی که در این روز سمت مددکار یکی از مراکز نیکوکاری این اداره را دارند؛ هر شخص یک بار.",
    where="true",
    dimensions=WORKER_DIMENSIONS,
)
FILES_A_CENTRE_WORKER = Rate(
    code="files_a_centre_worker",
    title="پروندهٔ واگذارشده برای هر مددکار مرکز",
    unit=Unit.FILES_A_WORKER,
    definition="پرونده‌های واگذارشده، بخش بر مددکاران مراکز نیکوکاری در همان روز.",
    measure=Measure.RATIO,
    of=DELEGATED_FILES,
    out_of=CENTRE_WORKERS,
)
HAND_OVERS = Count(
    code="hand_overs",
    title="تحویل‌های پرونده به مراکز",
    unit=Unit.HAND_OVER,
    ground=Ground.HAND_OVER,
    definition="پرونده‌هایی که در یک سالِ تا پایان این روز به مرکزی فرستاده و با صورت‌جلسه تحویل گرفته شده‌اند.",
    where="true",
    dimensions=HAND_OVER_DIMENSIONS,
    is_shown=False,
)
HAND_OVER_DAYS = Count(
    code="hand_over_days",
    title="روزهای تحویل پرونده‌ها، روی هم",
    unit=Unit.DAY,
    ground=Ground.HAND_OVER,
    definition="جمع روزهای میان فرستادن هر پرونده و تحویل گرفتن آن، در یک سالِ تا پایان این روز.",
    where="true",
    dimensions=HAND_OVER_DIMENSIONS,
    is_shown=False,
    adds="days",
)
MEAN_HAND_OVER_DAYS = Rate(
    code="mean_hand_over_days",
    title="میانگین زمان تحویل پرونده به مرکز",
    unit=Unit.DAY,
    definition="جمع روزهای میان فرستادن و تحویل گرفتنِ پرونده‌ها در یک سالِ تا این روز، بخش بر شمار تحویل‌ها.",
    measure=Measure.MEAN,
    of=HAND_OVER_DAYS,
    out_of=HAND_OVERS,
)

FIGURES = (
    ACTIVE_CENTRES,
    DELEGATED_FILES,
    DELEGATED_A_YEAR_BEFORE,
    DELEGATION_GROWTH,
    FILES_A_CENTRE,
    CENTRE_WORKERS,
    FILES_A_CENTRE_WORKER,
    HAND_OVERS,
    HAND_OVER_DAYS,
    MEAN_HAND_OVER_DAYS,
)
