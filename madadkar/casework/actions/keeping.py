"""What every deed on a file does: take it, begin a fact about it, end the one that holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.db import models

from madadkar.casework.models import CaseFile, FileFact, FileStanding
from madadkar.casework.rules import AT_WORK, SERVED, FileState
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, check_delegated
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import holding_from, taken
from madadkar.registry.models import Household

F = TypeVar("F", bound=FileFact)


def taken_file(*, file_id: int, by: Scope, of: Matter = Matter.WHOLE) -> CaseFile:
    """The file, locked, when it is in the actor's sight and its family's own.

    `of` is the matter the deed is about: a centre does it for families of which that was delegated to it.

    Raises Refusal: file_unknown, matter_not_delegated, household_merged (the family's file is the one of the
    household it joined).
    """
    file = taken(model=CaseFile, pk=file_id, by=by, or_refuse="file_unknown")
    check_delegated(by=by, matter=of, household_id=file.household_id)
    if Household.objects.filter(pk=file.household_id, merged_into__isnull=False).exists():
        raise Refusal("household_merged")
    return file


def standing_of(*, file: CaseFile) -> FileStanding | None:
    """Where the file stands now, after every move so far."""
    return FileStanding.objects.filter(case_file=file, valid_until=None).first()


def state_of(*, file: CaseFile) -> FileState | None:
    """The state the file is in now; None before its first move."""
    standing = standing_of(file=file)
    return FileState(standing.state) if standing else None


def active_file(*, file_id: int, by: Scope, on: date, of: Matter = Matter.WHOLE) -> CaseFile:
    """The file, locked, if the agency is at work on it that day and it has not left since.

    States that were passed through within a day count on no day: a family accepted today may be planned for.

    Raises Refusal: file_unknown, matter_not_delegated, file_inactive.
    """
    file = taken_file(file_id=file_id, by=by, of=of)
    standings = FileStanding.objects.filter(case_file=file)
    standing = holding_from(facts=standings, on=on)
    if standing is None or standing.state not in AT_WORK or standing.valid_from > on:
        raise Refusal("file_inactive")
    passed_through = models.Q(valid_until=models.F("valid_from"))
    later = standings.filter(valid_from__gte=on).exclude(pk=standing.pk).exclude(passed_through)
    if later.exclude(state__in=[state.value for state in SERVED]).exists():
        raise Refusal("file_inactive")
    return file


def checked_day(*, on: date, by: Scope, at: datetime) -> bool:
    """Whether a fact of this day is a correction of days gone by, which needs its own right.

    Raises Refusal: day_not_come, not_permitted.
    """
    today = tehran_day(at)
    if on > today:
        raise Refusal("day_not_come", today=today)
    if on < today:
        by.check(Right.CORRECT_HISTORY)
    return on < today


def file_with_reason(*, file_id: int, reason: str, by: Scope) -> CaseFile:
    """The file, locked, for a deed that must say why. Raises Refusal: file_unknown, reason_missing."""
    file = taken_file(file_id=file_id, by=by)
    if not clean(reason):
        raise Refusal("reason_missing")
    return file


def begin(*, model: type[F], file: CaseFile, on: date, **facts: object) -> F:
    """Something becomes true of the file from a day on."""
    made = model(
        agency_id=file.agency_id,
        office_id=file.office_id,
        case_file=file,
        household_id=file.household_id,
        valid_from=on,
        **facts,
    )
    made.save(force_insert=True)
    return made


def end_present(*, model: type[F], file: CaseFile, on: date) -> bool:
    """End what holds on the day; whether anything did. What began that very day held on no day at all.

    Raises Refusal("changed_since") for what began after it.
    """
    present = holding_from(facts=model._default_manager.filter(case_file=file), on=on)
    if present is None:
        return False
    if present.valid_from > on:
        raise Refusal("changed_since", since=present.valid_from)
    present.valid_until = on
    present.save(update_fields=["valid_until"])
    return True
