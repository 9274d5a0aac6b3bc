"""A committee of the browser's world: a session that sits, a decision told by letter, and an appeal."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from madadkar.casework.actions.committee.appeals import file_appeal
from madadkar.casework.actions.committee.committees import found_committee, seat_member
from madadkar.casework.actions.committee.decisions import Ruling, decide_item
from madadkar.casework.actions.committee.sessions import open_session, plan_session, put_on_agenda
from madadkar.casework.actions.walk.letters import send_letter
from madadkar.casework.models import (
    AgendaItem,
    CaseFile,
    Committee,
    CommitteeSeat,
    Coverage,
    FileStanding,
    Letter,
    PensionReceipt,
    Request,
)
from madadkar.casework.rules import CoverageKind, StateReason
from madadkar.casework.rules.committee import AgendaSubject, CommitteeKind, Decision, SeatDuty, Voice
from madadkar.casework.rules.letters import SentHow
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Staff
from madadkar.organisations.rules import Role

BEFORE_COMMITTEE = 4


def convene(
    files: list[CaseFile], staff: dict[Role, Staff], *, by: Scope, on: date, at: datetime
) -> dict[str, int]:
    """Lay it with these files, which come before the committee; answers the numbers of its parts."""
    asked = {"by": by, "at": at}
    waiting = files[:BEFORE_COMMITTEE]
    _bring(waiting, at, on)
    committee = found_committee(name="کمیته پذیرش زنجان", kind=CommitteeKind.ACCEPTANCE, quorum=2, **asked)
    found_committee(name="کمیته رسیدگی به اعتراض", kind=CommitteeKind.APPEAL, quorum=2, **asked)
    there = {Role.HEAD: SeatDuty.CHAIR, Role.INTAKE: SeatDuty.SECRETARY, Role.CASEWORKER: SeatDuty.MEMBER}
    for role, duty in there.items():
        seat_member(committee_id=committee.pk, staff_id=staff[role].pk, duty=duty, on=on, **asked)
    session = plan_session(
        committee_id=committee.pk, held_on=on, place="اتاق جلسه، طبقه دوم", token=uuid4(), **asked
    )
    sitting = {"session_id": session.pk, **asked}
    three = [file.pk for file in waiting[:3]]
    put_on_agenda(subject=AgendaSubject.ACCEPTANCE, file_ids=three, **sitting)
    open_session(present=[staff[role].pk for role in there], **sitting)
    items = list(AgendaItem.objects.filter(session=session).order_by("place"))
    letter = _decide(items, staff, by, on, at)
    appeal = file_appeal(
        move_id=letter.move_id, said="آن درآمد از برادرم است و با ما زندگی نمی‌کند.", came_on=on, **asked
    )
    return {
        "committee_id": committee.pk, "committee_session_id": session.pk, "agenda_item_id": items[2].pk,
        "seat_id": CommitteeSeat.objects.filter(committee=committee).latest("pk").pk,
        "letter_id": letter.pk, "move_id": letter.move_id, "appeal_id": appeal.pk,
        "file_told": items[0].case_file_id,
    }  # fmt: skip


def seat_others(chair: Staff, staff: dict[Role, Staff], *, by: Scope, on: date, at: datetime) -> None:
    """Appeals are heard by another head, the secretary, and the head who may have decided first."""
    committee = Committee.objects.get(kind=CommitteeKind.APPEAL.value)
    panel = {SeatDuty.CHAIR: chair, SeatDuty.SECRETARY: staff[Role.INTAKE], SeatDuty.MEMBER: staff[Role.HEAD]}
    for duty, one in panel.items():
        seat_member(committee_id=committee.pk, staff_id=one.pk, duty=duty, on=on, by=by, at=at)


def _bring(files: list[CaseFile], at: datetime, on: date) -> None:
    """Let the files be requests that came as far as the committee."""
    FileStanding.objects.filter(case_file__in=files).update(state="committee", reason="proceeding")
    Coverage.objects.filter(case_file__in=files).delete()
    PensionReceipt.objects.filter(case_file__in=files).delete()
    for file in files:
        Request.objects.create(
            agency=file.agency, office=file.office, case_file=file, household=file.household, kind="self",
            said="پس از فوت همسرم اجاره خانه و شهریه بچه‌ها را نمی‌رسانم.", came_on=on, received_at=at,
            token=uuid4(),
        )  # fmt: skip


def _decide(items: list[AgendaItem], staff: dict[Role, Staff], by: Scope, on: date, at: datetime) -> Letter:
    """One family is refused and told, another accepted."""
    voices = {staff[Role.HEAD].pk: Voice.FOR, staff[Role.INTAKE].pk: Voice.FOR}
    worker = staff[Role.CASEWORKER].pk
    why = {worker: "خود بازدید کرده است"}
    rulings = [
        Ruling(
            decision=Decision.REFUSED,
            reason=StateReason.INCOME_ABOVE,
            grounds="درآمد خانوار با حقوق فرزند بزرگ از ضابطه امسال بالاتر است",
            voices={**voices, worker: Voice.RECUSED},
            why=why,
        ),
        Ruling(
            decision=Decision.ACCEPTED,
            coverage=CoverageKind.CONTINUOUS,
            conditions="فرزندان مهرماه در مدرسه نام‌نویسی شوند",
            voices={**voices, worker: Voice.RECUSED},
            why=why,
        ),
    ]
    for item, ruling in zip(items, rulings, strict=False):
        decide_item(item_id=item.pk, ruling=ruling, by=by, at=at)
    letter = Letter.objects.get(case_file=items[0].case_file_id)
    return send_letter(letter_id=letter.pk, how=SentHow.BY_HAND, on=on, by=by, at=at)
