"""What two agencies agreed on: whose registers may be compared, and until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching.models import ComparisonAgreement
from madadkar.matching.rules import AgreementState
from madadkar.organisations.models import Office
from madadkar.organisations.queries import holds_on


def agreements_in_sight(*, scope: Scope) -> QuerySet[Any]:
    """The agreements one side of which is of the reader's offices: what waits first, then the latest."""
    found = ComparisonAgreement.objects.seen_by(scope).select_related(
        "left_office", "right_office", "left_agency", "right_agency", "proposed_agency", "ended_agency"
    )
    return found.order_by("-pk")


def agreement_in_sight(*, agreement_id: int, scope: Scope) -> ComparisonAgreement:
    """One agreement of the reader's offices. Raises Refusal("agreement_unknown")."""
    found: ComparisonAgreement | None = agreements_in_sight(scope=scope).filter(pk=agreement_id).first()
    if found is None:
        raise Refusal("agreement_unknown")
    return found


def agreements_on(*, on: date) -> QuerySet[ComparisonAgreement]:
    """The agreements that hold on a day."""
    return ComparisonAgreement.objects.filter(holds_on(on=on), state=AgreementState.ACCEPTED.value)


def agreements_between(*, office: Office, other: Office, on: date) -> QuerySet[ComparisonAgreement]:
    """The one agreement by which the registers of two offices may be compared on a day, or none."""
    left, right = sorted((office, other), key=lambda one: one.agency_id)
    return agreements_on(on=on).filter(left_office=left, right_office=right)


def agreed_offices(*, scope: Scope, on: date) -> QuerySet[Office]:
    """With whose registers the reader's own office may have its own compared on a day."""
    own = scope.home_office_id or 0
    held = agreements_on(on=on).filter(Q(left_office=own) | Q(right_office=own))
    ids = {pk for both in held.values_list("left_office", "right_office") for pk in both} - {own}
    return Office.objects.filter(pk__in=ids).select_related("agency").order_by("name")


def proposals_to_answer(*, scope: Scope) -> QuerySet[Any]:
    """What another agency proposed to one of the reader's offices, and nobody has answered."""
    waiting = agreements_in_sight(scope=scope).filter(state=AgreementState.PROPOSED.value)
    return waiting.exclude(proposed_agency=scope.agency_id).order_by("pk")
