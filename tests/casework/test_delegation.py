"""A file on its way to a centre and back: every step has its clock, every no its reason."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from madadkar.casework.actions import (
    Terms,
    delegate_case,
    recall_case,
    recall_delegations,
    recall_from_centre,
    recall_from_idle_centres,
    send_case,
    step_delegations,
)
from madadkar.casework.models import CaseFile, Delegation
from madadkar.casework.rules.delegation import (
    DELEGATION_MOVES,
    DelegationStep,
    Service,
    services_in_words,
    services_overlap,
)
from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Centre, CentreStanding
from madadkar.organisations.rules import Right, Role
from madadkar.registry.models import Household
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
AT = timezone.now()
TODAY = timezone.localdate(AT)


@dataclass(frozen=True)
class Place:
    """An office with a file, two centres, and their people."""

    file: CaseFile
    nour: Centre
    yas: Centre
    head: Scope
    manager: Scope

    def send(self, to: Centre | None = None, *services: Service) -> Delegation:
        """The head sends the file."""
        with within(self.head):
            return send_case(
                file_id=self.file.pk,
                centre_id=(to or self.nour).pk,
                terms=Terms(services=services, text="بازدید ماهانه"),
                reason="نزدیک خانواده است",
                by=self.head,
                at=AT,
            )

    def step(self, delegation: Delegation, to: DelegationStep, note: str = "") -> Delegation:
        """The centre's manager takes a step."""
        with within(self.manager):
            step_delegations(delegation_ids=[delegation.pk], to=to, note=note, by=self.manager, at=AT)
        return self.fresh(delegation)

    def fresh(self, delegation: Delegation) -> Delegation:
        """As it stands now."""
        with within(self.head):
            return Delegation.objects.get(pk=delegation.pk)

    def sees(self) -> bool:
        """Whether the centre's people see the family."""
        with within(self.manager):
            return Household.objects.seen_by(self.manager).filter(pk=self.file.household_id).exists()


@pytest.fixture
def place(as_owner: Ground) -> Place:
    with as_owner():
        zanjan = people.office()
        centres = [people.centre(code, zanjan) for code in ("نور", "یاس")]
        for one in centres:
            CentreStanding.objects.create(centre=one, standing="active", valid_from=people.LONG_AGO)
        file = people.case_file(people.household(people.person("سکینه", "محمدی", zanjan)))
    head = people.scope(zanjan)
    manager = people.scope(zanjan, role=Role.CENTRE_MANAGER, of_centre=centres[0])
    return Place(file, *centres, head, replace(manager, actor_name="اکرم ملکی"))


