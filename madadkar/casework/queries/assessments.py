"""How a family stood in each domain, assessment by assessment."""

from __future__ import annotations

from madadkar.casework.models import Assessment
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope


@asked_once
def assessments_of(*, file_id: int, scope: Scope) -> list[Assessment]:
    """A file's assessments, the first first: their scores drawn over time."""
    return list(Assessment.objects.seen_by(scope).filter(case_file=file_id).order_by("number"))


def last_assessment(*, file_id: int, scope: Scope) -> Assessment | None:
    """The one that holds now."""
    found: Assessment | None = (
        Assessment.objects.seen_by(scope).filter(case_file=file_id).order_by("-number").first()
    )
    return found


def assessment(*, assessment_id: int, scope: Scope) -> Assessment:
    """One assessment in sight. Raises Refusal("assessment_unknown")."""
    found: Assessment | None = Assessment.objects.seen_by(scope).filter(pk=assessment_id).first()
    if found is None:
        raise Refusal("assessment_unknown")
    return found
