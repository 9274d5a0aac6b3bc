"""How many files each centre walks with on a day, as the asker sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count

from madadkar.casework.models import Delegation
from madadkar.foundation.scope import Scope
from madadkar.organisations.queries import holds_on
from madadkar.organisations.rules import Right


def file_counts(*, centre_ids: Sequence[int], scope: Scope, on: date) -> dict[int, int] | None:
    """Files delegated to each of these centres; nothing at all for a role that sees no families."""
    if not scope.may(Right.SEE_FAMILIES):
        return None
    seen = Delegation.objects.seen_by(scope).filter(holds_on(on=on), centre_id__in=centre_ids)
    counted = seen.values_list("centre_id").annotate(count=Count("case_file", distinct=True))
    return dict(counted.values_list("centre_id", "count"))
