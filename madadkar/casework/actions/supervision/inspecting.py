"""An office inspects its centres: planned, held by a checklist, or called off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from madadkar.casework.models import Inspection
from madadkar.casework.rules.supervision import (
    CHECKLIST,
    INSPECTION_MOVES,
    INSPECTION_STATE_NAMES,
    InspectionState,
    Met,
)
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.once import check_once, done_by
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre, Staff
from madadkar.organisations.queries import current_posts
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken


def supervised_centre(*, centre_id: int, by: Scope) -> Centre:
    """A centre under the actor's offices, locked. Raises Refusal: not_permitted, body_unknown."""
    by.check(Right.SUPERVISE_CENTRES)
    found = Centre.objects.select_related("office").select_for_update(of=("self",))
    centre = found.filter(pk=centre_id, office_id__in=by.office_ids).first()
    if centre is None:
        raise Refusal("body_unknown")
    return centre


@transaction.atomic
def plan_inspection(
    *, centre_id: int, inspector_id: int, planned_on: date, token: UUID, by: Scope, at: datetime
) -> Inspection:
    """Somebody of the office will look at a centre on a day.

    Raises Refusal: not_permitted, body_unknown, done_already, day_gone_by, staff_unknown.
    """
    centre = supervised_centre(centre_id=centre_id, by=by)
    check_once(model=Inspection, token=token)
    today = tehran_day(at)
    if planned_on < today:
        raise Refusal("day_gone_by", today=today)
    posts = current_posts(staff_id=inspector_id, on=today)
    if not any(post.office_id in by.office_ids and post.centre_id is None for post in posts):
        raise Refusal("staff_unknown")
    planned = Inspection.objects.create(
        agency_id=centre.office.agency_id,
        office=centre.office,
        centre=centre,
        state=InspectionState.PLANNED.value,
        planned_on=planned_on,
        inspector=Staff.objects.get(pk=inspector_id),
        token=token,
    )
    record("casework.plan_inspection", by=by, at=at, subject=centre, on=planned_on)
    return planned


@transaction.atomic
def hold_inspection(
    *,
    inspection_id: int,
    points: Mapping[str, Met],
    findings: str,
    on: date,
    by: Scope,
    at: datetime,
) -> Inspection:
    """What was found at a centre, point by point. Once written it stands.

    It may be told late; a day gone by before the planned one is a correction of history.

    Raises Refusal: not_permitted, inspection_unknown, done_already, done_by_another, move_not_allowed,
    day_not_come, before_the_centre, points_missing.
    """
    inspection = _taken(inspection_id, by)
    _check_move(inspection, InspectionState.HELD, by)
    if on > tehran_day(at):
        raise Refusal("day_not_come", today=tehran_day(at))
    if on < min(inspection.planned_on, tehran_day(at)):
        by.check(Right.CORRECT_HISTORY)
    _check_stood(inspection.centre, on)
    missing = [words for code, words in CHECKLIST.items() if code not in points]
    if missing:
        raise Refusal("points_missing", points=missing)
    inspection.state, inspection.held_on = InspectionState.HELD.value, on
    inspection.points = {code: points[code].value for code in CHECKLIST}
    inspection.findings, inspection.held_by_name = clean_lines(findings), by.actor_name
    inspection.save(update_fields=["state", "held_on", "points", "findings", "held_by_name"])
    told: dict[str, Any] = {"inspection": inspection.pk, "on": on}
    record("casework.hold_inspection", by=by, at=at, subject=inspection.centre, **told)
    return inspection


@transaction.atomic
def cancel_inspection(*, inspection_id: int, reason: str, by: Scope, at: datetime) -> Inspection:
    """A planned inspection is called off.

    Raises Refusal: not_permitted, inspection_unknown, done_before, move_not_allowed, reason_missing.
    """
    inspection = _taken(inspection_id, by)
    _check_move(inspection, InspectionState.CANCELLED, by)
    if not clean(reason):
        raise Refusal("reason_missing")
    inspection.state, inspection.findings = InspectionState.CANCELLED.value, clean(reason)
    inspection.save(update_fields=["state", "findings"])
    told: dict[str, Any] = {"inspection": inspection.pk}
    record(
        "casework.cancel_inspection", by=by, at=at, subject=inspection.centre, reason=clean(reason), **told
    )
    return inspection


def _check_stood(centre: Centre, on: date) -> None:
    """Nothing is found at a centre before it had its permit."""
    first = centre.standings.order_by("valid_from").values_list("valid_from", flat=True).first()
    begun = min((day for day in (first, centre.licence_from) if day is not None), default=on)
    if on < begun:
        raise Refusal("before_the_centre", on=begun)


def _taken(inspection_id: int, by: Scope) -> Inspection:
    by.check(Right.SUPERVISE_CENTRES)
    return taken(model=Inspection, pk=inspection_id, by=by, or_refuse="inspection_unknown")


def _check_move(inspection: Inspection, to: InspectionState, by: Scope) -> None:
    current = InspectionState(inspection.state)
    if current is to:
        raise done_by(who=inspection.held_by_name, by=by)
    if not INSPECTION_MOVES.is_allowed(current, to):
        names = INSPECTION_STATE_NAMES
        raise Refusal("move_not_allowed", from_=names[current], to=names[to])
