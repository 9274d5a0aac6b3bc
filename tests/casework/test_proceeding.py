"""Each step of a file's life is a deed of its own: from the right state, by the right hand, once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from madadkar.casework.actions import (
    Step,
    begin_coverage,
    begin_review,
    change_state,
    end_review,
    lift_suspension,
    proceed,
    set_waiting_turn,
    suspend,
    take_exit_back,
)
from madadkar.casework.models import CaseFile, Coverage, FileStanding, WaitingTurn
from madadkar.casework.queries.moves import last_move
from madadkar.casework.rules import CoverageKind, FileState, StateReason
from madadkar.casework.rules.waiting import Priority
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from tests.registry import people

pytestmark = pytest.mark.django_db
AT = datetime(2020, 3, 20, 8, tzinfo=UTC)
TODAY = date(2020, 3, 20)
Ground = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def office(as_owner: Ground) -> Office:
    with as_owner():
        return people.office()


@pytest.fixture
def head(office: Office) -> Scope:
    return people.scope(office)


@pytest.fixture
def worker(office: Office) -> Scope:
    return people.scope(office, role=Role.CASEWORKER)


@pytest.fixture
def laid(office: Office, as_owner: Ground) -> Callable[[str], CaseFile]:
    """`laid("visit")` is a family's file in that state."""

    def lay(state: str) -> CaseFile:
        with as_owner():
            return people.case_file(people.household(people.person("زهرا", "محمدی", office)), state=state)

    return lay


def _refused(do: Callable[..., Any], **asked: Any) -> str:
    with pytest.raises(Refusal) as refused:
        do(**asked, at=AT)
    return refused.value.code


def _state(file: CaseFile) -> tuple[str, str]:
    now = FileStanding.objects.get(case_file=file, valid_until=None)
    return now.state, now.reason


def test_a_request_goes_its_way_step_by_step(laid: Callable[[str], CaseFile], worker: Scope) -> None:
    file = laid("requested")
    with within(worker):
        for to in (FileState.INQUIRY, FileState.VISIT, FileState.DOCUMENTS):
            proceed(file_id=file.pk, to=to, by=worker, at=AT)
        proceed(file_id=file.pk, to=FileState.VISIT, by=worker, at=AT)
        assert _state(file) == ("visit", "incomplete")
        assert _refused(proceed, file_id=file.pk, to=FileState.COMMITTEE, by=worker) == "move_not_allowed"
        proceed(file_id=file.pk, to=FileState.DOCUMENTS, by=worker, at=AT)
        proceed(file_id=file.pk, to=FileState.COMMITTEE, by=worker, at=AT)
        assert _refused(proceed, file_id=file.pk, to=FileState.VISIT, by=worker) == "committee_decides"
        assert _refused(proceed, file_id=file.pk, to=FileState.ACTIVE, by=worker) == "committee_decides"


def test_closing_before_a_decision_says_why(laid: Callable[[str], CaseFile], worker: Scope) -> None:
    asked = {"file_id": laid("visit").pk, "to": FileState.CLOSED, "by": worker}
    with within(worker):
        assert _refused(proceed, **asked) == "reason_missing"
        assert _refused(proceed, **asked, closes_for=StateReason.MARRIED) == "reason_does_not_fit"
        proceed(**asked, closes_for=StateReason.WITHDRAWN, at=AT)


def test_a_suspension_keeps_the_cover_and_is_lifted(laid: Callable[[str], CaseFile], head: Scope) -> None:
    file = laid("active")
    with within(head):
        begin_coverage(file_id=file.pk, kind=CoverageKind.CONTINUOUS, on=TODAY, by=head, at=AT)
        why = {"reason": StateReason.VISIT_REFUSED, "note": "دو بار در را باز نکردند"}
        suspend(file_id=file.pk, **why, by=head, at=AT)
        assert Coverage.objects.get().valid_until is None
        lift_suspension(file_id=file.pk, note="بازدید انجام شد", by=head, at=AT)
        assert _state(file) == ("active", "suspension_lifted")
        assert _refused(lift_suspension, file_id=file.pk, note="دوباره", by=head) == "not_suspended"


