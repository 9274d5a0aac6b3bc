"""Persons of covered households and the groups they are in; groups overlap, so they are never added up."""

from __future__ import annotations

from madadkar.reports.rules import PERSON_DIMENSIONS, Count, Ground, Measure, Rate, Unit

COVERED_PERSONS = Count(
    code="covered_persons",
    title="جمعیت تحت پوشش",
    unit=Unit.PERSON,
    ground=Ground.PERSON,
    definition="اعضای زندهٔ خانوارهای تحت پوشش در این روز؛ هر شخص یک بار.",
    where="coverage is not null",
    dimensions=PERSON_DIMENSIONS,
)
ELDERLY = Count(
    code="elderly",
    title="سالمندان",
    unit=Unit.PERSON,
    ground=Ground.PERSON,
    definition="اعضای خانوارهای تحت پوشش که در این روز شصت سال تمام دارند (از تاریخ تولد).",
    where="coverage is not null and is_elderly",
    dimensions=PERSON_DIMENSIONS,
)
PUPILS = Count(
    code="pupils",
    title="دانش‌آموزان",
    unit=Unit.PERSON,
    ground=Ground.PERSON,
    definition="اعضای خانوارهای تحت پوشش که در این روز دانش‌آموزند.",
    where="coverage is not null and is_pupil",
    dimensions=PERSON_DIMENSIONS,
)
STUDENTS = Count(
    code="students",
    title="دانشجویان",
    unit=Unit.PERSON,
    ground=Ground.PERSON,
    definition="اعضای خانوارهای تحت پوشش که در این روز دانشجویند.",
    where="coverage is not null and is_student",
    dimensions=PERSON_DIMENSIONS,
)
PUPILS_AND_STUDENTS = Count(
    code="pupils_and_students",
    title="دانش‌آموزان و دانشجویان",
    unit=Unit.PERSON,
    ground=Ground.PERSON,
    definition="اعضای خانوارهای تحت پوشش که در این روز دانش‌آموز یا دانشجویند؛ هر شخص یک بار.",
    where="coverage is not null and (is_pupil or is_student)",
    dimensions=PERSON_DIMENSIONS,
)
PATIENTS = Count(
    code="patients",
    title="بیماران خاص، صعب‌العلاج و سرطانی",
    unit=Unit.PERSON,
    ground=Ground.PERSON,
    definition="اعضای خانوارهای تحت پوشش که در این روز در یکی از این سه گروه بیماری‌اند؛ هر شخص یک بار.",
    where="coverage is not null and is_patient",
    dimensions=PERSON_DIMENSIONS,
    is_medical=True,
)
RURAL_PERSONS = Count(
    code="rural_persons",
    title="جمعیت روستایی تحت پوشش",
    unit=Unit.PERSON,
    ground=Ground.PERSON,
    definition="اعضای خانوارهای تحت پوششی که در این روز در روستا زندگی می‌کنند.",
    where="coverage is not null and area = 'rural'",
    dimensions=PERSON_DIMENSIONS,
)
RURAL_PERSONS_SHARE = Rate(
    code="rural_persons_share",
    title="سهم جمعیت روستایی",
    unit=Unit.PERCENT,
    definition="جمعیت روستایی تحت پوشش، از همهٔ جمعیت تحت پوشش همان روز.",
    measure=Measure.SHARE,
    of=RURAL_PERSONS,
    out_of=COVERED_PERSONS,
)
FIGURES = (
    COVERED_PERSONS,
    ELDERLY,
    PUPILS_AND_STUDENTS,
    PUPILS,
    STUDENTS,
    PATIENTS,
    RURAL_PERSONS,
    RURAL_PERSONS_SHARE,
)
