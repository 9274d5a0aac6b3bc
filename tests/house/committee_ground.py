"""A committee's session with a file before it, a letter and an appeal, for the walk through the house."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from madadkar.casework.models import (
    AgendaItem,
    Appeal,
    Attendance,
    CaseFile,
    Committee,
    CommitteeSeat,
    CommitteeSession,
    FileMove,
    Letter,
)
from madadkar.organisations.models import Staff
from tests.registry.people import LONG_AGO


def convene(file: CaseFile, head: Staff) -> None:
    """A session that sits on one file, which was refused once, was told by letter, and appealed."""
    now, owned = timezone.now(), {"agency": file.agency, "office": file.office}
    committee = Committee.objects.create(**owned, name=f"کمیته {file.pk}", kind="acceptance", quorum=2)
    CommitteeSeat.objects.create(**owned, committee=committee, staff=head, duty="chair", valid_from=LONG_AGO)
    session = CommitteeSession.objects.create(
        **owned,
        committee=committee,
        number=1,
        held_on=LONG_AGO,
        state="sitting",
        opened_at=now,
        token=uuid4(),
    )  # fmt: skip
    Attendance.objects.create(**owned, session=session, staff=head, duty="chair")
    of_file = {**owned, "case_file": file, "household": file.household}
    AgendaItem.objects.create(**of_file, session=session, place=1, subject="suspension")
    move = FileMove.objects.create(
        **of_file, from_state="committee", to_state="refused", reason="income_above", on=LONG_AGO, at=now
    )
    Appeal.objects.create(**of_file, move=move, said="اعتراض", came_on=LONG_AGO, state="filed", filed_at=now)
    Letter.objects.create(
        **of_file, issued_by=file.office, year=1394, number=file.pk, kind="refused", move=move,
        addressed_to="سکینه محمدی", file_number=file.number, body="درخواست شما پذیرفته نشد.",
        written_on=LONG_AGO,
    )  # fmt: skip


def convened(file: CaseFile) -> dict[str, object]:
    """The numbers of what `convene` laid."""
    item = AgendaItem.objects.select_related("session").get(case_file=file)
    session, letter = item.session, Letter.objects.get(case_file=file)
    return {
        "committee_id": session.committee_id, "committee_session_id": session.pk,
        "seat_id": CommitteeSeat.objects.get(committee=session.committee_id).pk,
        "agenda_item_id": item.pk, "letter_id": letter.pk, "move_id": letter.move_id,
        "appeal_id": Appeal.objects.get(case_file=file).pk,
    }  # fmt: skip
