"""Days for which something about a family holds: from a day, until one that is no longer in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from madadkar.foundation.refusal import Refusal


class Dated(Protocol):
    """Anything that holds for a time; rows of `valid_from`/`valid_until` are such."""

    @property
    def valid_from(self) -> date:
        """First day."""

    @property
    def valid_until(self) -> date | None:
        """The day after the last one; None while it still holds."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open days [from_, until); `until=None` is still open.

    Raises Refusal("period_ends_before_it_starts") for a period that holds no day.
    """

    from_: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.from_:
            raise Refusal("period_ends_before_it_starts", from_=self.from_, until=self.until)

    def __contains__(self, day: date) -> bool:
        return self.from_ <= day and (self.until is None or day < self.until)

    @property
    def is_open(self) -> bool:
        """Whether no end is known."""
        return self.until is None

    @property
    def days(self) -> int | None:
        """How many days it holds; None while open."""
        return None if self.until is None else (self.until - self.from_).days

    def overlaps(self, other: "Period") -> bool:
        """Whether a day lies in both."""
        return self.intersect(other) is not None

    def touches(self, other: "Period") -> bool:
        """Whether they overlap or follow each other without a day between."""
        return not _ends_before(self.until, other.from_) and not _ends_before(other.until, self.from_)

    def intersect(self, other: "Period") -> "Period | None":
        """The days in both, or None."""
        from_ = max(self.from_, other.from_)
        until = _earlier(self.until, other.until)
        return Period(from_, until) if until is None or from_ < until else None

    def covers(self, other: "Period") -> bool:
        """Whether every day of the other lies in this one."""
        return self.intersect(other) == other


def merge(periods: Iterable[Period]) -> list[Period]:
    """The same days as few periods as possible, in order; periods that touch become one."""
    merged: list[Period] = []
    for period in sorted(periods, key=lambda one: one.from_):
        if merged and merged[-1].touches(period):
            merged[-1] = Period(merged[-1].from_, _later(merged[-1].until, period.until))
        else:
            merged.append(period)
    return merged


def gaps(periods: Iterable[Period], *, within: Period) -> list[Period]:
    """The stretches of `within` that no period holds, in order: months nobody looked after a family."""
    free: list[Period] = []
    start: date | None = within.from_
    for period in merge(periods):
        held = period.intersect(within)
        if held is None or start is None:
            continue
        if start < held.from_:
            free.append(Period(start, held.from_))
        start = held.until
    if start is not None and (within.until is None or start < within.until):
        free.append(Period(start, within.until))
    return free


def in_force(facts: Iterable[D], *, on: date) -> list[D]:
    """The dated facts that hold on a day."""
    return [fact for fact in facts if is_in_force(fact, on=on)]


def is_in_force(fact: Dated, *, on: date) -> bool:
    """Whether a dated fact holds on a day: its first day yes, its end day no."""
    return fact.valid_from <= on and (fact.valid_until is None or on < fact.valid_until)


def _ends_before(until: date | None, day: date) -> bool:
    return until is not None and until < day


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
