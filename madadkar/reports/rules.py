"""What a published number is: a count of families, persons, files or centres, or a rate of two counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Unit(StrEnum):
    """What a number counts; a number without its unit is never shown."""

    HOUSEHOLD = "household"
    PERSON = "person"
    FILE = "file"
    CENTRE = "centre"
    PERCENT = "percent"
    FILES_A_CENTRE = "files_a_centre"
    WORKER = "worker"
    FILES_A_WORKER = "files_a_worker"
    HAND_OVER = "hand_over"
    DAY = "day"


UNIT_NAMES = {
    Unit.HOUSEHOLD: "خانوار",
    Unit.PERSON: "نفر",
    Unit.FILE: "پرونده",
    Unit.CENTRE: "مرکز",
    Unit.PERCENT: "درصد",
    Unit.FILES_A_CENTRE: "پرونده برای هر مرکز",
    Unit.WORKER: "مددکار",
    Unit.FILES_A_WORKER: "پرونده برای هر مددکار",
    Unit.HAND_OVER: "تحویل",
    Unit.DAY: "روز",
}


class Ground(StrEnum):
    """The rows a count is taken from: tables of sql/grounds.sql of the same names."""

    FAMILY = "family"
    PERSON = "person"
    CENTRE = "centre"
    WORKER = "worker"
    HAND_OVER = "hand_over"


class Dimension(StrEnum):
    """A way to break a number down; only `group` overlaps, so only its parts may not be added up."""

    COUNTY = "county"
    AREA = "area"
    OFFICE = "office"
    FIELD = "field"
    COVERAGE = "coverage"
    CENTRE = "centre"
    SEX = "sex"
    GROUP = "group"
    KIND = "kind"


DIMENSION_NAMES = {
    Dimension.COUNTY: "شهرستان",
    Dimension.AREA: "شهری / روستایی",
    Dimension.OFFICE: "اداره",
    Dimension.FIELD: "حوزه",
    Dimension.COVERAGE: "نوع خدمات",
    Dimension.CENTRE: "مرکز نیکوکاری",
    Dimension.SEX: "جنس",
    Dimension.GROUP: "گروه مددجویی",
    Dimension.KIND: "نوع مرکز",
}


def dimension_name(*, dimension: Dimension, ground: Ground) -> str:
    """What a breakdown is called; a family's sex is its head's."""
    if dimension is Dimension.SEX and ground is Ground.FAMILY:
        return "جنس سرپرست"
    return DIMENSION_NAMES[dimension]


FAMILY_DIMENSIONS = (
    Dimension.COUNTY,
    Dimension.AREA,
    Dimension.OFFICE,
    Dimension.FIELD,
    Dimension.COVERAGE,
    Dimension.SEX,
    Dimension.CENTRE,
)
PERSON_DIMENSIONS = (
    Dimension.COUNTY,
    Dimension.AREA,
    Dimension.SEX,
    Dimension.GROUP,
    Dimension.OFFICE,
    Dimension.FIELD,
    Dimension.COVERAGE,
    Dimension.CENTRE,
)
CENTRE_DIMENSIONS = (Dimension.KIND, Dimension.COUNTY, Dimension.OFFICE)
WORKER_DIMENSIONS = HAND_OVER_DIMENSIONS = (Dimension.OFFICE, Dimension.CENTRE)


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many rows of a ground fulfil `where` on a day; it opens to exactly those rows.

    `where` is a condition on the ground's columns (sql/grounds.sql). `is_medical`: counted only for roles
    that see medical circumstances, refused to others, because their sight would make it a wrong 0.
    `adds`: a column of which each row adds its own measure, where the rows themselves are not counted.
    `is_shown` False: only the base of a rate.
    """

    code: str
    title: str
    unit: Unit
    ground: Ground
    definition: str
    where: str
    dimensions: tuple[Dimension, ...]
    is_medical: bool = False
    is_shown: bool = True
    adds: str = ""

    def sql(self, *, where: str = "") -> str:
        """The count (or sum, to one decimal place) as SQL over its ground, perhaps of some rows only."""
        some = f" filter (where {where})" if where else ""
        if not self.adds:
            return f"count(*){some}"
        return f"coalesce(round((sum({self.adds}){some})::numeric, 1), 0)"


class Measure(StrEnum):
    """How a rate is taken from its two counts."""

    SHARE = "share"
    RATIO = "ratio"
    GROWTH = "growth"
    MEAN = "mean"


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A number made of two counts, `of` out of `out_of`, both always shown with it; `target` is a wish.

    A mean's `of` is the sum over the very rows that `out_of` counts, so both open to the same list.
    """

    code: str
    title: str
    unit: Unit
    definition: str
    measure: Measure
    of: Count
    out_of: Count
    target: Decimal | None = None
    is_shown: bool = True

    @property
    def ground(self) -> Ground:
        """Where the rows of its numerator are taken from."""
        return self.of.ground

    @property
    def opens_to(self) -> Count:
        """The count whose rows its list tells: the numerator's, and a mean's base."""
        return self.out_of if self.measure is Measure.MEAN else self.of

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """A rate breaks down by what both its counts break down by."""
        return tuple(one for one in self.of.dimensions if one in self.out_of.dimensions)

    @property
    def is_medical(self) -> bool:
        """Whether either count needs sight of medical circumstances."""
        return self.of.is_medical or self.out_of.is_medical


Figure = Count | Rate

_TENTH = Decimal("0.1")


Counted = int | Decimal
"""How many rows, or what they add up to."""


def rate_value(*, measure: Measure, of: Counted, out_of: Counted) -> Decimal | None:
    """A rate to one decimal place, halves up; None when there is nothing to take it from."""
    if out_of == 0:
        return None
    quotient = Decimal(of) / Decimal(out_of)
    if measure is Measure.SHARE:
        quotient *= 100
    elif measure is Measure.GROWTH:
        quotient = (quotient - 1) * 100
    return quotient.quantize(_TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class Published:
    """A number as a text gave it: of which office, for the days `[said_from, said_until)`, in what words."""

    figure: str
    office: str
    said_from: date
    said_until: date
    value: Decimal
    text: str
    source: str

    def is_about(self, *, office: str, on: date) -> bool:
        """Whether the text speaks of this office on this day."""
        return self.office == office and self.said_from <= on < self.said_until

    def agrees_with(self, value: Decimal | int | None) -> bool:
        """Whether counting gives what the text says, at the text's own precision."""
        if value is None:
            return False
        return Decimal(value).quantize(self.value, ROUND_HALF_UP) == self.value
