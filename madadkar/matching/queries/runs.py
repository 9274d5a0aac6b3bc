"""The comparisons asked for, and with whom one may be asked for."""

from __future__ import annotations

from django.db.models import QuerySet

from madadkar.foundation.scope import Scope
from madadkar.matching.models import Run
from madadkar.organisations.models import Office


def runs_in_sight(*, scope: Scope) -> QuerySet[Run]:
    """The comparisons one side of which is of the reader's offices, the latest first."""
    runs = Run.objects.seen_by(scope).select_related("left_office", "right_office", "job")
    return runs.order_by("-pk")


def other_offices(*, scope: Scope) -> QuerySet[Office]:
    """The open offices of other agencies that stand over the same kind of place as one's own."""
    own = Office.objects.filter(pk=scope.home_office_id or 0).first()
    if own is None:
        return Office.objects.none()
    others = Office.objects.exclude(agency=own.agency_id).filter(closed_on__isnull=True, kind=own.kind)
    return others.select_related("agency").order_by("name")
