"""What a list of families may be narrowed to: the groups, counties, staff and bodies in sight."""

from __future__ import annotations

from collections import Counter

from madadkar.casework.registers import NOBODYS
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.organisations.queries import centres_in_sight, staff_in_reach
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from madadkar.registry.rules import GROUP_NAMES, MEDICAL_GROUPS

ME = "me"
"""In place of a caseworker's number: the reader."""

Choices = list[tuple[str, str]]


def groups(scope: Scope) -> Choices:
    """The groups; those of patients only for who sees them."""
    return [
        (group.value, name)
        for group, name in GROUP_NAMES.items()
        if scope.sees_medical or group not in MEDICAL_GROUPS
    ]


def counties(scope: Scope) -> Choices:
    """The counties of the reader's province."""
    office = Office.objects.select_related("place").filter(pk=scope.home_office_id or 0).first()
    if office is None or office.place is None:
        return []
    within = office.place.province_id or office.place_id
    rows = Place.objects.filter(province_id=within, level="county", exists_until__isnull=True)
    return [(str(pk), name) for pk, name in rows.order_by("sort_key").values_list("pk", "name")]


def caseworkers(scope: Scope) -> Choices:
    """The caseworkers of the reader's offices, the reader first."""
    working = staff_in_reach(scope=scope).filter(posts__role=Role.CASEWORKER.value).distinct()
    rows = [one for one in working.values_list("pk", "full_name", "username") if one[0] != scope.actor_id]
    borne = Counter(name for _, name, _ in rows)
    named = [(str(pk), f"{name} ({own})" if borne[name] > 1 else name) for pk, name, own in rows]
    return [(ME, "خودم"), (NOBODYS, "بدون مددکار"), *named]


def centres(scope: Scope) -> Choices:
    """The centres in sight."""
    rows = centres_in_sight(scope=scope).order_by(in_persian_order("name")).values_list("pk", "name")
    return [(NOBODYS, "واگذار نشده"), *((str(pk), persian_digits(name)) for pk, name in rows)]


def offices(scope: Scope) -> Choices:
    """The offices in sight, the highest first."""
    rows = (
        Office.objects.filter(pk__in=scope.office_ids)
        .order_by("kind", in_persian_order("name"))
        .values_list("pk", "name")
    )
    return [(str(pk), name) for pk, name in rows]
