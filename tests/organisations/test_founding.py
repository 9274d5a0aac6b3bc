"""A new centre, from somebody's idea to its permit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.actions.founding import (
    FoundingFacts,
    Permit,
    license_founding,
    move_founding,
    propose_founding,
)
from madadkar.organisations.models import Founding, Office
from madadkar.organisations.queries import foundings_in_reach
from madadkar.organisations.rules import CentreKind, FoundingState, Role
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=ZoneInfo("Asia/Tehran"))
OMID = FoundingFacts(name="مرکز امید", kind=CentreKind.NEIGHBOURHOOD, founder="هیئت امنای مسجد")
PERMIT = Permit(code="omid", number="۱۲", from_=date(2026, 5, 4))


@pytest.fixture
def office(as_owner: Ground) -> Iterator[Office]:
    with as_owner():
        yield people.office()


@pytest.fixture
def head(office: Office) -> Scope:
    return people.scope(office, role=Role.HEAD)


def _proposed(office: Office, head: Scope) -> Founding:
    with transaction.atomic():
        return propose_founding(office=office, facts=OMID, token=uuid4(), by=head, at=NOON)


def _moved(founding: Founding, head: Scope, *path: FoundingState) -> Founding:
    for to in path:
        founding.refresh_from_db()
        founding = move_founding(
            founding_id=founding.pk, to=to, note="", seen=FoundingState(founding.state), by=head, at=NOON
        )
    return founding


def test_a_founding_that_went_all_the_way_is_a_centre(office: Office, head: Scope) -> None:
    founding = _moved(
        _proposed(office, head),
        head,
        FoundingState.BOARD,
        FoundingState.PREMISES,
        FoundingState.LICENCE_ASKED,
    )
    centre = license_founding(founding_id=founding.pk, permit=PERMIT, by=head, at=NOON)
    founding.refresh_from_db()

    assert (founding.state, founding.centre_id) == ("licensed", centre.pk)
    assert centre.standings.get().standing == "active"
    assert [move.to_state for move in founding.moves.order_by("pk")] == [
        "idea", "board", "premises", "licence_asked", "licensed",
    ]  # fmt: skip


def test_no_step_is_leapt_over(office: Office, head: Scope) -> None:
    founding = _proposed(office, head)

    with pytest.raises(Refusal, match="move_not_allowed"):
        _moved(founding, head, FoundingState.PREMISES)
    with pytest.raises(Refusal, match="move_not_allowed"):
        license_founding(founding_id=founding.pk, permit=PERMIT, by=head, at=NOON)


def test_a_permit_comes_with_its_own_page(office: Office, head: Scope) -> None:
    with pytest.raises(Refusal, match="founding_needs_permit"):
        _moved(_proposed(office, head), head, FoundingState.LICENSED)


def test_two_tabs_take_one_step(office: Office, head: Scope) -> None:
    founding = _moved(_proposed(office, head), head, FoundingState.BOARD)
    told = {"founding_id": founding.pk, "note": "", "by": head, "at": NOON}

    with pytest.raises(Refusal, match="done_before"):
        move_founding(**told, to=FoundingState.BOARD, seen=FoundingState.IDEA)
    with pytest.raises(Refusal, match="founding_moved_meanwhile"):
        move_founding(**told, to=FoundingState.DROPPED, seen=FoundingState.IDEA)


def test_what_is_dropped_says_why_and_may_be_taken_up_again(office: Office, head: Scope) -> None:
    founding = _proposed(office, head)
    with pytest.raises(Refusal, match="reason_missing"):
        _moved(founding, head, FoundingState.DROPPED)
    move_founding(
        founding_id=founding.pk, to=FoundingState.DROPPED, note="بنیان‌گذار کوچید", seen=FoundingState.IDEA,
        by=head, at=NOON,
    )  # fmt: skip

    assert _moved(founding, head, FoundingState.IDEA).state == "idea"


def test_a_taken_code_leaves_the_founding_where_it_was(office: Office, head: Scope, as_owner: Ground) -> None:
    founding = _moved(
        _proposed(office, head),
        head,
        FoundingState.BOARD,
        FoundingState.PREMISES,
        FoundingState.LICENCE_ASKED,
    )
    with as_owner():
        people.centre("omid", office)

    with pytest.raises(Refusal, match="centre_code_taken"):
        license_founding(founding_id=founding.pk, permit=PERMIT, by=head, at=NOON)
    founding.refresh_from_db()
    assert founding.state == "licence_asked"


def test_a_form_sent_twice_is_one_founding(office: Office, head: Scope) -> None:
    token = uuid4()
    propose_founding(office=office, facts=OMID, token=token, by=head, at=NOON)
    with pytest.raises(Refusal, match="done_already"):
        propose_founding(office=office, facts=OMID, token=token, by=head, at=NOON)

    assert foundings_in_reach(scope=head).count() == 1


def test_another_offices_founding_is_not_known(office: Office, head: Scope, as_owner: Ground) -> None:
    founding = _proposed(office, head)
    with as_owner():
        elsewhere = people.scope(people.office("emdad-qazvin"), role=Role.HEAD)

    with pytest.raises(Refusal, match="founding_unknown"):
        _moved(founding, elsewhere, FoundingState.BOARD)


def test_a_step_once_taken_stands(office: Office, head: Scope) -> None:
    founding = _proposed(office, head)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        founding.moves.update(note="جز این")
