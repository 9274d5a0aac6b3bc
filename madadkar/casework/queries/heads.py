"""By whose name lists call a family."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from madadkar.foundation.scope import Scope
from madadkar.registry.models import Membership


def head_names(*, household_ids: Collection[int], scope: Scope, on: date) -> dict[int, str]:
    """The name of each family's head on a day; a family without one, or out of sight, is not among them."""
    in_force = Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    heads = Membership.objects.seen_by(scope).filter(in_force, is_head=True, household__in=household_ids)
    return {one.household_id: str(one.person) for one in heads.select_related("person")}
