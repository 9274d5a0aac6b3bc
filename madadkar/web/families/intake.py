"""Intake: is this family already known? Then it is opened; else it is registered once, with its request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions import Admission, admit_family
from madadkar.casework.actions.life.asking import ask_elsewhere
from madadkar.casework.queries.intake import known_families, near_rows
from madadkar.casework.search import FoundRow, search_families
from madadkar.foundation.persian import clean, name_parts
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.registry.models import Household, Person
from madadkar.registry.rules import Headship
from madadkar.web.choosing import home_province
from madadkar.web.deed_page import typed
from madadkar.web.doors import Visit, needs
from madadkar.web.families.beside import BESIDE
from madadkar.web.families.intake_form import IntakeForm
from madadkar.web.requesting import BESIDE as BESIDE_REQUEST

_BESIDE = {code: "phone" if field == "number" else field for code, field in BESIDE.items()} | BESIDE_REQUEST
_BESIDE["family_perhaps_known"] = "is_new"
_WHY = {
    "first": "نام",
    "last": "نام خانوادگی",
    "father": "نام پدر",
    "place": "محل زندگی",
    "national_code": "کد ملی",
    "foreigner_code": "شماره فراگیر",
    "phone": "تلفن",
    "account": "شماره شبا",
    "file_number": "شماره پرونده",
    "household_code": "کد خانوار",
}


@dataclass
class _Near:
    """Who may be meant: rows in sight, each with why; or the office that alone knows the code."""

    rows: list[FoundRow] = field(default_factory=list)
    elsewhere: str = ""
    reasons: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def told(self) -> list[tuple[FoundRow, str]]:
        """Each row with what of it fits."""
        return [(row, self._why(row)) for row in self.rows]

    def _why(self, row: FoundRow) -> str:
        by_search = [_WHY[one] for one in row.matched if one in _WHY]
        return "، ".join(by_search or self.reasons.get(row.person.person_id, ()))


@needs(Right.EDIT_FAMILIES)
@require_http_methods(["GET", "POST"])
def family_new(request: Visit) -> HttpResponse:
    """First the search; then, if it is nobody who was found, the family and its request in one deed."""
    text = clean(request.GET.get("q", ""))
    form = IntakeForm(typed(request), scope=request.scope, on=request.today, initial=_initial(text, request))
    form.fields["place"].within = home_province(request)  # type: ignore[attr-defined]  # a PlaceField
    near = _Near()
    if request.method == "POST" and form.is_valid():
        try:
            household = _admitted(form, request)
        except Refusal as refusal:
            if refusal.code == "not_permitted":
                raise
            form.add_refusal(refusal, _beside(form, refusal))
            near = _near_of(refusal, form, request)
        else:
            return _gone(request, household)
    elif request.method == "GET" and text:
        near = _searched(text, request)
    page = {"form": form, "near": near, "text": text, "is_open": request.method == "POST" or bool(text)}
    return render(request, "families/new.html", page)


def _gone(request: Visit, household: Household) -> HttpResponse:
    messages.success(request, "خانوار ثبت شد.")
    file = getattr(household, "case_file", None)
    if file is not None:
        return redirect("case-file", file_id=file.pk)
    return redirect("family", household_id=household.pk)


def _initial(text: str, request: Visit) -> dict[str, Any]:
    initial: dict[str, Any] = {"on": request.today, "office": request.scope.home_office_id}
    if text.isdigit():
        return {**initial, "national_code": text}
    first, last = name_parts(text) if text else ("", "")
    return {**initial, "first_name": first, "last_name": last}


def _searched(text: str, request: Visit) -> _Near:
    known = known_families(text=text, scope=request.scope, on=request.today)
    asks = known.code and request.scope.may(Right.TAKE_REQUESTS)
    return _Near(known.rows, ask_elsewhere(code=known.code, by=request.scope, at=request.now) if asks else "")


def _near_of(refusal: Refusal, form: IntakeForm, request: Visit) -> _Near:
    """Whom a no was about: the namesakes to look at, whose code it is, or which office knows it."""
    if refusal.code == "family_perhaps_known":
        form.look_at(refusal.facts["person_ids"])
        ids = refusal.facts["person_ids"]
        rows = near_rows(person_ids=ids, scope=request.scope, on=request.today)
        return _Near(rows, reasons=refusal.facts.get("reasons", {}))
    if refusal.code == "person_known_elsewhere":
        code = form.cleaned_data["national_code"] or form.cleaned_data["foreigner_code"]
        return _Near(elsewhere=ask_elsewhere(code=code, by=request.scope, at=request.now))
    person = Person.objects.seen_by(request.scope).filter(pk=refusal.facts.get("person_id", 0)).first()
    if person is None or not person.national_code:
        return _Near()
    return _Near(search_families(text=person.national_code, scope=request.scope, on=request.today).rows)


def _beside(form: IntakeForm, refusal: Refusal) -> str | None:
    name = _BESIDE.get(refusal.code)
    return name if name in form.fields else None


def _admitted(form: IntakeForm, request: Visit) -> Household:
    said, by = form.cleaned_data, request.scope
    office = said.get("office")
    office_id = office.pk if office else by.home_office_id
    assert office_id is not None, "whoever may edit families works in an office"
    admission = Admission(
        head=form.facts(),
        headship=Headship(said["headship"]),
        office_id=office_id,
        on=said["on"],
        code=said["code"],
        phone=said["phone"],
        place_id=said["place"].pk if said["place"] else None,
        address=said["address"],
        postal_code=said["postal_code"],
    )
    asked = None if form.is_from_paper else form.asked()
    return admit_family(admission=admission, asked=asked, not_these=form.others, by=by, at=request.now)
