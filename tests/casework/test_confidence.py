"""What is confided: seen by its author, by who is assigned and through broken glass, by nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError
from django.utils import timezone

from madadkar.casework.actions import move_family
from madadkar.casework.actions.walk.glass import break_glass, break_glass_of_hidden, note_glass
from madadkar.casework.actions.walk.notes import assign_confidence, end_assignment, write_note
from madadkar.casework.models import CaseFile, Delegation, Discretion, FileAssignment, GlassBreak, Note
from madadkar.casework.queries.glass import glass_duties
from madadkar.casework.rules.confidence import Confidence, NoteKind
from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Centre, Office, Post, Staff
from madadkar.organisations.rules import Role
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
WHY = "مادر خانواده امشب در بیمارستان است و داروهایش را نمی‌دانند."


@dataclass
class World:
    """A family with a centre; its caseworker Maryam, her colleague Saeed, and who else comes by."""

    office: Office
    nour: Centre
    file: CaseFile
    maryam: Scope
    saeed: Scope
    head: Scope
    auditor: Scope
    parvin: Scope

    @property
    def owned(self) -> dict[str, Any]:
        """What every row about the family says."""
        family = {"case_file": self.file, "household": self.file.household}
        return {"agency": self.office.agency, "office": self.office, **family}

    def wrote(self, kind: NoteKind, *, by: Scope | None = None, **more: Any) -> Note:
        """A note of one kind, by Maryam unless told otherwise."""
        with within(by or self.maryam):
            return write_note(
                file_id=self.file.pk, kind=kind, text=f"آنچه درباره {kind} گفته شد", on=timezone.localdate(),
                token=uuid4(), by=by or self.maryam, at=timezone.now(), **more,
            )  # fmt: skip

    def seen(self, by: Scope) -> set[str]:
        """The kinds of notes somebody sees; the pages' own question and raw SQL say the same."""
        with within(by):
            asked = set(Note.objects.seen_by(by).values_list("kind", flat=True))
            with connection.cursor() as cursor:
                cursor.execute("select kind from casework_note")
                raw = {row[0] for row in cursor.fetchall()}
        assert asked == raw
        return asked


@pytest.fixture
def world(as_owner: Ground) -> Iterator[World]:
    with as_owner():
        office = people.office()
        nour = people.centre("c-nour", office)
        file = people.case_file(people.household(people.person("زهرا", "محمدی", office)))
        Delegation.objects.create(
            agency=office.agency, office=office, case_file=file, household=file.household, centre=nour,
            valid_from=people.LONG_AGO,
        )  # fmt: skip
        names = {"مریم": Role.CASEWORKER, "سعید": Role.CASEWORKER, "حمید": Role.HEAD, "جواد": Role.AUDITOR}
        scopes = [_somebody(name, role, office, None) for name, role in names.items()]
        parvin = _somebody("پروین", Role.CENTRE_WORKER, office, nour)
    yield World(office, nour, file, *scopes, parvin)


def _somebody(name: str, role: Role, office: Office, nour: Centre | None) -> Scope:
    staff = Staff.objects.create(username=f"s{Staff.objects.count()}", full_name=name)
    Post.objects.create(staff=staff, role=role, office=office, centre=nour, valid_from=people.LONG_AGO)
    return replace(people.scope(office, role=role, of_centre=nour), actor_id=staff.pk, actor_name=name)


def test_a_medical_note_is_seen_by_its_author_and_by_nobody_else(world: World) -> None:
    world.wrote(NoteKind.MEDICAL)
    world.wrote(NoteKind.SOCIAL)

    assert world.seen(world.maryam) == {"medical", "social"}
    assert world.seen(world.saeed) == {"social"}
    assert world.seen(world.head) == {"social"}
    assert world.seen(world.auditor) == {"social"}


def test_who_is_assigned_sees_that_kind_alone_and_no_longer_than_assigned(world: World) -> None:
    world.wrote(NoteKind.MEDICAL)
    world.wrote(NoteKind.LEGAL)
    with within(world.head):
        held = assign_confidence(
            file_id=world.file.pk, staff_id=world.saeed.actor_id or 0, confidence=Confidence.LEGAL,
            reason="همراهی در دادگاه", by=world.head, at=timezone.now(),
        )  # fmt: skip

    assert world.seen(world.saeed) == {"legal"}
    assert world.seen(world.head) == set()
    with within(world.head):
        end_assignment(assignment_id=held.pk, by=world.head, at=timezone.now())
    assert world.seen(world.saeed) == set()


