"""Supervision, foundings, groups, voices and a survey for the browser's world."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from madadkar.casework.actions.supervision.correcting import ask_correction, report_correction
from madadkar.casework.actions.supervision.inspecting import hold_inspection, plan_inspection
from madadkar.casework.actions.supervision.reviewing_centres import draw_review, judge_file
from madadkar.casework.actions.supervision.scoring import score_centres
from madadkar.casework.actions.voice.surveying import Heard, SurveyTerms, draw_survey, write_answer
from madadkar.casework.actions.voice.voicing import Said, answer_voice, raise_voice, tie_voice
from madadkar.casework.actions.walk.grouping import (
    GroupFacts,
    SessionFacts,
    begin_group,
    hold_session,
    join_group,
)
from madadkar.casework.models import CaseFile, SampledFile, SurveyAnswer, Voice
from madadkar.casework.rules.groups import GroupPurpose, Presence
from madadkar.casework.rules.supervision import CHECKLIST, Met, Verdict
from madadkar.casework.rules.voice import AskedBy, AskOutcome, SurveyedService, VoiceKind
from madadkar.foundation.period import Period
from madadkar.foundation.scope import Scope
from madadkar.organisations.actions.founding import FoundingFacts, move_founding, propose_founding
from madadkar.organisations.models import Centre, Founding, Office
from madadkar.organisations.rules import CentreKind, FoundingState

_VOICES = (
    (VoiceKind.COMPLAINT, "سه ماه است کسی به خانه ما نیامده و تلفن‌ها را هم پاسخ نمی‌دهند."),
    (VoiceKind.SUGGESTION, "نشست‌های گروه خیاطی را عصرها بگذارید تا مادران شاغل هم بتوانند بیایند."),
    (VoiceKind.THANKS, "از مددکار محله سپاسگزاریم."),
)


def oversee(files: list[CaseFile], centre: Centre, *, by: Scope, on: date, at: datetime) -> dict[str, Any]:
    """One of everything, as the head of the office left it; the first family is in the group."""
    inspection = _inspections(centre, by, on, at)
    review = draw_review(
        centre_id=centre.pk,
        confidence=95,
        margin=10,
        token=uuid4(),
        by=by,
        at=at - timedelta(days=6),
        seed=1404,
    )
    sampled = list(SampledFile.objects.filter(review=review).order_by("pk"))
    for place, one in enumerate(sampled[1:4]):
        verdict = (Verdict.IN_ORDER, Verdict.LACKING, Verdict.IN_ORDER)[place]
        judge_file(sampled_id=one.pk, verdict=verdict, findings="گزارش بازدید ندارد", by=by, at=at)
    correction = ask_correction(
        centre_id=centre.pk, what="رسید کمک‌های آبان بایگانی شود.", due_on=on, token=uuid4(), by=by,
        at=at - timedelta(days=12), inspection_id=inspection,
    )  # fmt: skip
    report_correction(
        correction_id=correction.pk, note="بایگانی شد.", at=at,
        by=replace(by, actor_id=None, actor_name="اکرم ملکی"),
    )  # fmt: skip
    founding = _foundings(centre.office, by, at)
    group, member = _group(files[:5], by, on, at)
    survey, answer = _survey(by, on, at)
    score_centres(by=by, at=at)
    return {
        "inspection_id": inspection, "file_review_id": review.pk, "sampled_id": sampled[0].pk,
        "correction_id": correction.pk, "founding_id": founding.pk, "group_id": group,
        "group_member_id": member, "voice_id": _voices(files[0], centre, by, at), "survey_id": survey,
        "survey_answer_id": answer, "behind": "files", "founding_state": "board",
    }  # fmt: skip


def _inspections(centre: Centre, by: Scope, on: date, at: datetime) -> int:
    assert by.actor_id is not None
    told = {"centre_id": centre.pk, "inspector_id": by.actor_id, "by": by}
    before = at - timedelta(days=20)
    held = plan_inspection(**told, planned_on=before.date(), token=uuid4(), at=before - timedelta(days=2))
    points = {
        code: (Met.YES, Met.YES, Met.NO, Met.NOT_SEEN)[place % 4] for place, code in enumerate(CHECKLIST)
    }
    hold_inspection(
        inspection_id=held.pk,
        points=points,
        findings="صندوق نامه‌ها قفل ندارد.",
        on=before.date(),
        by=by,
        at=at,
    )
    return plan_inspection(**told, planned_on=on, token=uuid4(), at=at).pk


def _foundings(office: Office, by: Scope, at: datetime) -> Founding:
    path = (FoundingState.BOARD, FoundingState.PREMISES, FoundingState.LICENCE_ASKED)
    made: list[Founding] = []
    for steps, name in enumerate(("مسجد جامع دیزج‌آباد", "بانوان کارآفرین", "سرپناه طارم", "همیاران سلطانیه")):
        facts = FoundingFacts(
            name=name, kind=CentreKind.NEIGHBOURHOOD, founder="هیئت امنا", neighbourhood="بالا"
        )
        one = propose_founding(
            office=office, facts=facts, token=uuid4(), by=by, at=at - timedelta(days=40 - steps)
        )
        for to in path[:steps]:
            seen = FoundingState(Founding.objects.get(pk=one.pk).state)
            move_founding(founding_id=one.pk, to=to, note="", seen=seen, by=by, at=at - timedelta(days=9))
        made.append(one)
    return made[0]


def _group(files: list[CaseFile], by: Scope, on: date, at: datetime) -> tuple[int, int]:
    facts = GroupFacts(name="خیاطی بالامحله", purpose=GroupPurpose.SKILL, facilitator_name="فاطمه حسنی")
    group = begin_group(facts=facts, on=on - timedelta(days=25), token=uuid4(), by=by, at=at)
    members = [
        join_group(
            group_id=group.pk, file_id=file.pk,
            person_id=file.household.memberships.get(is_head=True).person_id, on=on - timedelta(days=20),
            by=by, at=at,
        )
        for file in files
    ]  # fmt: skip
    presences = {
        one.pk: Presence.PRESENT if place % 3 else Presence.EXCUSED for place, one in enumerate(members)
    }
    for days, subject in ((14, "اندازه‌گیری و برش"), (7, "دوخت مانتو")):
        session = SessionFacts(
            held_on=on - timedelta(days=days), subject=subject, outcome="", presences=presences
        )
        hold_session(group_id=group.pk, facts=session, token=uuid4(), by=by, at=at)
    return group.pk, members[0].pk


def _voices(file: CaseFile, centre: Centre, by: Scope, at: datetime) -> int:
    for place, (kind, words) in enumerate(_VOICES):
        said = Said(office_id=centre.office_id, kind=kind, words=words, centre_id=centre.pk)
        raise_voice(said=said, token=uuid4(), by=by, at=at - timedelta(days=19 - 8 * place))
    first, _, last = Voice.objects.order_by("pk")
    tie_voice(voice_id=first.pk, file_number=file.number, by=by, at=at)
    answer_voice(voice_id=last.pk, answer="سپاس از شما.", by=by, at=at)
    return first.pk


def _survey(by: Scope, on: date, at: datetime) -> tuple[int, int]:
    served = Period(on - timedelta(days=900), on)
    terms = SurveyTerms(service=SurveyedService.DELEGATION, served=served, confidence=95, margin=10, seed=3)
    survey = draw_survey(terms=terms, token=uuid4(), by=by, at=at)
    answers = list(SurveyAnswer.objects.filter(survey=survey).order_by("pk"))
    for place, one in enumerate(answers[1:6]):
        heard = Heard(outcome=AskOutcome.ANSWERED, asked_by=AskedBy.PHONE, score=5 - place % 4)
        write_answer(answer_id=one.pk, heard=heard, by=by, at=at)
    return survey.pk, answers[0].pk
