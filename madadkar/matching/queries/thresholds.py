"""Between which scores an agency's clerks are asked on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from madadkar.foundation.scope import Scope
from madadkar.matching.engine.policy import ASK, LINK
from madadkar.matching.models import Threshold
from madadkar.organisations.models import Office
from madadkar.organisations.queries import holds_on
from madadkar.organisations.rules import OfficeKind, Right


@dataclass(frozen=True)
class Bounds:
    """From `lower` on a clerk is asked; from `upper` on two agencies' records are linked without asking."""

    lower: Decimal
    upper: Decimal
    is_default: bool = False


DEFAULT = Bounds(Decimal(str(ASK)), Decimal(str(LINK)), is_default=True)
"""What holds until an agency sets its own: the engine's."""
KEPT_FROM = Decimal("0.2")
"""Pairs down to this part of the lower threshold are kept aside: blind re-checks are drawn from them too."""


def bounds_on(*, agency_ids: Collection[int], on: date) -> Bounds:
    """The thresholds of a comparison on a day; where two agencies differ, clerks are asked if either asks."""
    told = list(Threshold.objects.filter(holds_on(on=on), agency__in=agency_ids))
    if not told:
        return DEFAULT
    sides = [Bounds(one.lower, one.upper) for one in told]
    if len(told) < len(set(agency_ids)):
        sides.append(DEFAULT)
    return Bounds(min(side.lower for side in sides), max(side.upper for side in sides))


def thresholds_of(*, agency_id: int) -> QuerySet[Threshold]:
    """All thresholds an agency has set, the latest first."""
    return Threshold.objects.filter(agency=agency_id).order_by("-valid_from")


def may_set_thresholds(*, scope: Scope) -> bool:
    """Whether the reader may set what binds every office of the agency: not in an office of a county."""
    if not scope.may(Right.SET_THRESHOLDS) or scope.home_office_id is None:
        return False
    home = Office.objects.filter(pk=scope.home_office_id)
    return home.exclude(kind=OfficeKind.COUNTY.value).exists()
