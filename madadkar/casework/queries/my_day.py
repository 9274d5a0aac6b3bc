"""What waits for somebody today: every noun that has terms adds its function of duties by a line here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db import connection

from madadkar.casework.queries.came_back import came_back_duties
from madadkar.casework.queries.committee_duties import committee_duties
from madadkar.casework.queries.delegations import delegation_duties
from madadkar.casework.queries.discretion import discretion_duties
from madadkar.casework.queries.documents import document_duties
from madadkar.casework.queries.file_tasks import task_duties
from madadkar.casework.queries.glass import glass_duties
from madadkar.casework.queries.pairs import pair_duties
from madadkar.casework.queries.requests import emergency_duties, request_duties
from madadkar.casework.queries.stillness import still_duties
from madadkar.casework.queries.supervision import correction_duties, inspection_duties
from madadkar.casework.queries.voices import voice_duties
from madadkar.casework.queries.walking_duties import (
    exit_duties,
    follow_up_duties,
    plan_duties,
    review_duties,
    step_duties,
    visit_duties,
)
from madadkar.casework.rules.duties import Duty
from madadkar.casework.rules.rounds import Round, Stop, rounds
from madadkar.foundation.remembering import one_reading
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text


class DutiesOf(Protocol):
    """`def visit_duties(*, scope: Scope, on: date) -> list[Duty]`: what waits for the holder of this scope.

    In a constant number of questions and within the scope's rights: a caseworker's or a centre's duties are
    those of `queries.my_files`, a head's are the office's own decisions. What is due within a month is
    enough; nothing may be left out that is overdue.
    """

    def __call__(self, *, scope: Scope, on: date) -> list[Duty]:
        """The duties, in any order."""


DUTIES: tuple[DutiesOf, ...] = (
    emergency_duties,
    request_duties,
    discretion_duties,
    glass_duties,
    task_duties,
    document_duties,
    still_duties,
    committee_duties,
    delegation_duties,
    came_back_duties,
    inspection_duties,
    correction_duties,
    voice_duties,
    pair_duties,
    visit_duties,
    exit_duties,
    plan_duties,
    step_duties,
    review_duties,
    follow_up_duties,
)


def duties(*, scope: Scope, on: date) -> list[Duty]:
    """Everything that waits for the reader, the longest overdue first; what has no term stands last."""
    with one_reading():
        found = [duty for of in DUTIES for duty in of(scope=scope, on=on)]
    return sorted(found, key=lambda duty: (duty.due_on is None, duty.due_on or on))


@dataclass(frozen=True, slots=True)
class DayFamily:
    """What a line of my day says of a family: its head and file, where it lives, and in which district."""

    household_id: int
    file_id: int
    number: str
    head_name: str
    place: str
    place_code: str
    district: str
    district_code: str


def day_families(*, household_ids: Collection[int], on: date) -> dict[int, DayFamily]:
    """These families by household, in one question; the database leaves out what is out of sight."""
    if not household_ids:
        return {}
    with connection.cursor() as cursor:
        told: dict[str, Any] = {"ids": list(household_ids), "on": on}
        cursor.execute(sql_text("madadkar.casework", "day_families.sql"), told)
        return {row[0]: DayFamily(*row) for row in cursor.fetchall()}


def visit_rounds(*, visits: Iterable[Duty], families: Mapping[int, DayFamily], on: date) -> list[Round]:
    """The visits that are due, as rounds of villages; each family is one stop, by its most pressing visit."""
    pressing: dict[int, Duty] = {}
    for duty in visits:
        if duty.household_id is not None and duty.household_id in families:
            pressing.setdefault(duty.household_id, duty)
    return rounds(stops=[_stop(families[pk], duty.due_on) for pk, duty in pressing.items()], on=on)


def _stop(family: DayFamily, due_on: date | None) -> Stop:
    return Stop(
        household_id=family.household_id,
        due_on=due_on,
        district=family.district,
        district_code=family.district_code,
        place=family.place,
        place_code=family.place_code,
    )
