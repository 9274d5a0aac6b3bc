"""How terms are counted: months later, and full months gone by, the same way the database counts them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_after(*, day: date, months: int) -> date:
    """The same day so many months later; the month's last day where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_months(*, since: date, on: date) -> int:
    """How many whole months lie between the two days; none before the first."""
    months = (on.year - since.year) * 12 + on.month - since.month
    return max(months - (months_after(day=since, months=months) > on), 0)
