"""The trade of thresholds as two lines: precision and recall of the labelled pairs at each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from madadkar.matching.queries.quality import Trade
from madadkar.matching.queries.thresholds import Bounds
from madadkar.web.canvas import Canvas, points

CANVAS = Canvas(width=480, height=200, edge=16)


@dataclass(frozen=True)
class Drawing:
    """The points of both lines, and where the two thresholds stand; low scores at the right."""

    precision: str
    recall: str
    lower: int
    upper: int
    width: int = CANVAS.width
    height: int = CANVAS.height


def drawn_trades(*, trades: Sequence[Trade], bounds: Bounds) -> Drawing:
    """Both lines over the scores; where nothing is held, there is no precision and no point."""
    return Drawing(
        precision=_points([(float(one.at), one.precision) for one in trades]),
        recall=_points([(float(one.at), one.recall) for one in trades]),
        lower=CANVAS.x(float(bounds.lower)),
        upper=CANVAS.x(float(bounds.upper)),
    )


def _points(told: list[tuple[float, float | None]]) -> str:
    return points((CANVAS.x(at), CANVAS.y(percent / 100)) for at, percent in told if percent is not None)
