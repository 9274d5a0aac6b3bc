"""A roster of somebody else beside the register: who of it is known here, with nothing brought in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.jobs import Tell, as_parameters, queue_job
from madadkar.foundation.once import check_once, done_by
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching import foreign_files, registers
from madadkar.matching.engine.linking import Found, link_rosters
from madadkar.matching.foreign_files import FoundRow
from madadkar.matching.models import ForeignRoster
from madadkar.matching.queries.foreign import foreign_roster
from madadkar.matching.queries.thresholds import bounds_on
from madadkar.matching.rosters import Read, read_roster
from madadkar.matching.rules import FOREIGN_KEPT_FOR, ForeignState
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.registry.models import Membership, Person
from madadkar.registry.rosters.read import read_workbook
from madadkar.registry.rosters.recognise import recognise

LINK_FOREIGN = "matching.link_foreign"


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody listens."""


def link_foreign_roster(
    *, office: Office, roster: Read, file_name: str, least: float, by: Scope, at: datetime
) -> tuple[Found, dict[int, tuple[str, int]]]:
    """Link the register of an office and those under it with a roster that stays a file; it is recorded.

    Answers what was found, and for every linked person of the register (household's code, person's number).
    To be done within the scope: who is out of sight is not compared, and nobody under discreet support is.
    Raises Refusal("not_permitted").
    """
    by.check(Right.MATCH_PEOPLE)
    on = tehran_day(at)
    without = registers.withheld(on=on, using="default")
    with tempfile.TemporaryDirectory(prefix="madadkar-matching-") as folder:
        path = Path(folder) / "register.csv"
        told: dict[str, Any] = {"office_ids": by.office_ids, "on": on, "using": "default", "without": without}
        count = registers.copy_out(path=path, **told)
        found = link_rosters(path, roster.persons, least=least)
    record(
        "matching.link_foreign_roster", by=by, at=at, subject=office, office_id=office.pk, file=file_name,
        people=count, rows=len(roster.persons), links=len(found.links),
    )  # fmt: skip
    return found, _called({link.left for link in found.links})


def receive_foreign_roster(
    *, content: bytes, file_name: str, token: UUID, by: Scope, at: datetime
) -> ForeignRoster:
    """Take in somebody else's roster to have it compared by the worker; it never enters the register.

    Raises Refusal: not_permitted, done_already, and roster_… for a file that may or can not be read, of which
    nothing is kept.
    """
    by.check(Right.MATCH_PEOPLE)
    check_once(model=ForeignRoster, token=token)
    recognise(read_workbook(content, file_name), remembered={})
    office = Office.objects.get(pk=by.home_office_id or 0)
    with transaction.atomic():
        roster = ForeignRoster.objects.create(
            agency_id=office.agency_id, office=office, file_name=file_name[:200], token=token, asked_at=at,
            asked_by_id=by.actor_id, asked_by_name=by.actor_name, kept_until=at + FOREIGN_KEPT_FOR,
        )  # fmt: skip
        foreign_files.keep_roster(roster, content)
        told = {"foreign_id": roster.pk}
        roster.job = queue_job(kind=LINK_FOREIGN, office_id=office.pk, parameters=told, by=by, at=at)
        roster.save(update_fields=["job"])
        record("matching.receive_foreign_roster", by=by, at=at, subject=roster, bytes=len(content))
        app.configure_task(LINK_FOREIGN).defer(job_id=roster.job.pk, scope=as_parameters(by))
    return roster


@transaction.atomic
def do_foreign(*, foreign_id: int, by: Scope, at: datetime, tell: Tell = _silent) -> ForeignRoster:
    """Compare a roster that was taken in; done again after a kill, never twice; deleted meanwhile, it is so.

    Raises Refusal: not_permitted, foreign_roster_unknown, foreign_roster_gone, and roster_… as it is read.
    """
    by.check(Right.MATCH_PEOPLE)
    roster = foreign_roster(foreign_id=foreign_id, scope=by)
    if roster.state != ForeignState.ASKED:
        return roster
    tell("read", 0, 0)
    read = read_roster(foreign_files.roster_path(roster), today=tehran_day(at))
    tell("compare", 0, len(read.persons))
    bounds = bounds_on(agency_ids=[roster.agency_id], on=tehran_day(at))
    found, _ = link_foreign_roster(
        office=roster.office, roster=read, file_name=roster.file_name, least=float(bounds.lower), by=by, at=at
    )
    roster = _taken(foreign_id, by)
    if roster.state != ForeignState.ASKED:
        return roster
    roster.state, roster.finished_at = ForeignState.DONE.value, at
    roster.row_count, roster.found_count = len(read.persons), len(found.links)
    roster.upper = bounds.upper
    roster.save(update_fields=["state", "finished_at", "row_count", "found_count", "upper"])
    foreign_files.keep_found(roster, _rows(found, read))
    transaction.on_commit(partial(foreign_files.drop_roster, roster))
    return roster


@transaction.atomic
def forget_foreign(*, foreign_id: int, by: Scope, at: datetime) -> ForeignRoster:
    """Delete a roster and what was found in it before its day.

    Raises Refusal: not_permitted, foreign_roster_unknown, done_already, done_by_another.
    """
    roster = _taken(foreign_id, by)
    if roster.state == ForeignState.DELETED:
        raise done_by(who=roster.deleted_by_name, by=by)
    _forgotten(roster, by, at)
    return roster


@transaction.atomic
def forget_old_foreign(*, by: Scope, at: datetime) -> int:
    """Delete the rosters in sight whose day has come, with what was found in them; answers how many."""
    by.check(Right.MATCH_PEOPLE)
    old = ForeignRoster.objects.seen_by(by).select_for_update(of=("self",)).filter(kept_until__lte=at)
    gone = list(old.exclude(state=ForeignState.DELETED.value))
    for roster in gone:
        _forgotten(roster, by, at)
    return len(gone)


def _taken(foreign_id: int, by: Scope) -> ForeignRoster:
    by.check(Right.MATCH_PEOPLE)
    locked = ForeignRoster.objects.seen_by(by).select_for_update(of=("self",)).select_related("office")
    found = locked.filter(pk=foreign_id).first()
    if found is None:
        raise Refusal("foreign_roster_unknown")
    assert isinstance(found, ForeignRoster)
    return found


def _forgotten(roster: ForeignRoster, by: Scope, at: datetime) -> None:
    roster.state, roster.deleted_at, roster.deleted_by_name = ForeignState.DELETED.value, at, by.actor_name
    roster.save(update_fields=["state", "deleted_at", "deleted_by_name"])
    record("matching.forget_foreign_roster", by=by, at=at, subject=roster)
    transaction.on_commit(partial(foreign_files.throw_away, roster))


def _rows(found: Found, read: Read) -> Iterator[FoundRow]:
    """What was found, likeliest first, the rows by what the roster calls them."""
    for link in found.links:
        person = read.persons[link.right]
        code, row_number = read.rows[link.right]
        name = f"{person.first} {person.last}".strip()
        yield FoundRow(link.left, code, row_number, name, link.probability, link.levels)


def _called(person_ids: set[int]) -> dict[int, tuple[str, int]]:
    homes = Membership.objects.filter(person_id__in=person_ids, valid_until__isnull=True)
    codes = dict(homes.values_list("person_id", "household__code"))
    known = Person.objects.filter(pk__in=person_ids).values_list("pk", flat=True)
    return {pk: (codes.get(pk) or "", pk) for pk in known}
