"""Deeds on case files: opened, active or not and why, covered, on a pension, walked with by somebody."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.db import connection, transaction

from madadkar.casework.models import CaseFile, Coverage, Delegation, FileFact, FileStanding, PensionReceipt
from madadkar.casework.rules import CoverageKind, Field, FileState, StateReason, check_reason
from madadkar.foundation.audit import record
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre, Staff
from madadkar.organisations.queries import current_posts
from madadkar.organisations.rules import Right
from madadkar.registry.actions import move_household
from madadkar.registry.actions.keeping import end, holding_from, taken
from madadkar.registry.models import Household

F = TypeVar("F", bound=FileFact)
# What a new file is called until its office gives it a number of its own.
_OWN_NUMBER = "م-{number}"


@transaction.atomic
def open_file(
    *, household_id: int, field: Field, on: date, by: Scope, at: datetime, number: str = ""
) -> CaseFile:
    """The family's one file, active from a day on.

    Raises Refusal: not_permitted, household_unknown, household_merged, file_already, file_number_taken.
    """
    by.check(Right.OPEN_FILES)
    household = taken(model=Household, pk=household_id, by=by, or_refuse="household_unknown")
    if household.merged_into_id is not None:
        raise Refusal("household_merged")
    if CaseFile.objects.filter(household=household).exists():
        raise Refusal("file_already")
    number = clean(number)
    if number and CaseFile.objects.filter(issued_by_id=household.office_id, number=number).exists():
        raise Refusal("file_number_taken", number=number)
    file = CaseFile.objects.create(
        agency_id=household.agency_id,
        office_id=household.office_id,
        household=household,
        number=number or _OWN_NUMBER.format(number=household.pk),
        issued_by_id=household.office_id,
        field=field.value,
        opened_on=on,
    )
    _begin(FileStanding, file, on, state=FileState.ACTIVE.value, reason=StateReason.ACCEPTED.value)
    record("casework.open_file", by=by, at=at, subject=file, on=on)
    return file


@transaction.atomic
def change_state(
    *, file_id: int, state: FileState, reason: StateReason, on: date, by: Scope, at: datetime
) -> FileStanding:
    """The file becomes active or inactive from a day on, for a reason; coverage and pension end with
    activity.

    Raises Refusal: not_permitted, file_unknown, state_already, state_changed_since, reason_does_not_fit.
    """
    by.check(Right.OPEN_FILES)
    check_reason(state=state, reason=reason)
    file = taken(model=CaseFile, pk=file_id, by=by, or_refuse="file_unknown")
    present = holding_from(facts=FileStanding.objects.filter(case_file=file), on=on)
    if present is not None:
        if present.state == state.value:
            raise Refusal("state_already", since=present.valid_from)
        if present.valid_from >= on:
            raise Refusal("state_changed_since", since=present.valid_from)
        end(fact=present, on=on)
    if state is FileState.INACTIVE:
        for model in (Coverage, PensionReceipt):
            _end_present(model, file, on)
    changed = _begin(FileStanding, file, on, state=state.value, reason=reason.value)
    record("casework.change_state", by=by, at=at, subject=file, state=state.value, why=reason.value, on=on)
    return changed


@transaction.atomic
def begin_coverage(*, file_id: int, kind: CoverageKind, on: date, by: Scope, at: datetime) -> Coverage:
    """The family is covered from a day on, continuously or occasionally; another kind before it ends that
    day.

    Raises Refusal: not_permitted, file_unknown, file_inactive, coverage_already, changed_since.
    """
    by.check(Right.OPEN_FILES)
    file = _active_file(file_id, by, on)
    present = holding_from(facts=Coverage.objects.filter(case_file=file), on=on)
    if present is not None and present.kind == kind.value:
        raise Refusal("coverage_already", since=present.valid_from)
    _end_present(Coverage, file, on)
    begun = _begin(Coverage, file, on, kind=kind.value)
    record("casework.begin_coverage", by=by, at=at, subject=file, kind=kind.value, on=on)
    return begun


@transaction.atomic
def end_coverage(*, file_id: int, on: date, reason: str, by: Scope, at: datetime) -> None:
    """The family is covered no longer.

    Raises Refusal: not_permitted, file_unknown, reason_missing, not_covered.
    """
    by.check(Right.OPEN_FILES)
    file = _file_with_reason(file_id, reason, by)
    if not _end_present(Coverage, file, on):
        raise Refusal("not_covered")
    record("casework.end_coverage", by=by, at=at, subject=file, reason=clean(reason), on=on)


@transaction.atomic
def begin_pension(*, file_id: int, on: date, by: Scope, at: datetime) -> PensionReceipt:
    """The family receives a pension from a day on.

    Raises Refusal: not_permitted, file_unknown, file_inactive, pension_already.
    """
    by.check(Right.OPEN_FILES)
    file = _active_file(file_id, by, on)
    present = holding_from(facts=PensionReceipt.objects.filter(case_file=file), on=on)
    if present is not None:
        raise Refusal("pension_already", since=present.valid_from)
    begun = _begin(PensionReceipt, file, on)
    record("casework.begin_pension", by=by, at=at, subject=file, on=on)
    return begun


@transaction.atomic
def end_pension(*, file_id: int, on: date, reason: str, by: Scope, at: datetime) -> None:
    """The family receives the pension no longer.

    Raises Refusal: not_permitted, file_unknown, reason_missing, no_pension.
    """
    by.check(Right.OPEN_FILES)
    file = _file_with_reason(file_id, reason, by)
    if not _end_present(PensionReceipt, file, on):
        raise Refusal("no_pension")
    record("casework.end_pension", by=by, at=at, subject=file, reason=clean(reason), on=on)


@transaction.atomic
def assign_caseworker(*, file_id: int, staff_id: int | None, on: date, by: Scope, at: datetime) -> CaseFile:
    """Who at the office walks with the family (None: nobody yet).

    Raises Refusal: not_permitted, file_unknown, staff_unknown (nobody with a post in sight that day).
    """
    by.check(Right.ASSIGN_FILES)
    file = taken(model=CaseFile, pk=file_id, by=by, or_refuse="file_unknown")
    if staff_id is not None:
        posts = current_posts(staff_id=staff_id, on=on)
        if not any(post.office_id in by.office_ids and post.centre_id is None for post in posts):
            raise Refusal("staff_unknown")
    file.caseworker = Staff.objects.filter(pk=staff_id).first() if staff_id is not None else None
    file.save(update_fields=["caseworker"])
    record("casework.assign_caseworker", by=by, at=at, subject=file, staff=staff_id, on=on)
    return file


@transaction.atomic
def delegate_case(
    *, file_id: int, centre_id: int, on: date, reason: str, by: Scope, at: datetime
) -> Delegation:
    """A centre walks with the family from a day on; the office keeps the file. A centre before it lets go.

    Raises Refusal: not_permitted, file_unknown, file_inactive, centre_unknown, centre_not_active,
    delegated_already, changed_since.
    """
    by.check(Right.ASSIGN_FILES)
    file = _active_file(file_id, by, on)
    centre = Centre.objects.filter(pk=centre_id, office_id__in=by.office_ids).first()
    if centre is None:
        raise Refusal("centre_unknown")
    standing = holding_from(facts=centre.standings.all(), on=on)
    if standing is None or standing.standing != "active" or standing.valid_from > on:
        raise Refusal("centre_not_active")
    present = holding_from(facts=Delegation.objects.filter(case_file=file), on=on)
    if present is not None and present.centre_id == centre.pk:
        raise Refusal("delegated_already", since=present.valid_from)
    _end_present(Delegation, file, on)
    delegated = _begin(Delegation, file, on, centre_id=centre.pk, reason=clean(reason))
    record(
        "casework.delegate_case", by=by, at=at, subject=file, reason=clean(reason), centre=centre.pk, on=on
    )
    return delegated


@transaction.atomic
def recall_case(*, file_id: int, on: date, reason: str, by: Scope, at: datetime) -> None:
    """The office walks with the family itself again.

    Raises Refusal: not_permitted, file_unknown, reason_missing, not_delegated.
    """
    by.check(Right.ASSIGN_FILES)
    file = _file_with_reason(file_id, reason, by)
    if not _end_present(Delegation, file, on):
        raise Refusal("not_delegated")
    record("casework.recall_case", by=by, at=at, subject=file, reason=clean(reason), on=on)


# The file and all its facts go with the family.
_MOVES = tuple(
    f"update {table} set office_id = %s where household_id = %s"  # noqa: S608 - the room's own tables
    for table in (
        "casework_delegation",
        "casework_pensionreceipt",
        "casework_coverage",
        "casework_filestanding",
        "casework_casefile",
    )
)


@transaction.atomic
def move_family(
    *, household_id: int, to_office_id: int, on: date, reason: str, by: Scope, at: datetime
) -> None:
    """Another office answers for the family and its file. Raises Refusal as registry's move_household does,
    and
    moves_while_delegated: the centre lets go first.
    """
    delegated = Delegation.objects.filter(household_id=household_id)
    if holding_from(facts=delegated, on=on) is not None:
        raise Refusal("moves_while_delegated")
    move_household(household_id=household_id, to_office_id=to_office_id, on=on, reason=reason, by=by, at=at)
    with connection.cursor() as cursor:
        for move in _MOVES:
            cursor.execute(move, [to_office_id, household_id])


def _active_file(file_id: int, by: Scope, on: date) -> CaseFile:
    file = taken(model=CaseFile, pk=file_id, by=by, or_refuse="file_unknown")
    standing = holding_from(facts=FileStanding.objects.filter(case_file=file), on=on)
    if standing is None or standing.state != FileState.ACTIVE.value or standing.valid_from > on:
        raise Refusal("file_inactive")
    return file


def _file_with_reason(file_id: int, reason: str, by: Scope) -> CaseFile:
    file = taken(model=CaseFile, pk=file_id, by=by, or_refuse="file_unknown")
    if not clean(reason):
        raise Refusal("reason_missing")
    return file


def _begin(model: type[F], file: CaseFile, on: date, **facts: object) -> F:
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


def _end_present(model: type[F], file: CaseFile, on: date) -> bool:
    """End what holds on the day; whether anything did.

    Raises Refusal("changed_since") for what began that day.
    """
    present = holding_from(facts=model._default_manager.filter(case_file=file), on=on)
    if present is None:
        return False
    if present.valid_from >= on:
        raise Refusal("changed_since", since=present.valid_from)
    end(fact=present, on=on)
    return True
