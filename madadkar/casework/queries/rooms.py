"""Which centres could take files on a day: where they stand, what they bear, and what they walk with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from madadkar.casework.models import Delegation
from madadkar.casework.rules.sharing import Room
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre
from madadkar.organisations.queries import active_centres


@dataclass(frozen=True)
class CentreChoice:
    """Which centres are meant: by kind, speciality, office or county, or these very ones; empty means all."""

    kind: str = ""
    speciality: str = ""
    county: str = ""
    ids: tuple[int, ...] = ()


def centres_with_room(*, chosen: CentreChoice, scope: Scope, on: date) -> list[Room]:
    """The chosen centres at work in the actor's offices, each with its place's code, load and capacity."""
    centres = _chosen(chosen, scope, on).select_related("place", "office__place").order_by("pk")
    return [
        Room(centre_id=one.pk, code=_code(one), load=count, capacity=one.capacity)
        for one, count in _with_load(list(centres), scope)
    ]


def _chosen(chosen: CentreChoice, scope: Scope, on: date) -> QuerySet[Centre]:
    centres = active_centres(on=on, office_ids=scope.office_ids)
    centres = centres.filter(Q(licence_until__isnull=True) | Q(licence_until__gt=on))
    for name in ("kind", "speciality"):
        if value := getattr(chosen, name):
            centres = centres.filter(**{name: value})
    if chosen.county:
        here = Q(place__county_id=chosen.county) | Q(place_id=chosen.county)
        centres = centres.filter(here | Q(place__isnull=True, office__place_id=chosen.county))
    return centres.filter(pk__in=chosen.ids) if chosen.ids else centres


def _with_load(centres: list[Centre], scope: Scope) -> list[tuple[Centre, int]]:
    open_ones = Delegation.objects.seen_by(scope).filter(
        valid_until__isnull=True, centre_id__in=[one.pk for one in centres]
    )
    loads = dict(
        open_ones.values_list("centre_id").annotate(count=Count("pk")).values_list("centre_id", "count")
    )
    return [(one, loads.get(one.pk, 0)) for one in centres]


def _code(centre: Centre) -> str:
    place = centre.place or centre.office.place
    return place.code if place else ""
