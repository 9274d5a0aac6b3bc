"""What every deed on a case does: take it, know whose side the actor is on, take one step of its life."""

from __future__ import annotations

from datetime import datetime

from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.overlap.models import OverlapCase, OverlapSide, OverlapStep
from madadkar.overlap.queries.cases import leading_agency
from madadkar.overlap.rules.life import OVERLAP_STATE_NAMES, OverlapState, check_step
from madadkar.registry.actions.keeping import taken


def taken_case(*, case_id: int, by: Scope) -> tuple[OverlapCase, OverlapSide]:
    """The case, locked, and the actor's own side of it. Raises Refusal("overlap_unknown")."""
    case = taken(model=OverlapCase, pk=case_id, by=by, or_refuse="overlap_unknown")
    side = OverlapSide.objects.seen_by(by).select_for_update(of=("self",))
    own = side.filter(case=case, agency_id=by.agency_id).first()
    if own is None:
        raise Refusal("overlap_unknown")
    return case, own


def own_agency_id(*, by: Scope) -> int:
    """For which side the actor speaks. Raises Refusal("overlap_unknown") for who is of no agency."""
    if by.agency_id is None:
        raise Refusal("overlap_unknown")
    return by.agency_id


def check_unchanged(*, case: OverlapCase, seen: int | None, to: OverlapState, by: Scope) -> None:
    """Two heads, two tabs, a double click: the second is told what came before.

    `seen` is the number of the last step the actor's page showed (`queries.cases.last_step`).

    Raises Refusal: done_already (by the same actor, to the same state), overlap_changed_meanwhile.
    """
    if seen is None:
        return
    last = OverlapStep.objects.filter(case=case).order_by("-pk").first()
    if last is None or last.pk == seen:
        return
    if last.to_state == to.value and last.by_id == by.actor_id is not None:
        raise Refusal("done_already")
    raise Refusal(
        "overlap_changed_meanwhile",
        who=last.by_name or (str(last.agency) if last.agency else "سامانه"),
        state=OVERLAP_STATE_NAMES[OverlapState(last.to_state)],
    )


def step(
    *, case: OverlapCase, to: OverlapState, by: Scope, at: datetime, note: str = "", is_rule: bool = False
) -> OverlapStep:
    """One step of a locked case, written for good; part of a deed, which checks rights and records itself.

    `is_rule`: the rule or the clock took it, on nobody's behalf. Raises Refusal("overlap_step_not_allowed").
    """
    was = OverlapState(case.state)
    check_step(current=was, wanted=to)
    today = tehran_day(at)
    case.state, case.state_since = to.value, today
    if to is OverlapState.CLOSED:
        case.closed_on = today
    if was is OverlapState.ALLOWED:
        case.allowed_until = today
    case.save()
    return OverlapStep.objects.create(
        case=case,
        from_state=was.value,
        to_state=to.value,
        agency_id=None if is_rule else by.agency_id,
        by_id=None if is_rule else by.actor_id,
        by_name="" if is_rule else by.actor_name,
        note=clean_lines(note),
        on=today,
        at=at,
    )


def check_is_leading(*, case: OverlapCase, by: Scope) -> None:
    """Refuse the side that is to hand over. Raises Refusal("not_the_leading_side")."""
    leading = leading_agency(case=case)
    if leading is None or leading.pk != by.agency_id:
        raise Refusal("not_the_leading_side")


def check_is_giving(*, case: OverlapCase, by: Scope) -> None:
    """Refuse the side that is to lead. Raises Refusal("not_the_giving_side")."""
    leading = leading_agency(case=case)
    if leading is None or leading.pk == by.agency_id:
        raise Refusal("not_the_giving_side")
