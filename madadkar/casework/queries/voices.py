"""What clients said: one's own voice by its code, an office's inbox, and what satisfaction a survey found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from madadkar.casework.models import CaseFile, Survey, SurveyAnswer, Voice
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.casework.rules.sampling import Share
from madadkar.casework.rules.voice import VOICE_KIND_NAMES, WAITING, AskOutcome, VoiceKind
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right

_WAITING = sorted(state.value for state in WAITING)
CONTENT_FROM = 4
"""From this score on an answer counts as content."""


@dataclass(frozen=True)
class FollowedVoice:
    """What who spoke sees of their own voice by its code: nothing of the office's own hand."""

    voice_id: int
    office_id: int
    office_name: str
    kind: str
    state: str
    received_on: date
    due_on: date
    answer: str
    answered_on: date | None
    objection: str

    @property
    def may_object(self) -> bool:
        """Whether the answer may still be objected to, once."""
        return self.state == "answered" and not self.objection


def voice_by_code(*, digest: str) -> FollowedVoice | None:
    """One's own voice by the digest of its code; nothing for any other code."""
    with connection.cursor() as cursor:
        cursor.execute("select * from voice_by_code(%s)", [digest])
        row = cursor.fetchone()
    return FollowedVoice(*row) if row else None


def spoken_to(*, on: date) -> QuerySet[Office]:
    """The open offices that anybody may speak to, by name."""
    offices = Office.objects.exclude(closed_on__lte=on).select_related("agency")
    return offices.order_by("agency_id", in_persian_order("name"))


def voices_in_sight(*, scope: Scope) -> QuerySet[Voice]:
    """An office's voices: those that wait first, the nearest term first; then the answered, latest first."""
    scope.check(Right.ANSWER_VOICES)
    waits = Case(When(state__in=_WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    voices: QuerySet[Voice] = Voice.objects.seen_by(scope).select_related("office", "centre")
    return voices.annotate(rank=waits).order_by("rank", Case(When(rank=0, then=F("due_on"))), "-received_at")


def waiting_voices(*, scope: Scope) -> QuerySet[Voice]:
    """Those of them that are not answered yet."""
    return voices_in_sight(scope=scope).filter(state__in=_WAITING)


def voice_in_sight(*, voice_id: int, scope: Scope) -> Voice:
    """One voice of the office. Raises Refusal: not_permitted, voice_unknown."""
    found = voices_in_sight(scope=scope).filter(pk=voice_id).first()
    if found is None:
        raise Refusal("voice_unknown")
    return found


def file_of_voice(*, voice: Voice, scope: Scope) -> CaseFile | None:
    """The file a voice is tied to, when the reader may see it."""
    if voice.about_file_id is None:
        return None
    found: CaseFile | None = CaseFile.objects.seen_by(scope).filter(pk=voice.about_file_id).first()
    return found


def voices_of_file(*, file_id: int, scope: Scope) -> list[Voice]:
    """What was said about a family's file, latest first; nothing for who may not answer voices."""
    if not scope.may(Right.ANSWER_VOICES):
        return []
    return list(Voice.objects.seen_by(scope).filter(about_file_id=file_id).order_by("-received_at"))


def voice_duties(*, scope: Scope, on: date) -> list[Duty]:
    """The voices that wait for an answer, for who may give it."""
    if not scope.may(Right.ANSWER_VOICES):
        return []
    return [
        Duty(
            kind=DutyKind.VOICE,
            due_on=voice.due_on,
            words=f"{VOICE_KIND_NAMES[VoiceKind(voice.kind)]} به {voice.office.name}، بی‌پاسخ",
            url_name="voice",
            url_args=(voice.pk,),
        )
        for voice in waiting_voices(scope=scope)
    ]


def surveys_in_sight(*, scope: Scope) -> QuerySet[Survey]:
    """The surveys of the actor's offices, latest first."""
    surveys: QuerySet[Survey] = Survey.objects.seen_by(scope)
    return surveys.select_related("office", "centre").order_by("-drawn_on", "-pk")


def survey_in_sight(*, survey_id: int, scope: Scope) -> Survey:
    """One survey. Raises Refusal("survey_unknown")."""
    found = surveys_in_sight(scope=scope).filter(pk=survey_id).first()
    if found is None:
        raise Refusal("survey_unknown")
    return found


@dataclass(frozen=True)
class SurveyResult:
    """What a survey found so far, each number with its base."""

    asked: int
    answered: int
    declined: int
    unreached: int
    waiting: int
    mean: float | None
    content: Share
    by_score: dict[int, int]


def survey_result(*, survey: Survey, scope: Scope) -> SurveyResult:
    """Mean score and the share that is content, of those who answered."""
    rows = list(SurveyAnswer.objects.seen_by(scope).filter(survey=survey).values_list("outcome", "score"))
    scores = [score for outcome, score in rows if outcome == AskOutcome.ANSWERED]
    counts = {outcome: sum(1 for one, _ in rows if one == outcome) for outcome in AskOutcome}
    return SurveyResult(
        asked=len(rows) - counts[AskOutcome.WAITING],
        answered=len(scores),
        declined=counts[AskOutcome.DECLINED],
        unreached=counts[AskOutcome.UNREACHED],
        waiting=counts[AskOutcome.WAITING],
        mean=sum(scores) / len(scores) if scores else None,
        content=Share(
            part=sum(1 for score in scores if score >= CONTENT_FROM),
            whole=len(scores),
            population=survey.population,
            confidence=survey.confidence,
        ),
        by_score={score: scores.count(score) for score in range(5, 0, -1)},
    )
