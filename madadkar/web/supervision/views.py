"""One centre's supervision on a page, and an inspection, a sample or a corrective action by itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.casework.models import CentreScore
from madadkar.casework.queries.supervision import (
    correction_in_sight,
    in_order_share,
    inspection_in_sight,
    review_in_sight,
    sampled_files,
    supervision_of,
)
from madadkar.casework.rules.supervision import CHECKLIST, PART_NAMES, CorrectionState, InspectionState, Part
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.models import Centre
from madadkar.organisations.queries import centres_in_sight, with_standing
from madadkar.organisations.rules import Right
from madadkar.web.doors import Visit, needs

READERS = (Right.SUPERVISE_CENTRES, Right.ANSWER_DELEGATIONS)
"""An office over its centres, and a centre's manager over their own."""


def seen_centre(request: Visit, centre_id: int) -> Centre:
    """A centre in sight with its standing today. Raises Refusal("body_unknown")."""
    centres = with_standing(centres=centres_in_sight(scope=request.scope), on=request.today)
    found = centres.filter(pk=centre_id).first()
    if found is None:
        raise Refusal("body_unknown")
    return found


@needs(*READERS)
@require_safe
def supervision(request: Visit, centre_id: int) -> HttpResponse:
    """Everything said of a centre, the latest first, and what may be done next."""
    centre = seen_centre(request, centre_id)
    known = supervision_of(centre_id=centre.pk, scope=request.scope)
    last = known.scores[0] if known.scores else None
    facts = {
        "centre": centre,
        "known": known,
        "score": last,
        "parts": parts_of(last) if last else [],
        "missing": [PART_NAMES[Part(part)] for part in last.missing] if last else [],
        "may_supervise": request.scope.may(Right.SUPERVISE_CENTRES),
        "today": request.today,
    }
    return render(request, "supervision/supervision.html", facts)


def parts_of(score: CentreScore) -> list[dict[str, Any]]:
    """The parts of a score in words, each with its base."""
    return [
        {
            **part,
            "words": PART_NAMES[Part(part["part"])],
            "percent": 100 * part["numerator"] / part["denominator"],
        }
        for part in score.parts
    ]


@needs(*READERS)
@require_safe
def inspection(request: Visit, inspection_id: int) -> HttpResponse:
    """One inspection, point by point."""
    found = inspection_in_sight(inspection_id=inspection_id, scope=request.scope)
    facts = {
        "inspection": found,
        "points": [(words, found.points.get(code, "")) for code, words in CHECKLIST.items()],
        "is_planned": found.state == InspectionState.PLANNED,
        "is_held": found.state == InspectionState.HELD,
        "may_supervise": request.scope.may(Right.SUPERVISE_CENTRES),
    }
    return render(request, "supervision/inspection.html", facts)


@needs(*READERS)
@require_safe
def file_review(request: Visit, file_review_id: int) -> HttpResponse:
    """One review of a centre's files: how it was drawn, what was found, and how sure that is."""
    found = review_in_sight(review_id=file_review_id, scope=request.scope)
    files = sampled_files(review=found, scope=request.scope)
    facts = {
        "review": found,
        "files": files,
        "waiting": sum(1 for one in files if not one.verdict),
        "share": in_order_share(review=found, files=files) if files else None,
        "may_supervise": request.scope.may(Right.SUPERVISE_CENTRES),
    }
    return render(request, "supervision/file_review.html", facts)


@needs(*READERS)
@require_safe
def correction(request: Visit, correction_id: int) -> HttpResponse:
    """One corrective action: asked for, done, checked."""
    found = correction_in_sight(correction_id=correction_id, scope=request.scope)
    may_supervise = request.scope.may(Right.SUPERVISE_CENTRES)
    facts = {
        "correction": found,
        "is_late": found.state == CorrectionState.OPEN and found.due_on < request.today,
        "may_report": found.state == CorrectionState.OPEN,
        "may_check": may_supervise and found.state == CorrectionState.DONE,
        "may_drop": may_supervise and found.state == CorrectionState.OPEN,
        "is_own": found.done_by_id is not None and found.done_by_id == request.scope.actor_id,
    }
    return render(request, "supervision/correction.html", facts)
