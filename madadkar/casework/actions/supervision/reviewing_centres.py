"""A random sample of a centre's files is drawn, looked at one by one, and concluded."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from madadkar.casework.actions.supervision.inspecting import supervised_centre
from madadkar.casework.models import Delegation, FileReview, SampledFile
from madadkar.casework.rules.sampling import drawn, population_digest, sample_size
from madadkar.casework.rules.supervision import Verdict
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.once import check_once, done_by
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre
from madadkar.organisations.queries import holds_on
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken

_SEEDS = 2**31


@transaction.atomic
def draw_review(
    *,
    centre_id: int,
    confidence: int,
    margin: int,
    token: UUID,
    by: Scope,
    at: datetime,
    seed: int | None = None,
) -> FileReview:
    """Draw so many of the files that are with a centre today that the share in order is known well enough.

    A given `seed` draws the same sample again; without one a new one is taken and kept.

    Raises Refusal: not_permitted, body_unknown, done_already, sample_terms, nothing_to_sample.
    """
    centre = supervised_centre(centre_id=centre_id, by=by)
    check_once(model=FileReview, token=token)
    households = _population(centre, tehran_day(at), by)
    size = sample_size(population=len(households), confidence=confidence, margin=margin)
    seed = secrets.randbelow(_SEEDS) if seed is None else seed
    review = FileReview.objects.create(
        agency_id=centre.office.agency_id,
        office=centre.office,
        centre=centre,
        drawn_on=tehran_day(at),
        population=len(households),
        population_digest=population_digest(ids=households),
        confidence=confidence,
        margin=margin,
        size=size,
        seed=seed,
        drawn_by_name=by.actor_name,
        token=token,
    )
    _draw(review, households)
    told: dict[str, Any] = {"review": review.pk, "population": len(households), "size": size, "seed": seed}
    record("casework.draw_review", by=by, at=at, subject=centre, **told)
    return review


def _draw(review: FileReview, households: dict[int, tuple[int, int]]) -> None:
    ids = drawn(ids=households.keys(), size=review.size, seed=review.seed)
    SampledFile.objects.bulk_create(_sampled(review, one, households[one]) for one in ids)


def _sampled(review: FileReview, file_id: int, of: tuple[int, int]) -> SampledFile:
    household_id, office_id = of
    return SampledFile(
        agency_id=review.agency_id,
        office_id=office_id,
        case_file_id=file_id,
        household_id=household_id,
        review=review,
        centre_id=review.centre_id,
    )


def _population(centre: Centre, on: date, by: Scope) -> dict[int, tuple[int, int]]:
    """The files with the centre on a day, each with its family and office."""
    with_it = Delegation.objects.seen_by(by).filter(holds_on(on=on), centre=centre)
    rows = with_it.values_list("case_file_id", "household_id", "office_id")
    return {file_id: (household_id, office_id) for file_id, household_id, office_id in rows}


@transaction.atomic
def judge_file(
    *, sampled_id: int, verdict: Verdict, findings: str, seen: str | None = None, by: Scope, at: datetime
) -> SampledFile:
    """What was found in one sampled file; it may be judged anew until the review is concluded.

    `seen` is the verdict that the actor's page showed: what a colleague found meanwhile is not written over.

    Raises Refusal: not_permitted, sampled_file_unknown, review_finished, done_by_another, findings_missing.
    """
    by.check(Right.SUPERVISE_CENTRES)
    sampled = taken(model=SampledFile, pk=sampled_id, by=by, or_refuse="sampled_file_unknown")
    review = FileReview.objects.select_for_update().get(pk=sampled.review_id)
    _check_open(review)
    if seen not in (None, sampled.verdict) and sampled.looked_by_name != by.actor_name:
        raise done_by(who=sampled.looked_by_name, by=by)
    if verdict is not Verdict.IN_ORDER and not clean_lines(findings):
        raise Refusal("findings_missing")
    sampled.verdict, sampled.findings = verdict.value, clean_lines(findings)
    sampled.looked_on, sampled.looked_by_name = tehran_day(at), by.actor_name
    sampled.save(update_fields=["verdict", "findings", "looked_on", "looked_by_name"])
    told: dict[str, Any] = {"review": review.pk, "verdict": verdict.value}
    record("casework.judge_sampled_file", by=by, at=at, subject=sampled.case_file, **told)
    return sampled


@transaction.atomic
def finish_review(*, review_id: int, conclusion: str, by: Scope, at: datetime) -> FileReview:
    """Every file of the sample was looked at, and this is what follows from it.

    Raises Refusal: not_permitted, review_unknown, done_before, files_not_looked_at.
    """
    by.check(Right.SUPERVISE_CENTRES)
    review = taken(model=FileReview, pk=review_id, by=by, or_refuse="review_unknown")
    if review.finished_on is not None:
        raise Refusal("done_before")
    waiting = SampledFile.objects.filter(review=review, verdict="").count()
    if waiting:
        raise Refusal("files_not_looked_at", count=waiting)
    review.finished_on, review.conclusion = tehran_day(at), clean_lines(conclusion)
    review.save(update_fields=["finished_on", "conclusion"])
    record("casework.finish_review", by=by, at=at, subject=review.centre, review=review.pk)
    return review


def _check_open(review: FileReview) -> None:
    if review.finished_on is not None:
        raise Refusal("review_finished", on=review.finished_on)
