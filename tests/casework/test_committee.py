"""A committee decides with its quorum, without those who may not, once, and the family is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from madadkar.casework.actions.committee.committees import (
    close_committee,
    declare_kin,
    end_seat,
    found_committee,
    seat_member,
)
from madadkar.casework.actions.committee.decisions import Ruling, decide_item
from madadkar.casework.actions.committee.sessions import (
    cancel_session,
    digest_of,
    leave_off_agenda,
    open_session,
    plan_session,
    put_on_agenda,
    sign_session,
)
from madadkar.casework.actions.life.exiting import propose_exit
from madadkar.casework.actions.life.moving import move_family
from madadkar.casework.models import (
    AgendaItem,
    CaseFile,
    CommitteeSeat,
    CommitteeSession,
    Coverage,
    ExitProposal,
    FileMove,
    FollowUp,
    ItemVoice,
    Letter,
)
from madadkar.casework.queries import case_file
from madadkar.casework.rules import CoverageKind, StateReason
from madadkar.casework.rules.committee import (
    DECISIONS_OF,
    AgendaSubject,
    CommitteeKind,
    Decision,
    SeatDuty,
    Voice,
    chosen_reasons,
)
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from tests.casework.panel import AT, TODAY, Panel, colleague, panel, waiting_file
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def office(as_owner: Ground) -> Office:
    with as_owner():
        return people.office()


@pytest.fixture
def five(office: Office, as_owner: Ground) -> Panel:
    """A committee of three whose quorum is two."""
    with as_owner():
        return panel(office)


@pytest.fixture
def zahra(office: Office, as_owner: Ground) -> CaseFile:
    """A file that waits for the committee."""
    with as_owner():
        return waiting_file(office, "زهرا")


def _refused(do: Callable[..., Any], **asked: Any) -> str:
    with pytest.raises(Refusal) as refused:
        do(**asked, at=AT)
    return refused.value.code


def test_an_accepted_family_is_covered_from_that_day_and_its_letter_is_ready(
    five: Panel, zahra: CaseFile
) -> None:
    until = TODAY + timedelta(days=365)
    with within(five.keeper):
        session = five.session(zahra)
        item = five.decide(zahra, Decision.ACCEPTED, covered_until=until, conditions="فرزندان به مدرسه بروند")

        history = case_file(file_id=zahra.pk, scope=five.keeper, on=TODAY)
        assert history.standing is not None and history.standing.state == "active"
        assert Coverage.objects.get().planned_until == until
        assert item.move == FileMove.objects.get()
        assert ItemVoice.objects.filter(item=item, voice="for").count() == 3
        letter = Letter.objects.get()
        assert (letter.kind, letter.number, letter.year, letter.addressed_to) == (
            "accepted", 1, 1403, "زهرا محمدی",
        )  # fmt: skip
        assert "با خدمات مستمر" in letter.body and "فرزندان به مدرسه بروند." in letter.body
        assert letter.appeal_days == 0
        assert session.items.filter(decision="").count() == 0


def test_a_refused_family_is_told_why_and_of_its_right_to_appeal(five: Panel, zahra: CaseFile) -> None:
    with within(five.keeper):
        five.session(zahra)
        five.decide(zahra, Decision.REFUSED)

        letter = Letter.objects.get()
        assert letter.appeal_days == 30
        assert "علت: درآمد بالاتر از ضابطه." in letter.body
        assert "تا ۳۰ روز پس از رسیدن این نامه اعتراض کنید" in letter.body


@pytest.mark.parametrize(
    ("decision", "state"),
    [(Decision.WAITING, "waiting"), (Decision.TO_VISIT, "visit"), (Decision.TO_DOCUMENTS, "documents")],
)
def test_a_file_that_is_not_answered_yet_goes_where_the_decision_says(
    five: Panel, zahra: CaseFile, decision: Decision, state: str
) -> None:
    with within(five.keeper):
        five.session(zahra)
        five.decide(zahra, decision)

        standing = case_file(file_id=zahra.pk, scope=five.keeper, on=TODAY).standing
        assert standing is not None and standing.state == state


def test_of_two_secretaries_the_second_is_told_of_the_first(five: Panel, zahra: CaseFile) -> None:
    other = replace(five.keeper, actor_id=five.members[1].pk, actor_name="سیمین")
    with within(five.keeper):
        five.session(zahra)
        item = AgendaItem.objects.get()
        decide_item(item_id=item.pk, ruling=five.ruling(Decision.ACCEPTED), by=five.keeper, at=AT)

        refusing = five.ruling(Decision.REFUSED)
        assert _refused(decide_item, item_id=item.pk, ruling=refusing, by=other) == "decided_already"
        again = five.ruling(Decision.ACCEPTED)
        assert _refused(decide_item, item_id=item.pk, ruling=again, by=five.keeper) == "done_already"
        assert FileMove.objects.count() == 1
        assert Letter.objects.count() == 1


def test_a_member_does_not_speak_on_their_own_case_and_the_quorum_counts_without_them(
    five: Panel, zahra: CaseFile, as_owner: Ground
) -> None:
    own = five.members[2]
    with as_owner():
        CaseFile.objects.filter(pk=zahra.pk).update(caseworker=own)
    aside = {**five.all_for(), own.pk: Voice.RECUSED}
    with within(five.keeper):
        five.session(zahra)
        item = AgendaItem.objects.get()
        asked = {"item_id": item.pk, "by": five.keeper}
        ruling = five.ruling(Decision.ACCEPTED)
        assert _refused(decide_item, **asked, ruling=ruling) == "own_case"

        one_more = {**aside, five.members[1].pk: Voice.RECUSED}
        alone = replace(ruling, voices=one_more, why={five.members[1].pk: "همسایه‌اند"})
        assert _refused(decide_item, **asked, ruling=alone) == "quorum_lost"
        assert _refused(decide_item, **asked, ruling=replace(alone, why={})) == "recusal_reason_missing"

        decide_item(**asked, ruling=replace(ruling, voices=aside), at=AT)
        assert ItemVoice.objects.get(staff=own).why == "own_case"


def test_kin_declared_before_bars_a_voice(five: Panel, zahra: CaseFile) -> None:
    kin = five.members[1]
    with within(five.keeper):
        five.session(zahra)
        declare_kin(file_id=zahra.pk, staff_id=kin.pk, relation="خواهر", by=five.keeper, at=AT)
        again = {"file_id": zahra.pk, "staff_id": kin.pk, "by": five.keeper}
        assert _refused(declare_kin, **again, relation="خواهر") == "kin_already"

        item = AgendaItem.objects.get()
        ruling = five.ruling(Decision.ACCEPTED)
        assert _refused(decide_item, item_id=item.pk, ruling=ruling, by=five.keeper) == "kin_case"


def test_a_decision_needs_more_voices_for_than_against(five: Panel, zahra: CaseFile) -> None:
    first, second, third = (one.pk for one in five.members)
    split = {first: Voice.FOR, second: Voice.AGAINST, third: Voice.ABSTAINED}
    with within(five.keeper):
        five.session(zahra)
        item = AgendaItem.objects.get()
        asked = {"item_id": item.pk, "by": five.keeper}
        ruling = five.ruling(Decision.ACCEPTED, voices=split)
        assert _refused(decide_item, **asked, ruling=ruling) == "not_carried"
        assert (
            _refused(decide_item, **asked, ruling=replace(ruling, voices={first: Voice.FOR}))
            == "voice_missing"
        )
        decide_item(**asked, ruling=replace(ruling, voices={**split, third: Voice.FOR}), at=AT)


def test_a_decision_says_what_it_must(five: Panel, zahra: CaseFile) -> None:
    everybody = five.all_for()
    with within(five.keeper):
        five.session(zahra)
        asked = {"item_id": AgendaItem.objects.get().pk, "by": five.keeper}

        def no(**told: Any) -> str:
            return _refused(decide_item, **asked, ruling=Ruling(voices=everybody, **told))

        assert no(decision=Decision.ACCEPTED) == "coverage_missing"
        past = {"coverage": CoverageKind.OCCASIONAL, "covered_until": TODAY}
        assert no(decision=Decision.ACCEPTED, **past) == "covered_until_past"
        assert no(decision=Decision.REFUSED) == "reason_missing"
        assert no(decision=Decision.REFUSED, reason=StateReason.EMPLOYED) == "reason_does_not_fit"
        assert no(decision=Decision.UPHELD) == "decision_does_not_fit"


def test_a_suspension_may_be_decided_or_left(five: Panel, office: Office, as_owner: Ground) -> None:
    with as_owner():
        heard, kept = (waiting_file(office, name, "active") for name in ("سکینه", "معصومه"))
    with within(five.keeper):
        five.session(heard, kept, subject=AgendaSubject.SUSPENSION)
        five.decide(heard, Decision.SUSPENDED, reason=StateReason.VISIT_REFUSED)
        item = AgendaItem.objects.get(case_file=kept)
        bare = five.ruling(Decision.KEPT)
        assert _refused(decide_item, item_id=item.pk, ruling=bare, by=five.keeper) == "grounds_missing"
        five.decide(kept, Decision.KEPT, grounds="بازدید انجام شده است")

        assert Letter.objects.get().kind == "suspended"
        assert case_file(file_id=kept.pk, scope=five.keeper, on=TODAY).is_active


def test_an_exit_proposed_by_one_is_answered_by_the_committee_and_followed_up(
    five: Panel, office: Office, as_owner: Ground
) -> None:
    with as_owner():
        goes, stays = (waiting_file(office, name, "active") for name in ("سکینه", "معصومه"))
        worker = colleague("مددکار", office)
    proposing = replace(people.scope(office, role=Role.CASEWORKER), actor_id=worker.pk, actor_name="مددکار")
    with within(five.keeper):
        putting = {"subject": AgendaSubject.EXIT, "by": five.keeper}
        session = five.session(subject=AgendaSubject.EXIT)
        none = {"session_id": session.pk, "file_ids": [goes.pk], **putting}
        assert _refused(put_on_agenda, **none) == "no_exit_proposed"
        for file in (goes, stays):
            asked = {"reason": StateReason.OTHER_BODY, "note": "", "by": proposing, "at": AT}
            propose_exit(file_id=file.pk, **asked)
        put_on_agenda(session_id=session.pk, file_ids=[goes.pk, stays.pk], **putting, at=AT)
        item = five.decide(goes, Decision.EXITED)
        five.decide(stays, Decision.KEPT, grounds="هنوز نیاز دارند")

        assert (item.reason, Letter.objects.get().kind) == ("other_body", "exited")
        assert set(ExitProposal.objects.values_list("state", flat=True)) == {"approved", "refused"}
        assert FollowUp.objects.filter(case_file=goes).count() == 3


def test_an_agenda_takes_only_files_it_may_hear_and_each_on_one_agenda(
    five: Panel, zahra: CaseFile, office: Office, as_owner: Ground
) -> None:
    with as_owner():
        active = waiting_file(office, "سکینه", "active")
        appeals = panel(office, "الف", "ب", "پ", kind=CommitteeKind.APPEAL)
    asked = {"by": five.keeper, "subject": AgendaSubject.ACCEPTANCE}
    with within(five.keeper):
        session = five.session(zahra)
        another = plan_session(
            committee_id=five.committee.pk, held_on=TODAY, place="", token=uuid4(), by=five.keeper, at=AT
        )
        other = plan_session(
            committee_id=appeals.committee.pk, held_on=TODAY, place="", token=uuid4(), by=five.keeper, at=AT
        )

        def no(session: CommitteeSession, *files: CaseFile) -> str:
            return _refused(put_on_agenda, session_id=session.pk, file_ids=[one.pk for one in files], **asked)

        assert no(session, zahra, active) == "not_for_agenda"
        assert no(another, zahra) == "on_another_agenda"
        assert no(other, zahra) == "wrong_committee"
        assert put_on_agenda(session_id=session.pk, file_ids=[zahra.pk], **asked, at=AT) == 0
        assert (another.number, AgendaItem.objects.count()) == (2, 1)
        leave_off_agenda(item_id=AgendaItem.objects.get().pk, by=five.keeper, at=AT)
        assert put_on_agenda(session_id=another.pk, file_ids=[zahra.pk], **asked, at=AT) == 1


def test_a_session_opens_with_its_quorum_of_members_and_is_signed_by_one_who_was_there(
    five: Panel, zahra: CaseFile, office: Office, as_owner: Ground
) -> None:
    with as_owner():
        stranger = colleague("غریبه", office)
    asked = {"by": five.keeper, "at": AT}
    with within(five.keeper):
        token = uuid4()
        planned = {"committee_id": five.committee.pk, "place": "", "token": token}
        first = plan_session(held_on=TODAY, **planned, **asked)
        assert plan_session(held_on=TODAY, **planned, **asked) == first, "a form sent twice is one session"
        put_on_agenda(session_id=first.pk, subject=AgendaSubject.ACCEPTANCE, file_ids=[zahra.pk], **asked)
        opens = {"session_id": first.pk, "by": five.keeper}
        chair, second, _ = five.members
        assert _refused(open_session, **opens, present=[chair.pk]) == "quorum_missing"
        assert _refused(open_session, **opens, present=[chair.pk, stranger.pk]) == "not_seated"
        item = AgendaItem.objects.get()
        ruling = five.ruling(Decision.ACCEPTED)
        assert _refused(decide_item, item_id=item.pk, ruling=ruling, by=five.keeper) == "session_not_sitting"
        open_session(present=[chair.pk, second.pk], **opens, at=AT)
        assert _refused(open_session, **opens, present=[chair.pk, second.pk]) == "done_before"

        absent = replace(five.keeper, actor_id=five.members[2].pk)
        assert _refused(sign_session, session_id=first.pk, by=absent) == "signer_not_present"
        signed = sign_session(session_id=first.pk, **asked)
        assert signed.digest == digest_of(session=signed)
        assert AgendaItem.objects.count() == 0, "what was not reached waits for another session"
        cancelling = {"session_id": first.pk, "reason": "تعطیل", "by": five.keeper}
        assert _refused(cancel_session, **cancelling) == "session_over"


def test_a_cancelled_session_gives_its_files_back(five: Panel, zahra: CaseFile) -> None:
    asked = {"by": five.keeper, "at": AT}
    with within(five.keeper):
        planned = plan_session(
            committee_id=five.committee.pk, held_on=TODAY, place="", token=uuid4(), **asked
        )
        put_on_agenda(session_id=planned.pk, subject=AgendaSubject.ACCEPTANCE, file_ids=[zahra.pk], **asked)
        assert _refused(close_committee, committee_id=five.committee.pk, by=five.keeper) == "sessions_open"
        cancel_session(session_id=planned.pk, reason="برف", **asked)

        assert AgendaItem.objects.count() == 0
        close_committee(committee_id=five.committee.pk, **asked)
        late = {"committee_id": five.committee.pk, "held_on": TODAY, "place": "", "by": five.keeper}
        assert _refused(plan_session, **late, token=uuid4()) == "committee_closed"


def test_a_family_that_moves_to_another_office_leaves_the_agenda_and_may_be_put_on_another(
    five: Panel, zahra: CaseFile, as_owner: Ground
) -> None:
    with as_owner():
        qazvin = people.office("emdad-qazvin")
        there = panel(qazvin, "الف", "ب", "پ")
    with within(five.keeper):
        five.session(zahra)
    both = people.scope(zahra.office, qazvin)
    with within(both):
        asked = {"on": TODAY, "reason": "کوچ", "by": both, "at": AT}
        move_family(household_id=zahra.household_id, to_office_id=qazvin.pk, **asked)
    with within(there.keeper):
        there.session(zahra)
        assert AgendaItem.objects.get().session.committee == there.committee


def test_seats_are_dated_with_one_chair_at_a_time(five: Panel, office: Office, as_owner: Ground) -> None:
    with as_owner():
        new = colleague("نازنین", office)
    chair = five.members[0]
    asked = {"committee_id": five.committee.pk, "by": five.keeper}
    with within(five.keeper):
        seat = {**asked, "on": TODAY + timedelta(days=1)}
        assert _refused(seat_member, **seat, staff_id=new.pk, duty=SeatDuty.CHAIR) == "chair_taken"
        assert _refused(seat_member, **seat, staff_id=chair.pk, duty=SeatDuty.CHAIR) == "seat_already"
        present = CommitteeSeat.objects.get(staff=chair)
        end_seat(seat_id=present.pk, on=seat["on"], by=five.keeper, at=AT)
        seat_member(**seat, staff_id=new.pk, duty=SeatDuty.CHAIR, at=AT)

        assert CommitteeSeat.objects.filter(duty="chair").count() == 2


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.DIRECTOR, Role.CENTRE_WORKER, Role.AUDITOR])
def test_others_do_not_keep_sessions(office: Office, role: Role) -> None:
    scope = people.scope(office, role=role)
    with within(scope):
        found = {"name": "کمیته", "kind": CommitteeKind.ACCEPTANCE, "quorum": 2, "by": scope}
        assert _refused(found_committee, **found) == "not_permitted"
        put = {"session_id": 1, "subject": AgendaSubject.ACCEPTANCE, "file_ids": [], "by": scope}
        assert _refused(put_on_agenda, **put) == "not_permitted"


def test_every_subject_offers_reasons_that_fit_what_it_may_decide() -> None:
    assert StateReason.INCOME_ABOVE in chosen_reasons(subject=AgendaSubject.ACCEPTANCE)
    assert chosen_reasons(subject=AgendaSubject.APPEAL) == []
    assert all(DECISIONS_OF[subject] for subject in AgendaSubject)
