"""The list of centres and one centre."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.persian import clean, search_key
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.models import Centre
from madadkar.organisations.queries import (
    centres_in_sight,
    centres_with_ending_licence,
    with_standing,
)
from madadkar.organisations.rules import Right
from madadkar.web.centres.files import file_counts
from madadkar.web.centres.forms import CentreFilter
from madadkar.web.choosing import home_province
from madadkar.web.doors import Visit, needs

_PAGE = 25
_READ_SUPERVISION = (Right.SUPERVISE_CENTRES, Right.ANSWER_DELEGATIONS)


@needs(Right.SEE_FAMILIES, Right.MANAGE_CENTRES)
@require_safe
def centres(request: Visit) -> HttpResponse:
    """The centres in sight, narrowed by what they are, where, and how they stand on a day."""
    form = CentreFilter(request.GET, scope=request.scope, province=home_province(request))
    if not form.is_valid():
        return render(request, "centres/centres.html", {"form": form}, status=400)
    on = form.cleaned_data["on"] or request.today
    in_sight = centres_in_sight(scope=request.scope)
    if form.cleaned_data["licence"] == "ending":
        in_sight = centres_with_ending_licence(scope=request.scope, on=on)
    found = _narrowed(with_standing(centres=in_sight, on=on), form.cleaned_data)
    page = Paginator(found.order_by(in_persian_order("name"), "pk"), _PAGE).get_page(request.GET.get("page"))
    counts = file_counts(centre_ids=[one.pk for one in page], scope=request.scope, on=on)
    rows = [(one, counts.get(one.pk, 0) if counts is not None else None) for one in page]
    is_narrowed = any(value for name, value in form.cleaned_data.items() if name != "on")
    facts = {"form": form, "page": page, "rows": rows, "on": on, "is_today": on == request.today}
    facts["is_narrowed"] = is_narrowed
    return render(request, "centres/centres.html", facts)


def _narrowed(found: QuerySet[Centre], said: dict[str, Any]) -> QuerySet[Centre]:
    if said["q"]:
        typed = clean(said["q"])
        found = found.filter(Q(search_key__contains=search_key(typed)) | Q(code=typed))
    for name in ("kind", "speciality", "standing", "office"):
        if said[name]:
            found = found.filter(**{name: said[name]})
    if county := said["county"]:
        found = found.filter(Q(place__county=county) | Q(place__isnull=True, office__place=county))
    return found


@needs(Right.SEE_FAMILIES, Right.MANAGE_CENTRES)
@require_safe
def centre(request: Visit, centre_id: int) -> HttpResponse:
    """One centre: licence, board, capacity beside its files, and how it stood from its first day."""
    found = seen_centre(request, centre_id)
    counts = file_counts(centre_ids=[found.pk], scope=request.scope, on=request.today)
    count = counts.get(found.pk, 0) if counts is not None else None
    board = list(found.board.order_by("valid_until", "valid_from"))
    facts = {
        "centre": found,
        "standings": found.standings.order_by("-valid_from"),
        "board": [member for member in board if _is_now(member, request.today)],
        "former_board": [member for member in board if not _is_now(member, request.today)],
        "file_count": count,
        "is_full": bool(found.capacity and count is not None and count > found.capacity),
        "licence_ended": bool(found.licence_until and found.licence_until <= request.today),
        "may_manage": request.scope.may(Right.MANAGE_CENTRES),
        "may_read_supervision": any(request.scope.may(right) for right in _READ_SUPERVISION),
    }
    return render(request, "centres/centre.html", facts)


def _is_now(member: Any, on: date) -> bool:
    return member.valid_until is None or member.valid_until > on


def seen_centre(request: Visit, centre_id: int) -> Centre:
    """A centre in sight, with its standing today. Raises Refusal("body_unknown")."""
    found = (
        with_standing(centres=centres_in_sight(scope=request.scope), on=request.today)
        .filter(pk=centre_id)
        .first()
    )
    if found is None:
        raise Refusal("body_unknown")
    return found
