"""Every figure the house publishes, declared once: what it counts, of what, and the list it opens to."""

from __future__ import annotations

from madadkar.foundation.refusal import Refusal
from madadkar.reports.figures import centres, files, households, overlap, persons, walking
from madadkar.reports.figures.published import PUBLISHED
from madadkar.reports.rules import Count, Figure

SECTIONS: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    ("خانوارها", households.FIGURES),
    ("جمعیت", persons.FIGURES),
    ("پرونده‌ها", files.FIGURES),
    ("همراهی با خانوارها", walking.FIGURES),
    ("مراکز نیکوکاری", centres.FIGURES),
    ("خانوارهای دو نهاد", overlap.FIGURES),
)
FIGURES: tuple[Figure, ...] = tuple(figure for _, figures in SECTIONS for figure in figures)
COUNTS: tuple[Count, ...] = tuple(figure for figure in FIGURES if isinstance(figure, Count))
SHOWN: tuple[Figure, ...] = tuple(figure for figure in FIGURES if figure.is_shown)

_BY_CODE = {figure.code: figure for figure in FIGURES}

__all__ = ["COUNTS", "FIGURES", "PUBLISHED", "SECTIONS", "SHOWN", "figure_by_code"]


def figure_by_code(*, code: str) -> Figure:
    """The figure of this code. Raises Refusal("figure_unknown")."""
    figure = _BY_CODE.get(code)
    if figure is None:
        raise Refusal("figure_unknown", code=code)
    return figure
