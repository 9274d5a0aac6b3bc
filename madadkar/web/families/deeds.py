"""Deeds on a family: who belongs to it, who heads it, where it lives, which office answers for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions import move_family
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.actions import add_member, add_person, change_head, end_membership, move_residence
from madadkar.registry.models import Membership, Person
from madadkar.registry.queries import Family, family
from madadkar.registry.rules import Headship, Relation
from madadkar.web.choosing import home_province
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.families.beside import BESIDE
from madadkar.web.families.forms import EndForm, HeadForm, MemberForm, MoveForm, ResidenceForm

_DEED = require_http_methods(["GET", "POST"])


@needs(Right.EDIT_FAMILIES)
@when_delegated(Matter.WHOLE)
@_DEED
def member_add(request: Visit, household_id: int) -> HttpResponse:
    """Somebody joins the family: by a code already known, the same person; else somebody new."""
    found, here = _family(request, household_id)
    last = found.head.person.last_name if found.head else ""
    form = MemberForm(typed(request), initial={"on": request.today, "last_name": last})

    @transaction.atomic
    def do(said: dict[str, Any]) -> str:
        person = _known_by_code(said["national_code"], request) or add_person(
            facts=form.facts(), office_id=found.household.office_id, by=request.scope, at=request.now
        )
        add_member(
            household_id=household_id,
            person=person,
            relation=Relation(said["relation"]),
            on=said["on"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, f"{person} به خانوار افزوده شد.")
        return here

    words = Words(title="عضو تازه خانوار", button="افزودن عضو", back=here)
    return deed_page(request, form=form, do=do, beside=BESIDE, words=words)


@needs(Right.EDIT_FAMILIES)
@when_delegated(Matter.WHOLE)
@_DEED
def membership_end(request: Visit, membership_id: int) -> HttpResponse:
    """Somebody leaves the family."""
    membership = (
        Membership.objects.seen_by(request.scope).select_related("person").filter(pk=membership_id).first()
    )
    if membership is None:
        raise Refusal("membership_unknown")
    here = reverse("family", args=[membership.household_id])

    def do(said: dict[str, Any]) -> str:
        end_membership(membership_id=membership_id, **said, by=request.scope, at=request.now)
        messages.success(request, f"عضویت {membership.person} پایان یافت.")
        return here

    words = Words(
        title=f"پایان عضویت {membership.person}",
        button="پایان عضویت",
        back=here,
        intro="پیشینه این شخص می‌ماند و در سرگذشت خانوار دیده می‌شود.",
        is_grave=True,
    )
    form = EndForm(typed(request), initial={"on": request.today})
    return deed_page(request, form=form, do=do, beside=BESIDE, words=words)


@needs(Right.EDIT_FAMILIES)
@when_delegated(Matter.WHOLE)
@_DEED
def head_change(request: Visit, household_id: int) -> HttpResponse:
    """Another member heads the family."""
    found, here = _family(request, household_id)

    def do(said: dict[str, Any]) -> str:
        change_head(
            household_id=household_id,
            person_id=int(said["person"]),
            headship=Headship(said["headship"]),
            former_is=Relation(said["former_is"]) if said["former_is"] else None,
            on=said["on"],
            reason=said["reason"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, "سرپرست خانوار تغییر کرد.")
        return here

    words = Words(title="تغییر سرپرست خانوار", button="ثبت سرپرست تازه", back=here)
    form = HeadForm(typed(request), family=found, initial={"on": request.today})
    return deed_page(request, form=form, do=do, beside=BESIDE, words=words)


@needs(Right.EDIT_FAMILIES)
@_DEED
def residence_move(request: Visit, household_id: int) -> HttpResponse:
    """The family lives elsewhere."""
    found, here = _family(request, household_id)
    form = ResidenceForm(typed(request), initial={"on": request.today})
    form.fields["place"].within = home_province(request)  # type: ignore[attr-defined]  # a PlaceField
    form.fields["place"].required = True

    def do(said: dict[str, Any]) -> str:
        move_residence(
            household_id=found.household.pk,
            place_id=said["place"].pk,
            address=said["address"],
            postal_code=said["postal_code"],
            on=said["on"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, "محل زندگی ثبت شد.")
        return here

    words = Words(title="محل زندگی خانوار", button="ثبت محل زندگی", back=here)
    return deed_page(request, form=form, do=do, beside=BESIDE, words=words)


@needs(Right.EDIT_FAMILIES)
@when_delegated(Matter.WHOLE)
@_DEED
def family_move(request: Visit, household_id: int) -> HttpResponse:
    """Another office answers for the family."""
    found, here = _family(request, household_id)

    def do(said: dict[str, Any]) -> str:
        move_family(
            household_id=household_id,
            to_office_id=said["office"].pk,
            on=request.today,
            reason=said["reason"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, f"خانوار به {said['office']} سپرده شد.")
        return here

    words = Words(
        title="سپردن خانوار به اداره دیگر",
        button="سپردن",
        back=here,
        intro="خانوار، اعضا و پرونده‌اش با همه پیشینه به اداره تازه می‌رود.",
        is_grave=True,
    )
    form = MoveForm(typed(request), family=found, scope=request.scope)
    return deed_page(request, form=form, do=do, beside=BESIDE, words=words)


def _family(request: Visit, household_id: int) -> tuple[Family, str]:
    found = family(household_id=household_id, scope=request.scope, on=request.today)
    return found, reverse("family", args=[household_id])


def _known_by_code(code: str, request: Visit) -> Person | None:
    if not code:
        return None
    known = Person.objects.seen_by(request.scope).filter(national_code=code, merged_into__isnull=True)
    return known.first()
