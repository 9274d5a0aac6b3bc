"""Random deeds beyond one file's own states: offices, households, batches, groups, visits and centres."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from madadkar.casework.actions import (
    BatchAsk,
    drop_batch,
    merge_families,
    move_family,
    preview_batch,
    recall_batch,
    recall_from_idle_centres,
    send_batch,
    unmerge_families,
)
from madadkar.casework.actions.delegation.centre_standing import change_centre_standing
from madadkar.casework.actions.walk.grouping import GroupFacts, begin_group, join_group, leave_group
from madadkar.casework.actions.walk.reviewing import hold_review
from madadkar.casework.actions.walk.visiting import (
    Report,
    arrange_visit,
    ask_visit,
    cancel_visit,
    miss_visit,
    report_visit,
)
from madadkar.casework.models import DelegationBatch, EnablingGroup, GroupMember, HomeVisit
from madadkar.casework.registers import RegisterFilter
from madadkar.casework.rules.groups import Benefit, GroupPurpose
from madadkar.casework.rules.plans import ReviewOutcome
from madadkar.casework.rules.sharing import PROVINCE
from madadkar.casework.rules.visits import VisitKind, VisitState
from madadkar.organisations.rules import Role, Standing
from madadkar.registry.models import Household, HouseholdMerge, Membership
from madadkar.registry.rules import Relation
from tests.casework.random_asking import Asking, Ground

_WHY = "گفته شد"


def begin_groups(ground: Ground, on: date) -> None:
    """Two groups, begun two months ago by whoever decides for the office."""
    since, head = on - timedelta(days=60), ground.scopes[Role.HEAD]
    for name in ("خیاطی", "باغداری"):
        facts = GroupFacts(name=name, purpose=GroupPurpose.SKILL, facilitator_name="فاطمه حسنی")
        at = datetime.combine(since, time(4), UTC)
        begin_group(facts=facts, on=since, token=uuid4(), by=head, at=at)


def _told(one: Asking) -> dict[str, Any]:
    return {"by": one.by, "at": one.at}


def _move(one: Asking) -> None:
    now = one.one_of(Household.objects.filter(pk=one.household.pk)).office_id
    to = next(office.pk for office in one.ground.offices if office.pk != now)
    move_family(household_id=one.household.pk, to_office_id=to, on=one.on, reason="کوچ", **_told(one))


def _merge(one: Asking) -> None:
    other = one.one_of(family.pk for family in one.ground.families if family.pk != one.household.pk)
    relation = one.one_of([Relation.SPOUSE, Relation.OTHER])
    merge_families(household_id=one.household.pk, other_id=other, head_is=relation, reason=_WHY, **_told(one))


def _unmerge(one: Asking) -> None:
    merge = one.one_of(HouseholdMerge.objects.filter(unmerged_at=None).order_by("-pk")[:1])
    unmerge_families(merge_id=merge.pk, reason=_WHY, **_told(one))


def _preview(one: Asking) -> None:
    ask = BatchAsk(families=RegisterFilter(), token=uuid4(), reason=_WHY, within=PROVINCE)
    preview_batch(ask=ask, **_told(one))


def _batch(one: Asking, state: str) -> int:
    found: DelegationBatch = one.one_of(DelegationBatch.objects.filter(state=state).order_by("pk"))
    return found.pk


def _send_batch(one: Asking) -> None:
    """What was previewed, perhaps long ago, else what is previewed now."""
    if not DelegationBatch.objects.filter(state="previewed").exists():
        _preview(one)
    send_batch(batch_id=_batch(one, "previewed"), **_told(one))


def _group(one: Asking) -> int:
    found: EnablingGroup = one.one_of(EnablingGroup.objects.order_by("pk"))
    return found.pk


def _join(one: Asking) -> None:
    members = Membership.objects.filter(household=one.household, valid_until=None).order_by("pk")
    person = one.one_of(members.values_list("person_id", flat=True))
    join_group(group_id=_group(one), file_id=one.file.pk, person_id=person, on=one.on, **_told(one))


def _leave(one: Asking) -> None:
    inside = GroupMember.objects.filter(household=one.household, valid_until=None).order_by("pk")
    leave_group(member_id=one.one_of(inside).pk, benefit=Benefit.SKILL, note="", on=one.on, **_told(one))


def _ask_visit(one: Asking) -> None:
    asked = {"kind": one.one_of(VisitKind), "token": uuid4(), "file_id": one.file.pk, **_told(one)}
    if one.choice % 2:
        ask_visit(due_on=one.at.date() + timedelta(days=one.choice), why=_WHY, **asked)
    else:
        arrange_visit(on=one.lately, note="", **asked)


def _end_visit(one: Asking) -> None:
    """It is made, or made in vain, or nobody goes after all."""
    visit = one.one_of(HomeVisit.objects.filter(household=one.household).order_by("-pk")[:3])
    asked = {"visit_id": visit.pk, **_told(one)}
    outcome = one.one_of([VisitState.DONE, VisitState.REFUSED, VisitState.NOBODY_HOME, VisitState.CANCELLED])
    if outcome is VisitState.DONE:
        signed = {"report": Report(observations="خانه پاکیزه است"), "signature": one.by.actor_name}
        report_visit(on=one.lately, **signed, **asked)
    elif outcome is VisitState.CANCELLED:
        cancel_visit(reason=_WHY, **asked)
    else:
        miss_visit(outcome=outcome, on=one.lately, note=_WHY, **asked)


def _review(one: Asking) -> None:
    hold_review(
        file_id=one.file.pk, outcome=one.one_of(ReviewOutcome), findings=_WHY, token=uuid4(), **_told(one)
    )


def _centre(one: Asking) -> None:
    """A permit is suspended, revoked or, as often, given back."""
    standing = one.one_of([Standing.ACTIVE, Standing.SUSPENDED, Standing.ACTIVE, Standing.REVOKED])
    centre = one.ground.centres[one.choice // 4 % len(one.ground.centres)]
    change_centre_standing(centre_id=centre.pk, standing=standing, on=one.on, reason=_WHY, **_told(one))


ROUNDS: tuple[Callable[[Asking], Any], ...] = (
    _move,
    _merge,
    _unmerge,
    _preview,
    _send_batch,
    lambda one: recall_batch(batch_id=_batch(one, "sent"), reason=_WHY, **_told(one)),
    lambda one: drop_batch(batch_id=_batch(one, "previewed"), **_told(one)),
    _join,
    _leave,
    _ask_visit,
    _end_visit,
    _review,
    _centre,
    lambda one: recall_from_idle_centres(at=one.at),
)
