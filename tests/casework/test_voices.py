"""Clients speak, follow it by a code and are answered in time; families are asked by sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction

from madadkar.casework.actions.voice.surveying import (
    Heard,
    SurveyTerms,
    close_survey,
    draw_survey,
    write_answer,
)
from madadkar.casework.actions.voice.voice_door import (
    count_spoken,
    count_wrong_code,
    shut_for_asking,
    shut_for_speaking,
)
from madadkar.casework.actions.voice.voicing import (
    PUBLIC,
    Said,
    answer_voice,
    digest_of,
    object_to_answer,
    raise_voice,
    take_voice,
    tie_voice,
)
from madadkar.casework.models import Coverage, OfficeRule, Survey, SurveyAnswer, Voice
from madadkar.casework.queries.voices import (
    survey_result,
    voice_by_code,
    voice_duties,
    voices_in_sight,
    voices_of_file,
)
from madadkar.casework.rules.voice import RAISED_A_DAY, AskedBy, AskOutcome, SurveyedService, VoiceKind
from madadkar.foundation.period import Period
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import NOBODY, within
from tests.casework.watched import NOON, TODAY, Watched, watched

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def world(as_owner: Ground) -> Iterator[Watched]:
    with as_owner():
        laid = watched()
    yield laid


def _said(world: Watched, **more: object) -> str:
    told = {
        "office_id": world.office.pk,
        "kind": VoiceKind.COMPLAINT,
        "words": "کسی به خانه ما نیامد",
        **more,
    }
    with within(NOBODY):
        return raise_voice(said=Said(**told), token=uuid4(), by=PUBLIC, at=NOON)  # type: ignore[arg-type]  # as told


def _voice(world: Watched) -> Voice:
    with within(world.head):
        found = Voice.objects.get()
        assert isinstance(found, Voice)
        return found


def test_who_speaks_follows_it_by_the_code_however_it_is_typed(world: Watched) -> None:
    code = _said(world)
    with within(NOBODY):
        found = voice_by_code(digest=digest_of(code=f"{code[:4]}-{code[4:8]} {code[8:]}"))
        assert Voice.objects.count() == 0, "nothing else is in sight"

    assert found is not None
    assert (found.state, found.due_on, found.answer) == ("received", TODAY + timedelta(days=15), "")


def test_another_code_is_nobodys(world: Watched) -> None:
    code = _said(world)
    other = str((int(code[0]) + 1) % 10) + code[1:]

    with within(NOBODY):
        assert voice_by_code(digest=digest_of(code=other)) is None


def test_the_code_itself_is_kept_nowhere(world: Watched) -> None:
    code = _said(world)

    assert code not in str(vars(_voice(world)))


def test_who_has_no_scope_can_write_no_voice_past_the_door(world: Watched) -> None:
    with within(NOBODY), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Voice.objects.create(
            agency=world.office.agency, office=world.office, kind="complaint", said="!", code_digest="1",
            token=uuid4(), state="answered", received_at=NOON, received_on=TODAY, due_on=TODAY,
        )  # fmt: skip


def test_an_offices_own_term_counts(world: Watched, as_owner: Ground) -> None:
    with as_owner():
        OfficeRule.objects.create(
            office=world.office, code="voice_answer_days", value=7, valid_from=TODAY - timedelta(days=1)
        )
    _said(world)

    assert _voice(world).due_on == TODAY + timedelta(days=7)


def test_a_form_sent_twice_is_one_voice(world: Watched) -> None:
    token, said = uuid4(), Said(office_id=world.office.pk, kind=VoiceKind.THANKS, words="سپاس")
    with within(NOBODY):
        raise_voice(said=said, token=token, by=PUBLIC, at=NOON)
        with pytest.raises(Refusal, match="done_already"):
            raise_voice(said=said, token=token, by=PUBLIC, at=NOON)


def test_a_closed_office_takes_no_voice(world: Watched, as_owner: Ground) -> None:
    with as_owner():
        world.office.closed_on = TODAY
        world.office.save()

    with pytest.raises(Refusal, match="office_closed"):
        _said(world)
    with pytest.raises(Refusal, match="office_closed"):
        _said(world, office_id=10**9)


def test_it_is_a_duty_until_it_is_answered(world: Watched) -> None:
    code = _said(world)
    voice = _voice(world)
    with within(world.head):
        assert [duty.url_args for duty in voice_duties(scope=world.head, on=TODAY)] == [(voice.pk,)]
        take_voice(voice_id=voice.pk, by=world.head, at=NOON)
        answer_voice(voice_id=voice.pk, answer="فردا می‌آییم", by=world.head, at=NOON)
        assert voice_duties(scope=world.head, on=TODAY) == []
    with within(NOBODY):
        found = voice_by_code(digest=digest_of(code=code))

    assert found is not None
    assert (found.state, found.answer) == ("answered", "فردا می‌آییم")


def test_two_officers_do_not_take_one_voice(world: Watched) -> None:
    _said(world)
    voice = _voice(world)
    with within(world.head):
        take_voice(voice_id=voice.pk, by=world.head, at=NOON)
    with within(world.deputy), pytest.raises(Refusal, match="voice_taken_by_another") as no:
        take_voice(voice_id=voice.pk, by=world.deputy, at=NOON)

    assert no.value.facts == {"who": "زهرا محمدی"}


def test_an_answer_is_objected_to_once_and_answered_again(world: Watched) -> None:
    code = _said(world)
    voice = _voice(world)
    with within(NOBODY), pytest.raises(Refusal, match="objected_already"):
        object_to_answer(code=code, words="هنوز نیامده‌اند", at=NOON)
    with within(world.head):
        answer_voice(voice_id=voice.pk, answer="می‌آییم", by=world.head, at=NOON)
    with within(NOBODY):
        again = object_to_answer(code=code, words="نیامدند", at=NOON + timedelta(days=20))
        with pytest.raises(Refusal, match="objected_already"):
            object_to_answer(code=code, words="باز هم", at=NOON)
    with within(world.head):
        answer_voice(voice_id=voice.pk, answer="آمدیم", by=world.head, at=NOON + timedelta(days=21))

    assert (again.state, again.due_on) == ("reopened", TODAY + timedelta(days=35))
    assert (_voice(world).first_answered_on, _voice(world).answer) == (TODAY, "آمدیم")


@pytest.mark.parametrize("who", ["manager", "worker", "caseworker"])
def test_centres_and_caseworkers_see_no_voice(world: Watched, who: str) -> None:
    _said(world, centre_id=world.nour.pk)
    scope = getattr(world, who)
    with within(scope), pytest.raises(Refusal, match="not_permitted"):
        list(voices_in_sight(scope=scope))
    if scope.centre_id:
        with within(scope):
            assert Voice.objects.count() == 0


def test_a_voice_is_tied_to_a_file_in_sight_and_shown_there(world: Watched) -> None:
    _said(world)
    voice, file = _voice(world), world.files[0]
    with within(world.head):
        with pytest.raises(Refusal, match="no_such_file"):
            tie_voice(voice_id=voice.pk, file_number="۹۹۹۹۹", by=world.head, at=NOON)
        tie_voice(voice_id=voice.pk, file_number=file.number, by=world.head, at=NOON)
        assert [one.pk for one in voices_of_file(file_id=file.pk, scope=world.head)] == [voice.pk]
    with within(world.caseworker):
        assert voices_of_file(file_id=file.pk, scope=world.caseworker) == []


def test_an_address_speaks_so_often_a_day_and_again_a_day_later() -> None:
    for _ in range(RAISED_A_DAY):
        assert shut_for_speaking(address="203.0.113.7", at=NOON) is None
        count_spoken(address="203.0.113.7", at=NOON)

    assert shut_for_speaking(address="203.0.113.7", at=NOON) == NOON + timedelta(days=1)
    assert shut_for_speaking(address="203.0.113.8", at=NOON) is None
    assert shut_for_speaking(address="203.0.113.7", at=NOON + timedelta(days=1, minutes=1)) is None


def test_codes_are_not_guessed_from_an_address_without_end() -> None:
    for _ in range(10):
        assert shut_for_asking(address="203.0.113.7", at=NOON) is None
        count_wrong_code(address="203.0.113.7", at=NOON)

    assert shut_for_asking(address="203.0.113.7", at=NOON) == NOON + timedelta(minutes=30)
    assert shut_for_asking(address="203.0.113.7", at=NOON + timedelta(minutes=31)) is None


def _survey(world: Watched, **more: object) -> Survey:
    served = Period(TODAY - timedelta(days=30), TODAY)
    terms = SurveyTerms(
        service=SurveyedService.COVERAGE, served=served, confidence=95, margin=10, seed=7, **more
    )  # type: ignore[arg-type]  # as told
    with within(world.head):
        return draw_survey(terms=terms, token=uuid4(), by=world.head, at=NOON)


def _cover(world: Watched, *days_ago: int) -> None:
    for file, days in zip(world.files, days_ago, strict=False):
        Coverage.objects.create(
            agency=file.agency, office=file.office, case_file=file, household=file.household,
            kind="continuous", valid_from=TODAY - timedelta(days=days),
        )  # fmt: skip


def test_a_survey_asks_those_served_in_the_time_and_no_others(world: Watched, as_owner: Ground) -> None:
    with as_owner():
        _cover(world, 30, 1, 31, 0)
    survey = _survey(world)
    with within(world.head):
        asked = set(SurveyAnswer.objects.filter(survey=survey).values_list("case_file_id", flat=True))

    # The first day is in, the last is not.
    assert asked == {world.files[0].pk, world.files[1].pk}
    assert (survey.population, survey.size, survey.seed) == (2, 2, 7)


def test_a_survey_of_one_centre_asks_its_families(world: Watched, as_owner: Ground) -> None:
    with as_owner():
        _cover(world, 5, 5)
    assert _survey(world, centre_id=world.nour.pk).population == 2
    with pytest.raises(Refusal, match="nothing_to_sample"):
        _survey(world, centre_id=world.omid.pk)


def test_the_result_stands_on_those_who_answered_and_says_who_did_not(
    world: Watched, as_owner: Ground
) -> None:
    with as_owner():
        _cover(world, 5, 5, 5, 5)
    survey = _survey(world)
    heard = [
        (AskOutcome.ANSWERED, 5),
        (AskOutcome.ANSWERED, 2),
        (AskOutcome.DECLINED, None),
        (AskOutcome.UNREACHED, None),
    ]
    with within(world.head):
        rows = list(SurveyAnswer.objects.filter(survey=survey).order_by("pk"))
        for row, (outcome, score) in zip(rows, heard, strict=True):
            said = Heard(outcome=outcome, asked_by=AskedBy.PHONE, score=score)
            write_answer(answer_id=row.pk, heard=said, by=world.head, at=NOON)
        result = survey_result(survey=survey, scope=world.head)

    assert (result.answered, result.declined, result.unreached, result.waiting) == (2, 1, 1, 0)
    assert (result.mean, result.content.percent) == (3.5, 50)


def test_an_answer_stands_and_who_was_not_reached_is_asked_again(world: Watched, as_owner: Ground) -> None:
    with as_owner():
        _cover(world, 5)
    survey = _survey(world)
    with within(world.head):
        row = SurveyAnswer.objects.get(survey=survey)
        for outcome, score in ((AskOutcome.UNREACHED, None), (AskOutcome.ANSWERED, 4)):
            write_answer(
                answer_id=row.pk, heard=Heard(outcome=outcome, asked_by=AskedBy.VISIT, score=score),
                by=world.head, at=NOON,
            )  # fmt: skip
    for by, told in ((world.head, "done_already"), (world.deputy, "done_by_another")):
        with within(by), pytest.raises(Refusal, match=told):
            write_answer(
                answer_id=row.pk, heard=Heard(outcome=AskOutcome.DECLINED, asked_by=AskedBy.VISIT),
                by=by, at=NOON,
            )  # fmt: skip
    with within(world.head):
        close_survey(survey_id=survey.pk, by=world.head, at=NOON)
        with pytest.raises(Refusal, match="survey_closed"):
            write_answer(
                answer_id=row.pk, heard=Heard(outcome=AskOutcome.DECLINED, asked_by=AskedBy.VISIT),
                by=world.head, at=NOON,
            )  # fmt: skip


def test_a_centres_people_do_not_see_what_its_families_said(world: Watched, as_owner: Ground) -> None:
    with as_owner():
        _cover(world, 5)
    _survey(world, centre_id=world.nour.pk)

    with within(world.manager):
        assert Survey.objects.count() == SurveyAnswer.objects.count() == 0
