"""A family's need becomes known: once, by whoever tells it, on the one file the family has."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from madadkar.casework.actions import Asked, answer_request, proceed, register_request
from madadkar.casework.models import CaseFile, FileMove, FileStanding, Request
from madadkar.casework.queries import case_file
from madadkar.casework.rules import FileState, StateReason
from madadkar.casework.rules.requests import COMPLETE_EMERGENCY_WITHIN, RequestKind
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.rules import Role
from madadkar.registry.models import Household
from tests.registry import people

pytestmark = pytest.mark.django_db
AT = datetime(2020, 3, 20, 21, tzinfo=UTC)  # half past midnight in Tehran, of the 21st
TODAY = date(2020, 3, 21)
Ground = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def family(as_owner: Ground) -> Household:
    """Zahra's family, without a file."""
    with as_owner():
        return people.household(people.person("زهرا", "محمدی", people.office()))


@pytest.fixture
def scope(family: Household) -> Scope:
    """A caseworker of its office."""
    return people.scope(family.office, role=Role.CASEWORKER)


def _asked(kind: RequestKind = RequestKind.SELF, **more: Any) -> Asked:
    told: dict[str, Any] = {"said": "اجاره خانه عقب افتاده است", "came_on": TODAY, "token": uuid4()}
    return Asked(kind=kind, **{**told, **more})


def _taken(family: Household, scope: Scope, asked: Asked, at: datetime = AT) -> Request:
    return register_request(household_id=family.pk, asked=asked, by=scope, at=at)


def _refused(do: Callable[..., Any], *asked: Any, **more: Any) -> str:
    with pytest.raises(Refusal) as refused:
        do(*asked, **more)
    return refused.value.code


def test_the_first_request_opens_the_familys_one_file(family: Household, scope: Scope) -> None:
    with within(scope):
        request = _taken(family, scope, _asked())

        history = case_file(file_id=request.case_file_id, scope=scope, on=TODAY)
        assert (history.standing.state, history.standing.reason) == ("requested", "asked")
        assert history.file.opened_on == TODAY
        assert request.complete_by is None


def test_a_form_sent_twice_is_one_request(family: Household, scope: Scope) -> None:
    asked = _asked()
    with within(scope):
        first = _taken(family, scope, asked)

        assert _taken(family, scope, asked) == first
        assert Request.objects.count() == FileMove.objects.count() == CaseFile.objects.count() == 1


def test_an_emergency_is_helped_at_once_and_its_file_is_completed_later(
    family: Household, scope: Scope
) -> None:
    aid = {"immediate_aid": "چادر و پتو، خوراک یک هفته", "immediate_aid_rial": 30_000_000}
    with within(scope):
        assert _refused(_taken, family, scope, _asked(RequestKind.EMERGENCY)) == "aid_missing"
        request = _taken(family, scope, _asked(RequestKind.EMERGENCY, **aid))

        assert request.complete_by == TODAY + COMPLETE_EMERGENCY_WITHIN
        assert FileStanding.objects.get().state == "emergency"
        proceed(file_id=request.case_file_id, to=FileState.DOCUMENTS, by=scope, at=AT)


def test_a_waiting_request_becomes_an_emergency(family: Household, scope: Scope) -> None:
    with within(scope):
        _taken(family, scope, _asked())
        _taken(family, scope, _asked(RequestKind.EMERGENCY, immediate_aid="اسکان موقت"))

        assert list(FileMove.objects.order_by("id").values_list("to_state", flat=True)) == [
            "requested",
            "emergency",
        ]


def test_a_neighbours_report_finds_the_file_that_is_there(
    family: Household, scope: Scope, as_owner: Ground
) -> None:
    with as_owner():
        served = people.case_file(family)
    with within(scope):
        request = _taken(family, scope, _asked(RequestKind.NEIGHBOUR, said="سقف خانه ریخته است"))

        assert request.case_file_id == served.pk
        assert CaseFile.objects.count() == 1
        assert FileStanding.objects.get(case_file=served).state == "active"


@pytest.mark.parametrize("state", ["inactive", "refused", "closed"])
def test_a_family_re_enters_by_its_own_file_with_its_history(
    family: Household, scope: Scope, as_owner: Ground, state: str
) -> None:
    with as_owner():
        before = people.case_file(family, state=state)
    with within(scope):
        request = _taken(family, scope, _asked())

        history = case_file(file_id=request.case_file_id, scope=scope, on=TODAY)
        assert history.file == before
        assert history.standing.reason == "asked_again"
        assert [one.state for one in history.standings] == ["requested", state]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (_asked(said=" "), "said_missing"),
        (_asked(RequestKind.REFERRAL), "referrer_missing"),
        (_asked(RequestKind.CENTRE), "centre_unknown"),
        (_asked(came_on=TODAY + timedelta(days=1)), "day_in_future"),
    ],
)
def test_register_request_refuses_what_is_not_whole(
    family: Household, scope: Scope, asked: Asked, code: str
) -> None:
    with within(scope):
        assert _refused(_taken, family, scope, asked) == code


@pytest.mark.parametrize("role", [Role.FINANCE, Role.DIRECTOR, Role.CENTRE_MANAGER, Role.AUDITOR])
def test_register_request_refuses_a_role_without_the_right(family: Household, role: Role) -> None:
    scope = people.scope(family.office, role=role)
    with within(scope):
        assert _refused(_taken, family, scope, _asked()) == "not_permitted"


def test_a_centres_worker_asks_for_a_family_the_centre_found(family: Household, as_owner: Ground) -> None:
    with as_owner():
        nour = people.centre("c-1", family.office)
        Household.objects.filter(pk=family.pk).update(found_by_centre=nour)
    worker = people.scope(family.office, role=Role.CENTRE_WORKER, of_centre=nour)
    with within(worker):
        request = _taken(family, worker, _asked(RequestKind.CENTRE))

        assert request.found_by_centre_id == nour.pk


def test_a_request_is_answered_once(family: Household, scope: Scope) -> None:
    with within(scope):
        request = _taken(family, scope, _asked())
        asked = {"request_id": request.pk, "by": scope, "at": AT}
        assert _refused(answer_request, **asked, answer=" ") == "answer_missing"
        assert answer_request(**asked, answer="بازدید روز شنبه").answered_on == TODAY
        assert _refused(answer_request, **asked, answer="دوباره") == "answered_already"


def test_the_decision_answers_the_request(family: Household, scope: Scope) -> None:
    with within(scope):
        request = _taken(family, scope, _asked())
        proceed(
            file_id=request.case_file_id,
            to=FileState.CLOSED,
            closes_for=StateReason.WITHDRAWN,
            by=scope,
            at=AT,
        )
        request.refresh_from_db()

        assert request.answered_on == TODAY
        assert "انصراف" in request.answer
