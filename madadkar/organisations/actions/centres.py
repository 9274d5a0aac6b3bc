"""Deeds on charity centres, their boards and permits, and on partner bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from madadkar.foundation.audit import record
from madadkar.foundation.identity import legal_id as read_legal_id
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.period import Period
from madadkar.foundation.persian import clean, search_key
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import BoardMember, Centre, CentreStanding, Office, PartnerBody
from madadkar.organisations.reach import check_reach
from madadkar.organisations.rules import CentreKind, Right, Standing, check_speciality
from madadkar.places.models import Place


@dataclass(frozen=True, kw_only=True)
class CentreFacts:
    """What is written of a centre: all of it but its office, code and standing."""

    name: str
    kind: CentreKind
    speciality: str = ""
    place: Place | None = None
    neighbourhood: str = ""
    licence_number: str = ""
    licence_from: date | None = None
    licence_until: date | None = None
    capacity: int | None = None


@transaction.atomic
def add_centre(*, office: Office, code: str, facts: CentreFacts, on: date, by: Scope, at: datetime) -> Centre:
    """A new centre under an office, active from a day on.

    Raises Refusal: not_permitted, body_unknown, name_missing, centre_code_taken, speciality_missing,
    speciality_not_wanted, period_ends_before_it_starts.
    """
    by.check(Right.MANAGE_CENTRES)
    check_reach(by=by, office_id=office.pk)
    code = clean(code)
    if not code:
        raise Refusal("centre_code_missing")
    if Centre.objects.filter(code=code).exists():
        raise Refusal("centre_code_taken", code=code)
    centre = _written(Centre(office=office, code=code), facts)
    centre.save()
    CentreStanding.objects.create(centre=centre, standing=Standing.ACTIVE.value, valid_from=on)
    record("organisations.add_centre", by=by, at=at, subject=centre, on=on)
    return centre


@transaction.atomic
def change_centre(*, centre: Centre, facts: CentreFacts, by: Scope, at: datetime) -> Centre:
    """Other facts for a centre. Raises Refusal as add_centre does."""
    by.check(Right.MANAGE_CENTRES)
    check_reach(by=by, office_id=centre.office_id)
    centre = _written(Centre.objects.select_for_update().get(pk=centre.pk), facts)
    centre.save()
    record("organisations.change_centre", by=by, at=at, subject=centre)
    return centre


def _written(centre: Centre, facts: CentreFacts) -> Centre:
    check_speciality(kind=facts.kind, speciality=facts.speciality)
    if facts.licence_from and facts.licence_until:
        Period(facts.licence_from, facts.licence_until)
    name = clean(facts.name)
    if not name:
        raise Refusal("name_missing")
    centre.name, centre.search_key = name, search_key(name)
    centre.kind, centre.speciality = facts.kind.value, facts.speciality
    centre.place, centre.neighbourhood = facts.place, clean(facts.neighbourhood)
    centre.licence_number = clean(facts.licence_number)
    centre.licence_from, centre.licence_until = facts.licence_from, facts.licence_until
    centre.capacity = facts.capacity
    return centre


@transaction.atomic
def set_centre_standing(
    *, centre: Centre, standing: Standing, on: date, reason: str, by: Scope, at: datetime
) -> CentreStanding:
    """Suspend, revoke or restore a centre's permit from a day on; its people's access follows at once.

    A day gone by is a correction and needs its own right. A standing written for a day that has not come is
    called off by whatever is written after it; to write the present one again does that and no more.

    Raises Refusal: not_permitted, body_unknown, reason_missing, standing_already, standing_changed_since.
    """
    by.check(Right.MANAGE_CENTRES)
    check_reach(by=by, office_id=centre.office_id)
    is_correction = on < tehran_day(at)
    if is_correction:
        by.check(Right.CORRECT_HISTORY)
    if standing is not Standing.ACTIVE and not reason.strip():
        raise Refusal("reason_missing")
    Centre.objects.select_for_update().get(pk=centre.pk)
    called_off = _call_off(centre, tehran_day(at))
    last = CentreStanding.objects.filter(centre=centre).order_by("-valid_from").first()
    new = last if called_off and last is not None and last.standing == standing else None
    if new is None:
        if last is not None:
            _end_standing(last, standing, on)
        new = CentreStanding.objects.create(
            centre=centre, standing=standing.value, reason=clean(reason), valid_from=on
        )
    deed = "organisations.set_centre_standing"
    told: dict[str, Any] = {"standing": standing.value, "on": on, "is_correction": is_correction}
    record(deed, by=by, at=at, subject=centre, reason=reason, called_off=called_off, **told)
    return new


def _call_off(centre: Centre, today: date) -> date | None:
    """Take back a standing whose day has not come, and let the present one go on: answers that day."""
    coming = CentreStanding.objects.filter(centre=centre, valid_from__gt=today).first()
    if coming is None:
        return None
    coming.delete()
    CentreStanding.objects.filter(centre=centre, valid_until=coming.valid_from).update(valid_until=None)
    return coming.valid_from


def _end_standing(last: CentreStanding, standing: Standing, on: date) -> None:
    if last.valid_until is None and last.standing == standing:
        raise Refusal("standing_already", since=last.valid_from)
    if on <= last.valid_from or (last.valid_until is not None and on < last.valid_until):
        raise Refusal("standing_changed_since", since=last.valid_until or last.valid_from)
    if last.valid_until is None:
        last.valid_until = on
        last.save(update_fields=["valid_until"])


@transaction.atomic
def add_board_member(
    *, centre: Centre, full_name: str, duty: str, on: date, by: Scope, at: datetime
) -> BoardMember:
    """Somebody joins a centre's board. Raises Refusal: not_permitted, body_unknown, name_missing."""
    by.check(Right.MANAGE_CENTRES)
    check_reach(by=by, office_id=centre.office_id)
    name = clean(full_name)
    if not name:
        raise Refusal("name_missing")
    member = BoardMember.objects.create(centre=centre, full_name=name, duty=clean(duty), valid_from=on)
    record("organisations.add_board_member", by=by, at=at, subject=centre, on=on)
    return member


