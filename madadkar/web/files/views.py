"""The page of one file: who and where, what comes next, and everything that happened in one order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from madadkar.casework.queries import FileHistory, case_file
from madadkar.casework.queries.glass import open_glass
from madadkar.casework.queries.next_deeds import NextDeed, next_deeds
from madadkar.foundation.audit import record
from madadkar.foundation.remembering import one_reading
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family, family
from madadkar.web.doors import Visit, needs
from madadkar.web.panels import panels_of
from madadkar.web.timeline import KIND_NAMES, About, Happening, Kind, happenings, in_days

_SHOWN = 40


@dataclass(frozen=True)
class KindChoice:
    """One kind of happening the timeline can be narrowed to; `value` is empty for all of them."""

    value: str
    words: str
    number: int
    is_chosen: bool


@needs(Right.SEE_FAMILIES)
@require_safe
def file_page(request: Visit, file_id: int) -> HttpResponse:
    """Where the file stands today, how it came there, and what can be done next."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    found = family(household_id=history.file.household_id, scope=request.scope, on=request.today)
    if found.is_sensitive:
        record("registry.read_family", by=request.scope, at=request.now, subject=found.household)
    # Panels and timeline ask much of the same.
    with one_reading():
        panels = panels_of(request, history, found)
        page = {
            "history": history,
            "family": found,
            "next": _next(request, history),
            "tells": {matter.value: history.tells(matter) for matter in Matter},
            "panels": panels,
            "glass": open_glass(file_id=file_id, scope=request.scope, at=request.now),
            **_timeline(request, history, found),
        }
    if any(panel.is_confided for panel in panels):
        record("casework.read_confided", by=request.scope, at=request.now, subject=history.file)
    response = render(request, "files/file.html", page)
    response["Cache-Control"] = "no-store"
    return response


def _next(request: Visit, history: FileHistory) -> list[tuple[NextDeed, str]]:
    """What can be done next, each with its address; what the house has no page for is left out."""
    deeds = next_deeds(household_id=history.file.household_id, history=history, scope=request.scope)
    return [(deed, url) for deed in deeds if (url := _address(deed))]


def _address(deed: NextDeed) -> str:
    try:
        return reverse(deed.url_name, args=deed.url_args)
    except NoReverseMatch:
        return ""


def _timeline(request: Visit, history: FileHistory, found: Family) -> dict[str, Any]:
    """The happenings asked for, the latest of them first, and which kinds there are."""
    about = About(family=found, history=history, scope=request.scope, on=request.today)
    told = happenings(about=about)
    asked = request.GET.get("kind", "")
    kind = Kind(asked) if asked in {one.value for one in Kind} else None
    narrowed = [one for one in told if kind is None or one.kind is kind]
    shown = narrowed if "all" in request.GET else narrowed[:_SHOWN]
    return {
        "days": in_days(told=shown),
        "kinds": _choices(told, kind),
        "kind": kind.value if kind else "",
        "more": len(narrowed) - len(shown),
    }


def _choices(told: list[Happening], kind: Kind | None) -> list[KindChoice]:
    counted = Counter(one.kind for one in told)
    every = KindChoice("", "همه", len(told), kind is None)
    kinds = [KindChoice(one.value, name, counted[one], one is kind) for one, name in KIND_NAMES.items()]
    return [every, *(one for one in kinds if one.number)]
