"""A centre walks with a family: sent today and answered by the centre, or as paper says since a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from madadkar.casework.actions.keeping import active_file, begin, file_with_reason
from madadkar.casework.models import CaseFile, Delegation
from madadkar.casework.rules.delegation import DelegationStep, Service, services_overlap
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre
from madadkar.organisations.rules import Right, Standing
from madadkar.registry.actions.keeping import holding_from


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a centre is asked: for which services (none named: all), on what terms."""

    services: Sequence[Service] = ()
    text: str = ""


@transaction.atomic
def send_case(
    *, file_id: int, centre_id: int, terms: Terms, reason: str, by: Scope, at: datetime
) -> Delegation:
    """The office sends a file to a centre, which sees the family from now on; the office keeps the file.

    Raises Refusal: not_permitted, file_unknown, file_inactive, household_merged, centre_unknown,
    centre_not_active, centre_licence_ended, delegated_already (to it), delegated_elsewhere (a service of
    these is with another centre).
    """
    by.check(Right.ASSIGN_FILES)
    on = tehran_day(at)
    file = active_file(file_id=file_id, by=by, on=on)
    centre = centre_at_work(centre_id=centre_id, by=by, on=on)
    _check_free(file, centre, terms.services, on)
    sent: dict[str, Any] = {
        "centre_id": centre.pk,
        "reason": clean(reason),
        "services": sorted(int(service) for service in terms.services),
        "terms": clean_lines(terms.text),
        "step": DelegationStep.SENT.value,
        "sent_at": at,
        "step_by_name": by.actor_name,
    }
    try:
        with transaction.atomic():
            delegation = begin(model=Delegation, file=file, on=on, **sent)
    except IntegrityError as meanwhile:
        raise Refusal("delegated_meanwhile") from meanwhile
    told: dict[str, Any] = {"centre": centre.pk, "services": sent["services"]}
    record("casework.send_case", by=by, at=at, subject=file, reason=clean(reason), **told)
    return delegation


def centre_at_work(*, centre_id: int, by: Scope, on: date) -> Centre:
    """A centre of the actor's offices whose permit is in force, held: whoever suspends it waits.

    Raises Refusal: centre_unknown, centre_not_active, centre_licence_ended.
    """
    held = Centre.objects.select_for_update(of=("self",), no_key=True)
    centre = held.filter(pk=centre_id, office_id__in=by.office_ids).first()
    if centre is None:
        raise Refusal("centre_unknown")
    standing = holding_from(facts=centre.standings.all(), on=on)
    if standing is None or standing.standing != Standing.ACTIVE or standing.valid_from > on:
        raise Refusal("centre_not_active")
    if centre.licence_until is not None and centre.licence_until <= on:
        raise Refusal("centre_licence_ended", until=centre.licence_until)
    return centre


def holding(*, file: CaseFile, on: date) -> QuerySet[Delegation]:
    """The delegations of a file that hold on a day or begin later, each with its centre."""
    rows = Delegation.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), case_file=file)
    return rows.select_related("centre").order_by("valid_from", "pk")


def _check_free(file: CaseFile, centre: Centre, services: Collection[int], on: date) -> None:
    for present in holding(file=file, on=on):
        if services_overlap(one=present.services, other=services):
            if present.centre_id == centre.pk:
                raise Refusal("delegated_already", since=present.valid_from)
            raise Refusal("delegated_elsewhere", centre=present.centre.name, since=present.valid_from)


@transaction.atomic
def delegate_case(
    *, file_id: int, centre_id: int, on: date, reason: str, by: Scope, at: datetime
) -> Delegation:
    """As paper says, a centre walks with the family for all services from a day on; one before it lets go.

    Raises Refusal: not_permitted (an earlier day is a correction), file_unknown, file_inactive,
    household_merged, centre_unknown, centre_not_active, centre_licence_ended, delegated_already,
    changed_since.
    """
    by.check(Right.ASSIGN_FILES)
    _check_day(on, by, at)
    file = active_file(file_id=file_id, by=by, on=on)
    centre = centre_at_work(centre_id=centre_id, by=by, on=on)
    for present in holding(file=file, on=on):
        if present.centre_id == centre.pk:
            raise Refusal("delegated_already", since=present.valid_from)
    _end_all(file, on, "", by, at)
    delegated = begin(
        model=Delegation,
        file=file,
        on=on,
        centre_id=centre.pk,
        reason=clean(reason),
        step_by_name=by.actor_name,
    )
    record(
        "casework.delegate_case", by=by, at=at, subject=file, reason=clean(reason), centre=centre.pk, on=on
    )
    return delegated


@transaction.atomic
def recall_case(*, file_id: int, on: date, reason: str, by: Scope, at: datetime) -> None:
    """The office walks with the family itself again, from every centre that helped it.

    Raises Refusal: not_permitted (an earlier day is a correction), file_unknown, household_merged,
    reason_missing, not_delegated, changed_since.
    """
    by.check(Right.ASSIGN_FILES)
    _check_day(on, by, at)
    file = file_with_reason(file_id=file_id, reason=reason, by=by)
    if not _end_all(file, on, clean(reason), by, at):
        raise Refusal("not_delegated")
    record("casework.recall_case", by=by, at=at, subject=file, reason=clean(reason), on=on)


def _check_day(on: date, by: Scope, at: datetime) -> None:
    if on < tehran_day(at):
        by.check(Right.CORRECT_HISTORY)


def _end_all(file: CaseFile, on: date, reason: str, by: Scope, at: datetime) -> int:
    """End every delegation that holds on the day; how many did."""
    present = list(holding(file=file, on=on).select_for_update(of=("self",)))
    for one in present:
        if one.valid_from > on:
            raise Refusal("changed_since", since=one.valid_from)
        one.valid_until, one.step, one.ended_at = on, DelegationStep.RECALLED.value, at
        one.end_reason, one.step_by_name = reason, by.actor_name
        one.save(update_fields=["valid_until", "step", "ended_at", "end_reason", "step_by_name"])
    return len(present)
