"""Who of one agency is held for whom of another."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching.models import Link
from madadkar.organisations.queries import holds_on


def links_between(*, left_agency_id: int, right_agency_id: int, on: date) -> QuerySet[Link]:
    """The links that hold on a day between two agencies, whichever is named first; the older first.

    `left_person` and `right_person` are the records as they stand: merged ones have handed their links over.
    Of each the reader sees the record of their own office alone.
    """
    low, high = sorted((left_agency_id, right_agency_id))
    return Link.objects.filter(holds_on(on=on), left_agency=low, right_agency=high).order_by("pk")


def link_in_sight(*, link_id: int, scope: Scope) -> Link:
    """One link with a side in sight. Raises Refusal("link_unknown")."""
    found: Link | None = Link.objects.seen_by(scope).filter(pk=link_id).first()
    if found is None:
        raise Refusal("link_unknown")
    return found
