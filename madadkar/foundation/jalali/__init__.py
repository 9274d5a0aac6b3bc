"""Jalali days at the edge of the house, over the full range, exact or partial."""

from madadkar.foundation.jalali.calendar import (
    MONTHS,
    WEEKDAYS,
    days_in_month,
    format_day,
    format_long,
    from_jalali,
    is_leap,
    month_bounds,
    month_name,
    tehran_day,
    to_jalali,
    weekday_name,
    year_bounds,
    years_before,
)
from madadkar.foundation.jalali.partial import PartialDate, Precision, age_on
from madadkar.foundation.jalali.reading import parse

__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "PartialDate",
    "Precision",
    "age_on",
    "days_in_month",
    "format_day",
    "format_long",
    "from_jalali",
    "is_leap",
    "month_bounds",
    "month_name",
    "parse",
    "tehran_day",
    "to_jalali",
    "weekday_name",
    "year_bounds",
    "years_before",
]
