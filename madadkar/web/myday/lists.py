"""My day as lists: visits in rounds, then each kind of duty, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from madadkar.casework.queries.my_day import DayFamily
from madadkar.casework.rules.duties import DUTY_KIND_NAMES, Duty, DutyKind
from madadkar.casework.rules.rounds import Round

SHOWN = 30
"""Lines of one kind a page shows; the number beside the title counts them all."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One duty as a page shows it: what, of which family, until when, and where it is done."""

    words: str
    url: str
    due_on: date | None
    is_overdue: bool
    family: DayFamily | None


@dataclass(frozen=True, kw_only=True)
class KindList:
    """The duties of one kind: those shown, and how many there are and are overdue."""

    kind: DutyKind
    title: str
    lines: list[Line]
    number: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class RoundLines:
    """One round of visits as a page shows it."""

    district: str
    lines: list[Line]
    overdue: int


def kind_list(*, kind: DutyKind, duties: list[Duty], families: Mapping[int, DayFamily], on: date) -> KindList:
    """One list of my day."""
    return KindList(
        kind=kind,
        title=DUTY_KIND_NAMES[kind],
        lines=[line(duty=duty, families=families, on=on) for duty in duties[:SHOWN]],
        number=len(duties),
        overdue=sum(1 for duty in duties if duty.is_overdue(on)),
    )


def line(*, duty: Duty, families: Mapping[int, DayFamily], on: date) -> Line:
    """One duty as a line; without a page of its own it opens the file."""
    return Line(
        words=duty.words,
        url=_url(duty),
        due_on=duty.due_on,
        is_overdue=duty.is_overdue(on),
        family=families.get(duty.household_id or 0),
    )


def round_lines(
    *, rounds: Iterable[Round], visits: list[Duty], families: Mapping[int, DayFamily], on: date
) -> list[RoundLines]:
    """The rounds with each family's visit on its stop."""
    pressing: dict[int, Duty] = {}
    for duty in visits:
        pressing.setdefault(duty.household_id or 0, duty)
    return [
        RoundLines(
            district=one.district,
            lines=[line(duty=pressing[stop.household_id], families=families, on=on) for stop in one.stops],
            overdue=one.overdue_count,
        )
        for one in rounds
    ]


def _url(duty: Duty) -> str:
    args = duty.url_args or ((duty.file_id,) if duty.file_id is not None else ())
    try:
        return reverse(duty.url_name, args=args)
    except NoReverseMatch:
        return reverse("case-file", args=[duty.file_id]) if duty.file_id is not None else ""
