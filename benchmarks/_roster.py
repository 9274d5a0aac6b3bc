"""A roster of any size with an office's habits: a row a member, two spellings, four forms of dates."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from madadkar.foundation.identity import national_check_digit, sheba_check_digits

HEADINGS = (
    "ردیف", "کد خانوار", "نسبت با سرپرست", "نام", "نام خانوادگی", "نام پدر", "کد ملی", "تاریخ تولد", "جنسیت",
    "وضعیت تأهل", "شهرستان", "شهر / روستا", "شهری/روستایی", "کدپستی", "تلفن همراه", "شماره شبا", "نوع خدمات",
    "گروه مددجویی", "دهک", "تاریخ پذیرش",
)  # fmt: skip
_MEN = [
    "علی",
    "محمد",
    "حسین",
    "رضا",
    "مهدی",
    "حسن",
    "احمد",
    "یدالله",
    "نصرت\u200cالله",
    "عزت\u200cالله",
    "قربانعلی",
    "رمضان",
    "میثم",
    "سجاد",
    "ابوالفضل",
    "اسماعیل",
]
_WOMEN = [
    "فاطمه",
    "زهرا",
    "مریم",
    "زینب",
    "نرگس",
    "مینا",
    "هانیه",
    "صغری",
    "کبری",
    "رقیه",
    "سکینه",
    "معصومه",
    "طاهره",
    "لیلا",
    "سحر",
    "یگانه",
]
_LAST = [
    "رضایی",
    "محمدی",
    "جعفری",
    "مرادی",
    "حیدری",
    "طاهری",
    "فتحی",
    "اکبری",
    "احمدی",
    "قاسمی",
    "عباسی",
    "صادقی",
    "نوری",
    "شریفی",
    "بیات",
    "افشار",
]
_ENDS = ("", "", "", " فر", "‌نیا", " پور", " زاده")
_PLACES = (
    ("زنجان", "زنجان", "شهری"),
    ("ابهر", "ابهر", "شهری"),
    ("خدابنده", "قیدار", "شهری"),
    ("خدابنده", "پابند", "روستایی"),
    ("طارم", "آب بر", "شهری"),
    ("ماهنشان", "ماه نشان", "شهری"),
    ("زنجان", "نیک پی", "شهری"),
)
_TO_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_TO_ARABIC = str.maketrans("یک", "يك")


def write_roster(
    path: Path, *, rows: int, seed: int = 7, first_household: int = 100_000, first_person: int = 0
) -> None:
    """Write an XLSX of so many rows below its title and header; codes are counted from `first_person` on."""
    chance = random.Random(seed)
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        page = book.add_worksheet("مددجویان")
        page.right_to_left()
        page.write_string(0, 0, "فهرست خانوارهای تحت پوشش")
        page.write_string(1, 0, "تاریخ گزارش: ۱۳۹۹/۱۲/۲۵")
        for place, heading in enumerate(HEADINGS):
            page.write_string(3, place, heading)
        for number, row in enumerate(_rows(chance, rows, first_household, first_person), 4):
            for place, cell in enumerate(row):
                if isinstance(cell, int):
                    page.write_number(number, place, cell)
                elif cell:
                    page.write_string(number, place, cell)


def _rows(chance: random.Random, rows: int, household: int, person: int) -> Iterator[list[str | int]]:
    written = 0
    while written < rows:
        for row in _household(chance, household, person + written):
            if written < rows:
                written += 1
                yield [written, *row]
        household += 1


def _household(chance: random.Random, code: int, first: int) -> Iterator[list[str | int]]:
    size = chance.choice((1, 1, 2, 3, 3, 4, 4, 5, 6))
    woman = chance.random() < 0.3
    last = chance.choice(_LAST) + chance.choice(_ENDS)
    county, place, area = chance.choice(_PLACES)
    accepted = (chance.randint(1385, 1399), chance.randint(1, 11), chance.randint(1, 29))
    born = chance.randint(1320, 1365)
    shared = (county, place, area, f"45{chance.randint(10**7, 10**8 - 1)}")
    service, decile = chance.choice(("مستمر", "غیر مستمر", "موردی")), chance.randint(1, 5)
    for member in range(size):
        is_woman = woman if member == 0 else (not woman if member == 1 else chance.random() < 0.5)
        relation = ("سرپرست", "همسر")[member] if member < (1 if woman else 2) else "فرزند"
        year = born + (0 if relation == "سرپرست" else 3 if relation == "همسر" else chance.randint(20, 32))
        groups = ("زن سرپرست خانوار" if woman else "") if member == 0 else "دانش‌آموز" if year > 1382 else ""
        marital = "مجرد" if relation == "فرزند" else "همسر فوت شده" if woman else "متأهل"
        yield [
            code,
            relation,
            _spelt(chance, chance.choice(_WOMEN if is_woman else _MEN)),
            _spelt(chance, last if relation != "همسر" else chance.choice(_LAST)),
            _spelt(chance, chance.choice(_MEN)),
            _national(chance, first + member),
            _day(chance, year, chance.randint(1, 11), chance.randint(1, 29)),
            "زن" if is_woman else "مرد",
            marital,
            *shared,
            _mobile(chance),
            _sheba(chance) if member == 0 else "",
            service,
            groups,
            decile,
            _day(chance, *accepted),
        ]


def _spelt(chance: random.Random, name: str) -> str:
    luck = chance.random()
    if luck < 0.2:
        return name.translate(_TO_ARABIC)
    return f"{name} " if luck < 0.23 else name


def _national(chance: random.Random, number: int) -> str | int:
    nine = f"999{number:06}"
    code = nine + national_check_digit(nine)
    luck = chance.random()
    if luck < 0.01:
        return ""
    if luck < 0.02:
        return code[:-1] + str((int(code[-1]) + 1) % 10)
    if luck < 0.07:
        return code.translate(_TO_PERSIAN)
    return int(code) if luck < 0.2 else code


def _day(chance: random.Random, year: int, month: int, day: int) -> str:
    luck = chance.random()
    if luck < 0.14:
        return f"{year % 100:02}/{month:02}/{day:02}"
    if luck < 0.32:
        return f"{year}/{month}/{day}".translate(_TO_PERSIAN)
    if luck < 0.38:
        return f"{year}-{month:02}-{day:02}"
    return str(year) if luck < 0.43 else f"{year}/{month:02}/{day:02}"


def _mobile(chance: random.Random) -> str:
    return f"091{chance.randint(10**7, 10**8 - 1)}" if chance.random() < 0.42 else ""


def _sheba(chance: random.Random) -> str:
    account = f"012{chance.randint(10**17, 10**18 - 1):019}"
    return f"IR{sheba_check_digits(account)}{account}"
