"""How a family is covered, and in which of the agency's fields its file stands."""

from __future__ import annotations

from enum import StrEnum


class CoverageKind(StrEnum):
    """Continuous (مستمر) or occasional (غیرمستمر) service; belongs to a coverage period."""

    CONTINUOUS = "continuous"
    OCCASIONAL = "occasional"


COVERAGE_KIND_NAMES = {CoverageKind.CONTINUOUS: "مستمر", CoverageKind.OCCASIONAL: "غیرمستمر"}


class Field(StrEnum):
    """The agency's field (حوزه) a file stands in; Behzisti's deputies' offices, and Emdad's plans."""

    WOMEN_AND_FAMILY = "women_and_family"
    CHILDREN = "children"
    SOCIALLY_HARMED = "socially_harmed"
    REHABILITATION = "rehabilitation"
    PREVENTION = "prevention"
    RELIEF = "relief"
    RAJAI = "rajai"


FIELD_NAMES = {
    Field.WOMEN_AND_FAMILY: "زنان و خانواده",
    Field.CHILDREN: "کودکان و نوجوانان",
    Field.SOCIALLY_HARMED: "آسیب‌دیدگان اجتماعی",
    Field.REHABILITATION: "توانبخشی",
    Field.PREVENTION: "پیشگیری",
    Field.RELIEF: "طرح مددجویی",
    Field.RAJAI: "طرح شهید رجایی",
}
SOCIAL_FIELDS = (Field.WOMEN_AND_FAMILY, Field.CHILDREN, Field.SOCIALLY_HARMED)
