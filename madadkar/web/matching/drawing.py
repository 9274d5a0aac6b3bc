"""The trade of thresholds as two lines: precision and recall of the labelled pairs at each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from madadkar.matching.queries.quality import Trade
from madadkar.matching.queries.thresholds import Bounds

WIDTH, HEIGHT, EDGE = 480, 200, 16


@dataclass(frozen=True)
class Drawing:
    """The points of both lines, and where the two thresholds stand; the highest score at the left."""

    precision: str
    recall: str
    lower: int
    upper: int
    width: int = WIDTH
    height: int = HEIGHT


def drawn_trades(*, trades: Sequence[Trade], bounds: Bounds) -> Drawing:
    """Both lines over the scores; where nothing is held, there is no precision and no point."""
    return Drawing(
        precision=_points([(float(one.at), one.precision) for one in trades]),
        recall=_points([(float(one.at), one.recall) for one in trades]),
        lower=_x(float(bounds.lower)),
        upper=_x(float(bounds.upper)),
    )


def _points(told: list[tuple[float, float | None]]) -> str:
    return " ".join(f"{_x(at)},{_y(percent)}" for at, percent in told if percent is not None)


def _x(at: float) -> int:
    """As the page is read: low scores at the right."""
    return round(WIDTH - EDGE - at * (WIDTH - 2 * EDGE))


def _y(percent: float) -> int:
    return round(HEIGHT - EDGE - percent / 100 * (HEIGHT - 2 * EDGE))
