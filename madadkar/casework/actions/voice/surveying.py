"""Families that had a service are asked by random sample whether they were content."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from madadkar.casework.models import Survey, SurveyAnswer
from madadkar.casework.rules.sampling import drawn, population_digest, sample_size
from madadkar.casework.rules.voice import HIGHEST, LOWEST, AskedBy, AskOutcome, SurveyedService
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.once import check_once, done_by
from madadkar.foundation.period import Period
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text
from madadkar.organisations.models import Centre, Office
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken

_SEEDS = 2**31


@dataclass(frozen=True, kw_only=True)
class SurveyTerms:
    """Who may be drawn (families that had a service in a time, perhaps from one centre) and how surely."""

    service: SurveyedService
    served: Period
    confidence: int
    margin: int
    centre_id: int | None = None
    seed: int | None = None


@transaction.atomic
def draw_survey(*, terms: SurveyTerms, token: UUID, by: Scope, at: datetime) -> Survey:
    """Draw the families that will be asked, at the actor's own office.

    Raises Refusal: not_permitted, done_already, centre_unknown, sample_terms, nothing_to_sample.
    """
    by.check(Right.ANSWER_VOICES)
    check_once(model=Survey, token=token)
    centre = _centre(terms, by)
    office = Office.objects.get(pk=by.home_office_id or 0)
    served = _served(terms, by, tehran_day(at))
    size = sample_size(population=len(served), confidence=terms.confidence, margin=terms.margin)
    seed = secrets.randbelow(_SEEDS) if terms.seed is None else terms.seed
    survey = Survey.objects.create(
        agency_id=office.agency_id,
        office=office,
        service=terms.service.value,
        centre=centre,
        served_from=terms.served.from_,
        served_until=terms.served.until or tehran_day(at),
        drawn_on=tehran_day(at),
        population=len(served),
        population_digest=population_digest(ids=served.keys()),
        confidence=terms.confidence,
        margin=terms.margin,
        size=size,
        seed=seed,
        drawn_by_name=by.actor_name,
        token=token,
    )
    SurveyAnswer.objects.bulk_create(
        _asked_of(survey, file_id, served[file_id])
        for file_id in drawn(ids=served.keys(), size=size, seed=seed)
    )
    told: dict[str, Any] = {"service": survey.service, "population": len(served), "size": size, "seed": seed}
    record("casework.draw_survey", by=by, at=at, subject=survey, **told)
    return survey


def _centre(terms: SurveyTerms, by: Scope) -> Centre | None:
    if terms.centre_id is None:
        return None
    centre = Centre.objects.filter(pk=terms.centre_id, office_id__in=by.office_ids).first()
    if centre is None:
        raise Refusal("centre_unknown")
    return centre


def _served(terms: SurveyTerms, by: Scope, today: date) -> dict[int, tuple[int, int, int | None]]:
    """The files served in the time, each with its family, office and the centre it was with (if one)."""
    told = {
        "service": terms.service.value,
        "offices": list(by.office_ids),
        "from": terms.served.from_,
        "until": terms.served.until or today,
        "centre": terms.centre_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql_text("madadkar.casework", "served_families.sql"), told)
        return {row[0]: (row[1], row[2], row[3]) for row in cursor.fetchall()}


def _asked_of(survey: Survey, file_id: int, of: tuple[int, int, int | None]) -> SurveyAnswer:
    household_id, office_id, centre_id = of
    return SurveyAnswer(
        agency_id=survey.agency_id,
        office_id=office_id,
        case_file_id=file_id,
        household_id=household_id,
        survey=survey,
        centre_id=centre_id,
        outcome=AskOutcome.WAITING.value,
    )


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What came of asking one family; `score` only when it answered."""

    outcome: AskOutcome
    asked_by: AskedBy
    score: int | None = None
    comment: str = ""


@transaction.atomic
def write_answer(*, answer_id: int, heard: Heard, by: Scope, at: datetime) -> SurveyAnswer:
    """What a family of the sample answered, or that it would not or could not be asked.

    Who was not reached may be asked again; an answer stands.

    Raises Refusal: not_permitted, survey_answer_unknown, survey_closed, done_already, done_by_another,
    score_missing.
    """
    by.check(Right.ANSWER_VOICES)
    answer = taken(model=SurveyAnswer, pk=answer_id, by=by, or_refuse="survey_answer_unknown")
    if Survey.objects.filter(pk=answer.survey_id, closed_on__isnull=False).exists():
        raise Refusal("survey_closed")
    if answer.outcome in (AskOutcome.ANSWERED, AskOutcome.DECLINED):
        raise done_by(who=answer.asked_by_name, by=by)
    is_answered = heard.outcome is AskOutcome.ANSWERED
    if is_answered and (heard.score is None or not LOWEST <= heard.score <= HIGHEST):
        raise Refusal("score_missing")
    answer.outcome, answer.asked_by = heard.outcome.value, heard.asked_by.value
    answer.score = heard.score if is_answered else None
    answer.comment, answer.asked_on = clean_lines(heard.comment), tehran_day(at)
    answer.asked_by_name = by.actor_name
    answer.save(update_fields=["outcome", "asked_by", "score", "comment", "asked_on", "asked_by_name"])
    told: dict[str, Any] = {"survey": answer.survey_id, "outcome": heard.outcome.value}
    record("casework.write_survey_answer", by=by, at=at, subject=answer.case_file, **told)
    return answer


@transaction.atomic
def close_survey(*, survey_id: int, by: Scope, at: datetime) -> Survey:
    """Nobody more is asked; what was found stands with its base.

    Raises Refusal: not_permitted, survey_unknown, done_before.
    """
    by.check(Right.ANSWER_VOICES)
    survey = taken(model=Survey, pk=survey_id, by=by, or_refuse="survey_unknown")
    if survey.closed_on is not None:
        raise Refusal("done_before")
    survey.closed_on = tehran_day(at)
    survey.save(update_fields=["closed_on"])
    record("casework.close_survey", by=by, at=at, subject=survey)
    return survey
