"""Visits: arranged, made or in vain, and reported under a name that holds the report fast."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from madadkar.casework.actions.walk.visiting import (
    Report,
    arrange_visit,
    ask_visit,
    cancel_visit,
    correct_report,
    miss_visit,
    rearrange_visit,
    report_visit,
)
from madadkar.casework.models import HomeVisit, VisitReport
from madadkar.casework.queries.visits import home_visit, visits_of
from madadkar.casework.rules.visits import VisitKind, VisitState
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from tests.casework.walking import DAY, Walk, at, lay, visited

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
SEEN = Report(observations="بام خانه چکه می‌کند.")


@pytest.fixture
def walk(as_owner: Ground) -> Walk:
    """A covered family."""
    with as_owner():
        return lay()


def _refused(deed: Callable[..., Any], **asked: Any) -> str:
    with pytest.raises(Refusal) as refused:
        deed(**asked)
    return refused.value.code


def _arranged(walk: Walk, **more: Any) -> HomeVisit:
    asked = {"file_id": walk.file.pk, "kind": VisitKind.PERIODIC, "on": DAY, "note": "", "token": uuid4()}
    return arrange_visit(**{**asked, **more}, by=walk.maryam, at=at(DAY))


def test_a_form_sent_twice_arranges_one_visit(walk: Walk) -> None:
    token = uuid4()
    with within(walk.maryam):
        _arranged(walk, token=token)
        with pytest.raises(Refusal, match="done_already"):
            _arranged(walk, token=token)
        assert len(visits_of(file_id=walk.file.pk, scope=walk.maryam)) == 1


def test_a_report_is_signed_with_ones_own_name_and_stands_for_good(walk: Walk) -> None:
    asked = {"on": DAY, "report": SEEN, "by": walk.maryam, "at": at(DAY)}
    with within(walk.maryam):
        visit = _arranged(walk)
        assert _refused(report_visit, visit_id=visit.pk, signature="مریم", **asked) == "signature_differs"
        silent = {**asked, "report": Report(observations=" ")}
        named = {"visit_id": visit.pk, "signature": "مريم  رضایی"}
        assert _refused(report_visit, **named, **silent) == "observations_missing"
        report_visit(**named, **asked)
        assert _refused(report_visit, **named, **asked) == "visit_over"
        done = home_visit(visit_id=visit.pk, scope=walk.maryam)
        assert (done.state, done.came_on) == ("done", DAY)
        assert done.reports.all()[0].is_as_signed
    with pytest.raises(IntegrityError, match="written for good"), within(walk.maryam):
        VisitReport.objects.update(observations="بام سالم است.")


def test_a_correction_is_a_new_version_and_the_first_stays_to_be_read(walk: Walk) -> None:
    report = visited(walk, on=DAY)
    asked = {"visit_id": report.visit_id, "report": SEEN, "signature": "حمید افشار", "by": walk.hamid}
    with within(walk.hamid):
        assert _refused(correct_report, **asked, why=" ", seen=1, at=at(DAY)) == "reason_missing"
        correct_report(**asked, why="بام را ننوشته بودیم.", seen=1, at=at(DAY))
        again = _refused(correct_report, **asked, why="باز هم", seen=1, at=at(DAY))
        told = home_visit(visit_id=report.visit_id, scope=walk.hamid).reports.all()

    assert again == "report_corrected_meanwhile"
    assert [(one.version, one.signed_name) for one in told] == [(2, "حمید افشار"), (1, "مریم رضایی")]
    assert all(one.is_as_signed for one in told)


def test_who_was_refused_at_the_door_says_what_the_family_said(walk: Walk) -> None:
    with within(walk.maryam):
        visit = _arranged(walk)
        asked = {"visit_id": visit.pk, "outcome": VisitState.REFUSED, "by": walk.maryam, "at": at(DAY)}
        assert _refused(miss_visit, **asked, on=DAY, note="") == "reason_missing"
        assert _refused(miss_visit, **asked, on=DAY + timedelta(days=1), note="نه") == "day_not_come"
        miss_visit(**asked, on=DAY, note="گفتند نیازی به بازدید نیست.")
        assert (
            _refused(cancel_visit, visit_id=visit.pk, reason="؟", by=walk.maryam, at=at(DAY)) == "visit_over"
        )


def test_a_visit_asked_for_is_taken_up_and_may_be_put_off_or_cancelled(walk: Walk) -> None:
    asked = {"file_id": walk.file.pk, "kind": VisitKind.SUPERVISION, "by": walk.hamid, "at": at(DAY)}
    soon, later = DAY + timedelta(days=3), DAY + timedelta(days=5)
    with within(walk.hamid):
        past = {**asked, "due_on": DAY - timedelta(days=1), "why": "شکایت", "token": uuid4()}
        assert _refused(ask_visit, **past) == "day_gone"
        visit = ask_visit(**asked, due_on=soon, why="شکایت همسایه", token=uuid4())
    with within(walk.maryam):
        taken = rearrange_visit(visit_id=visit.pk, on=later, by=walk.maryam, at=at(DAY))
        assert (taken.state, taken.arranged_for, taken.visitor_name) == ("arranged", later, "مریم رضایی")
        cancel_visit(visit_id=visit.pk, reason="به سفر رفتند.", by=walk.maryam, at=at(DAY))
        assert home_visit(visit_id=visit.pk, scope=walk.maryam).state == "cancelled"


def test_after_the_exit_somebody_goes_only_to_see_how_the_family_is(as_owner: Ground) -> None:
    with as_owner():
        left = lay(state="inactive")
    with within(left.maryam):
        with pytest.raises(Refusal, match="file_at_rest"):
            _arranged(left)
        assert _arranged(left, kind=VisitKind.FOLLOW_UP).state == "arranged"


def test_what_is_told_more_than_a_month_later_needs_the_right_to_correct(walk: Walk) -> None:
    long_ago = DAY - timedelta(days=31)
    with within(walk.maryam):
        visit = _arranged(walk, on=long_ago)
        asked = {"visit_id": visit.pk, "report": SEEN, "signature": "مریم رضایی", "at": at(DAY)}
        assert _refused(report_visit, **asked, on=long_ago, by=walk.maryam) == "not_permitted"
        report_visit(**asked, on=long_ago + timedelta(days=1), by=walk.maryam)


def test_a_finance_officer_visits_nobody(walk: Walk) -> None:
    nahid = replace(walk.maryam, rights=frozenset())
    with within(walk.maryam), pytest.raises(Refusal, match="not_permitted"):
        arrange_visit(
            file_id=walk.file.pk,
            kind=VisitKind.PERIODIC,
            on=DAY,
            note="",
            token=uuid4(),
            by=nahid,
            at=at(DAY),
        )
