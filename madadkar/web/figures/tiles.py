"""A figure as a page shows it: its number, where it opens, what was printed of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from madadkar.reports.figures import SECTIONS
from madadkar.reports.press import number_text, sentence_of
from madadkar.reports.queries import Breakdown, Part, Reading
from madadkar.reports.rules import (
    UNIT_NAMES,
    Counted,
    Dimension,
    Figure,
    Measure,
    Published,
    Rate,
    dimension_name,
)
from madadkar.web.figures.asking import Asking
from madadkar.web.refusals import sentence

SHOWN_PARTS = 12
_OF_WORDS = {Measure.GROWTH: "نسبت به", Measure.RATIO: "در", Measure.MEAN: "در"}


@dataclass(frozen=True)
class Tile:
    """One figure with its addresses."""

    reading: Reading
    page_url: str
    list_url: str
    base_url: str
    sentence: str

    @property
    def number(self) -> str:
        """«۵۲٫۴»."""
        return number_text(self.reading.value)

    @property
    def unit(self) -> str:
        """«خانوار»."""
        return UNIT_NAMES[self.reading.figure.unit]

    @property
    def is_rate(self) -> bool:
        """Whether it is made of two counts."""
        return isinstance(self.reading.figure, Rate)

    @property
    def of_words(self) -> str:
        """How the two counts stand to each other."""
        figure = self.reading.figure
        return _OF_WORDS.get(figure.measure, "از") if isinstance(figure, Rate) else "از"

    @property
    def counts(self) -> tuple[str, str]:
        """Both its counts in words."""
        return number_text(self.reading.numerator), number_text(self.reading.denominator)

    @property
    def units(self) -> tuple[str, str]:
        """The units of both counts of a rate."""
        figure = self.reading.figure
        assert isinstance(figure, Rate)
        return UNIT_NAMES[figure.of.unit], UNIT_NAMES[figure.out_of.unit]

    @property
    def refusal(self) -> str:
        """Why it is not counted for this reader."""
        return sentence(self.reading.refusal) if self.reading.refusal else ""

    @property
    def published(self) -> list[tuple[Published, bool]]:
        """What texts printed, and whether counting agrees."""
        return [(one, one not in self.reading.disagreements) for one in self.reading.published]


def tile(reading: Reading, asking: Asking) -> Tile:
    """A figure of the office and day that were asked about."""
    code = reading.figure.code
    base_url = asking.address("figure-list", code, base="1") if isinstance(reading.figure, Rate) else ""
    return Tile(
        reading=reading,
        page_url=asking.address("figure", code),
        list_url=asking.address("figure-list", code),
        base_url=base_url,
        sentence=sentence_of(reading=reading, office=asking.question.office.name),
    )


def sections(readings: list[Reading], asking: Asking) -> list[tuple[str, list[Tile]]]:
    """The tiles under their headings."""
    by_code = {reading.figure.code: tile(reading, asking) for reading in readings}
    return [
        (heading, [by_code[figure.code] for figure in figures if figure.code in by_code])
        for heading, figures in SECTIONS
    ]


@dataclass(frozen=True)
class Slice:
    """One part of a breakdown: its name, its counts, its value, and the list it opens to."""

    name: str
    numerator: Counted
    denominator: Counted | None
    value: Decimal | int | None
    url: str

    @property
    def number(self) -> str:
        """«۵۲٫۴»."""
        return number_text(self.value)

    @property
    def counts(self) -> tuple[str, str]:
        """Both its counts in words."""
        return number_text(self.numerator), number_text(self.denominator)


@dataclass(frozen=True)
class Cut:
    """A breakdown as a table, the largest parts first and the rest folded."""

    dimension: Dimension
    heading: str
    overlaps: bool
    first: list[Slice]
    rest: list[Slice]


def cut(breakdown: Breakdown, figure: Figure, asking: Asking) -> Cut:
    """A breakdown with the addresses of its parts."""
    dimension = breakdown.dimension

    def sliced(part: Part) -> Slice:
        url = asking.address("figure-list", figure.code, by=dimension.value, part=part.key)
        return Slice(part.name, part.numerator, part.denominator, part.value, url)

    slices = [sliced(part) for part in breakdown.parts]
    heading = dimension_name(dimension=dimension, ground=figure.ground)
    return Cut(dimension, heading, breakdown.overlaps, slices[:SHOWN_PARTS], slices[SHOWN_PARTS:])


@dataclass(frozen=True)
class ReportDay:
    """A day on which a text gave figures of this office."""

    on: date
    source: str
    url: str
    is_shown: bool
