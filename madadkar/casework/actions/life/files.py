"""Deeds on case files: opened from paper, covered, on a pension, walked with by somebody."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from madadkar.casework.actions.keeping import (
    active_file,
    begin,
    checked_day,
    end_present,
    file_with_reason,
    taken_file,
)
from madadkar.casework.actions.life.states import Step, moved
from madadkar.casework.models import CaseFile, Coverage, PensionReceipt
from madadkar.casework.rules import CoverageKind, Field, FileState, StateReason
from madadkar.foundation.audit import record
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Staff
from madadkar.organisations.queries import current_posts
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import holding_from, taken
from madadkar.registry.models import Household

# What a new file is called until its office gives it a number of its own.
_OWN_NUMBER = "م-{number}"


@transaction.atomic
def open_file(
    *, household_id: int, field: Field, on: date, by: Scope, at: datetime, number: str = ""
) -> CaseFile:
    """A file that was accepted on paper before the register knew it: active from a day on.

    Raises Refusal: not_permitted, household_unknown, household_merged, file_already, file_number_taken.
    """
    by.check(Right.OPEN_FILES)
    file = new_file(household_id=household_id, field=field, number=number, on=on, by=by)
    step = Step(to=FileState.ACTIVE, reason=StateReason.ACCEPTED, on=on, is_paper=True)
    moved(file=file, step=step, by=by, at=at)
    record("casework.open_file", by=by, at=at, subject=file, on=on)
    return file


def new_file(*, household_id: int, field: Field | None, number: str, on: date, by: Scope) -> CaseFile:
    """The row of a family's one file, in no state yet; part of a deed, not one itself.

    Raises Refusal: household_unknown, household_merged, file_already, file_number_taken.
    """
    household = taken(model=Household, pk=household_id, by=by, or_refuse="household_unknown")
    if household.merged_into_id is not None:
        raise Refusal("household_merged")
    if CaseFile.objects.filter(household=household).exists():
        raise Refusal("file_already")
    number = clean(number)
    if number and CaseFile.objects.filter(issued_by_id=household.office_id, number=number).exists():
        raise Refusal("file_number_taken", number=number)
    return CaseFile.objects.create(
        agency_id=household.agency_id,
        office_id=household.office_id,
        household=household,
        number=number or _OWN_NUMBER.format(number=household.pk),
        issued_by_id=household.office_id,
        field=field.value if field else "",
        opened_on=on,
    )


@transaction.atomic
def begin_coverage(*, file_id: int, kind: CoverageKind, on: date, by: Scope, at: datetime) -> Coverage:
    """The family is covered from a day on, continuously or occasionally; another kind before it ends that
    day.

    An earlier day is a correction.

    Raises Refusal: not_permitted, day_not_come, file_unknown, file_inactive, coverage_already, changed_since.
    """
    by.check(Right.OPEN_FILES)
    is_correction = checked_day(on=on, by=by, at=at)
    file = active_file(file_id=file_id, by=by, on=on)
    present = holding_from(facts=Coverage.objects.filter(case_file=file), on=on)
    if present is not None and present.kind == kind.value:
        raise Refusal("coverage_already", since=present.valid_from)
    end_present(model=Coverage, file=file, on=on)
    begun = begin(model=Coverage, file=file, on=on, kind=kind.value)
    record(
        "casework.begin_coverage",
        by=by,
        at=at,
        subject=file,
        kind=kind.value,
        on=on,
        is_correction=is_correction,
    )
    return begun


@transaction.atomic
def end_coverage(*, file_id: int, on: date, reason: str, by: Scope, at: datetime) -> None:
    """The family is covered no longer.

    An earlier day is a correction.

    Raises Refusal: not_permitted, day_not_come, file_unknown, reason_missing, not_covered.
    """
    file, is_correction = _ended(
        model=Coverage, or_refuse="not_covered", file_id=file_id, on=on, reason=reason, by=by, at=at
    )
    why = clean(reason)
    record(
        "casework.end_coverage", by=by, at=at, subject=file, reason=why, on=on, is_correction=is_correction
    )


@transaction.atomic
def begin_pension(*, file_id: int, on: date, by: Scope, at: datetime) -> PensionReceipt:
    """The family receives a pension from a day on.

    An earlier day is a correction.

    Raises Refusal: not_permitted, day_not_come, file_unknown, file_inactive, pension_already.
    """
    by.check(Right.OPEN_FILES)
    is_correction = checked_day(on=on, by=by, at=at)
    file = active_file(file_id=file_id, by=by, on=on)
    present = holding_from(facts=PensionReceipt.objects.filter(case_file=file), on=on)
    if present is not None:
        raise Refusal("pension_already", since=present.valid_from)
    begun = begin(model=PensionReceipt, file=file, on=on)
    record("casework.begin_pension", by=by, at=at, subject=file, on=on, is_correction=is_correction)
    return begun


@transaction.atomic
def end_pension(*, file_id: int, on: date, reason: str, by: Scope, at: datetime) -> None:
    """The family receives the pension no longer.

    An earlier day is a correction.

    Raises Refusal: not_permitted, day_not_come, file_unknown, reason_missing, no_pension.
    """
    file, is_correction = _ended(
        model=PensionReceipt, or_refuse="no_pension", file_id=file_id, on=on, reason=reason, by=by, at=at
    )
    why = clean(reason)
    record("casework.end_pension", by=by, at=at, subject=file, reason=why, on=on, is_correction=is_correction)


def _ended(
    *,
    model: type[Coverage | PensionReceipt],
    or_refuse: str,
    file_id: int,
    on: date,
    reason: str,
    by: Scope,
    at: datetime,
) -> tuple[CaseFile, bool]:
    """End what holds of the file on a day, for a reason; the file, and whether that was a correction."""
    by.check(Right.OPEN_FILES)
    is_correction = checked_day(on=on, by=by, at=at)
    file = file_with_reason(file_id=file_id, reason=reason, by=by)
    if not end_present(model=model, file=file, on=on):
        raise Refusal(or_refuse)
    return file, is_correction


@transaction.atomic
def assign_caseworker(*, file_id: int, staff_id: int | None, on: date, by: Scope, at: datetime) -> CaseFile:
    """Who at the office walks with the family (None: nobody yet).

    Raises Refusal: not_permitted, file_unknown, staff_unknown (nobody with a post in sight that day).
    """
    by.check(Right.ASSIGN_FILES)
    file = taken_file(file_id=file_id, by=by)
    if staff_id is not None:
        posts = current_posts(staff_id=staff_id, on=on)
        if not any(post.office_id in by.office_ids and post.centre_id is None for post in posts):
            raise Refusal("staff_unknown")
    file.caseworker = Staff.objects.filter(pk=staff_id).first() if staff_id is not None else None
    file.save(update_fields=["caseworker"])
    record("casework.assign_caseworker", by=by, at=at, subject=file, staff=staff_id, on=on)
    return file
