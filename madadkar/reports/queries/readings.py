"""All figures of an office on a day, from one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from madadkar.foundation.refusal import Refusal
from madadkar.reports.figures import COUNTS, PUBLISHED, SHOWN
from madadkar.reports.queries.question import Question, answer, refusal_of
from madadkar.reports.rules import Count, Counted, Figure, Ground, Published, Rate, rate_value


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One figure of one office on one day, with both its counts, and what a text printed of it."""

    figure: Figure
    on: date
    numerator: Counted | None
    denominator: Counted | None
    refusal: Refusal | None = None
    published: tuple[Published, ...] = ()

    @property
    def value(self) -> Decimal | int | None:
        """The number itself; None where it may not be seen, or a rate has nothing to be taken from."""
        if self.numerator is None or isinstance(self.figure, Count):
            return self.numerator
        assert self.denominator is not None
        return rate_value(measure=self.figure.measure, of=self.numerator, out_of=self.denominator)

    @property
    def disagreements(self) -> tuple[Published, ...]:
        """The texts that print another number than counting gives."""
        if self.refusal is not None:
            return ()
        return tuple(one for one in self.published if not one.agrees_with(self.value))


def office_readings(*, asked: Question, figures: tuple[Figure, ...] = SHOWN) -> list[Reading]:
    """The figures of an office, in the order declared; 0 where there is nothing to count."""
    needed = _counts_of(figures)
    counted = answer(asked=asked, sql=all_counts_sql(counts=_seen(needed, asked)))[0]
    return [_reading(figure, counted, asked) for figure in figures]


def all_counts_sql(*, counts: tuple[Count, ...] = COUNTS) -> str:
    """One row with a column a count, each ground read once."""
    grounds = [ground for ground in Ground if any(count.ground is ground for count in counts)]
    tables = ", ".join(f"{one}_counts as ({_select(one, counts)})" for one in grounds)
    return f", {tables} select * from {', '.join(f'{one}_counts' for one in grounds)}"  # noqa: S608 - constants


def _select(ground: Ground, counts: tuple[Count, ...]) -> str:
    columns = ", ".join(
        f"{count.sql(where=count.where)} as {count.code}" for count in counts if count.ground is ground
    )
    return f"select {columns} from {ground}"  # noqa: S608 - conditions are constants


def _counts_of(figures: tuple[Figure, ...]) -> tuple[Count, ...]:
    wanted: dict[str, Count] = {}
    for figure in figures:
        for count in (figure.of, figure.out_of) if isinstance(figure, Rate) else (figure,):
            wanted[count.code] = count
    return tuple(wanted.values())


def _seen(counts: tuple[Count, ...], asked: Question) -> tuple[Count, ...]:
    return tuple(count for count in counts if refusal_of(figure=count, by=asked.by) is None)


def _reading(figure: Figure, counted: dict[str, Counted], asked: Question) -> Reading:
    of, out_of = (figure.of, figure.out_of) if isinstance(figure, Rate) else (figure, None)
    about = (one for one in PUBLISHED if one.figure == figure.code)
    return Reading(
        figure=figure,
        on=asked.on,
        numerator=counted.get(of.code),
        denominator=counted.get(out_of.code) if out_of else None,
        refusal=refusal_of(figure=figure, by=asked.by),
        published=tuple(one for one in about if _speaks_to(one, asked)),
    )


def _speaks_to(published: Published, asked: Question) -> bool:
    """A text speaks of a whole office; a centre's people see only their part of it."""
    return asked.by.centre_id is None and published.is_about(office=asked.office.code, on=asked.on)
