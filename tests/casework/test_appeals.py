"""An appeal comes in time, is heard by others, and either changes what was decided or does not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from madadkar.casework.actions.committee.appeals import file_appeal, withdraw_appeal
from madadkar.casework.actions.committee.decisions import decide_item
from madadkar.casework.actions.committee.sessions import (
    cancel_session,
    plan_session,
    put_on_agenda,
    sign_session,
)
from madadkar.casework.actions.keeping import taken_file
from madadkar.casework.actions.life.states import Step, moved
from madadkar.casework.actions.walk.letters import send_letter, write_letter
from madadkar.casework.models import AgendaItem, Appeal, CaseFile, FileMove, Letter
from madadkar.casework.queries import case_file
from madadkar.casework.rules import FileState, StateReason
from madadkar.casework.rules.appeals import APPEAL_MOVES, AppealState, last_day
from madadkar.casework.rules.committee import AgendaSubject, CommitteeKind, Decision, Voice
from madadkar.casework.rules.letters import SentHow
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office
from tests.casework.panel import AT, TODAY, Panel, panel, waiting_file
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
LAST = TODAY + timedelta(days=30)
SAID = "درآمدی که نوشته‌اید از آن ما نیست"


@dataclass(frozen=True)
class Case:
    """A refused family, those who refused it, and those who hear its appeal."""

    file: CaseFile
    first: Panel
    second: Panel
    move: FileMove

    @property
    def keeper(self) -> Scope:
        return self.first.keeper

    def appeal(self, came_on: date = TODAY, at: datetime = AT) -> Appeal:
        return file_appeal(move_id=self.move.pk, said=SAID, came_on=came_on, by=self.keeper, at=at)

    def send(self) -> Letter:
        letter = Letter.objects.get(move=self.move)
        return send_letter(letter_id=letter.pk, how=SentHow.BY_HAND, on=TODAY, by=self.keeper, at=AT)

    @property
    def state(self) -> str:
        standing = case_file(file_id=self.file.pk, scope=self.keeper, on=TODAY).standing
        return standing.state if standing else ""


@pytest.fixture
def office(as_owner: Ground) -> Office:
    with as_owner():
        return people.office()


@pytest.fixture
def case(office: Office, as_owner: Ground) -> Case:
    """Refused today by the first panel; the letter is written and not sent yet."""
    with as_owner():
        first = panel(office)
        second = panel(office, "الهام", "بهرام", "پری", kind=CommitteeKind.APPEAL)
        file = waiting_file(office, "زهرا")
        session = first.session(file)
        first.decide(file, Decision.REFUSED)
        sign_session(session_id=session.pk, by=first.keeper, at=AT)
        return Case(file, first, second, FileMove.objects.get())


def _refused(do: Callable[..., Any], at: datetime = AT, **asked: Any) -> str:
    with pytest.raises(Refusal) as refused:
        do(**asked, at=at)
    return refused.value.code


def _moved(file_id: int, step: Step, by: Scope) -> None:
    moved(file=taken_file(file_id=file_id, by=by), step=step, by=by, at=AT)


def test_the_term_runs_from_the_day_the_letter_came(case: Case) -> None:
    later = AT + timedelta(days=40)
    asked = {"move_id": case.move.pk, "said": SAID, "by": case.keeper}
    with within(case.keeper):
        case.send()
        assert _refused(file_appeal, at=later, **asked, came_on=LAST + timedelta(days=1)) == "appeal_late"
        appeal = case.appeal(LAST, later)

        assert (appeal.until, appeal.state) == (LAST, "filed")
        again = _refused(file_appeal, at=later, **asked, came_on=LAST)
        assert again == "appeal_already"


def test_a_family_that_was_never_told_is_never_late(case: Case) -> None:
    with within(case.keeper):
        assert case.appeal(TODAY + timedelta(days=400), AT + timedelta(days=400)).until is None


def test_an_appeal_says_something_about_a_decision_that_stands(case: Case) -> None:
    asked = {"move_id": case.move.pk, "by": case.keeper}
    with within(case.keeper):
        assert _refused(file_appeal, **asked, said=" ", came_on=TODAY) == "said_missing"
        early = TODAY - timedelta(days=1)
        assert _refused(file_appeal, **asked, said=SAID, came_on=early) == "before_the_decision"
        late = TODAY + timedelta(days=1)
        assert _refused(file_appeal, **asked, said=SAID, came_on=late) == "day_not_come"
        again = Step(to=FileState.REQUESTED, reason=StateReason.ASKED_AGAIN, on=TODAY)
        _moved(case.file.pk, again, case.keeper)
        assert _refused(file_appeal, **asked, said=SAID, came_on=TODAY) == "appeal_overtaken"


def test_what_the_family_asked_for_is_not_appealed_against(case: Case, as_owner: Ground) -> None:
    with as_owner():
        active = waiting_file(case.file.office, "سکینه", "active")
    with within(case.keeper):
        own_wish = Step(to=FileState.INACTIVE, reason=StateReason.OWN_WISH, on=TODAY)
        _moved(active.pk, own_wish, case.keeper)
        move = FileMove.objects.get(case_file=active)
        asked = {"move_id": move.pk, "said": SAID, "came_on": TODAY, "by": case.keeper}
        assert _refused(file_appeal, **asked) == "not_appealable"


def test_an_upheld_appeal_takes_the_family_in(case: Case) -> None:
    with within(case.keeper):
        appeal = case.appeal()
        case.second.session(case.file, subject=AgendaSubject.APPEAL)
        case.second.decide(case.file, Decision.UPHELD)

        appeal.refresh_from_db()
        assert (case.state, appeal.state) == ("active", "upheld")
        told = Letter.objects.get(kind="appeal_upheld")
        assert "جز تصمیم‌گیران نخست" in told.body
        assert FileMove.objects.order_by("id").last() == told.move


def test_a_rejected_appeal_leaves_the_file_and_says_why(case: Case) -> None:
    with within(case.keeper):
        appeal = case.appeal()
        case.second.session(case.file, subject=AgendaSubject.APPEAL)
        item = AgendaItem.objects.get(decision="")
        bare = case.second.ruling(Decision.REJECTED)
        keeper = case.second.keeper
        assert _refused(decide_item, item_id=item.pk, ruling=bare, by=keeper) == "grounds_missing"
        case.second.decide(case.file, Decision.REJECTED, grounds="درآمد با فیش حقوق دوباره سنجیده شد")

        appeal.refresh_from_db()
        assert (case.state, appeal.state, Letter.objects.last().appeal) == ("refused", "rejected", appeal)
        assert "فیش حقوق" in Letter.objects.get(kind="appeal_rejected").body


def test_nobody_of_the_first_decision_hears_the_appeal(case: Case, as_owner: Ground) -> None:
    with as_owner():
        mixed = panel(case.file.office, "ژاله", "کیوان", "لاله", kind=CommitteeKind.APPEAL)
        first = case.first.members[1]
        mixed.committee.seats.filter(staff=mixed.members[1]).update(staff=first)
        mixed = replace(mixed, members=(mixed.members[0], first, mixed.members[2]))
    with within(case.keeper):
        case.appeal()
        mixed.session(case.file, subject=AgendaSubject.APPEAL)
        item = AgendaItem.objects.get(decision="")
        asked = {"item_id": item.pk, "by": mixed.keeper}
        ruling = mixed.ruling(Decision.UPHELD)
        assert _refused(decide_item, **asked, ruling=ruling) == "first_panel"
        aside = {**mixed.all_for(), first.pk: Voice.RECUSED}
        decide_item(**asked, ruling=replace(ruling, voices=aside), at=AT)
        assert case.state == "active"


def test_a_suspension_by_one_person_is_told_by_letter_and_its_appeal_heard_without_them(
    case: Case, as_owner: Ground
) -> None:
    with as_owner():
        active = waiting_file(case.file.office, "سکینه", "active")
    alone = case.second.keeper
    with within(case.keeper):
        held = Step(to=FileState.SUSPENDED, reason=StateReason.VISIT_REFUSED, on=TODAY)
        _moved(active.pk, held, alone)
        move = FileMove.objects.get(case_file=active)
        writes = {"move_id": move.pk, "grounds": "سه بار در زدیم", "by": case.keeper}
        letter = write_letter(**writes, at=AT)
        assert _refused(write_letter, **writes) == "done_before"
        assert (letter.kind, letter.appeal_days, letter.number) == ("suspended", 30, 2)

        file_appeal(move_id=move.pk, said=SAID, came_on=TODAY, by=case.keeper, at=AT)
        case.second.session(active, subject=AgendaSubject.APPEAL)
        item = AgendaItem.objects.get(decision="")
        ruling = case.second.ruling(Decision.UPHELD, coverage=None)
        assert _refused(decide_item, item_id=item.pk, ruling=ruling, by=alone) == "first_panel"
        aside = {**ruling.voices, case.second.members[0].pk: Voice.RECUSED}
        decide_item(item_id=item.pk, ruling=replace(ruling, voices=aside), by=alone, at=AT)
        standing = case_file(file_id=active.pk, scope=case.keeper, on=TODAY).standing
        assert standing is not None and (standing.state, standing.reason) == ("active", "appeal_upheld")


def test_a_withdrawn_appeal_leaves_its_agenda_and_the_decision_stands(case: Case) -> None:
    with within(case.keeper):
        appeal = case.appeal()
        case.second.session(case.file, subject=AgendaSubject.APPEAL)
        asked = {"appeal_id": appeal.pk, "by": case.keeper}
        assert _refused(withdraw_appeal, **asked, reason="") == "reason_missing"
        withdraw_appeal(**asked, reason="خودشان کار یافتند", at=AT)
        assert _refused(withdraw_appeal, **asked, reason="دوباره") == "done_before"

        assert (case.state, AgendaItem.objects.filter(decision="").count()) == ("refused", 0)


def test_a_cancelled_session_leaves_the_appeal_waiting(case: Case) -> None:
    by = case.second.keeper
    with within(case.keeper):
        appeal = case.appeal()
        session = plan_session(
            committee_id=case.second.committee.pk, held_on=TODAY, place="", token=uuid4(), by=by, at=AT
        )
        put_on_agenda(
            session_id=session.pk, subject=AgendaSubject.APPEAL, file_ids=[case.file.pk], by=by, at=AT
        )
        cancel_session(session_id=session.pk, reason="برف", by=by, at=AT)

        appeal.refresh_from_db()
        assert appeal.state == "filed"


def test_a_letter_is_sent_once_and_not_before_it_was_written(case: Case) -> None:
    with within(case.keeper):
        letter = Letter.objects.get(move=case.move)
        asked = {"letter_id": letter.pk, "how": SentHow.POST, "by": case.keeper}
        assert _refused(send_letter, **asked, on=TODAY - timedelta(days=1)) == "before_the_letter"
        assert _refused(send_letter, **asked, on=TODAY + timedelta(days=1)) == "day_not_come"
        case.send()
        assert _refused(send_letter, **asked, on=TODAY) == "letter_sent"


def test_the_last_day_is_counted_from_the_letters_own() -> None:
    assert last_day(told_on=TODAY, days=30) == LAST
    assert last_day(told_on=None, days=30) is None
    assert APPEAL_MOVES.final == {AppealState.UPHELD, AppealState.REJECTED, AppealState.WITHDRAWN}


def test_a_number_stays_taken_when_its_family_moved_to_another_office(case: Case, as_owner: Ground) -> None:
    with as_owner():
        elsewhere = people.office("emdad-qazvin")
        Letter.objects.update(office=elsewhere)
        held = waiting_file(case.file.office, "سکینه", "active")
    with within(case.keeper):
        assert Letter.objects.count() == 0, "it is out of sight"
        step = Step(to=FileState.SUSPENDED, reason=StateReason.DOUBT, on=TODAY)
        _moved(held.pk, step, case.keeper)
        move = FileMove.objects.get(case_file=held)
        assert write_letter(move_id=move.pk, grounds="", by=case.keeper, at=AT).number == 2
