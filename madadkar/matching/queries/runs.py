"""The comparisons asked for, and with whom one may be asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.scope import Scope
from madadkar.matching.models import Run
from madadkar.matching.queries.agreements import agreements_on
from madadkar.matching.rules import RunKind, RunState
from madadkar.organisations.models import Office

_A_NIGHT = timedelta(hours=20)


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


def compared_nightly(*, scope: Scope, at: datetime) -> list[tuple[Office, Office]]:
    """Whose registers are compared tonight by agreement, as (who asks, with whom); told to one of both sides.

    Who asked before asks again, for a comparison follows the last alike; what waits since the last night is
    not asked for twice.
    """
    agreed = agreements_on(on=tehran_day(at)).filter(is_nightly=True, left_office__in=scope.office_ids)
    wanted = []
    for one in agreed.select_related("left_office", "right_office").order_by("pk"):
        both = [one.left_office, one.right_office]
        runs = Run.objects.filter(
            Q(left_office=both[0], right_office=both[1]) | Q(left_office=both[1], right_office=both[0]),
            kind=RunKind.BETWEEN.value,
        )
        if runs.filter(state=RunState.ASKED.value, asked_at__gt=at - _A_NIGHT).exists():
            continue
        last = runs.filter(state=RunState.DONE.value).order_by("-pk").first()
        wanted.append(
            (both[1], both[0]) if last and last.left_office_id == both[1].pk else (both[0], both[1])
        )
    return wanted
