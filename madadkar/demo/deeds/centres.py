"""How the demo's offices watched over their centres: inspections, samples, scores, groups, voices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from madadkar.casework.actions.delegation.centre_decisions import decide_in_centre
from madadkar.casework.actions.supervision.correcting import ask_correction
from madadkar.casework.actions.supervision.inspecting import hold_inspection, plan_inspection
from madadkar.casework.actions.supervision.reviewing_centres import draw_review, judge_file
from madadkar.casework.actions.supervision.scoring import score_centres
from madadkar.casework.actions.voice.surveying import Heard, SurveyTerms, draw_survey, write_answer
from madadkar.casework.actions.voice.voicing import Said, answer_voice, raise_voice
from madadkar.casework.actions.walk.grouping import (
    GroupFacts,
    SessionFacts,
    begin_group,
    hold_session,
    join_group,
)
from madadkar.casework.models import Delegation, SampledFile, SurveyAnswer, Voice
from madadkar.casework.rules.delegation import DelegationStep
from madadkar.casework.rules.groups import GroupPurpose, Presence
from madadkar.casework.rules.limits import DecisionKind
from madadkar.casework.rules.supervision import CHECKLIST, Met, Verdict
from madadkar.casework.rules.voice import AskedBy, AskOutcome, SurveyedService, VoiceKind
from madadkar.demo.deeds.cast import Cast
from madadkar.foundation.period import Period
from madadkar.organisations.actions.founding import FoundingFacts, move_founding, propose_founding
from madadkar.organisations.models import Centre, Founding
from madadkar.organisations.rules import CentreKind, FoundingState, Role
from madadkar.registry.models import Membership

_INSPECTED_EVERY = 7
_INSPECTED_MOST = 40
_GROUPS = (
    ("خیاطی بالامحله", GroupPurpose.SKILL),
    ("همیاران پس‌انداز", GroupPurpose.SAVING),
    ("مادران و فرزندان", GroupPurpose.PARENTING),
)
_VOICES = (
    (VoiceKind.COMPLAINT, "سه ماه است کسی به خانه ما نیامده و تلفن‌ها را هم پاسخ نمی‌دهند."),
    (VoiceKind.COMPLAINT, "بسته غذایی این ماه به ما نرسید."),
    (VoiceKind.SUGGESTION, "نشست‌های گروه خیاطی را عصرها بگذارید تا مادران شاغل هم بتوانند بیایند."),
    (VoiceKind.THANKS, "از مددکار محله سپاسگزاریم."),
)
_FOUNDINGS = ("مسجد جامع دیزج‌آباد", "بانوان کارآفرین", "همیاران سلامت", "خیرین مدرسه‌یار")


def oversee(cast: Cast) -> None:
    """A share of the centres, and everything once of the first."""
    first = cast.centres[0]
    _inspect(cast)
    _sample(cast, first)
    _hold_groups(cast, first)
    _hear(cast)
    _ask_families(cast)
    _found(cast)
    score_centres(by=cast.scope(Role.HEAD), at=cast.at)
    if Role.CENTRE_MANAGER in cast.scopes:
        _propose(cast, first)


def _inspect(cast: Cast) -> None:
    by = cast.scope(Role.HEAD)
    assert by.actor_id is not None, "the head has an account"
    chosen = [cast.centres[0], *cast.centres[3::_INSPECTED_EVERY]][:_INSPECTED_MOST]
    for place, centre in enumerate(chosen):
        at = cast.at - timedelta(days=12 + place * 5 % 150)
        told: dict[str, Any] = {"centre_id": centre.pk, "inspector_id": by.actor_id, "by": by}
        planned = plan_inspection(**told, planned_on=at.date(), token=cast.token(), at=at)
        met = (Met.YES, Met.YES, Met.YES, Met.NO, Met.NOT_SEEN)
        points = {code: met[(line + place) % 5] for line, code in enumerate(CHECKLIST)}
        hold_inspection(
            inspection_id=planned.pk, points=points, findings="دفتر رسیدها کامل نیست.", on=at.date(), by=by,
            at=at,
        )  # fmt: skip
        if place % 3 == 0:
            ask_correction(
                centre_id=centre.pk, what="رسید کمک‌های فصل گذشته بایگانی شود.",
                due_on=cast.today + timedelta(days=8 - place), token=cast.token(), by=by,
                at=cast.at - timedelta(days=60), inspection_id=planned.pk,
            )  # fmt: skip
        if place % 4 == 0:
            soon = cast.today + timedelta(days=2 + place)
            plan_inspection(**told, planned_on=soon, token=cast.token(), at=cast.at)


def _sample(cast: Cast, centre: Centre) -> None:
    by = cast.scope(Role.HEAD)
    if not Delegation.objects.filter(centre=centre, valid_until=None).exists():
        return
    review = draw_review(
        centre_id=centre.pk, confidence=90, margin=10, token=cast.token(), by=by, at=cast.at, seed=1404
    )
    sampled = SampledFile.objects.filter(review=review).order_by("pk")
    for place, one in enumerate(sampled[:12]):
        is_lacking = place % 5 == 2
        verdict = Verdict.LACKING if is_lacking else Verdict.IN_ORDER
        findings = "گزارش بازدید ندارد" if is_lacking else ""
        judge_file(sampled_id=one.pk, verdict=verdict, findings=findings, by=by, at=cast.at)


def _hold_groups(cast: Cast, centre: Centre) -> None:
    by = cast.scope(Role.HEAD)
    delegated = Delegation.objects.filter(centre=centre, valid_until=None).order_by("pk")
    families = list(delegated.values_list("case_file_id", "household_id")[:18])
    for place, (name, purpose) in enumerate(_GROUPS):
        facts = GroupFacts(
            name=name, purpose=purpose, facilitator_name="فاطمه حسنی", centre_id=centre.pk,
            meets_at="دوشنبه‌ها ساعت ۱۶",
        )  # fmt: skip
        begun_on = cast.today - timedelta(days=70)
        group = begin_group(facts=facts, on=begun_on, token=cast.token(), by=by, at=cast.at)
        members = []
        for file_id, household_id in families[place * 6 : place * 6 + 6]:
            head = Membership.objects.get(household=household_id, is_head=True, valid_until=None)
            members.append(
                join_group(
                    group_id=group.pk, file_id=file_id, person_id=head.person_id, by=by,
                    on=cast.today - timedelta(days=60), at=cast.at - timedelta(days=60),
                )
            )  # fmt: skip
        if not members:
            continue
        for days, subject in ((42, "آشنایی و قرار گروه"), (28, "گزارش کار اعضا"), (14, "برنامه ماه آینده")):
            presences = {
                one.pk: Presence.PRESENT if (turn + days) % 4 else Presence.EXCUSED
                for turn, one in enumerate(members)
            }
            held_on = cast.today - timedelta(days=days)
            session = SessionFacts(held_on=held_on, subject=subject, outcome="", presences=presences)
            hold_session(group_id=group.pk, facts=session, token=cast.token(), by=by, at=cast.at)


def _hear(cast: Cast) -> None:
    by = cast.scope(Role.HEAD)
    for place, (kind, words) in enumerate(_VOICES):
        centre = cast.centres[place % len(cast.centres)]
        said = Said(office_id=centre.office_id, kind=kind, words=words, centre_id=centre.pk)
        raise_voice(said=said, token=cast.token(), by=by, at=cast.at - timedelta(days=19 - 5 * place))
    thanks = Voice.objects.filter(office_id__in=by.office_ids, kind=VoiceKind.THANKS.value).latest("pk")
    answer_voice(voice_id=thanks.pk, answer="سپاس از شما؛ به همکارمان رساندیم.", by=by, at=cast.at)


def _ask_families(cast: Cast) -> None:
    by = cast.scope(Role.HEAD)
    served = Period(cast.today - timedelta(days=365), cast.today)
    terms = SurveyTerms(service=SurveyedService.DELEGATION, served=served, confidence=90, margin=10, seed=7)
    survey = draw_survey(terms=terms, token=cast.token(), by=by, at=cast.at)
    asked = SurveyAnswer.objects.filter(survey=survey).order_by("pk")
    for place, one in enumerate(asked[:30]):
        heard = Heard(
            outcome=AskOutcome.ANSWERED, asked_by=AskedBy.PHONE, score=(5, 4, 4, 3, 5, 2)[place % 6]
        )
        write_answer(answer_id=one.pk, heard=heard, by=by, at=cast.at)


def _found(cast: Cast) -> None:
    by = cast.scope(Role.HEAD)
    path = (FoundingState.BOARD, FoundingState.PREMISES, FoundingState.LICENCE_ASKED)
    for steps, name in enumerate(_FOUNDINGS):
        facts = FoundingFacts(
            name=name, kind=CentreKind.NEIGHBOURHOOD, founder="هیئت امنا", neighbourhood="بالا"
        )
        one = propose_founding(
            office=cast.counties[steps % len(cast.counties)], facts=facts, token=cast.token(), by=by,
            at=cast.at - timedelta(days=40 - steps),
        )  # fmt: skip
        for to in path[:steps]:
            seen = FoundingState(Founding.objects.get(pk=one.pk).state)
            at = cast.at - timedelta(days=9)
            move_founding(founding_id=one.pk, to=to, note="", seen=seen, by=by, at=at)


def _propose(cast: Cast, centre: Centre) -> None:
    """The first centre's manager decides a small aid alone and asks about a large one."""
    with cast.as_actor(Role.CENTRE_MANAGER) as by:
        if by.centre_id != centre.pk:
            return
        held = Delegation.objects.filter(
            centre=centre, valid_until=None, step=DelegationStep.IN_WORK.value, services=[]
        )
        for rial, one in zip((9_000_000, 35_000_000), held.order_by("pk")[:2], strict=False):
            decide_in_centre(
                file_id=one.case_file_id, kind=DecisionKind.AID, rial=rial, token=cast.token(), by=by,
                said="هزینه عمل چشم مادر خانواده", at=cast.at,
            )  # fmt: skip
