"""What the timeline is made of: happenings with their kind, and what a teller is told of the family."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from madadkar.casework.queries import FileHistory
from madadkar.foundation.scope import Scope
from madadkar.registry.queries import Family


class Kind(StrEnum):
    """What a happening is about; the reader may ask for one kind alone."""

    FAMILY = "family"
    FILE = "file"
    REQUEST = "request"
    VISIT = "visit"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    COMMITTEE = "committee"
    CENTRE = "centre"
    NOTE = "note"
    DOCUMENT = "document"
    ROSTER = "roster"
    VOICE = "voice"


KIND_NAMES = {
    Kind.FAMILY: "خانوار",
    Kind.FILE: "پرونده",
    Kind.REQUEST: "درخواست",
    Kind.VISIT: "بازدید",
    Kind.ASSESSMENT: "ارزیابی",
    Kind.PLAN: "برنامه",
    Kind.COMMITTEE: "کمیته",
    Kind.CENTRE: "مرکز نیکوکاری",
    Kind.NOTE: "یادداشت",
    Kind.DOCUMENT: "مدرک",
    Kind.ROSTER: "فهرست دریافتی",
    Kind.VOICE: "صدای مددجو",
}


@dataclass(frozen=True)
class Happening:
    """Something that happened on a day, in words: `who` did it and the page that tells more, if any.

    `at` orders what happened within one day; without it a happening stands before those with an instant.
    """

    on: date
    title: str
    text: str = ""
    kind: Kind = Kind.FAMILY
    at: datetime | None = None
    who: str = ""
    url: str = ""


@dataclass(frozen=True)
class Day:
    """A day and what happened on it."""

    on: date
    happenings: list[Happening]


@dataclass(frozen=True, kw_only=True)
class About:
    """Of whom a teller tells, and to whom: it must ask with `seen_by(scope)` and in constant questions."""

    family: Family
    history: FileHistory | None
    scope: Scope
    on: date


Teller = Callable[[About], Iterable[Happening]]
