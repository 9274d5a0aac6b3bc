"""What kind of overlap two covers of one family make, and by which group of the family it is judged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from madadkar.casework.rules import CoverageKind


class OverlapKind(StrEnum):
    """How two covers of one family stand to each other on a day."""

    CONTINUOUS_BOTH = "continuous_both"
    CONTINUOUS_OCCASIONAL = "continuous_occasional"
    OCCASIONAL_BOTH = "occasional_both"
    SAME_SERVICE = "same_service"


OVERLAP_KIND_NAMES = {
    OverlapKind.CONTINUOUS_BOTH: "مستمر در هر دو نهاد",
    OverlapKind.CONTINUOUS_OCCASIONAL: "مستمر در یکی، غیرمستمر در دیگری",
    OverlapKind.OCCASIONAL_BOTH: "غیرمستمر در هر دو نهاد",
    OverlapKind.SAME_SERVICE: "یک خدمت در یک ماه از هر دو نهاد",
}


class OverlapGroup(StrEnum):
    """By what of the family the rule decides; the first that fits, in this order.

    It tells no more than both agencies' own cover does: the field it is given in, and what any officer who
    knows the family knows of it. Illness is not among them.
    """

    REHABILITATION = "rehabilitation"
    CHILDREN = "children"
    ORPHANS = "orphans"
    ELDERLY = "elderly"
    WOMAN_HEAD = "woman_head"
    OTHER = "other"


OVERLAP_GROUP_NAMES = {
    OverlapGroup.REHABILITATION: "پوشش توانبخشی",
    OverlapGroup.CHILDREN: "کودکان و آسیب‌دیدگان اجتماعی",
    OverlapGroup.ORPHANS: "خانواده ایتام",
    OverlapGroup.ELDERLY: "سرپرست سالمند",
    OverlapGroup.WOMAN_HEAD: "زن سرپرست خانوار",
    OverlapGroup.OTHER: "دیگر خانوارها",
}

PENSION = "pension"
"""The service both agencies give by the month."""


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What one side tells the other of its cover, and nothing more.

    `services` are those known to be given: the pension, and what a centre was asked for by name.
    """

    agency_id: int
    kind: CoverageKind
    since: date
    until: date | None
    services: frozenset[str]
    member_count: int


def same_services(*, covers: Collection[Cover]) -> frozenset[str]:
    """The services the family has from every side in the same month."""
    return frozenset.intersection(*(one.services for one in covers)) if covers else frozenset()


def kind_of(*, covers: Collection[Cover]) -> OverlapKind:
    """One service from both weighs most; else it is told by the two kinds of cover."""
    if same_services(covers=covers):
        return OverlapKind.SAME_SERVICE
    kinds = {one.kind for one in covers}
    if kinds == {CoverageKind.CONTINUOUS}:
        return OverlapKind.CONTINUOUS_BOTH
    if kinds == {CoverageKind.OCCASIONAL}:
        return OverlapKind.OCCASIONAL_BOTH
    return OverlapKind.CONTINUOUS_OCCASIONAL


def overlap_from(*, covers: Collection[Cover]) -> date:
    """Since which day the family has had cover from every side."""
    return max(one.since for one in covers)
