"""The family page, and the account number that is shown only when it is asked for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from madadkar.casework.queries import FileHistory, file_of_household, matters_in_sight
from madadkar.foundation.audit import record
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.models import BankAccount
from madadkar.registry.queries import Family, family, household_of, seen_person
from madadkar.web.doors import Visit, needs
from madadkar.web.timeline import About, happenings, in_days


@needs(Right.SEE_FAMILIES)
@require_safe
def family_page(request: Visit, household_id: int) -> HttpResponse:
    """Everything about one family; looking at what is medical leaves its trace."""
    return _family_page(request, household_id)


@needs(Right.SEE_CODES)
@require_POST
def account_reveal(request: Visit, account_id: int) -> HttpResponse:
    """The family page with one account's number in full; that it was looked at is recorded."""
    account = BankAccount.objects.seen_by(request.scope).filter(pk=account_id).first()
    household_id = (
        household_of(person_id=account.person_id, scope=request.scope, on=request.today) if account else None
    )
    if account is None or household_id is None:
        raise Refusal("account_unknown")
    record("registry.reveal_account", by=request.scope, at=request.now, subject=account)
    return _family_page(request, household_id, revealed=account.pk)


@needs(Right.SEE_FAMILIES)
@require_safe
def person_page(request: Visit, person_id: int) -> HttpResponse:
    """Where a person is found: in their family, or on a page of their own while they have none."""
    person = seen_person(person_id=person_id, scope=request.scope)
    if person.merged_into_id is not None:
        return redirect("person", person_id=person.merged_into_id)
    household_id = household_of(person_id=person_id, scope=request.scope, on=request.today)
    if household_id is not None:
        return redirect(f"{reverse('family', args=[household_id])}#p{person_id}")
    return render(request, "families/person.html", {"person": person})


def _family_page(request: Visit, household_id: int, *, revealed: int | None = None) -> HttpResponse:
    found = family(household_id=household_id, scope=request.scope, on=request.today)
    history = file_of_household(household_id=household_id, scope=request.scope, on=request.today)
    if found.is_sensitive:
        record("registry.read_family", by=request.scope, at=request.now, subject=found.household)
    about = About(family=found, history=history, scope=request.scope, on=request.today)
    page = {
        "family": found,
        "members": [(one, one.groups(request.today)) for one in found.members],
        "accounts": [
            (account, one) for one in found.members for account in one.current_accounts(request.today)
        ],
        "history": history,
        "days": in_days(told=happenings(about=about)),
        "revealed": revealed,
        "next_deed": _next_deed(request, found, history),
        "tells": _told(request, household_id, history),
    }
    # A household that went into another has its past here, and its deeds there.
    aside = found.household.merged_into_id is not None
    response = render(request, "families/laid_aside.html" if aside else "families/family.html", page)
    response["Cache-Control"] = "no-store"
    return response


def _told(request: Visit, household_id: int, history: FileHistory | None) -> dict[str, bool]:
    """Which matters of the family the page tells of, by name; a centre's people see what they were given."""
    if history is not None:
        seen = history.matters
    else:
        seen = matters_in_sight(household_id=household_id, scope=request.scope)
    return {matter.value: matter in seen for matter in Matter}


def _next_deed(request: Visit, found: Family, history: FileHistory | None) -> tuple[str, str]:
    """What should be done next and where; an empty address where it is somebody else's to do."""
    pk = found.household.pk
    if history is None:
        may = request.scope.may(Right.OPEN_FILES)
        said = (
            "تشکیل پرونده"
            if may
            else "این خانوار پرونده ندارد؛ تشکیل پرونده با مسئول پذیرش یا رئیس اداره است."
        )
        return said, reverse("file-open", args=[pk]) if may else ""
    if not history.is_active:
        return "", ""
    if history.file.caseworker is None and history.delegation is None:
        may = request.scope.may(Right.ASSIGN_FILES)
        said = "تعیین مددکار" if may else "پرونده هنوز مددکار ندارد؛ تعیین آن با رئیس اداره است."
        return said, reverse("file-caseworker", args=[history.file.pk]) if may else ""
    if found.residence is None and request.scope.may(Right.EDIT_FAMILIES):
        return "ثبت محل زندگی", reverse("residence-move", args=[pk])
    return "", ""
