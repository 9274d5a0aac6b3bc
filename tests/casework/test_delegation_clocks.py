"""The clocks of handing over: what waits for whom, what is overdue, and how long it took."""

from __future__ import annotations

from datetime import timedelta

import pytest

from madadkar.casework.actions import step_delegations
from madadkar.casework.models import Delegation
from madadkar.casework.queries.came_back import came_back_duties
from madadkar.casework.queries.delegations import delegation_duties, hand_over, hand_over_by_centre
from madadkar.casework.rules.delegation import DelegationStep
from madadkar.foundation.scope import within
from tests.casework.test_delegation import AT, TODAY, Place, place

__all__ = ["place"]
pytestmark = pytest.mark.django_db


def _sent_days_ago(place: Place, days: int) -> Delegation:
    sent = place.send()
    with within(place.head):
        Delegation.objects.filter(pk=sent.pk).update(sent_at=AT - timedelta(days=days))
    return sent


@pytest.mark.parametrize(("days", "is_told"), [(3, False), (4, True), (9, True)])
def test_an_office_is_told_of_what_a_centre_did_not_receive_in_its_term(
    place: Place, days: int, is_told: bool
) -> None:
    _sent_days_ago(place, days)
    with within(place.head):
        told = delegation_duties(scope=place.head, on=TODAY)

    assert [duty.words for duty in told] == (
        ["مرکز نور: ۱ پرونده فرستاده و هنوز دریافت نشده است"] if is_told else []
    )


def test_a_centre_is_told_at_once_with_the_last_day(place: Place) -> None:
    _sent_days_ago(place, 1)
    with within(place.manager):
        (duty,) = delegation_duties(scope=place.manager, on=TODAY)

    assert duty.due_on == TODAY + timedelta(days=2)
    assert (duty.url_name, duty.url_args) == ("delegations-at", ("sent",))


def test_who_sends_is_told_of_a_file_given_back_until_it_is_sent_again(place: Place) -> None:
    sent = place.send()
    for step in (DelegationStep.RECEIVED, DelegationStep.REFUSED):
        with within(place.manager):
            step_delegations(delegation_ids=[sent.pk], to=step, note="دور است", by=place.manager, at=AT)
    with within(place.head):
        (duty,) = came_back_duties(scope=place.head, on=TODAY)
        assert (duty.file_id, duty.words.startswith("مرکز نور نپذیرفت")) == (sent.case_file_id, True)
        assert came_back_duties(scope=place.head, on=TODAY + timedelta(days=31)) == []
    with within(place.manager):
        assert came_back_duties(scope=place.manager, on=TODAY) == []

    place.send()
    with within(place.head):
        assert came_back_duties(scope=place.head, on=TODAY) == []


def test_hand_over_is_the_mean_from_sending_to_the_first_work(place: Place) -> None:
    sent = _sent_days_ago(place, 6)
    year = {"since": TODAY - timedelta(days=365), "on": TODAY}
    with within(place.head):
        assert hand_over(scope=place.head, **year).mean_days is None
    for step in (DelegationStep.RECEIVED, DelegationStep.ACCEPTED, DelegationStep.IN_WORK):
        with within(place.manager):
            step_delegations(delegation_ids=[sent.pk], to=step, by=place.manager, at=AT)

    with within(place.head):
        told = hand_over(scope=place.head, **year)
        assert (told.mean_days, told.files) == (6.0, 1)
        assert hand_over_by_centre(scope=place.head, **year) == {place.nour.pk: told}
        before = TODAY - timedelta(days=30)
        assert hand_over(scope=place.head, since=before, on=TODAY - timedelta(days=1)).files == 0