def _code(do: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        do()
    return refused.value.code


def test_a_sent_file_is_seen_by_its_centre_and_walks_step_by_step_into_its_work(place: Place) -> None:
    assert not place.sees()
    sent = place.send()
    assert (sent.step, sent.sent_at, sent.valid_from, sent.valid_until) == ("sent", AT, TODAY, None)
    assert place.sees()

    assert place.step(sent, DelegationStep.RECEIVED).received_at == AT
    assert place.step(sent, DelegationStep.ACCEPTED).answered_at == AT
    begun = place.step(sent, DelegationStep.IN_WORK, "پرونده با دوازده برگ تحویل شد.")

    assert (begun.step, begun.begun_at, begun.minutes_by_name) == ("in_work", AT, "اکرم ملکی")
    assert begun.minutes == "پرونده با دوازده برگ تحویل شد."
    with within(place.head):
        told = list(AuditEvent.objects.order_by("pk").values_list("deed", "subject_id"))
    deeds = ("send_case", "receive_case", "accept_case", "begin_centre_work")
    assert told == [(f"casework.{deed}", place.file.pk) for deed in deeds]


def test_a_refused_file_is_out_of_sight_at_once_and_can_be_sent_again_the_same_day(
    place: Place,
) -> None:
    sent = place.send()
    place.step(sent, DelegationStep.RECEIVED)
    refused = place.step(sent, DelegationStep.REFUSED, "ظرفیت نداریم")

    assert (refused.step, refused.end_reason, refused.valid_until) == ("refused", "ظرفیت نداریم", TODAY)
    assert not place.sees()
    assert place.send(place.yas).step == "sent"


@pytest.mark.parametrize("step", [DelegationStep.REFUSED, DelegationStep.RETURNED])
def test_giving_a_file_back_says_why(place: Place, step: DelegationStep) -> None:
    sent = place.send()

    assert _code(lambda: place.step(sent, step, " ")) == "reason_missing"


def test_a_returned_file_is_with_its_office_again(place: Place) -> None:
    sent = place.send()
    for step in (DelegationStep.RECEIVED, DelegationStep.ACCEPTED, DelegationStep.IN_WORK):
        place.step(sent, step)
    returned = place.step(sent, DelegationStep.RETURNED, "خانواده جابه‌جا شد")

    assert (returned.step, returned.ended_at, returned.valid_until) == ("returned", AT, TODAY)
    assert not place.sees()


def test_a_step_out_of_order_and_one_taken_twice_are_told_apart(place: Place) -> None:
    sent = place.send()

    assert _code(lambda: place.step(sent, DelegationStep.IN_WORK)) == "delegation_step_not_allowed"
    place.step(sent, DelegationStep.RECEIVED)
    assert _code(lambda: place.step(sent, DelegationStep.RECEIVED)) == "done_already"


def test_the_second_of_two_is_told_what_the_first_did(place: Place) -> None:
    sent = place.send()
    head = replace(place.head, actor_name="حمید افشار")
    with within(head):
        recall_delegations(delegation_ids=[sent.pk], reason="اشتباه شد", by=head, at=AT)
        asked = {"delegation_ids": [sent.pk], "reason": "اشتباه", "at": AT}
        assert _code(lambda: recall_delegations(**asked, by=head)) == "done_already"
        other = _code(lambda: recall_delegations(**asked, by=place.head))

    assert other == "delegation_moved_on"
    assert _code(lambda: place.step(sent, DelegationStep.RECEIVED)) == "delegation_unknown"


def test_a_centre_answers_for_nobody_else(place: Place) -> None:
    sent = place.send(place.yas)

    assert _code(lambda: place.step(sent, DelegationStep.RECEIVED)) == "delegation_unknown"
    worker = replace(place.manager, rights=frozenset({Right.SEE_FAMILIES}))
    with within(worker):
        asked = {"delegation_ids": [sent.pk], "to": DelegationStep.RECEIVED, "by": worker, "at": AT}
        assert _code(lambda: step_delegations(**asked)) == "not_permitted"


def test_named_services_go_to_different_centres_but_one_service_never_to_two(place: Place) -> None:
    place.send(place.nour, Service.EDUCATION, Service.CULTURE)
    place.send(place.yas, Service.TREATMENT)

    assert _code(lambda: place.send(place.yas, Service.CULTURE, Service.FOOD)) == "delegated_elsewhere"
    assert _code(lambda: place.send(place.yas)) == "delegated_elsewhere"
    assert _code(lambda: place.send(place.nour, Service.CULTURE)) == "delegated_already"


@pytest.mark.parametrize(
    ("first", "second", "is_let"),
    [((), (), False), ((), (3,), False), ((3,), (), False), ((1, 3), (3, 7), False), ((1, 3), (2, 4), True)],
)
def test_the_database_itself_keeps_a_service_with_one_centre(
    place: Place, as_owner: Ground, first: tuple[int, ...], second: tuple[int, ...], is_let: bool
) -> None:
    file = place.file
    own = {"agency_id": file.agency_id, "office_id": file.office_id, "household_id": file.household_id}
    with as_owner():
        Delegation.objects.create(
            **own, case_file=file, centre=place.nour, services=list(first), valid_from=TODAY
        )
        try:
            with transaction.atomic():
                Delegation.objects.create(
                    **own, case_file=file, centre=place.yas, services=list(second), valid_from=TODAY
                )
        except IntegrityError as refused:
            assert "one_centre_a_service_of_a_file_at_a_time" in str(refused)
            assert not is_let
        else:
            assert is_let


def test_a_file_is_sent_only_to_a_centre_that_may_work(place: Place, as_owner: Ground) -> None:
    with as_owner():
        Centre.objects.filter(pk=place.nour.pk).update(licence_until=TODAY)
        CentreStanding.objects.filter(centre=place.yas).update(standing="suspended")

    assert _code(lambda: place.send(place.nour)) == "centre_licence_ended"
    assert _code(lambda: place.send(place.yas)) == "centre_not_active"


def test_a_recall_by_paper_ends_every_centres_part(place: Place) -> None:
    place.send(place.nour, Service.EDUCATION)
    place.send(place.yas, Service.TREATMENT)
    with within(place.head):
        recall_case(file_id=place.file.pk, on=TODAY, reason="انتقال", by=place.head, at=AT)

    with within(place.head):
        assert set(Delegation.objects.values_list("step", "valid_until")) == {("recalled", TODAY)}


def test_an_earlier_day_on_paper_is_a_correction(place: Place) -> None:
    clerk = replace(place.head, rights=place.head.rights - {Right.CORRECT_HISTORY})
    asked = {"file_id": place.file.pk, "centre_id": place.nour.pk, "reason": "", "at": AT}
    yesterday = TODAY - timedelta(days=1)
    with within(clerk):
        assert _code(lambda: delegate_case(**asked, on=yesterday, by=clerk)) == "not_permitted"
        assert delegate_case(**asked, on=TODAY, by=clerk).step == "in_work"


def test_a_suspended_centres_files_come_back_whoever_suspends_it(place: Place, as_owner: Ground) -> None:
    sent = place.send()
    administrator = Scope(actor_name="نسرین", rights=frozenset({Right.MANAGE_CENTRES}))
    asked = {"centre_id": place.nour.pk, "reason": "تعلیق مرکز", "by": administrator, "at": AT}
    with within(administrator):
        assert recall_from_centre(**asked) == 0, "a centre at work, of an office the actor does not see"
    with as_owner():
        CentreStanding.objects.filter(centre=place.nour).update(standing="suspended")
    with within(administrator):
        assert recall_from_centre(**asked) == 1
        assert recall_from_centre(**asked) == 0

    back = place.fresh(sent)
    assert (back.step, back.end_reason, back.step_by_name) == ("recalled", "تعلیق مرکز", "نسرین")
    assert not place.sees()
    with within(place.head):
        assert AuditEvent.objects.filter(deed="casework.recall_case", subject_id=place.file.pk).count() == 1


def test_the_clock_brings_files_back_when_a_licence_ended(place: Place, as_owner: Ground) -> None:
    sent, kept = place.send(place.nour, Service.AID), place.send(place.yas, Service.FOOD)
    assert recall_from_idle_centres(at=AT) == 0
    with as_owner():
        Centre.objects.filter(pk=place.nour.pk).update(licence_until=TODAY)

    assert recall_from_idle_centres(at=AT) == 1
    assert place.fresh(sent).end_reason == "پایان اعتبار مجوز مرکز"
    assert place.fresh(kept).step == "sent"


def test_only_giving_back_ends_a_delegation() -> None:
    assert DELEGATION_MOVES.final == {
        DelegationStep.REFUSED,
        DelegationStep.RETURNED,
        DelegationStep.RECALLED,
    }


def test_services_are_said_in_words_and_overlap_by_name() -> None:
    assert services_in_words(services=[]) == "همه خدمات"
    assert services_in_words(services=[Service.FOOD, Service.AID]) == "کمک غیرمستمر، اطعام و سبد غذا"
    assert services_overlap(one=[], other=[Service.AID])
    assert not services_overlap(one=[Service.FOOD], other=[Service.AID])
