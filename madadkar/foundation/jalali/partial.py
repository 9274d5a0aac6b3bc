"""A day known only to its month or year, as old birth certificates have it, kept as it is known."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self

from madadkar.foundation.jalali.calendar import (
    from_jalali,
    month_bounds,
    month_name,
    to_jalali,
    year_bounds,
)
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal

Precision = Literal["day", "month", "year"]
_TEXT = re.compile(r"(\d{4})(?:/(\d\d)(?:/(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=False)
class PartialDate:
    """A Jalali year, perhaps its month, perhaps its day.

    Raises Refusal("date_impossible") for parts that no calendar has.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise Refusal("date_impossible", year=self.year, month=None, day=self.day)
        from_jalali(self.year, _first(self.month), _first(self.day))

    @classmethod
    def from_date(cls, day: date, precision: Precision = "day") -> Self:
        """The Jalali date of a stored day, as exactly as it is known."""
        year, month, number = to_jalali(day)
        if precision == "year":
            return cls(year)
        return cls(year, month) if precision == "month" else cls(year, month, number)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The inverse of `.text`; what people type goes through `jalali.parse`."""
        parts = _TEXT.fullmatch(text)
        if parts is None:
            raise Refusal("date_unreadable", text=text)
        year, month, day = (int(part) if part else None for part in parts.groups())
        return cls(year or 0, month, day)

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def earliest(self) -> date:
        """The first day it can be."""
        return from_jalali(self.year, _first(self.month), _first(self.day))

    @property
    def until(self) -> date:
        """The day after the last one it can be: [earliest, until)."""
        if self.month is None:
            return year_bounds(self.year)[1]
        if self.day is None:
            return month_bounds(self.year, self.month)[1]
        return self.earliest + timedelta(days=1)

    @property
    def text(self) -> str:
        """The stored form: «1345», «1345/11» or «1345/11/05», in ASCII digits; sorts as text."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "/".join(parts)

    def __str__(self) -> str:
        """The spoken form: «۱۳۴۵», «بهمن ۱۳۴۵» or «۵ بهمن ۱۳۴۵»."""
        said = [] if self.month is None else [month_name(self.month)]
        return persian_digits(" ".join([str(part) for part in (self.day,) if part] + said + [str(self.year)]))

    def may_equal(self, other: "PartialDate") -> bool:
        """Whether both can be the same day, each being as exact as it is."""
        return self.earliest < other.until and other.earliest < self.until


def _first(part: int | None) -> int:
    return 1 if part is None else part


def age_on(birth: PartialDate | date, on: date) -> int:
    """Full Jalali years lived on a day.

    A birth known only to its month or year counts from its first day, as offices that write 1 Farvardin do.
    Below zero for somebody not yet born.
    """
    born = to_jalali(birth.earliest if isinstance(birth, PartialDate) else birth)
    now = to_jalali(on)
    return now[0] - born[0] - (now[1:] < born[1:])
