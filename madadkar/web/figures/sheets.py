"""The columns of a figure's list on paper, and of all figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from madadkar.casework.rules import COVERAGE_KIND_NAMES, FIELD_NAMES, FILE_STATE_NAMES
from madadkar.foundation.jalali import PartialDate
from madadkar.foundation.persian import latin_digits
from madadkar.organisations.rules import CENTRE_KIND_NAMES, SPECIALITY_NAMES
from madadkar.places.rules import AREA_NAMES
from madadkar.registry.rules import SEX_NAMES
from madadkar.reports.queries import Reading
from madadkar.reports.rules import UNIT_NAMES, Count, Ground

_WORDS: dict[str, dict[str, str]] = {
    "area": {key.value: name for key, name in AREA_NAMES.items()},
    "sex": {key.value: name for key, name in SEX_NAMES.items()},
    "field": {key.value: name for key, name in FIELD_NAMES.items()},
    "state": {key.value: name for key, name in FILE_STATE_NAMES.items()},
    "coverage": {key.value: name for key, name in COVERAGE_KIND_NAMES.items()},
    "kind": {k.value: name for names in (CENTRE_KIND_NAMES, SPECIALITY_NAMES) for k, name in names.items()},
}
_LIVING = {"county": "شهرستان", "place": "شهر یا روستا", "area": "منطقه", "office": "اداره"}
COLUMNS: dict[Ground, dict[str, str]] = {
    Ground.FAMILY: {
        "code": "کد خانوار",
        "file_number": "شماره پرونده",
        "first_name": "نام سرپرست",
        "last_name": "نام خانوادگی سرپرست",
        "father_name": "نام پدر",
        **_LIVING,
        "state": "وضعیت پرونده",
        "field": "حوزه",
        "coverage": "نوع خدمات",
        "centre": "مرکز نیکوکاری",
    },
    Ground.PERSON: {
        "first_name": "نام",
        "last_name": "نام خانوادگی",
        "father_name": "نام پدر",
        "birth": "تاریخ تولد",
        "sex": "جنس",
        "code": "کد خانوار",
        **_LIVING,
    },
    Ground.CENTRE: {
        "code": "کد مرکز",
        "name": "نام مرکز",
        "kind": "نوع مرکز",
        "county": "شهرستان",
        "neighbourhood": "محله",
        "office": "اداره",
        "capacity": "ظرفیت",
        "files": "پرونده‌های واگذارشده",
    },
    Ground.WORKER: {
        "full_name": "نام",
        "centre": "مرکز نیکوکاری",
        "office": "اداره",
        "files": "پرونده‌های مرکز",
    },
    Ground.HAND_OVER: {
        "code": "کد خانوار",
        "file_number": "شماره پرونده",
        "first_name": "نام سرپرست",
        "last_name": "نام خانوادگی سرپرست",
        "centre": "مرکز نیکوکاری",
        "office": "اداره",
        "sent_on": "روز فرستادن",
        "begun_on": "روز تحویل",
        "days": "روز",
    },
}
FIGURE_HEADINGS = ("رقم", "واحد", "مقدار", "صورت", "مخرج", "روز", "تعریف", "متن منتشرشده", "منبع")


def headings(ground: Ground) -> tuple[str, ...]:
    """The headings of a list."""
    return tuple(COLUMNS[ground].values())


def list_title(count: Count, day: str) -> str:
    """What the file of a list is called."""
    return f"{count.title} {day}"


def lines(ground: Ground, rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[object, ...]]:
    """The rows of a list, in words."""
    for row in rows:
        yield tuple(_cell(name, row) for name in COLUMNS[ground])


def figure_lines(readings: Iterable[Reading]) -> Iterable[tuple[object, ...]]:
    """All figures, each with both its counts, its day, its definition and what was printed of it."""
    for one in readings:
        texts = "؛ ".join(published.text for published in one.published)
        sources = "؛ ".join(published.source for published in one.published)
        unit = UNIT_NAMES[one.figure.unit]
        counts = (one.value, one.numerator, one.denominator)
        yield (one.figure.title, unit, *counts, one.on, one.figure.definition, texts, sources)


def _cell(name: str, row: Mapping[str, Any]) -> object:
    if name == "birth":
        return birth_text(row)
    value = row.get(name)
    return _WORDS[name].get(str(value), "") if name in _WORDS else value


def birth_text(row: Mapping[str, Any]) -> str:
    """The birth day as exactly as it is known, in Latin digits for a sheet."""
    if row.get("birth_on") is None:
        return ""
    return latin_digits(PartialDate.from_date(row["birth_on"], row["birth_precision"]).text)
