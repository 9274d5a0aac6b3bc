"""Case files: how many, how many at work, and whose heads are women on a pension."""

from __future__ import annotations

from madadkar.reports.rules import FAMILY_DIMENSIONS, PERSON_DIMENSIONS, Count, Ground, Measure, Rate, Unit

FILES = Count(
    code="files",
    title="پرونده‌های مددکاری",
    unit=Unit.FILE,
    ground=Ground.FAMILY,
    definition="همهٔ پرونده‌هایی که تا پایان این روز گشوده شده‌اند، در هر وضعیت.",
    where="is_opened",
    dimensions=FAMILY_DIMENSIONS,
)
ACTIVE_FILES = Count(
    code="active_files",
    title="پرونده‌های فعال",
    unit=Unit.FILE,
    ground=Ground.FAMILY,
    definition="پرونده‌هایی که وضعیتشان در این روز «فعال» یا «در بازنگری» است.",
    where="state in ('active', 'review')",
    dimensions=FAMILY_DIMENSIONS,
)
PENSION_WOMEN_HEADS = Count(
    code="pension_women_heads",
    title="زنان سرپرست خانوار مستمری‌بگیر",
    unit=Unit.FILE,
    ground=Ground.FAMILY,
    definition="پرونده‌های فعالی که در این روز مستمری می‌گیرند و سرپرست خانوارشان زن است.",
    where="state in ('active', 'review') and is_on_pension and head_sex = 'female'",
    dimensions=FAMILY_DIMENSIONS,
)
PENSION_WOMEN_HEADS_SHARE = Rate(
    code="pension_women_heads_share",
    title="سهم زنان سرپرست مستمری‌بگیر از پرونده‌های فعال",
    unit=Unit.PERCENT,
    definition="پرونده‌های فعالِ زنان سرپرست خانوارِ مستمری‌بگیر، از همهٔ پرونده‌های فعال همان روز.",
    measure=Measure.SHARE,
    of=PENSION_WOMEN_HEADS,
    out_of=ACTIVE_FILES,
)
ACTIVE_FILE_PUPILS = Count(
    code="active_file_pupils",
    title="دانش‌آموزان پرونده‌های فعال",
    unit=Unit.PERSON,
    ground=Ground.PERSON,
    definition="اعضای خانوارهای دارای پروندهٔ فعال که در این روز دانش‌آموزند.",
    where="state in ('active', 'review') and is_pupil",
    dimensions=PERSON_DIMENSIONS,
)
ACTIVE_FILE_STUDENTS = Count(
    code="active_file_students",
    title="دانشجویان پرونده‌های فعال",
    unit=Unit.PERSON,
    ground=Ground.PERSON,
    definition="اعضای خانوارهای دارای پروندهٔ فعال که در این روز دانشجویند.",
    where="state in ('active', 'review') and is_student",
    dimensions=PERSON_DIMENSIONS,
)

FIGURES = (
    FILES,
    ACTIVE_FILES,
    PENSION_WOMEN_HEADS,
    PENSION_WOMEN_HEADS_SHARE,
    ACTIVE_FILE_PUPILS,
    ACTIVE_FILE_STUDENTS,
)
