"""A family of the demo in memory, before it is written: its people, home, file and dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from madadkar.casework.rules import CoverageKind, FileState, StateReason
from madadkar.casework.rules import Field as FileField
from madadkar.demo.villages import Spot
from madadkar.registry.rules import Group, Headship, Marital, Relation, Sex


@dataclass(slots=True)
class Stay:
    """A time in the family, as head or otherwise."""

    relation: Relation
    begins_on: date
    ends_on: date | None = None
    headship: Headship | None = None


@dataclass(slots=True)
class State:
    """A group somebody is in for a time."""

    group: Group
    begins_on: date
    ends_on: date | None = None
    cause: str = ""
    detail: str = ""

    def holds_on(self, on: date) -> bool:
        """Whether it is so on a day."""
        return self.begins_on <= on and (self.ends_on is None or self.ends_on > on)


@dataclass(slots=True)
class Member:
    """One invented person of the family; `learning` says what their age makes of them at school."""

    sex: Sex
    birth_on: date
    birth_year: int
    relation: Relation
    marital: Marital
    first_name: str = ""
    last_name: str = ""
    father_name: str = ""
    birth_precision: str = "day"
    national_code: str | None = None
    certificate_number: str = ""
    died_on: date | None = None
    mobile: str = ""
    landline: str = ""
    learning: str = ""
    sheba: str = ""
    stays: list[Stay] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    id: int = 0


@dataclass(slots=True)
class Family:
    """A family with its file. `members` are those it has on the day it is counted, head first.

    `echo_of` is the same real family in the other agency's register; `is_echoed`: it has such an echo.
    """

    members: list[Member]
    headship: Headship
    county: int = 0
    spot: Spot | None = None
    former_spot: Spot | None = None
    moved_on: date | None = None
    postal_code: str = ""
    decile: int | None = None
    agency_field: FileField = FileField.RELIEF
    opened_on: date = date.min
    left_on: date | None = None
    left_reason: StateReason = StateReason.UNSAID
    coverage: list[tuple[CoverageKind, date, date | None]] = field(default_factory=list)
    standings: list[tuple[FileState, StateReason, date, date | None]] = field(default_factory=list)
    pension: tuple[date, date | None] | None = None
    delegations: list[tuple[int, date, date | None]] = field(default_factory=list)
    found_by_centre: int | None = None
    gone: list[Member] = field(default_factory=list)
    echo_of: Family | None = None
    is_echoed: bool = False
    id: int = 0

    @property
    def head(self) -> Member:
        """Who heads it when it is counted."""
        return self.members[0]

    @property
    def is_headed_by_woman(self) -> bool:
        """Whether its head is a woman."""
        return self.members[0].sex is Sex.FEMALE
