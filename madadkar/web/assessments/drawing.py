"""Scores over time as small drawings, one a domain: the earliest at the right, as the page is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from madadkar.casework.models import Assessment
from madadkar.casework.rules.assessment_matrix import DOMAIN_NAMES, WEAK, Domain, mean_tenths
from madadkar.web.canvas import Canvas, points

CANVAS = Canvas(width=240, height=70, edge=8)


@dataclass(frozen=True)
class Dot:
    """One score in a drawing."""

    x: int
    y: int
    score: int
    on: date


@dataclass(frozen=True)
class Line:
    """One domain's scores: as dots, as the points of a line, and in words."""

    name: str
    dots: list[Dot]
    scores: list[int | None]
    last: int | None
    change: int | None

    @property
    def points(self) -> str:
        """The line through the dots."""
        return points((dot.x, dot.y) for dot in self.dots)

    @property
    def is_weak(self) -> bool:
        """Whether its last score demands a goal."""
        return self.last is not None and self.last <= WEAK


def lines(assessments: Sequence[Assessment], *, hidden: Collection[Domain] = ()) -> list[Line]:
    """Every domain's line over these assessments, the first first, but for those hidden from the reader."""
    scored = [(one.on, one.scores) for one in assessments]
    return [
        _line(domain, [(on, scores.get(domain)) for on, scores in scored])
        for domain in Domain
        if domain not in hidden
    ]


def means(
    assessments: Sequence[Assessment], *, hidden: Collection[Domain] = ()
) -> list[tuple[date, int, int]]:
    """The mean of each assessment as whole and tenths, over what the reader sees: the whole mean would tell
    the rest.
    """
    told = [(one.on, mean_tenths(scores=_without(one.scores, hidden))) for one in assessments]
    return [(on, tenths // 10, tenths % 10) for on, tenths in told]


def _line(domain: Domain, told: list[tuple[date, int | None]]) -> Line:
    known = [(on, score) for on, score in told if score is not None]
    first, last = (told[0][0], told[-1][0]) if told else (date.min, date.min)
    dots = [Dot(_x(on, first, last), _y(score), score, on) for on, score in known]
    change = known[-1][1] - known[-2][1] if len(known) > 1 else None
    return Line(
        name=DOMAIN_NAMES[domain],
        dots=dots,
        scores=[score for _, score in told],
        last=told[-1][1] if told else None,
        change=change,
    )


def _x(on: date, first: date, last: date) -> int:
    span = (last - first).days
    return CANVAS.x((on - first).days / span if span else 0.5)


def _y(score: int) -> int:
    return CANVAS.y((score - 1) / 4)


def _without(scores: Mapping[Domain, int], hidden: Collection[Domain]) -> dict[Domain, int]:
    return {domain: score for domain, score in scores.items() if domain not in hidden}
