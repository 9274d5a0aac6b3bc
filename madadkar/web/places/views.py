"""The country's divisions: browse and search them, and one place with where it stood."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.places.models import Place
from madadkar.places.queries import place_path, places_like, provinces
from madadkar.places.rules import PARENT_LEVELS, Level
from madadkar.web.choosing import home_province
from madadkar.web.doors import Visit, needs


@needs(Right.MANAGE_PLACES)
@require_safe
def places(request: Visit) -> HttpResponse:
    """The provinces, or the places that what was typed may mean."""
    text = clean(request.GET.get("q", ""))[:100]
    found = places_like(text=text, limit=40) if text else []
    home = home_province(request)
    facts = {"q": text, "found": found, "provinces": provinces(), "home": home}
    return render(request, "places/places.html", facts)


@needs(Right.MANAGE_PLACES)
@require_safe
def place(request: Visit, place_id: int) -> HttpResponse:
    """One place: the way up to it, what lies in it, and where it stood before."""
    found = known_place(place_id)
    below: dict[str, list[Place]] = defaultdict(list)
    for child in Place.objects.filter(parent=found, exists_until__isnull=True).order_by("sort_key"):
        below[child.level].append(child)
    facts = {
        "place": found,
        "path": place_path(place_id=found.pk, on=request.today)[:-1],
        "below": [(level.value, below[level]) for level in Level if level in below],
        "placements": found.placements.select_related("parent").order_by("-valid_from"),
        "names": found.names.order_by("-valid_from"),
        "is_mine": is_mine(request, found),
        "takes_children": bool(levels_in(Level(found.level))),
    }
    return render(request, "places/place.html", facts)


def known_place(place_id: int) -> Place:
    """A place by number. Raises Refusal("place_unknown")."""
    found = Place.objects.select_related("parent", "province", "county").filter(pk=place_id).first()
    if found is None:
        raise Refusal("place_unknown")
    return found


def is_mine(request: Visit, place: Place) -> bool:
    """Whether the place lies in the asker's own province (of a national office: anywhere)."""
    home = home_province(request)
    return home is None or home.pk in (place.pk, place.province_id)


def levels_in(level: Level) -> list[Level]:
    """What may be founded in a place of this level."""
    return [child for child, parents in PARENT_LEVELS.items() if level in parents]
