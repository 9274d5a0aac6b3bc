"""Small drawings in a page: where on them a share stands, read from right to left as the page is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Canvas:
    """A field of so many pixels, with an edge all round that nothing is drawn on."""

    width: int
    height: int
    edge: int

    def x(self, along: float) -> int:
        """Where this share of the way stands: 0 at the right, 1 at the left."""
        return round(self.width - self.edge - along * (self.width - 2 * self.edge))

    def y(self, up: float) -> int:
        """Where this share of the height stands: 0 at the bottom."""
        return round(self.height - self.edge - up * (self.height - 2 * self.edge))


def points(dots: Iterable[tuple[int, int]]) -> str:
    """A line through these dots, as a polyline reads it."""
    return " ".join(f"{x},{y}" for x, y in dots)
