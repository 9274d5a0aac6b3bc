"""What waits today: tasks, papers, files that stand still, rounds of visits, and what others did."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from madadkar.casework.actions.walk.file_tasks import do_task, hand_task, set_task
from madadkar.casework.actions.walk.notes import write_note
from madadkar.casework.models import CaseFile, FileStanding, FileTask
from madadkar.casework.queries.changes import changes_since
from madadkar.casework.queries.file_tasks import task_duties
from madadkar.casework.queries.my_day import day_families, visit_rounds
from madadkar.casework.queries.stillness import still_duties
from madadkar.casework.rules.confidence import NoteKind
from madadkar.casework.rules.duties import STILL_AFTER_DAYS, Duty, DutyKind
from madadkar.casework.rules.rounds import Stop, rounds
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Centre, Office, Post, Staff
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
TODAY = date(2026, 11, 22)


def _stop(household: int, place: str, *, district: str = "۱", due: int | None = 0) -> Stop:
    due_on = None if due is None else TODAY + timedelta(days=due)
    return Stop(
        household_id=household, due_on=due_on, district=f"بخش {district}" if district else "",
        district_code=district, place=f"روستای {place}", place_code=place,
    )  # fmt: skip


def test_a_round_is_one_district_village_after_village_by_code() -> None:
    made = rounds(
        stops=[_stop(1, "30"), _stop(2, "10"), _stop(3, "20", district="۲"), _stop(4, "20")], on=TODAY
    )

    assert [[stop.household_id for stop in one.stops] for one in made] == [[2, 4, 1], [3]]


def test_the_round_with_most_overdue_visits_goes_first_and_unknown_places_last() -> None:
    made = rounds(
        stops=[
            _stop(1, "10", due=-1), _stop(2, "10", district="۲", due=-1),
            _stop(3, "11", district="۲", due=-9), _stop(4, "", district="", due=-90),
        ],
        on=TODAY,
    )  # fmt: skip

    assert [(one.district, one.overdue_count) for one in made] == [("بخش ۲", 2), ("بخش ۱", 1), ("", 1)]


def test_a_visit_due_today_is_not_late() -> None:
    (one,) = rounds(stops=[_stop(1, "10", due=0)], on=TODAY)

    assert one.overdue_count == 0
    assert not Duty(kind=DutyKind.VISIT, due_on=TODAY, words="").is_overdue(TODAY)
    assert Duty(kind=DutyKind.VISIT, due_on=TODAY - timedelta(days=1), words="").is_overdue(TODAY)


def test_no_visit_makes_no_round() -> None:
    assert rounds(stops=[], on=TODAY) == []


@pytest.fixture
def zanjan(as_owner: Ground) -> Office:
    with as_owner():
        return people.office()


def _worker(name: str, office: Office, *, nour: Centre | None = None) -> Scope:
    role = Role.CENTRE_WORKER if nour else Role.CASEWORKER
    staff = Staff.objects.create(username=f"w{Staff.objects.count()}", full_name=name)
    Post.objects.create(staff=staff, role=role, office=office, centre=nour, valid_from=people.LONG_AGO)
    return replace(people.scope(office, role=role, of_centre=nour), actor_id=staff.pk, actor_name=name)


@pytest.fixture
def maryam(zanjan: Office, as_owner: Ground) -> Scope:
    with as_owner():
        return _worker("مریم", zanjan)


@pytest.fixture
def saeed(zanjan: Office, as_owner: Ground) -> Scope:
    with as_owner():
        return _worker("سعید", zanjan)


@pytest.fixture
def file(zanjan: Office, maryam: Scope, as_owner: Ground) -> CaseFile:
    with as_owner():
        home = people.household(people.person("زهرا", "محمدی", zanjan))
        people.residence(
            home, place=Place.objects.filter(county__code="1904", level="village").order_by("code")[0]
        )
        made = people.case_file(home)
        CaseFile.objects.filter(pk=made.pk).update(caseworker_id=maryam.actor_id)
    return made


def _set(file: CaseFile, by: Scope, *, owner: Scope | None = None, due: int | None = 3) -> FileTask:
    due_on = None if due is None else timezone.localdate() + timedelta(days=due)
    with within(by):
        return set_task(
            file_id=file.pk, words="تلفن به مدرسه", due_on=due_on, owner_id=(owner or by).actor_id or 0,
            token=uuid4(), by=by, at=timezone.now(),
        )  # fmt: skip


def _tasks(by: Scope) -> list[str]:
    with within(by):
        return [duty.words for duty in task_duties(scope=by, on=timezone.localdate())]


def test_a_task_waits_for_its_owner_until_it_is_done_once(
    file: CaseFile, maryam: Scope, saeed: Scope
) -> None:
    task = _set(file, maryam)
    assert (_tasks(maryam), _tasks(saeed)) == (["تلفن به مدرسه"], [])
    with within(maryam):
        do_task(task_id=task.pk, outcome="گفتند می‌آید", by=maryam, at=timezone.now())
        with pytest.raises(Refusal, match="done_already"):
            do_task(task_id=task.pk, outcome="", by=maryam, at=timezone.now())
    with within(head := people.scope(file.office)), pytest.raises(Refusal, match="done_by_another"):
        do_task(task_id=task.pk, outcome="", by=head, at=timezone.now())

    assert _tasks(maryam) == []


def test_a_task_handed_on_waits_for_the_other(file: CaseFile, maryam: Scope, saeed: Scope) -> None:
    task = _set(file, maryam)
    with within(maryam):
        hand_task(task_id=task.pk, owner_id=saeed.actor_id or 0, by=maryam, at=timezone.now())

    assert (_tasks(maryam), _tasks(saeed)) == ([], ["تلفن به مدرسه"])


def test_a_task_is_given_to_a_colleague_and_to_nobody_elsewhere(
    file: CaseFile, zanjan: Office, maryam: Scope, as_owner: Ground
) -> None:
    with as_owner():
        far = _worker("مینا", people.office("emdad-qazvin"))
        of_centre = _worker("پروین", zanjan, nour=people.centre("c-nour", zanjan))

    for other in (far, of_centre):
        with pytest.raises(Refusal, match="staff_unknown"):
            _set(file, maryam, owner=other)


def test_a_task_has_no_term_that_is_gone_but_may_end_today_or_have_none(
    file: CaseFile, maryam: Scope
) -> None:
    with pytest.raises(Refusal, match="task_due_gone"):
        _set(file, maryam, due=-1)
    _set(file, maryam, due=0)
    _set(file, maryam, due=None)

    assert len(_tasks(maryam)) == 2


def _still(by: Scope, on: date) -> list[int | None]:
    with within(by):
        return [duty.file_id for duty in still_duties(scope=by, on=on)]


def test_a_file_on_which_nothing_is_done_for_half_a_year_stands_still(
    file: CaseFile, maryam: Scope, saeed: Scope
) -> None:
    today = timezone.localdate()
    assert _still(maryam, today) == [file.pk]
    assert _still(saeed, today) == [], "not their file"
    with within(maryam):
        write_note(
            file_id=file.pk, kind=NoteKind.GENERAL, text="آمدند و رفتند", on=today, token=uuid4(), by=maryam,
            at=timezone.localtime().replace(hour=0, minute=30),
        )  # fmt: skip

    assert _still(maryam, today) == []
    assert _still(maryam, today + timedelta(days=STILL_AFTER_DAYS)) == []
    assert _still(maryam, today + timedelta(days=STILL_AFTER_DAYS + 1)) == [file.pk]


def test_a_file_out_of_work_is_not_told_as_still(file: CaseFile, maryam: Scope, as_owner: Ground) -> None:
    with as_owner():
        FileStanding.objects.filter(case_file=file).update(state="inactive", reason="dormant")

    assert _still(maryam, timezone.localdate()) == []


def test_what_others_did_on_ones_own_families_is_told_and_nothing_confided(
    file: CaseFile, maryam: Scope, saeed: Scope
) -> None:
    since = timezone.now() - timedelta(days=1)
    _set(file, maryam)
    _set(file, saeed)
    with within(saeed):
        for kind in (NoteKind.SOCIAL, NoteKind.MEDICAL):
            write_note(
                file_id=file.pk, kind=kind, text="گفت‌وگو", on=timezone.localdate(), token=uuid4(), by=saeed,
                at=timezone.now(),
            )  # fmt: skip

    with within(maryam):
        told = [(one.deed, one.who) for one in changes_since(scope=maryam, since=since)]
    with within(saeed):
        assert changes_since(scope=saeed, since=since) == []
    assert told == [("casework.write_note", "سعید"), ("casework.set_task", "سعید")]


def test_a_family_stands_once_in_the_rounds_by_its_most_pressing_visit(file: CaseFile, maryam: Scope) -> None:
    visits = [
        Duty(
            kind=DutyKind.VISIT,
            due_on=TODAY + timedelta(days=days),
            words="",
            file_id=file.pk,
            household_id=file.household_id,
        )
        for days in (-5, 10)
    ]
    with within(maryam):
        families = day_families(household_ids={file.household_id}, on=timezone.localdate())
        (one,) = visit_rounds(visits=visits, families=families, on=TODAY)

    assert [(stop.household_id, stop.due_on) for stop in one.stops] == [
        (file.household_id, TODAY - timedelta(days=5))
    ]
    assert one.district


def test_a_family_out_of_sight_stands_in_no_round(file: CaseFile, as_owner: Ground) -> None:
    with as_owner():
        far = people.scope(people.office("emdad-qazvin"))
    with within(far):
        assert day_families(household_ids={file.household_id}, on=timezone.localdate()) == {}
