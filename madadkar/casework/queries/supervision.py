"""What an office knows of a centre it watches over: inspections, samples, what is put right, scores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.db.models import Q

from madadkar.casework.models import (
    CentreScore,
    CorrectiveAction,
    FileReview,
    Inspection,
    SampledFile,
)
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.casework.rules.sampling import Share
from madadkar.casework.rules.supervision import CorrectionState, InspectionState, Verdict
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right


@dataclass(frozen=True)
class Supervision:
    """Everything said of one centre, each latest first."""

    inspections: list[Inspection]
    reviews: list[FileReview]
    corrections: list[CorrectiveAction]
    scores: list[CentreScore]


def supervision_of(*, centre_id: int, scope: Scope) -> Supervision:
    """What the reader may know of a centre's supervision, in four questions."""

    of = {"centre_id": centre_id}
    return Supervision(
        inspections=list(Inspection.objects.seen_by(scope).filter(**of).order_by("-planned_on", "-pk")),
        reviews=list(FileReview.objects.seen_by(scope).filter(**of).order_by("-drawn_on", "-pk")),
        corrections=list(CorrectiveAction.objects.seen_by(scope).filter(**of).order_by("-due_on", "-pk")),
        scores=list(CentreScore.objects.seen_by(scope).filter(**of).order_by("-on")),
    )


def inspection_in_sight(*, inspection_id: int, scope: Scope) -> Inspection:
    """One inspection. Raises Refusal("inspection_unknown")."""
    rows = Inspection.objects.seen_by(scope).select_related("centre", "inspector")
    found: Inspection | None = rows.filter(pk=inspection_id).first()
    if found is None:
        raise Refusal("inspection_unknown")
    return found


def correction_in_sight(*, correction_id: int, scope: Scope) -> CorrectiveAction:
    """One corrective action. Raises Refusal("correction_unknown")."""
    rows = CorrectiveAction.objects.seen_by(scope).select_related("centre")
    found: CorrectiveAction | None = rows.filter(pk=correction_id).first()
    if found is None:
        raise Refusal("correction_unknown")
    return found


def review_in_sight(*, review_id: int, scope: Scope) -> FileReview:
    """One review of a centre's files. Raises Refusal("review_unknown")."""
    rows = FileReview.objects.seen_by(scope).select_related("centre")
    found: FileReview | None = rows.filter(pk=review_id).first()
    if found is None:
        raise Refusal("review_unknown")
    return found


def sampled_files(*, review: FileReview, scope: Scope) -> list[SampledFile]:
    """The files a review drew, those not looked at yet first."""
    rows = SampledFile.objects.seen_by(scope).filter(review=review).select_related("case_file")
    return sorted(rows, key=lambda one: (one.verdict != "", one.case_file_id))


def sampled_file_in_sight(*, sampled_id: int, scope: Scope) -> SampledFile:
    """One file of a review. Raises Refusal("sampled_file_unknown")."""
    rows = SampledFile.objects.seen_by(scope).select_related("case_file", "review__centre")
    found: SampledFile | None = rows.filter(pk=sampled_id).first()
    if found is None:
        raise Refusal("sampled_file_unknown")
    return found


def in_order_share(*, review: FileReview, files: list[SampledFile]) -> Share:
    """The share of files in order among those looked at, with how far all the centre's may lie from it."""
    judged = [one for one in files if one.verdict]
    return Share(
        part=sum(1 for one in judged if one.verdict == Verdict.IN_ORDER),
        whole=len(judged),
        population=review.population,
        confidence=review.confidence,
    )


def inspection_duties(*, scope: Scope, on: date) -> list[Duty]:
    """Planned inspections: the inspector's own."""
    if not scope.may(Right.SUPERVISE_CENTRES):
        return []
    rows = Inspection.objects.seen_by(scope).filter(state=InspectionState.PLANNED.value)
    return [
        Duty(
            kind=DutyKind.INSPECTION,
            due_on=one.planned_on,
            words=f"بازرسی {one.centre.name}",
            url_name="inspection",
            url_args=(one.pk,),
        )
        for one in rows.filter(inspector_id=scope.actor_id).select_related("centre")
    ]


def correction_duties(*, scope: Scope, on: date) -> list[Duty]:
    """Corrective actions: a centre's to do, and for its office those to check and those overdue."""
    is_centre = scope.centre_id is not None and scope.may(Right.ANSWER_DELEGATIONS)
    if not is_centre and not scope.may(Right.SUPERVISE_CENTRES):
        return []
    rows = CorrectiveAction.objects.seen_by(scope).select_related("centre")
    open_ones = rows.filter(state=CorrectionState.OPEN.value)
    if is_centre:
        return [_correction(one, "باید انجام شود") for one in open_ones]
    is_late = Q(state=CorrectionState.OPEN.value, due_on__lt=on)
    asking = rows.filter(is_late | Q(state=CorrectionState.DONE.value))
    return [_correction(one, _ASKS[CorrectionState(one.state)]) for one in asking]


_BEGINNING = 60
_ASKS = {CorrectionState.OPEN: "از مهلت گذشته", CorrectionState.DONE: "در انتظار بررسی"}


def _correction(one: CorrectiveAction, words: str) -> Duty:
    return Duty(
        kind=DutyKind.CORRECTION,
        due_on=one.due_on,
        words=f"{one.centre.name}: «{shorten(one.what, _BEGINNING, placeholder='…')}»، {words}",
        url_name="correction",
        url_args=(one.pk,),
    )
