"""Figures of the walk with families: visits owed, files on their way, hand-overs to centres."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from madadkar.casework.models import CaseFile
from madadkar.casework.queries.visits import overdue_households, visit_counts
from madadkar.registry.models import Membership, Person
from tests.reports.town import (
    DAY,
    Town,
    as_the_web,
    circumstance,
    delegate,
    hand_over,
    readings,
    rows,
    value,
    visit,
    worker,
)

ONE_DAY = timedelta(days=1)
ELDER = date(1940, 1, 1)


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day."""
    return datetime.combine(day, time(hour), UTC)


def test_a_visit_is_due_a_month_ahead_and_overdue_the_day_after_its_day(town: Town) -> None:
    visit(town.family(town.person("زهرا")), on=date(2016, 5, 10))
    due_on = date(2017, 5, 10)
    told = {day: readings(town, on=day) for day in (due_on - 31 * ONE_DAY, due_on - 30 * ONE_DAY, due_on)}
    assert [one["visits_due"].value for one in told.values()] == [0, 1, 1]
    late = readings(town, on=due_on + ONE_DAY)
    assert (late["visits_due"].value, late["visits_overdue"].value) == (0, 1)


def test_a_visit_told_later_leaves_the_days_before_as_they_were(town: Town) -> None:
    opened = town.family(town.person("زهرا"))
    assert value(town, "visits_overdue") == 1
    visit(opened, on=DAY - 3 * ONE_DAY, told_at=at(DAY + ONE_DAY))
    assert value(town, "visits_overdue") == 1
    assert value(town, "visits_overdue", on=DAY + ONE_DAY) == 0


def test_a_visit_in_vain_leaves_the_family_owed(town: Town) -> None:
    visit(town.family(town.person("زهرا")), on=DAY - ONE_DAY, state="nobody_home")
    assert value(town, "visits_overdue") == 1


def test_figures_and_my_day_owe_the_same_visits(town: Town) -> None:
    families = [
        town.family(town.person("کبری", birth_on=ELDER)),
        town.family(town.person("سکینه", birth_on=ELDER), town.person("علی", died_on=DAY - ONE_DAY)),
        town.family(town.person("زهرا"), town.person("سارا")),
        town.family(town.person("مریم"), area="rural"),
        town.family(town.person("نرگس"), state="suspended"),
        town.family(town.person("رقیه"), state="visit", since=DAY - 11 * ONE_DAY, covered=None),
        town.family(town.person("معصومه"), state="inactive"),
    ]
    circumstance(people_of(families[2])[1], "orphan")
    for months in (2, 4, 5, 6, 7, 11, 12, 13):
        for opened in families[: months % 7]:
            visit(opened, on=DAY - timedelta(days=30 * months))
    for day in (DAY - 60 * ONE_DAY, DAY, DAY + 45 * ONE_DAY, DAY + 100 * ONE_DAY):
        counted = readings(town, on=day)
        with as_the_web(town.scope()) as scope:
            owed = visit_counts(scope=scope, on=day)
            overdue = overdue_households(scope=scope, on=day)
        assert (counted["visits_due"].value, counted["visits_overdue"].value) == (owed.due, owed.overdue), day
        assert {row["id"] for row in rows(town, "visits_overdue", on=day).rows} == set(overdue)


def people_of(opened: CaseFile) -> list[Person]:
    """The members of a file's family, in the order they joined it."""
    members = Membership.objects.filter(household=opened.household).select_related("person")
    return [one.person for one in members.order_by("pk")]


def test_files_on_their_way_are_counted_by_their_state(town: Town) -> None:
    for state in ("requested", "inquiry", "documents", "committee", "waiting", "refused", "closed"):
        town.family(town.person("زهرا"), covered=None, state=state)
    town.family(town.person("مریم"), state="suspended")
    counted = readings(town)
    assert counted["files_on_the_way"].value == 5
    assert counted["waiting_files"].value == 1
    assert counted["suspended_files"].value == 1
    assert counted["active_files"].value == 0


def test_the_mean_hand_over_shows_its_sum_its_base_and_its_year(town: Town) -> None:
    noor = town.centre("noor")
    for begun_on, days in ((DAY, 3), (DAY - 100 * ONE_DAY, 6), (DAY - 400 * ONE_DAY, 50), (DAY + ONE_DAY, 9)):
        opened = town.family(town.person("زهرا"))
        hand_over(opened, noor, sent_at=at(begun_on - timedelta(days=days)), begun_at=at(begun_on))
    delegate(town.family(town.person("مریم")), noor)
    mean = readings(town)["mean_hand_over_days"]
    assert (mean.numerator, mean.denominator, mean.value) == (Decimal("9.0"), 2, Decimal("4.5"))
    assert sorted(row["days"] for row in rows(town, "mean_hand_over_days").rows) == [3, 6]


def test_files_a_worker_counts_who_holds_the_post_that_day(town: Town) -> None:
    noor = town.centre("noor")
    for name in ("زهرا", "مریم", "نرگس"):
        delegate(town.family(town.person(name)), noor)
    worker(noor, "پروین طاهری")
    worker(noor, "سمیه نجفی", until=DAY)
    assert value(town, "files_a_centre_worker") == Decimal("3.0")
    assert value(town, "files_a_centre_worker", on=DAY - ONE_DAY) == Decimal("1.5")