def test_an_assignment_that_begins_tomorrow_opens_nothing_today(world: World, as_owner: Ground) -> None:
    world.wrote(NoteKind.MEDICAL)
    with as_owner():
        FileAssignment.objects.create(
            **world.owned,
            staff_id=world.saeed.actor_id, confidence="medical",
            valid_from=timezone.localdate() + timedelta(days=1),
        )  # fmt: skip

    assert world.seen(world.saeed) == set()


def test_only_a_head_lets_somebody_in(world: World) -> None:
    with within(world.maryam), pytest.raises(Refusal, match="not_permitted"):
        assign_confidence(
            file_id=world.file.pk, staff_id=world.saeed.actor_id or 0, confidence=Confidence.LEGAL,
            reason="همکارم است", by=world.maryam, at=timezone.now(),
        )  # fmt: skip


def test_a_centre_sees_what_is_meant_for_it_and_its_own(world: World) -> None:
    world.wrote(NoteKind.GENERAL)
    assert world.seen(world.parvin) == set()
    world.wrote(NoteKind.FINANCIAL, for_centre=True)
    world.wrote(NoteKind.SOCIAL, by=world.parvin)
    world.wrote(NoteKind.MEDICAL, for_centre=True)

    assert world.seen(world.parvin) == {"financial", "social"}
    assert world.seen(world.saeed) == {"general", "financial", "social"}


def test_a_centre_sees_no_note_of_a_family_that_left_it(world: World, as_owner: Ground) -> None:
    world.wrote(NoteKind.SOCIAL, by=world.parvin)
    with as_owner():
        Delegation.objects.update(valid_until=timezone.localdate())

    assert world.seen(world.parvin) == set()


def _break(world: World, by: Scope, *, why: str = WHY, at: datetime | None = None) -> GlassBreak:
    with within(by):
        return break_glass(file_id=world.file.pk, reason=why, token=uuid4(), by=by, at=at or timezone.now())


def test_broken_glass_opens_what_is_confided_to_who_broke_it_alone(world: World) -> None:
    world.wrote(NoteKind.MEDICAL)
    world.wrote(NoteKind.LEGAL)
    _break(world, world.saeed)

    assert world.seen(world.saeed) == {"medical", "legal"}
    assert world.seen(world.head) == set()
    assert world.seen(world.auditor) == set()


@pytest.mark.parametrize(("ago", "seen"), [((3, 0, 1), set()), ((2, 59, 0), {"medical"})])
def test_broken_glass_is_whole_again_by_itself_after_three_hours(
    world: World, ago: tuple[int, int, int], seen: set[str]
) -> None:
    world.wrote(NoteKind.MEDICAL)
    hours, minutes, seconds = ago
    _break(world, world.saeed, at=timezone.now() - timedelta(hours=hours, minutes=minutes, seconds=seconds))

    assert world.seen(world.saeed) == seen


def test_glass_is_not_broken_without_a_written_reason_or_by_a_centre(world: World) -> None:
    with pytest.raises(Refusal, match="glass_reason_short"):
        _break(world, world.saeed, why="لازم است")
    with pytest.raises(Refusal, match="not_permitted"):
        _break(world, world.parvin)


def test_raw_sql_cannot_leave_the_glass_broken_for_longer_or_before_its_time(world: World) -> None:
    now = timezone.now()
    hour, day = timedelta(hours=1), timedelta(days=1)
    for from_at, until_at in ((now, now + 4 * hour), (now + day, now + day + hour)):
        told = [world.file.pk, WHY, from_at, until_at, uuid4()]
        with pytest.raises(DatabaseError), within(world.saeed), connection.cursor() as cursor:
            cursor.execute("select casework_break_glass(%s, %s, %s, %s, %s)", told)
    with pytest.raises(DatabaseError), within(world.saeed), transaction.atomic():
        GlassBreak.objects.create(
            **world.owned,
            staff_id=world.saeed.actor_id, staff_name="سعید", reason=WHY, broken_at=now,
            ends_at=now + timedelta(hours=3), token=uuid4(),
        )  # fmt: skip


def test_a_supervisor_is_told_until_they_say_they_know(world: World) -> None:
    glass = _break(world, world.saeed)
    with within(world.saeed):
        assert glass_duties(scope=world.saeed, on=timezone.localdate()) == []
    with within(world.head):
        (duty,) = glass_duties(scope=world.head, on=timezone.localdate())
        assert WHY in duty.words
        note_glass(glass_id=glass.pk, by=world.head, at=timezone.now())
        assert glass_duties(scope=world.head, on=timezone.localdate()) == []
        with pytest.raises(Refusal, match="done_already"):
            note_glass(glass_id=glass.pk, by=world.head, at=timezone.now())
        event = AuditEvent.objects.get(deed="casework.break_glass")
    assert (event.actor_id, event.reason, event.subject_id) == (world.saeed.actor_id, WHY, world.file.pk)


