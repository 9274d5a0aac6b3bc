"""Values of a roster in the words of an office: differences before and after, and what a cell became."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from madadkar.foundation.jalali import PartialDate, format_day
from madadkar.foundation.persian import persian_digits
from madadkar.organisations.models import Centre
from madadkar.places.models import Place
from madadkar.places.rules import AREA_NAMES
from madadkar.registry.models import RosterRow
from madadkar.registry.rosters.cells import slots_of
from madadkar.registry.rosters.fields import COLUMNS, IGNORED
from madadkar.registry.rules import GROUP_NAMES, MARITAL_NAMES, RELATION_NAMES, SEX_NAMES

_TITLES = {
    "first_name": "نام",
    "last_name": "نام خانوادگی",
    "father_name": "نام پدر",
    "national_code": "کد ملی",
    "foreigner_code": "کد اتباع",
    "certificate": "شماره شناسنامه",
    "birth_on": "تاریخ تولد",
    "birth_precision": "دقت تاریخ تولد",
    "sex": "جنسیت",
    "marital": "وضعیت تأهل",
    "relation": "نسبت با سرپرست",
    "mobile": "تلفن همراه",
    "landline": "تلفن ثابت",
    "sheba": "شماره شبا",
    "decile": "دهک",
    "size": "بعد خانوار",
    "county_id": "شهرستان",
    "place_id": "شهر یا روستا",
    "place_text": "شهر یا روستا",
    "area": "شهری یا روستایی",
    "address": "نشانی",
    "postal_code": "کد پستی",
    "file_number": "شماره پرونده",
    "field": "حوزه",
    "standing": "وضعیت پرونده",
    "coverage": "نوع خدمات",
    "pension": "مستمری‌بگیر",
    "centre_id": "مرکز نیکوکاری",
}
_WORDS: dict[str, dict[str, str]] = {
    "sex": {key.value: name for key, name in SEX_NAMES.items()},
    "marital": {key.value: name for key, name in MARITAL_NAMES.items()},
    "relation": {key.value: name for key, name in RELATION_NAMES.items()},
    "area": {key.value: name for key, name in AREA_NAMES.items()},
    "birth_precision": {"day": "روز", "month": "ماه", "year": "سال"},
    "coverage": {"continuous": "مستمر", "occasional": "غیرمستمر"},
    "pension": {"yes": "بلی", "no": "خیر"},
    "field": {
        "women_and_family": "زنان و خانواده",
        "children": "کودکان و نوجوانان",
        "socially_harmed": "آسیب‌دیدگان اجتماعی",
        "rehabilitation": "توانبخشی",
        "prevention": "پیشگیری",
        "relief": "طرح مددجویی",
        "rajai": "طرح شهید رجایی",
    },
    "standing": {
        "active:accepted": "فعال",
        "inactive:unsaid": "غیرفعال",
        "inactive:dormant": "راکد",
        "inactive:closed": "مختومه",
        "inactive:self_reliant": "خوداتکا",
        "inactive:died": "فوت",
        "inactive:moved_away": "انتقال",
    },
}


@dataclass(frozen=True)
class Difference:
    """One thing an import would change: its Persian title, before and after, in words."""

    field: str
    title: str
    before: str
    after: str


def difference(field: str, before: str, after: str, *, names: dict[tuple[str, str], str]) -> Difference:
    """A kept difference in words; `names` are those of places and centres (see `place_names`)."""
    if field.startswith("group:"):
        group = field.removeprefix("group:")
        title = f"گروه {_GROUPS.get(group, group)}"
        return Difference(field, title, _group(before), _group(after))
    return Difference(
        field, _TITLES.get(field, field), _said(field, before, names), _said(field, after, names)
    )


def place_names(found: Iterable[RosterRow]) -> dict[tuple[str, str], str]:
    """The names of the places and centres that these rows' differences speak of."""
    told = [one for row in found for one in row.differences or []]
    numbers = {(field, number) for field, *both in told if field.endswith("_id") for number in both if number}
    places = {number for field, number in numbers if field in ("place_id", "county_id")}
    names = {
        (field, str(pk)): name
        for pk, name in Place.objects.filter(pk__in=places).values_list("pk", "name")
        for field in ("place_id", "county_id")
    }
    centres = {number for field, number in numbers if field == "centre_id"}
    named = Centre.objects.filter(pk__in=centres).values_list("pk", "name")
    return {**names, **{("centre_id", str(pk)): name for pk, name in named}}


_WHEREABOUTS = frozenset({"county", "place"})


def value_after(field: str, row: RosterRow) -> str:
    """What a cell of a field became, in words; "" where nothing came of it."""
    if not field or field in IGNORED:
        return ""
    if field in _WHEREABOUTS:
        return ""  # a county or place is kept by its code; its finding says its name
    slots = [(slot, _value(row, slot)) for slot in slots_of(field)]
    said = [value for slot, value in slots if value and not slot.endswith(("_key", "_precision"))]
    if field in ("birth", "accepted"):
        precision = _value(row, "birth_precision") if field == "birth" else "day"
        return _day(said[0], precision or "day") if said else ""
    if field in _WORDS:
        return " ".join(_WORDS[field].get(value, value) for value in said)
    return (" " if field == "full_name" else "، ").join(said)


def _value(row: RosterRow, slot: str) -> str:
    value = getattr(row, COLUMNS[slot])
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _day(iso: str, precision: str) -> str:
    day = date.fromisoformat(iso)
    if precision == "day":
        return format_day(day)
    return str(PartialDate.from_date(day, cast(Literal["day", "month", "year"], precision)))


_GROUPS = {key.value: name for key, name in GROUP_NAMES.items()}


def _group(told: str) -> str:
    if not told:
        return "—"
    group, _, detail = told.partition(":")
    name = _GROUPS.get(group, group)
    return f"{name} ({detail})" if detail else name


def _said(field: str, value: str, names: dict[tuple[str, str], str]) -> str:
    if not value:
        return "—"
    if field == "birth_on":
        return _day(value, "day")
    if (field, value) in names:
        return names[field, value]
    return _WORDS.get(field, {}).get(value, persian_digits(value))
