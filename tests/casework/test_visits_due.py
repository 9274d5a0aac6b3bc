"""Which families are owed a visit, by the rule of their group and place, on any day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from madadkar.casework.actions.supervision.ruling import set_office_rule
from madadkar.casework.actions.walk.visiting import Report, arrange_visit, ask_visit, report_visit
from madadkar.casework.models import CaseFile, FileStanding, OfficeRule
from madadkar.casework.queries.office_rules import rule_of, rules_in_force
from madadkar.casework.queries.visits import VisitDue, overdue_households, visit_counts, visits_due
from madadkar.casework.rules.office_rules import RuleCode
from madadkar.casework.rules.visits import VisitKind
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.registry.models import Circumstance, Person
from tests.casework.walking import DAY, Walk, at, lay, visited
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
SINCE = date(2024, 1, 10)
FAR = date(2030, 1, 1)


@pytest.fixture
def walk(as_owner: Ground) -> Walk:
    """A covered family of two, since a day."""
    with as_owner():
        return lay(since=SINCE)


def _due(walk: Walk, *, on: date = DAY, until: date | None = FAR, **more: Any) -> list[VisitDue]:
    with within(walk.maryam):
        return visits_due(scope=walk.maryam, on=on, until=until, **more)


def _told(walk: Walk, **more: Any) -> list[tuple[str, date]]:
    return [(one.cause.value, one.due_on) for one in _due(walk, **more)]


def test_a_family_is_visited_every_twelve_months(walk: Walk) -> None:
    assert _told(walk) == [("usual", date(2025, 1, 10))]

    visited(walk, on=DAY)

    assert _told(walk) == [("usual", date(2025, 3, 20))]


def test_it_is_told_a_month_before_and_overdue_the_day_after(walk: Walk) -> None:
    due = date(2025, 1, 10)
    assert _told(walk, on=due - timedelta(days=31), until=None) == []
    assert len(_told(walk, on=due - timedelta(days=30), until=None)) == 1
    assert [one.is_overdue(due) for one in _due(walk, on=due)] == [False]
    assert [one.is_overdue(due + timedelta(days=1)) for one in _due(walk, on=due)] == [True]


def test_a_village_is_visited_every_six_months(walk: Walk, as_owner: Ground) -> None:
    with as_owner():
        home = people.residence(walk.file.household, text="سنتو", since=SINCE)
        type(home).objects.update(area="rural")

    assert [(one.cause.value, one.due_on, one.place) for one in _due(walk)] == [
        ("rural", date(2024, 7, 10), "سنتو")
    ]


def test_an_old_person_alone_is_visited_every_three_months(as_owner: Ground) -> None:
    """Sixty years old on the day, not the day before."""
    with as_owner():
        office = people.office()
        sakineh = people.person("سکینه", "نوری", office, birth_on=date(1964, 3, 20))
        walk = lay(since=SINCE)
        alone = people.case_file(people.household(sakineh), since=SINCE)
    told = {one.file_id: one for one in _due(walk, on=date(2024, 3, 20))}
    before = {one.file_id: one for one in _due(walk, on=date(2024, 3, 19))}

    assert (told[alone.pk].cause, told[alone.pk].due_on) == ("alone_elderly", date(2024, 4, 10))
    assert before[alone.pk].cause == "usual"


def test_orphans_are_visited_every_six_months(walk: Walk, as_owner: Ground) -> None:
    with as_owner():
        ali = Person.objects.get(first_name="علی")
        Circumstance.objects.create(
            agency=walk.office.agency, office=walk.office, person=ali, group="orphan", is_medical=False,
            valid_from=SINCE,
        )  # fmt: skip

    assert _told(walk) == [("orphans", date(2024, 7, 10))]


def test_before_the_committee_one_visit_is_owed_within_ten_days(as_owner: Ground) -> None:
    with as_owner():
        walk = lay(state="visit", since=DAY)
    assert _told(walk) == [("before_committee", DAY + timedelta(days=10))]

    visited(walk, on=DAY, kind=VisitKind.FIRST)

    assert _told(walk) == []


def test_who_left_is_owed_nothing_and_who_came_back_is_counted_from_then(
    walk: Walk, as_owner: Ground
) -> None:
    left, back = date(2024, 2, 1), date(2024, 3, 1)
    with as_owner():
        whole = {"agency": walk.office.agency, "office": walk.office, "case_file": walk.file}
        whole |= {"household": walk.file.household}
        FileStanding.objects.update(valid_until=left)
        FileStanding.objects.create(
            **whole, state="inactive", reason="self_reliant", valid_from=left, valid_until=back
        )
        FileStanding.objects.create(**whole, state="active", reason="accepted", valid_from=back)

    assert _told(walk, on=left) == []
    assert _told(walk, on=back) == [("usual", date(2025, 3, 1))]


def test_a_visit_asked_for_stands_before_the_rule(walk: Walk) -> None:
    soon = DAY + timedelta(days=3)
    with within(walk.hamid):
        visit = ask_visit(
            file_id=walk.file.pk, kind=VisitKind.EMERGENCY, due_on=soon, why="خبر همسایه", token=uuid4(),
            by=walk.hamid, at=at(DAY),
        )  # fmt: skip
    (one,) = _due(walk, until=None)

    assert (one.cause, one.due_on, one.visit_id) == ("asked", soon, visit.pk)


def test_a_caseworkers_day_holds_their_own_files_alone(walk: Walk, as_owner: Ground) -> None:
    with as_owner():
        people.case_file(people.household(people.person("رقیه", "نوری", walk.office)), since=SINCE)

    assert len(_due(walk)) == 2
    assert [one.file_id for one in _due(walk, caseworker_id=walk.maryam.actor_id)] == [walk.file.pk]


def test_a_past_days_count_does_not_change_with_what_is_told_later(walk: Walk) -> None:
    late = date(2025, 2, 1)
    with within(walk.hamid):
        assert visit_counts(scope=walk.hamid, on=late).overdue == 1
        assert overdue_households(scope=walk.hamid, on=late) == [walk.file.household_id]
        told_on = at(late + timedelta(days=2))
        came_on = late - timedelta(days=3)
        visit = arrange_visit(
            file_id=walk.file.pk, kind=VisitKind.PERIODIC, on=came_on, note="", token=uuid4(), by=walk.hamid,
            at=told_on,
        )  # fmt: skip
        report_visit(
            visit_id=visit.pk, on=came_on, report=Report(observations="خوب‌اند."), signature="حمید افشار",
            by=walk.hamid, at=told_on,
        )  # fmt: skip

        assert visit_counts(scope=walk.hamid, on=late).overdue == 1
        assert visit_counts(scope=walk.hamid, on=late + timedelta(days=2)).overdue == 0


def test_an_office_sets_its_own_rule_from_a_day_and_past_days_keep_theirs(walk: Walk) -> None:
    asked = {"code": RuleCode.VISIT_MONTHS, "by": walk.hamid, "at": at(DAY)}
    with within(walk.hamid):
        with pytest.raises(Refusal, match="rule_out_of_range"):
            set_office_rule(**asked, value=61)
        set_office_rule(**asked, value=4)
        with pytest.raises(Refusal, match="rule_already"):
            set_office_rule(**asked, value=4)
        set_office_rule(**asked, value=3)
    assert _told(walk, on=DAY) == [("usual", date(2024, 4, 10))]
    assert _told(walk, on=DAY - timedelta(days=1)) == [("usual", date(2025, 1, 10))]
    with within(walk.hamid):
        told = rules_in_force(office_id=walk.office.pk, on=DAY)
        own = {one.code: one.set_here_on for one in told if one.set_here_on}
    assert own == {RuleCode.VISIT_MONTHS: DAY}


def test_a_countys_rule_stands_before_its_provinces(walk: Walk, as_owner: Ground) -> None:
    with as_owner():
        county = people.office("emdad-abhar", parent=walk.office)
        OfficeRule.objects.create(office=walk.office, code="visit_months", value=9, valid_from=SINCE)
    asked = {"code": RuleCode.VISIT_MONTHS, "on": DAY}
    assert rule_of(**asked, office_id=county.pk) == 9
    with as_owner():
        OfficeRule.objects.create(office=county, code="visit_months", value=5, valid_from=SINCE)
    assert rule_of(**asked, office_id=county.pk) == 5
    assert rule_of(**asked, office_id=walk.office.pk) == 9


def test_a_centres_people_are_told_of_their_own_families_alone(walk: Walk, as_owner: Ground) -> None:
    with as_owner():
        nour = people.centre("c-1", walk.office)
        other = people.case_file(people.household(people.person("رقیه", "نوری", walk.office)), since=SINCE)
        CaseFile.objects.filter(pk=other.pk).update(caseworker=None)
        type(other.household).objects.filter(pk=other.household_id).update(found_by_centre=nour)
    worker = people.scope(walk.office, role=people.Role.CENTRE_WORKER, of_centre=nour)
    with within(worker):
        told = visits_due(scope=worker, on=DAY, until=FAR)

    assert [one.file_id for one in told] == [other.pk]