@transaction.atomic
def end_board_member(*, member: BoardMember, on: date, by: Scope, at: datetime) -> BoardMember:
    """Somebody leaves a centre's board from a day on.

    Raises Refusal: not_permitted, body_unknown, board_member_left, period_ends_before_it_starts.
    """
    by.check(Right.MANAGE_CENTRES)
    check_reach(by=by, office_id=member.centre.office_id)
    if member.valid_until is not None:
        raise Refusal("board_member_left", on=member.valid_until)
    Period(member.valid_from, on)
    member.valid_until = on
    member.save(update_fields=["valid_until"])
    record("organisations.end_board_member", by=by, at=at, subject=member.centre, on=on)
    return member


@transaction.atomic
def add_partner(
    *, office: Office, name: str, kind: str, legal_id: str, by: Scope, at: datetime
) -> PartnerBody:
    """A body that agreed to help an office's families.

    Raises Refusal: not_permitted, body_unknown, name_missing, partner_named_already, and a legal id's own.
    """
    by.check(Right.MANAGE_OFFICES)
    check_reach(by=by, office_id=office.pk)
    partner = _written_partner(PartnerBody(office=office), name, kind, legal_id)
    record("organisations.add_partner", by=by, at=at, subject=partner)
    return partner


@transaction.atomic
def change_partner(
    *, partner: PartnerBody, name: str, kind: str, legal_id: str, by: Scope, at: datetime
) -> PartnerBody:
    """Other facts for a partner body. Raises Refusal as add_partner does."""
    by.check(Right.MANAGE_OFFICES)
    check_reach(by=by, office_id=partner.office_id)
    partner = _written_partner(partner, name, kind, legal_id)
    record("organisations.change_partner", by=by, at=at, subject=partner)
    return partner


def _written_partner(partner: PartnerBody, name: str, kind: str, legal_id: str) -> PartnerBody:
    partner.name, partner.kind = clean(name), kind
    partner.legal_id = read_legal_id(legal_id).value if legal_id.strip() else ""
    if not partner.name:
        raise Refusal("name_missing")
    same = PartnerBody.objects.filter(office=partner.office, name=partner.name).exclude(pk=partner.pk)
    if same.exists():
        raise Refusal("partner_named_already", name=partner.name)
    partner.save()
    return partner
