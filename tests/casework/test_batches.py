"""Many files to many centres as one deed: what was previewed is sent, and one recall undoes it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from madadkar.casework import tasks
from madadkar.casework.actions import (
    BatchAsk,
    Terms,
    drop_batch,
    preview_batch,
    recall_batch,
    recall_delegations,
    send_batch,
    send_case,
    start_recall,
    start_send,
)
from madadkar.casework.actions.delegation import batch_jobs
from madadkar.casework.models import BatchLine, CaseFile, Delegation, DelegationBatch, FileStanding
from madadkar.casework.queries.rooms import CentreChoice
from madadkar.casework.registers import RegisterFilter
from madadkar.casework.rules.delegation import Service
from madadkar.casework.rules.sharing import PROVINCE, Home, Room, shared
from madadkar.foundation.jobs import as_parameters
from madadkar.foundation.models import AuditEvent, Job
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Centre, CentreStanding
from madadkar.organisations.rules import Right
from madadkar.places.models import Place
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
AT = timezone.now()
TODAY = timezone.localdate(AT)


@dataclass(frozen=True)
class World:
    """Five files in two villages of a county, and two centres there with room for two files each."""

    files: list[CaseFile]
    centres: list[Centre]
    head: Scope

    def ask(self, **other: Any) -> BatchAsk:
        """All that is at work, to both centres."""
        said = {"families": RegisterFilter(), "token": uuid4(), "reason": "نزدیک‌ترین مرکز"}
        return BatchAsk(**{**said, **other})

    def preview(self, **other: Any) -> DelegationBatch:
        """The head asks who would get what."""
        with within(self.head):
            return preview_batch(ask=self.ask(**other), by=self.head, at=AT)

    def send(self, batch: DelegationBatch, by: Scope | None = None) -> DelegationBatch:
        """The head sends it."""
        with within(by or self.head):
            return send_batch(batch_id=batch.pk, by=by or self.head, at=AT)

    def outcomes(self, batch: DelegationBatch) -> dict[int, tuple[str, int | None]]:
        """What the preview says of each file."""
        with within(self.head):
            rows = BatchLine.objects.filter(batch=batch).values_list("case_file", "outcome", "centre")
            return {file_id: (outcome, centre) for file_id, outcome, centre in rows}

    def open_count(self) -> int:
        """How many files a centre has."""
        with within(self.head):
            return Delegation.objects.filter(valid_until__isnull=True).count()


@pytest.fixture
def world(as_owner: Ground) -> World:
    with as_owner():
        zanjan = people.office(place=Place.objects.get(code="19"))
        villages = list(Place.objects.filter(county__code="1904", level="village").order_by("code")[:2])
        centres = []
        for village in villages:
            centre = people.centre(f"c-{village.code}", zanjan)
            Centre.objects.filter(pk=centre.pk).update(place=village, capacity=2)
            CentreStanding.objects.create(centre=centre, standing="active", valid_from=people.LONG_AGO)
            centres.append(centre)
        files = []
        for place, name in enumerate(("سکینه", "رقیه", "زهرا", "معصومه", "کبری")):
            family = people.household(people.person(name, "محمدی", zanjan))
            people.residence(family, place=villages[min(place // 2, 1)])
            files.append(people.case_file(family))
    return World(files, centres, replace(people.scope(zanjan), actor_name="حمید افشار"))


def _code(do: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        do()
    return refused.value.code


def test_a_preview_hands_nothing_over_and_names_the_nearest_centre_with_room(
    world: World,
) -> None:
    batch = world.preview()
    one, two, three, four, five = (file.pk for file in world.files)
    near, far = (centre.pk for centre in world.centres)

    told = world.outcomes(batch)
    assert (told[one], told[two]) == (("", near), ("", near))
    assert (told[three], told[four]) == (("", far), ("", far))
    assert told[five] == ("no_room", None)
    assert (batch.file_count, batch.no_room_count, world.open_count()) == (4, 1, 0)


def test_what_is_sent_is_what_was_previewed_with_an_event_a_file(world: World) -> None:
    batch = world.send(world.preview(terms=Terms(services=[Service.FOOD], text="هر ماه یک بار")))

    with within(world.head):
        rows = list(
            Delegation.objects.values_list("case_file", "centre", "step", "services", "terms", "batch")
        )
        events = AuditEvent.objects.filter(deed="casework.send_case").values_list("subject_id", flat=True)
        assert sorted(events) == sorted(row[0] for row in rows)
    previewed = {file: centre for file, (outcome, centre) in world.outcomes(batch).items() if not outcome}
    assert {row[0]: row[1] for row in rows} == previewed
    assert {(row[2], *row[3], row[4], row[5]) for row in rows} == {
        ("sent", int(Service.FOOD), "هر ماه یک بار", batch.pk)
    }
    assert (batch.state, batch.sent_count) == ("sent", 4)


def test_a_file_that_changed_since_its_preview_falls_out_and_says_why(world: World, as_owner: Ground) -> None:
    batch = world.preview()
    changed, moved, taken, goes, _ = world.files
    with as_owner():
        FileStanding.objects.filter(case_file=changed).update(valid_until=TODAY)
        moved.household.residences.update(valid_until=TODAY)
    with within(world.head):
        asked = {"terms": Terms(), "reason": "", "by": world.head, "at": AT}
        send_case(file_id=taken.pk, centre_id=world.centres[0].pk, **asked)

    assert world.send(batch).sent_count == 1
    told = {file: outcome for file, (outcome, _) in world.outcomes(batch).items()}
    assert told[changed.pk] == "file_changed"
    assert told[moved.pk] == "home_changed"
    assert told[taken.pk] == "delegated"
    assert told[goes.pk] == ""


def test_files_of_a_centre_closed_since_fall_out(world: World, as_owner: Ground) -> None:
    batch = world.preview()
    with as_owner():
        CentreStanding.objects.filter(centre=world.centres[0]).update(valid_until=TODAY)

    assert world.send(batch).sent_count == 2
    assert [outcome for outcome, _ in world.outcomes(batch).values()].count("centre_closed") == 2


def test_one_recall_undoes_it_but_for_what_a_centre_gave_back_already(world: World) -> None:
    batch = world.send(world.preview())
    with within(world.head):
        first = Delegation.objects.order_by("pk")[0].pk
        recall_delegations(delegation_ids=[first], reason="اشتباه", by=world.head, at=AT)
        undone = recall_batch(batch_id=batch.pk, reason="طرح عوض شد", by=world.head, at=AT)

    assert (undone.state, undone.recalled_count, world.open_count()) == ("recalled", 3, 0)
    with within(world.head):
        assert AuditEvent.objects.filter(deed="casework.recall_case").count() == 4
        assert set(Delegation.objects.values_list("valid_until", flat=True)) == {TODAY}
    assert world.preview().file_count == 4, "all can be handed over again the same day"


def test_the_same_form_sent_twice_is_one_preview_and_a_second_click_sends_nothing(world: World) -> None:
    token = uuid4()
    first, second = world.preview(token=token), world.preview(token=token)
    assert first == second

    world.send(first)
    assert _code(lambda: world.send(first)) == "done_already"
    other = replace(world.head, actor_name="دیگری")
    assert _code(lambda: world.send(first, by=other)) == "batch_moved_on"
    assert world.open_count() == 4


def test_a_preview_nobody_sends_is_dropped(world: World) -> None:
    batch = world.preview()
    with within(world.head):
        drop_batch(batch_id=batch.pk, by=world.head, at=AT)

    assert _code(lambda: world.send(batch)) == "batch_moved_on"
    assert world.outcomes(batch) == {}


def test_a_batch_needs_files_centres_a_reason_and_the_right(world: World) -> None:
    assert _code(lambda: world.preview(families=RegisterFilter(state="inactive"))) == "batch_without_files"
    assert (
        _code(lambda: world.preview(centres=CentreChoice(speciality="treatment"))) == "batch_without_centres"
    )
    assert _code(lambda: world.preview(reason=" ")) == "reason_missing"
    worker = replace(world, head=replace(world.head, rights=world.head.rights - {Right.ASSIGN_FILES}))
    assert _code(worker.preview) == "not_permitted"


def test_a_register_narrows_what_is_handed_over(world: World) -> None:
    with within(world.head):
        village = world.files[0].household.residences.get().place_id

    assert world.preview(families=RegisterFilter(place=str(village))).file_count == 2
    assert world.preview(most=3).file_count == 3


def _rooms(*told: tuple[int, str, int, int]) -> list[Room]:
    return [Room(centre_id, code, load, capacity) for centre_id, code, load, capacity in told]


def test_sharing_fills_the_nearest_first_but_none_beyond_its_fair_share() -> None:
    homes = [Home(file_id, "1904010001000001") for file_id in range(10)]
    rooms = _rooms((1, "1904010001000001", 0, 10), (2, "1904020005000001", 0, 10))

    given = shared(homes=homes, rooms=rooms)

    assert sorted(given.values()) == [1] * 5 + [2] * 5


def test_sharing_counts_what_a_centre_has_already() -> None:
    homes = [Home(file_id, "1904") for file_id in range(4)]
    rooms = _rooms((1, "1904010001000001", 6, 10), (2, "1904020005000001", 2, 10))

    assert list(shared(homes=homes, rooms=rooms).values()) == [2] * 4
    assert [room.load for room in rooms] == [6, 6]


def test_sharing_goes_beyond_the_county_only_when_told() -> None:
    homes, far = [Home(1, "1904010001000001")], (1, "1901010001000001", 0, 10)

    assert shared(homes=homes, rooms=_rooms(far)) == {}
    assert shared(homes=homes, rooms=_rooms(far), within=PROVINCE) == {1: 1}


def test_sharing_never_fills_a_centre_beyond_what_it_bears() -> None:
    homes = [Home(file_id, "1904010001000001") for file_id in range(50)]
    rooms = _rooms((1, "1904010001000001", 3, 5), (2, "1904", 0, 7), (3, "1904020005", 9, 9))

    given = shared(homes=homes, rooms=rooms)

    assert len(given) == 9
    assert [room.load for room in rooms] == [5, 7, 9]


def test_thousands_are_left_to_the_worker_once_and_done_once(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(batch_jobs, "AT_ONCE", 1)
    batch = world.preview()
    with within(world.head):
        first = start_send(batch_id=batch.pk, by=world.head, at=AT)
        second = start_send(batch_id=batch.pk, by=world.head, at=AT)
    assert first is not None
    assert first == second, "a second click waits for the first"
    assert world.open_count() == 0

    for _ in range(2):
        tasks.send_batch(job_id=first.pk, scope=as_parameters(world.head))
    assert world.open_count() == 4
    with within(world.head):
        assert Job.objects.get(pk=first.pk).state == "done"
        undo = start_recall(batch_id=batch.pk, reason="طرح عوض شد", by=world.head, at=AT)
    assert undo is not None
    tasks.recall_batch(job_id=undo.pk, scope=as_parameters(world.head))
    assert world.open_count() == 0
