"""The walk with families: visits owed, requests on their way, and files that stand still."""

from __future__ import annotations

from madadkar.casework.rules import ON_THE_WAY
from madadkar.reports.rules import FAMILY_DIMENSIONS, Count, Ground, Unit

_ON_THE_WAY = ", ".join(f"'{state}'" for state in sorted(ON_THE_WAY))

VISITS_DUE = Count(
    code="visits_due",
    title="بازدیدهای موعددار",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition="خانوارهایی که به قاعده اداره در این روز یا سی روز پس از آن باید بازدید شوند.",
    where="visit_in_days between 0 and 30",
    dimensions=FAMILY_DIMENSIONS,
)
VISITS_OVERDUE = Count(
    code="visits_overdue",
    title="بازدیدهای عقب‌افتاده",
    unit=Unit.HOUSEHOLD,
    ground=Ground.FAMILY,
    definition="خانوارهایی که موعد بازدیدشان به قاعده اداره پیش از این روز گذشته و بازدیدی ثبت نشده است.",
    where="visit_in_days < 0",
    dimensions=FAMILY_DIMENSIONS,
)
FILES_ON_THE_WAY = Count(
    code="files_on_the_way",
    title="پرونده‌های در راه پذیرش",
    unit=Unit.FILE,
    ground=Ground.FAMILY,
    definition="پرونده‌هایی که در این روز از درخواست تا پشت نوبت‌اند و هنوز پاسخ نگرفته‌اند.",
    where=f"state in ({_ON_THE_WAY})",
    dimensions=FAMILY_DIMENSIONS,
)
WAITING_FILES = Count(
    code="waiting_files",
    title="پرونده‌های پشت نوبت",
    unit=Unit.FILE,
    ground=Ground.FAMILY,
    definition="پرونده‌هایی که پذیرفته شده‌اند و در این روز به علت نبود اعتبار پشت نوبت‌اند.",
    where="state = 'waiting'",
    dimensions=FAMILY_DIMENSIONS,
)
SUSPENDED_FILES = Count(
    code="suspended_files",
    title="پرونده‌های در تعلیق",
    unit=Unit.FILE,
    ground=Ground.FAMILY,
    definition="پرونده‌هایی که خدماتشان در این روز نگه داشته شده است؛ خانوار همچنان تحت پوشش است.",
    where="state = 'suspended'",
    dimensions=FAMILY_DIMENSIONS,
)

FIGURES = (VISITS_DUE, VISITS_OVERDUE, FILES_ON_THE_WAY, WAITING_FILES, SUSPENDED_FILES)
