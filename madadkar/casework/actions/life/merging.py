"""Two families found to be one: one household, and one file at work; parted again when that was wrong.

The household whose file is at work stays, else the one whose file is older. The other's file stays what
it is, with all that was ever said of it, out of work beside its household laid aside. What the staying file
lacks (cover, a pension, a caseworker) it takes over, so that the family loses nothing it receives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction

from madadkar.casework.actions.keeping import begin, state_of
from madadkar.casework.actions.life.states import Step, moved
from madadkar.casework.models import (
    CaseFile,
    Coverage,
    Delegation,
    Discretion,
    FileFact,
    PensionReceipt,
    Plan,
)
from madadkar.casework.queries.merging import file_claims, staying_household
from madadkar.casework.rules import SERVED, FileState, StateReason
from madadkar.casework.rules.merging import way_back, way_out
from madadkar.casework.rules.plans import BEING_WRITTEN, PlanState
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.actions import merge_households, unmerge_households
from madadkar.registry.actions.keeping import change, change_back, holding_from, plain, taken
from madadkar.registry.models import Household, HouseholdMerge
from madadkar.registry.rules import Relation

_TAKEN_OVER: dict[type[FileFact], tuple[str, ...]] = {
    Coverage: ("kind", "planned_until"),
    PensionReceipt: (),
}

_OF_PLAN = ("state", "ended_on")
_STANDING = [PlanState.APPROVED.value, *sorted(state.value for state in BEING_WRITTEN)]


@dataclass(frozen=True)
class _Deed:
    """Who makes one family of two, when, and why."""

    by: Scope
    at: datetime
    reason: str

    @property
    def on(self) -> date:
        """The day in Tehran."""
        return tehran_day(self.at)


@transaction.atomic
def merge_families(
    *, household_id: int, other_id: int, head_is: Relation, reason: str, by: Scope, at: datetime
) -> HouseholdMerge:
    """Two families become one, with one file at work; answers which household stayed.

    `head_is`: what the head of the household that goes is to the head of the one that stays (see
    `queries.staying_household`), HEAD for the same person in two records.

    Raises Refusal: as merge_households does; merge_while_delegated (the file that goes is with a centre),
    move_not_allowed (it is before the committee).
    """
    by.check(Right.MERGE)
    files = _files((household_id, other_id), by)
    claims = file_claims(household_ids=(household_id, other_id), scope=by)
    kept_id = staying_household(household_id=household_id, other_id=other_id, claims=claims)
    absorbed_id = other_id if kept_id == household_id else household_id
    merge = merge_households(
        kept_id=kept_id, absorbed_id=absorbed_id, head_is=head_is, reason=reason, by=by, at=at
    )
    if len(files) == len({household_id, other_id}):
        merge.above = _lay_aside(files[absorbed_id], files[kept_id], _Deed(by, at, merge.reason))
        merge.save(update_fields=["above"])
    return merge


@transaction.atomic
def unmerge_families(*, merge_id: int, reason: str, by: Scope, at: datetime) -> Household:
    """The two families are two again, and the file laid aside is at work as it was.

    Raises Refusal: as unmerge_households does.
    """
    by.check(Right.MERGE)
    absorbed = unmerge_households(merge_id=merge_id, reason=reason, by=by, at=at)
    told = HouseholdMerge.objects.get(pk=merge_id).above
    if told:
        _bring_back(told, _Deed(by, at, reason))
    return absorbed


def _files(household_ids: tuple[int, int], by: Scope) -> dict[int, CaseFile]:
    """The files of the two, locked in one order, by household."""
    known = CaseFile.objects.seen_by(by).filter(household_id__in=household_ids).order_by("pk")
    files = [taken(model=CaseFile, pk=one.pk, by=by, or_refuse="file_unknown") for one in known]
    return {file.household_id: file for file in files}


def _lay_aside(goes: CaseFile, stays: CaseFile, deed: _Deed) -> dict[str, Any]:
    """Move the file out of work; what the family receives goes on with the file that stays."""
    if holding_from(facts=Delegation.objects.filter(case_file=goes), on=deed.on) is not None:
        raise Refusal("merge_while_delegated")
    was = state_of(file=goes)
    taken_over = list(_take_over(goes, stays, deed)) if was in SERVED else []
    _keep_discreet(goes, stays, deed.on)
    out = way_out(state=was)
    plans = {plan.pk: plan for plan in Plan.objects.filter(case_file=goes)}
    if out is not None:
        moved(file=goes, step=_step(*out, deed), by=deed.by, at=deed.at)
    caseworker = goes.caseworker_id if stays.caseworker_id is None else None
    record(
        "casework.lay_file_aside", by=deed.by, at=deed.at, subject=goes, reason=deed.reason, stays=stays.pk
    )
    return {
        "file": goes.pk,
        "stays": stays.pk,
        "was": was.value if was else "",
        "ended": [told for told, _ in taken_over],
        "begun": [begun for _, begun in taken_over if begun],
        "caseworker": change(row=stays, caseworker_id=caseworker) if caseworker else None,
        "plans": list(_plans_ended(plans)),
    }


def _plans_ended(before: dict[int, Plan]) -> Iterator[dict[str, Any]]:
    """The plans that ended with the file, ready for `change_back`."""
    for plan in Plan.objects.filter(pk__in=before).order_by("pk"):
        if plan.state != before[plan.pk].state:
            told = {"of": plan._meta.label_lower, "id": plan.pk}
            yield {**told, "before": _as_it_stood(before[plan.pk]), "after": _as_it_stood(plan)}


def _as_it_stood(plan: Plan) -> dict[str, Any]:
    return {name: plain(value=getattr(plan, name)) for name in _OF_PLAN}


def _take_over(
    goes: CaseFile, stays: CaseFile, deed: _Deed
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What of cover and pension ends with the one file, and what begins in its place with the other."""
    for model, facts in _TAKEN_OVER.items():
        present = holding_from(facts=model._default_manager.filter(case_file=goes), on=deed.on)
        if present is None:
            continue
        begun: dict[str, Any] = {}
        if (
            state_of(file=stays) in SERVED
            and holding_from(facts=model._default_manager.filter(case_file=stays), on=deed.on) is None
        ):
            same = {name: getattr(present, name) for name in facts}
            made = begin(model=model, file=stays, on=deed.on, **same)
            begun = {"of": model._meta.label_lower, "id": made.pk}
        yield change(row=present, valid_until=max(deed.on, present.valid_from)), begun