def test_nobody_says_so_for_their_own_glass(world: World) -> None:
    glass = _break(world, world.head)
    with within(world.head), pytest.raises(Refusal, match="glass_of_oneself"):
        note_glass(glass_id=glass.pk, by=world.head, at=timezone.now())


def test_glass_of_a_hidden_family_is_broken_by_its_number_and_then_it_is_seen(
    world: World, as_owner: Ground
) -> None:
    today = timezone.localdate()
    with as_owner():
        Discretion.objects.create(
            **world.owned,
            reason="آبرومند", valid_from=today, valid_until=today + timedelta(days=90),
        )  # fmt: skip
    with within(world.saeed):
        assert not CaseFile.objects.seen_by(world.saeed).exists()
        with pytest.raises(Refusal, match="file_unknown"):
            break_glass(file_id=world.file.pk, reason=WHY, token=uuid4(), by=world.saeed, at=timezone.now())
        break_glass_of_hidden(
            asked=world.file.number, reason=WHY, token=uuid4(), by=world.saeed, at=timezone.now()
        )
        assert CaseFile.objects.seen_by(world.saeed).get() == world.file
    with within(world.auditor):
        assert not CaseFile.objects.seen_by(world.auditor).exists()


def test_glass_of_another_office_is_not_broken(world: World, as_owner: Ground) -> None:
    with as_owner():
        qazvin = people.office("emdad-qazvin")
        theirs = people.case_file(people.household(people.person("مینا", "صادقی", qazvin)), number="ق-۱")
    with within(world.saeed), pytest.raises(Refusal, match="file_unknown"):
        break_glass_of_hidden(
            asked=theirs.number, reason=WHY, token=uuid4(), by=world.saeed, at=timezone.now()
        )


def test_a_note_is_never_rewritten_but_corrected_once_by_another_of_its_kind(world: World) -> None:
    first = world.wrote(NoteKind.MEDICAL)
    with pytest.raises(DatabaseError), within(world.maryam), transaction.atomic():
        Note.objects.filter(pk=first.pk).update(text="چیز دیگر")
    with pytest.raises(DatabaseError), within(world.maryam), transaction.atomic():
        Note.objects.filter(pk=first.pk).delete()

    second = world.wrote(NoteKind.GENERAL, corrects_id=first.pk)

    assert second.kind == "medical"
    with pytest.raises(Refusal, match="note_corrected_already"):
        world.wrote(NoteKind.GENERAL, corrects_id=first.pk)
    with pytest.raises(Refusal, match="note_unknown"):
        world.wrote(NoteKind.GENERAL, by=world.saeed, corrects_id=second.pk)


def test_a_form_sent_twice_is_one_note(world: World) -> None:
    token = uuid4()
    told = {"kind": NoteKind.GENERAL, "text": "تلفن زد", "on": timezone.localdate(), "token": token}
    with within(world.maryam):
        write_note(file_id=world.file.pk, **told, by=world.maryam, at=timezone.now())
        with pytest.raises(Refusal, match="done_already"):
            write_note(file_id=world.file.pk, **told, by=world.maryam, at=timezone.now())
        assert Note.objects.count() == 1


def test_what_is_confided_goes_along_when_the_family_moves_to_another_office(
    world: World, as_owner: Ground
) -> None:
    world.wrote(NoteKind.MEDICAL)
    with as_owner():
        qazvin = people.office("emdad-qazvin")
        Delegation.objects.all().delete()
    both = replace(world.head, office_ids=(world.office.pk, qazvin.pk))
    with within(both):
        move_family(
            household_id=world.file.household_id, to_office_id=qazvin.pk, on=timezone.localdate(),
            reason="کوچ خانواده", by=both, at=timezone.now(),
        )  # fmt: skip

    assert world.seen(world.maryam) == set()
    with as_owner():
        assert Note.objects.get().office_id == qazvin.pk


def test_no_event_of_the_trail_repeats_what_was_confided(world: World) -> None:
    note = world.wrote(NoteKind.MEDICAL)
    with within(world.auditor):
        told = [f"{event.reason} {event.facts}" for event in AuditEvent.objects.all()]
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from foundation_auditchange")
            assert cursor.fetchone()[0] == 0

    assert told
    assert not [one for one in told if note.text in one]
