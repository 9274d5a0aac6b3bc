"""Somebody judges how the family stands in each domain of its life."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from madadkar.casework.actions.keeping import state_of, taken_file
from madadkar.casework.actions.owning import of_file
from madadkar.casework.models import Assessment, CaseFile, HomeVisit
from madadkar.casework.rules import FILE_STATE_NAMES, ON_THE_WAY, SERVED
from madadkar.casework.rules.assessment_matrix import Domain, NeedCause, check_scores
from madadkar.casework.rules.visits import VisitState, check_visit_day
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right


@dataclass(frozen=True, kw_only=True)
class Answers:
    """One filling of the matrix: a score a domain, sentences where they help, causes of need, strengths."""

    scores: Mapping[Domain, int]
    causes: Collection[NeedCause]
    notes: Mapping[Domain, str] = field(default_factory=dict)
    causes_note: str = ""
    strengths: str = ""
    income_rial: int | None = None
    visit_id: int | None = None


@transaction.atomic
def assess(
    *, file_id: int, on: date, answers: Answers, seen: int, token: UUID, by: Scope, at: datetime
) -> Assessment:
    """How the family stands on a day; the judgement before it stays to be read beside it.

    `seen`: the number of the last assessment the actor saw (0: none). Raises Refusal: not_permitted,
    file_unknown, file_at_rest, done_already, assessed_meanwhile, day_not_come, score_missing,
    score_out_of_range, cause_missing, visit_unknown.
    """
    by.check(Right.WORK_FILES)
    file = taken_file(file_id=file_id, by=by, of=Matter.WALK)
    last = _last(file, seen, token)
    state = state_of(file=file)
    if state not in SERVED and state not in ON_THE_WAY:
        raise Refusal("file_at_rest", state=FILE_STATE_NAMES[state] if state else "")
    check_visit_day(on=on, today=tehran_day(at))
    check_scores(scores=answers.scores)
    if not answers.causes:
        raise Refusal("cause_missing")
    assessed = Assessment.objects.create(
        **of_file(file=file),
        **{domain.value: answers.scores.get(domain) for domain in Domain},
        number=last + 1,
        on=on,
        visit_id=_visit(file, answers.visit_id),
        notes={domain.value: clean(note) for domain, note in answers.notes.items() if clean(note)},
        causes=sorted(cause.value for cause in answers.causes),
        causes_note=clean_lines(answers.causes_note),
        strengths=clean_lines(answers.strengths),
        income_rial=answers.income_rial,
        assessed_by_id=by.actor_id,
        assessed_by_name=by.actor_name,
        assessed_at=at,
        token=token,
    )
    record("casework.assess", by=by, at=at, subject=assessed, number=assessed.number, file=file.pk, on=on)
    return assessed


def _last(file: CaseFile, seen: int, token: UUID) -> int:
    """The number of the last assessment, which must be the one the actor saw."""
    if Assessment.objects.filter(token=token).exists():
        raise Refusal("done_already")
    last = Assessment.objects.filter(case_file=file).order_by("-number").first()
    if last is not None and last.number != seen:
        raise Refusal("assessed_meanwhile", who=last.assessed_by_name, on=last.on)
    return last.number if last else 0


def _visit(file: CaseFile, visit_id: int | None) -> int | None:
    if visit_id is None:
        return None
    done = HomeVisit.objects.filter(case_file=file, pk=visit_id, state=VisitState.DONE.value)
    if not done.exists():
        raise Refusal("visit_unknown")
    return visit_id
