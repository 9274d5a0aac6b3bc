"""The register's columns on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from madadkar.casework.registers import FamilyRow, RegisterFilter, family_rows, next_family_ids
from madadkar.casework.rules import COVERAGE_KIND_NAMES, FIELD_NAMES, FILE_STATE_NAMES
from madadkar.foundation.jalali import PartialDate
from madadkar.foundation.persian import latin_digits
from madadkar.foundation.scope import Scope
from madadkar.places.rules import AREA_NAMES
from madadkar.registry.rules import SEX_NAMES

TITLE = "فهرست خانوارها"
HEADINGS = (
    "کد خانوار",
    "شماره پرونده",
    "نام سرپرست",
    "نام خانوادگی سرپرست",
    "نام پدر",
    "کد ملی سرپرست",
    "تاریخ تولد",
    "جنسیت",
    "تعداد اعضا",
    "شهرستان",
    "شهر یا روستا",
    "منطقه",
    "وضعیت پرونده",
    "حوزه",
    "نوع پوشش",
    "تاریخ تشکیل پرونده",
    "مددکار",
    "مرکز نیکوکاری",
    "اداره",
)
_AT_A_TIME = 1000


def lines(*, scope: Scope, asked: RegisterFilter, on: date) -> Iterator[tuple[object, ...]]:
    """The rows of the sheet, read a thousand families at a time."""
    after = 0
    while ids := next_family_ids(scope=scope, asked=asked, on=on, after=after, most=_AT_A_TIME):
        for row in family_rows(household_ids=ids, scope=scope, on=on):
            yield line(row)
        after = ids[-1]


def line(row: FamilyRow) -> tuple[object, ...]:
    """One family as a row of the sheet."""
    return (
        row.code,
        row.file_number,
        row.first_name,
        row.last_name,
        row.father_name,
        row.national_code,
        _birth(row),
        SEX_NAMES.get(row.sex, ""),  # type: ignore[call-overload]  # a stored word is its own key
        row.member_count,
        row.county,
        row.place,
        AREA_NAMES.get(row.area, ""),  # type: ignore[call-overload]  # as above
        FILE_STATE_NAMES.get(row.state, ""),  # type: ignore[call-overload]  # as above
        FIELD_NAMES.get(row.field, ""),  # type: ignore[call-overload]  # as above
        COVERAGE_KIND_NAMES.get(row.coverage, ""),  # type: ignore[call-overload]  # as above
        row.opened_on,
        row.caseworker,
        row.centre,
        row.office,
    )


def _birth(row: FamilyRow) -> str:
    if row.birth_on is None:
        return ""
    known = PartialDate.from_date(row.birth_on, row.birth_precision or "day")  # type: ignore[arg-type]  # stored so
    return latin_digits(known.text)
