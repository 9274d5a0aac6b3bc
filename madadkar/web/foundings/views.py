"""Centres being founded, column by column, and one of them with every step it took."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.actions.founding import license_founding, move_founding, propose_founding
from madadkar.organisations.models import Founding
from madadkar.organisations.queries import foundings_in_reach
from madadkar.organisations.rules import FOUNDING_MOVES, FOUNDING_STATE_NAMES, FoundingState, Right
from madadkar.web.choosing import home_province
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.foundings.forms import IdeaForm, PermitForm, StepForm

_ON_THE_WAY = (
    FoundingState.IDEA,
    FoundingState.BOARD,
    FoundingState.PREMISES,
    FoundingState.LICENCE_ASKED,
)
_SHOWN = 200
_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {
    "name_missing": "name",
    "speciality_missing": "speciality",
    "speciality_not_wanted": "speciality",
    "centre_code_taken": "code",
    "centre_code_missing": "code",
    "period_ends_before_it_starts": "until",
    "reason_missing": "note",
}


@needs(Right.MANAGE_CENTRES)
@require_safe
def foundings(request: Visit) -> HttpResponse:
    """A column a step; what got its permit and what was dropped stand below."""
    known = list(foundings_in_reach(scope=request.scope))
    columns = [
        (FOUNDING_STATE_NAMES[state], [_card(one, request) for one in known if one.state == state])
        for state in _ON_THE_WAY
    ]
    licensed = [one for one in known if one.state == FoundingState.LICENSED][-_SHOWN:]
    dropped = [one for one in known if one.state == FoundingState.DROPPED][-_SHOWN:]
    facts = {"columns": columns, "licensed": licensed, "dropped": dropped, "is_empty": not known}
    return render(request, "foundings/foundings.html", facts)


def _card(founding: Founding, request: Visit) -> dict[str, Any]:
    return {"founding": founding, "days": (request.today - founding.since).days}


@needs(Right.MANAGE_CENTRES)
@require_safe
def founding(request: Visit, founding_id: int) -> HttpResponse:
    """One of them: what is known, where it may go next, and every step it took."""
    found = _seen(request, founding_id)
    state = FoundingState(found.state)
    facts = {
        "founding": found,
        "steps": _steps(state),
        "may_license": FOUNDING_MOVES.is_allowed(state, FoundingState.LICENSED),
        "moves": found.moves.order_by("-pk"),
    }
    return render(request, "foundings/founding.html", facts)


def _steps(state: FoundingState) -> list[tuple[str, str]]:
    """Where it may go: the way onward first, then the step back, then the end of it."""
    known = [one for one in _ON_THE_WAY if FOUNDING_MOVES.is_allowed(state, one)]
    name = FOUNDING_STATE_NAMES
    onward = [(one.value, name[one]) for one in known if not _is_before(one, state)]
    back = [(one.value, f"بازگشت به «{name[one]}»") for one in known if _is_before(one, state)]
    dropped = FoundingState.DROPPED
    end = [(dropped.value, "کنار گذاشتن")] if FOUNDING_MOVES.is_allowed(state, dropped) else []
    return [*onward, *back, *end]


def _is_before(one: FoundingState, state: FoundingState) -> bool:
    return state not in _ON_THE_WAY or _ON_THE_WAY.index(one) < _ON_THE_WAY.index(state)


def _seen(request: Visit, founding_id: int) -> Founding:
    found = foundings_in_reach(scope=request.scope).filter(pk=founding_id).first()
    if found is None:
        raise Refusal("founding_unknown")
    return found


@needs(Right.MANAGE_CENTRES)
@_DEED
def founding_add(request: Visit) -> HttpResponse:
    """Propose a new centre."""
    form = IdeaForm(typed(request), scope=request.scope)
    form.fields["place"].within = home_province(request)  # type: ignore[attr-defined]  # a PlaceField

    def do(said: dict[str, Any]) -> str:
        new = propose_founding(
            office=said["office"], facts=form.facts(), token=said["token"], by=request.scope, at=request.now
        )
        messages.success(request, f"پیشنهاد مرکز «{persian_digits(new.name)}» ثبت شد.")
        return reverse("founding", args=[new.pk])

    words = Words(title="پیشنهاد مرکز تازه", button="ثبت پیشنهاد", back=reverse("foundings"))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_CENTRES)
@_DEED
def founding_move(request: Visit, founding_id: int, founding_state: str) -> HttpResponse:
    """Take a step."""
    found = _seen(request, founding_id)
    if founding_state not in {state.value for state in FoundingState if state is not FoundingState.LICENSED}:
        raise Refusal("page_unknown")
    wanted = FoundingState(founding_state)
    form = StepForm(typed(request), is_grave=wanted is FoundingState.DROPPED, initial={"seen": found.state})
    here = reverse("founding", args=[found.pk])

    def do(said: dict[str, Any]) -> str:
        known = {state.value for state in FoundingState}
        seen = FoundingState(said["seen"] if said["seen"] in known else found.state)
        move_founding(
            founding_id=found.pk, to=wanted, note=said["note"], seen=seen, by=request.scope, at=request.now
        )
        messages.success(request, f"«{persian_digits(found.name)}»: {FOUNDING_STATE_NAMES[wanted]}.")
        return here

    words = Words(
        title=f"{persian_digits(found.name)}: {FOUNDING_STATE_NAMES[wanted]}",
        button="ثبت گام",
        back=here,
        is_grave=wanted is FoundingState.DROPPED,
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_CENTRES)
@_DEED
def founding_license(request: Visit, founding_id: int) -> HttpResponse:
    """Give it its permit: it is a centre from then on."""
    found = _seen(request, founding_id)
    form = PermitForm(typed(request), initial={"from_": request.today})

    def do(said: dict[str, Any]) -> str:
        centre = license_founding(
            founding_id=found.pk, permit=form.permit(), by=request.scope, at=request.now
        )
        messages.success(request, f"مرکز «{persian_digits(centre.name)}» مجوز گرفت و به فهرست مراکز پیوست.")
        return reverse("centre", args=[centre.pk])

    here = reverse("founding", args=[found.pk])
    words = Words(title=f"مجوز {persian_digits(found.name)}", button="ثبت مجوز", back=here)
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)