def test_no_deed_takes_a_file_past_the_committee(laid: Callable[[str], CaseFile], head: Scope) -> None:
    """The table allows committee to active; only the committee's own decision may use that line."""
    file = laid("committee")
    with within(head):
        seen = last_move(file_id=file.pk, scope=head)
        told = {"file_id": file.pk, "note": "بی نوبت", "by": head, "seen": seen}
        assert _refused(lift_suspension, **told) == "not_suspended"
        assert _refused(end_review, **told) == "not_in_review"
        assert _refused(take_exit_back, **told, coverage=None) == "not_left"


def test_a_review_begins_and_ends(laid: Callable[[str], CaseFile], head: Scope, worker: Scope) -> None:
    file = laid("active")
    with within(worker):
        begin_review(file_id=file.pk, reason=StateReason.REVIEW_DUE, by=worker, at=AT)
        assert _refused(end_review, file_id=file.pk, by=worker) == "not_permitted"
    with within(head):
        end_review(file_id=file.pk, by=head, at=AT)
        assert _state(file) == ("active", "reviewed")


def test_an_exit_taken_back_covers_the_family_again(laid: Callable[[str], CaseFile], head: Scope) -> None:
    file = laid("active")
    gone = Step(to=FileState.INACTIVE, reason=StateReason.EMPLOYED, on=TODAY)
    with within(head):
        begin_coverage(file_id=file.pk, kind=CoverageKind.CONTINUOUS, on=people.LONG_AGO, by=head, at=AT)
        change_state(file_id=file.pk, step=gone, by=head, at=AT)
        later = AT + timedelta(days=3)
        told = {"note": "کارفرما نپذیرفت", "coverage": CoverageKind.CONTINUOUS}
        take_exit_back(file_id=file.pk, **told, by=head, at=later)

        periods = Coverage.objects.order_by("valid_from").values_list("valid_from", "valid_until")
        assert list(periods) == [(people.LONG_AGO, TODAY), (TODAY + timedelta(days=3), None)]


def test_two_deciders_get_one_result_and_the_second_hears_who(
    laid: Callable[[str], CaseFile], head: Scope
) -> None:
    file = laid("active")
    with within(head):
        seen = last_move(file_id=file.pk, scope=head)
        why = {"reason": StateReason.DOUBT, "note": "نیاز به روشن شدن", "seen": seen}
        suspend(file_id=file.pk, **why, by=head, at=AT)
        assert _refused(suspend, file_id=file.pk, **why, by=head) == "changed_meanwhile"


@pytest.mark.parametrize("deed", [suspend, lift_suspension, take_exit_back, set_waiting_turn])
def test_a_caseworker_does_not_decide(
    laid: Callable[[str], CaseFile], worker: Scope, deed: Callable[..., Any]
) -> None:
    more: dict[Any, dict[str, Any]] = {
        suspend: {"reason": StateReason.DOUBT, "note": "شک"},
        lift_suspension: {"note": "روشن شد"},
        take_exit_back: {"note": "اشتباه بود", "coverage": None},
        set_waiting_turn: {"priority": Priority.FIRST, "reason": "بیماری"},
    }
    file = laid("active")
    with within(worker):
        assert _refused(deed, file_id=file.pk, by=worker, **more[deed]) == "not_permitted"


def test_a_turn_in_the_queue_ends_with_the_wait(laid: Callable[[str], CaseFile], head: Scope) -> None:
    file = laid("waiting")
    with within(head):
        first = {"priority": Priority.FIRST, "reason": "کودک بیمار"}
        set_waiting_turn(file_id=file.pk, **first, by=head, at=AT)
        proceed(file_id=file.pk, to=FileState.COMMITTEE, by=head, at=AT + timedelta(days=1))
        assert WaitingTurn.objects.get().valid_until == TODAY + timedelta(days=1)
        assert _refused(set_waiting_turn, file_id=file.pk, **first, by=head) == "not_waiting"
