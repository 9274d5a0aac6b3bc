"""Intake: is this family already known? Then it is opened; else it is registered once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madadkar.casework.search import FoundRow, search_families
from madadkar.foundation.persian import clean, name_parts, search_key
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.actions import add_household, add_person, add_phone, move_residence
from madadkar.registry.models import Household, Person
from madadkar.registry.rules import Headship
from madadkar.web.choosing import home_province
from madadkar.web.deed_page import typed
from madadkar.web.doors import Visit, needs
from madadkar.web.families.beside import BESIDE
from madadkar.web.families.forms import IntakeForm

_MOST = 6
_BESIDE = {code: "phone" if field == "number" else field for code, field in BESIDE.items()}
_ASKED = "کسی با همین نام ثبت شده است (بالای صفحه). اگر همان نیست، اینجا را نشان بزنید."


@needs(Right.EDIT_FAMILIES)
@require_http_methods(["GET", "POST"])
def family_new(request: Visit) -> HttpResponse:
    """Who is near to what was searched stands above the form; the same name is looked at first."""
    text = clean(request.GET.get("q", ""))
    form = IntakeForm(typed(request), scope=request.scope, initial=_initial(text, request))
    form.fields["place"].within = home_province(request)  # type: ignore[attr-defined]  # a PlaceField
    near = search_families(text=text, scope=request.scope, on=request.today, most=_MOST).rows if text else []
    if request.method == "POST" and form.is_valid():
        near = _same_names(form, request)
        if near and not form.cleaned_data["is_new"]:
            form.add_error("is_new", _ASKED)
        else:
            try:
                household = _register(form, request)
            except Refusal as refusal:
                if refusal.code == "not_permitted":
                    raise
                form.add_refusal(refusal, _BESIDE.get(refusal.code))
                near = [*near, *_known(refusal, request.scope, request)]
            else:
                messages.success(request, "خانوار ثبت شد.")
                return redirect("family", household_id=household.pk)
    return render(request, "families/new.html", {"form": form, "near": near, "text": text})


def _initial(text: str, request: Visit) -> dict[str, Any]:
    initial: dict[str, Any] = {"on": request.today, "office": request.scope.home_office_id}
    if text.isdigit():
        return {**initial, "national_code": text}
    first, last = name_parts(text) if text else ("", "")
    return {**initial, "first_name": first, "last_name": last}


def _same_names(form: IntakeForm, request: Visit) -> list[FoundRow]:
    facts = form.facts()
    asked = f"{facts.first_name} {facts.last_name}"
    found = search_families(text=asked, scope=request.scope, on=request.today).rows
    wanted = (search_key(facts.first_name), search_key(facts.last_name))
    father = search_key(facts.father_name)
    return [
        row
        for row in found
        if (search_key(row.person.first_name), search_key(row.person.last_name)) == wanted
        and (not father or search_key(row.person.father_name) in ("", father))
    ][:_MOST]


def _known(refusal: Refusal, scope: Scope, request: Visit) -> list[FoundRow]:
    """Whom a code turned out to belong to."""
    person = Person.objects.seen_by(scope).filter(pk=refusal.facts.get("person_id", 0)).first()
    if person is None or not person.national_code:
        return []
    return search_families(text=person.national_code, scope=scope, on=request.today).rows


@transaction.atomic
def _register(form: IntakeForm, request: Visit) -> Household:
    """All of it or, after a no, nothing of it."""
    said, by, at = form.cleaned_data, request.scope, request.now
    office = said.get("office")
    office_id = office.pk if office else by.home_office_id
    assert office_id is not None, "whoever may edit families works in an office"
    head = add_person(facts=form.facts(), office_id=office_id, by=by, at=at)
    household = add_household(
        head=head, headship=Headship(said["headship"]), on=said["on"], code=said["code"], by=by, at=at
    )
    if said["phone"]:
        add_phone(person_id=head.pk, number=said["phone"], by=by, at=at)
    if said["place"]:
        move_residence(
            household_id=household.pk,
            place_id=said["place"].pk,
            address=said["address"],
            postal_code=said["postal_code"],
            on=said["on"],
            by=by,
            at=at,
        )
    return household
