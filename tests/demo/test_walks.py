"""The year up to the day of planting: visits, hand-overs, files on their way, and what there is to do."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from madadkar.casework.models import VisitReport
from madadkar.casework.queries.my_day import duties
from madadkar.casework.rules import FileState, check_move
from madadkar.demo.accounts import ACCOUNTS
from madadkar.foundation.jalali import from_jalali, tehran_day
from madadkar.foundation.scope import within
from madadkar.organisations.models import Post
from madadkar.organisations.queries import scope_of
from madadkar.organisations.rules import ROLE_RIGHTS, Right
from madadkar.reports.queries import Reading, office_readings, question
from tests.demo.conftest import PLANTED_AT

Ask = Callable[..., list[tuple[Any, ...]]]
Inside = Callable[[str], Any]
TODAY = tehran_day(PLANTED_AT)
EMDAD = ("emdad-zanjan", "emdad-isfahan", "emdad-qazvin")


def read(inside: Inside, code: str, on: Any = TODAY) -> dict[str, Reading]:
    """Every figure of an office on a day."""
    with inside(code) as (office, scope):
        readings = office_readings(asked=question(office=office, on=on, by=scope))
    return {reading.figure.code: reading for reading in readings}


def test_isfahan_has_fifty_three_files_a_worker_on_the_report_s_day(inside: Inside) -> None:
    workload = read(inside, "emdad-isfahan", from_jalali(1399, 12, 1))["files_a_centre_worker"]
    assert (workload.numerator, workload.denominator, workload.value) == (22_485, 424, Decimal("53.0"))


@pytest.mark.parametrize("code", EMDAD)
def test_an_office_is_alive_on_the_day_of_planting(inside: Inside, code: str) -> None:
    found = read(inside, code)
    served = found["active_files"].numerator
    assert served is not None
    assert 0.02 < (found["visits_overdue"].numerator or 0) / served < 0.15
    assert 0.05 < (found["visits_due"].numerator or 0) / served < 0.35
    assert (found["files_on_the_way"].numerator or 0) > 100
    assert (found["waiting_files"].numerator or 0) > 10
    assert (found["suspended_files"].numerator or 0) > 10
    mean = found["mean_hand_over_days"].value
    assert mean is not None and 2 < mean < 10
    rate = found["exit_rate"].value
    assert rate is not None and 1 < rate < 10


def test_every_move_is_in_the_table_of_moves(ask: Ask) -> None:
    for was, became in ask("select distinct from_state, to_state from casework_filemove"):
        check_move(current=FileState(was) if was else None, wanted=FileState(became))


def test_every_state_of_a_file_was_come_to_by_a_move(ask: Ask) -> None:
    (row,) = ask(
        "select count(*) from casework_filestanding s where not exists (select from casework_filemove m"
        ' where m.case_file_id = s.case_file_id and m.to_state = s.state and m."on" = s.valid_from)'
    )
    assert row == (0,)


def test_nothing_is_told_of_days_to_come(ask: Ask) -> None:
    for question_ in (
        'select count(*) from casework_filemove where "on" > %s',
        "select count(*) from casework_homevisit where came_on > %s",
        "select count(*) from casework_delegation where begun_at::date > %s",
    ):
        assert ask(question_, TODAY) == [(0,)]


def test_reports_of_visits_are_as_signed(demo: None) -> None:
    reports = list(VisitReport.objects.using("owner").order_by("pk")[:50])
    assert reports
    assert all(report.is_as_signed for report in reports)


AT_WORK = [one for one in ACCOUNTS if Right.WORK_FILES in ROLE_RIGHTS[one.role]]


@pytest.mark.parametrize("account", AT_WORK, ids=lambda account: account.username)
def test_everybody_who_works_on_files_finds_something_to_do(demo: None, account: Any) -> None:
    post = Post.objects.select_related("staff", "office").get(staff__username=account.username)
    scope = scope_of(post=post, on=TODAY)
    with within(scope):
        waiting = duties(scope=scope, on=TODAY)
    assert waiting, account.username


def test_a_session_sits_and_an_appeal_waits_in_khodabandeh(ask: Ask) -> None:
    ((items,),) = ask(
        "select count(*) from casework_agendaitem i join casework_committeesession s on s.id = i.session_id"
        " join organisations_office o on o.id = s.office_id"
        " where o.code = 'emdad-zanjan-khodabandeh' and s.state = 'sitting'"
    )
    assert items > 0
    ((appeals,),) = ask("select count(*) from casework_appeal")
    assert appeals > 0
