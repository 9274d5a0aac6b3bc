"""Deeds on centres that are being founded: proposed, moved a step, given their permit, dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.once import check_once
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.actions.centres import CentreFacts, add_centre
from madadkar.organisations.models import Centre, Founding, FoundingMove, Office
from madadkar.organisations.reach import check_reach
from madadkar.organisations.rules import (
    FOUNDING_MOVES,
    FOUNDING_STATE_NAMES,
    CentreKind,
    FoundingState,
    Right,
    check_speciality,
)
from madadkar.places.models import Place


@dataclass(frozen=True, kw_only=True)
class FoundingFacts:
    """What is known of a centre before it is one."""

    name: str
    kind: CentreKind
    speciality: str = ""
    place: Place | None = None
    neighbourhood: str = ""
    founder: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Permit:
    """What a permit says: the centre's code, the permit's number and days, and how many files it may take."""

    code: str
    number: str
    from_: date
    until: date | None = None
    capacity: int | None = None


@transaction.atomic
def propose_founding(
    *, office: Office, facts: FoundingFacts, token: UUID, by: Scope, at: datetime
) -> Founding:
    """Somebody has the idea of a new centre under an office.

    Raises Refusal: not_permitted, body_unknown, done_already, name_missing, speciality_missing,
    speciality_not_wanted.
    """
    by.check(Right.MANAGE_CENTRES)
    check_reach(by=by, office_id=office.pk)
    check_once(model=Founding, token=token)
    check_speciality(kind=facts.kind, speciality=facts.speciality)
    if not clean(facts.name):
        raise Refusal("name_missing")
    proposed = Founding.objects.create(
        office=office,
        name=clean(facts.name),
        kind=facts.kind.value,
        speciality=facts.speciality,
        place=facts.place,
        neighbourhood=clean(facts.neighbourhood),
        founder=clean(facts.founder),
        phone=facts.phone,
        state=FoundingState.IDEA.value,
        since=tehran_day(at),
        token=token,
    )
    _write_move(proposed, None, "", by, at)
    record("organisations.propose_founding", by=by, at=at, subject=proposed)
    return proposed


@transaction.atomic
def move_founding(
    *, founding_id: int, to: FoundingState, note: str, seen: FoundingState, by: Scope, at: datetime
) -> Founding:
    """A founding goes a step on or back, or is dropped for a reason; `seen` is the state its page showed.

    Raises Refusal: not_permitted, founding_unknown, done_before, founding_moved_meanwhile,
    move_not_allowed, reason_missing, founding_needs_permit.
    """
    by.check(Right.MANAGE_CENTRES)
    founding = _taken(founding_id, by)
    if to is FoundingState.LICENSED:
        raise Refusal("founding_needs_permit")
    _check_step(founding, to, seen)
    if to is FoundingState.DROPPED and not clean(note):
        raise Refusal("reason_missing")
    _step(founding, to, note, by, at)
    record("organisations.move_founding", by=by, at=at, subject=founding, reason=clean(note), to=to.value)
    return founding


@transaction.atomic
def license_founding(*, founding_id: int, permit: Permit, by: Scope, at: datetime) -> Centre:
    """A founding gets its permit and is a centre from the permit's first day.

    Raises Refusal: not_permitted, founding_unknown, done_before, move_not_allowed, and as add_centre does.
    """
    by.check(Right.MANAGE_CENTRES)
    founding = _taken(founding_id, by)
    _check_step(founding, FoundingState.LICENSED, FoundingState(founding.state))
    facts = CentreFacts(
        name=founding.name,
        kind=CentreKind(founding.kind),
        speciality=founding.speciality,
        place=founding.place,
        neighbourhood=founding.neighbourhood,
        licence_number=permit.number,
        licence_from=permit.from_,
        licence_until=permit.until,
        capacity=permit.capacity,
    )
    centre = add_centre(office=founding.office, code=permit.code, facts=facts, on=permit.from_, by=by, at=at)
    founding.centre = centre
    _step(founding, FoundingState.LICENSED, "", by, at)
    record("organisations.license_founding", by=by, at=at, subject=founding, centre=centre.pk)
    return centre


def _taken(founding_id: int, by: Scope) -> Founding:
    found = Founding.objects.select_for_update().filter(pk=founding_id).first()
    if found is None:
        raise Refusal("founding_unknown")
    try:
        check_reach(by=by, office_id=found.office_id)
    except Refusal:
        raise Refusal("founding_unknown") from None
    return found


def _check_step(founding: Founding, to: FoundingState, seen: FoundingState) -> None:
    current = FoundingState(founding.state)
    if current is to:
        raise Refusal("done_before")
    if current is not seen:
        raise Refusal("founding_moved_meanwhile", state=FOUNDING_STATE_NAMES[current])
    if not FOUNDING_MOVES.is_allowed(current, to):
        raise Refusal("move_not_allowed", from_=FOUNDING_STATE_NAMES[current], to=FOUNDING_STATE_NAMES[to])


def _step(founding: Founding, to: FoundingState, note: str, by: Scope, at: datetime) -> None:
    was, founding.state, founding.since = founding.state, to.value, tehran_day(at)
    founding.save(update_fields=["state", "since", "centre"])
    _write_move(founding, was, note, by, at)


def _write_move(founding: Founding, was: str | None, note: str, by: Scope, at: datetime) -> None:
    FoundingMove.objects.create(
        founding=founding,
        from_state=was or "",
        to_state=founding.state,
        note=clean(note),
        on=tehran_day(at),
        at=at,
        moved_by_id=by.actor_id,
        moved_by_name=by.actor_name,
    )
