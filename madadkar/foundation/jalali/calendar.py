"""Days as Iranians count them; the house stores Gregorian days and speaks Jalali at its edge.

The conversion is persiantools' (it agrees with ICU and jdatetime for 1200–1500, five-year leap gaps too).
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal

MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
FIRST_DAY = date(622, 3, 22)
"""1 Farvardin of year 1: nothing earlier has a Jalali date."""
LAST_YEAR = 1599
"""Later years have no use in an office and are refused as slips of the pen."""
_TEHRAN = ZoneInfo("Asia/Tehran")


def tehran_day(at: datetime) -> date:
    """The day an instant belongs to in every office of the network."""
    return at.astimezone(_TEHRAN).date()


def from_jalali(year: int, month: int, day: int) -> date:
    """The stored day of a Jalali date.

    Raises Refusal("date_impossible") for 31 Mehr, or for 30 Esfand of a common year.
    """
    if not (1 <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Refusal("date_impossible", year=year, month=month, day=day)
    first, days = _month(year, month)
    if not 1 <= day <= days:
        raise Refusal("date_impossible", year=year, month=month, day=day)
    return date.fromordinal(first + day - 1)


@lru_cache(maxsize=20_000)  # a roster says the same months over and over
def _month(year: int, month: int) -> tuple[int, int]:
    """Where a month begins, and how many days it has."""
    # persiantools leaves its constructor untyped.
    first = JalaliDate(year, month, 1)  # type: ignore[no-untyped-call]
    return first.to_gregorian().toordinal(), days_in_month(year, month)


def to_jalali(day: date) -> tuple[int, int, int]:
    """Year, month and day of a stored day; raises Refusal("date_impossible") before the first Jalali day."""
    if day < FIRST_DAY:
        raise Refusal("date_impossible", year=day.year, month=day.month, day=day.day)
    # persiantools leaves this untyped too.
    jalali = JalaliDate.to_jalali(day.year, day.month, day.day)  # type: ignore[no-untyped-call]
    return jalali.year, jalali.month, jalali.day


def is_leap(year: int) -> bool:
    """Whether Esfand of that year has thirty days."""
    return bool(JalaliDate.is_leap(year))


def days_in_month(year: int, month: int) -> int:
    """31 in spring and summer, 30 in autumn and winter, 29 in Esfand of a common year."""
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def month_name(month: int) -> str:
    """«بهمن» for 11."""
    return MONTHS[month - 1]


def year_bounds(year: int) -> tuple[date, date]:
    """A Jalali (and fiscal) year as half-open days: 1 Farvardin, and 1 Farvardin after it."""
    return from_jalali(year, 1, 1), month_bounds(year, 12)[1]


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """A Jalali month as half-open days."""
    first = from_jalali(year, month, 1)
    return first, first + timedelta(days=days_in_month(year, month))


def years_before(day: date, *, years: int) -> date:
    """The same Jalali day some years earlier; 30 Esfand becomes 29 where that year has no thirtieth."""
    year, month, number = to_jalali(day)
    return from_jalali(year - years, month, min(number, days_in_month(year - years, month)))


def format_day(day: date) -> str:
    """«۱۴۰۳/۰۸/۰۳»."""
    year, month, number = to_jalali(day)
    return persian_digits(f"{year:04}/{month:02}/{number:02}")


def format_long(day: date) -> str:
    """«۳ آبان ۱۴۰۳»."""
    year, month, number = to_jalali(day)
    return persian_digits(f"{number} {month_name(month)} {year}")


def weekday_name(day: date) -> str:
    """«پنجشنبه»."""
    return WEEKDAYS[day.weekday()]