def _keep_discreet(goes: CaseFile, stays: CaseFile, on: date) -> None:
    """Whoever was kept from many eyes is kept from them in the household they come into, and stays so."""
    hidden = holding_from(facts=Discretion.objects.filter(case_file=goes), on=on)
    if hidden is None or holding_from(facts=Discretion.objects.filter(case_file=stays), on=on) is not None:
        return
    begin(model=Discretion, file=stays, on=on, valid_until=hidden.valid_until, reason=hidden.reason)


def _bring_back(told: dict[str, Any], deed: _Deed) -> None:
    goes = taken(model=CaseFile, pk=told["file"], by=deed.by, or_refuse="file_unknown")
    for begun in told["begun"]:
        still = apps.get_model(begun["of"])._default_manager.filter(pk=begun["id"], valid_until=None)
        still.update(valid_until=deed.on)
    was = FileState(told["was"]) if told["was"] else None
    for out in way_back(was=was, now=state_of(file=goes)):
        moved(file=goes, step=_step(*out, deed), by=deed.by, at=deed.at)
    try:
        with transaction.atomic():
            for ended in told["ended"]:
                change_back(told=ended, firm={"valid_until"}, or_refuse="unmerge_built_upon")
    except IntegrityError:
        raise Refusal("unmerge_built_upon") from None
    if told["caseworker"]:
        change_back(told=told["caseworker"], firm=(), or_refuse="unmerge_built_upon")
    _plans_again(goes, told.get("plans", []))
    record("casework.take_file_up", by=deed.by, at=deed.at, subject=goes, reason=deed.reason)


def _plans_again(goes: CaseFile, ended: list[dict[str, Any]]) -> None:
    """The plans that ended with the file hold again; where another was begun since, that one stands."""
    begun_since = Plan.objects.filter(case_file=goes).exclude(pk__in=[told["id"] for told in ended])
    if begun_since.filter(state__in=_STANDING).exists():
        return
    for told in ended:
        change_back(told=told, firm=_OF_PLAN, or_refuse="unmerge_built_upon")


def _step(to: FileState, reason: StateReason, deed: _Deed) -> Step:
    return Step(to=to, reason=reason, on=deed.on, note=deed.reason)
