"""Delegation on the screens: an office sends, a centre answers, and whoever comes second is told."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from madadkar.casework.models import CaseFile, CentreDecision, Delegation, DelegationBatch
from madadkar.casework.rules.delegation import Service
from madadkar.organisations.models import Centre, CentreStanding, Office
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from tests.databases import as_owner
from tests.house.walked import walk_with
from tests.registry import people
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db
SENT = "/delegations/at/sent/"


@dataclass(frozen=True)
class Desk:
    """The head's desk and the centre's, with three files of a village."""

    files: list[CaseFile]
    centre: Centre
    head: Client
    manager: Client
    worker: Client

    def delegations(self) -> list[Delegation]:
        """As the database has them."""
        with as_owner():
            return list(Delegation.objects.order_by("pk"))

    def send(self) -> Delegation:
        """The head sends the first file."""
        said = {"centre": self.centre.pk, "terms": "بازدید ماهانه", "reason": "نزدیک است"}
        answer = self.head.post(f"/files/{self.files[0].pk}/centre/", said)
        assert answer.status_code == 302, answer.content.decode()
        return self.delegations()[-1]

    def step(self, at: str, to: str, *chosen: Delegation, **more: str) -> int:
        """The centre's manager presses a button of the list."""
        said = {"chosen": [str(one.pk) for one in chosen], "to": to, **more}
        return self.manager.post(f"/delegations/at/{at}/", said).status_code


@pytest.fixture
def desk(zanjan: Office) -> Desk:
    with as_owner():
        village = Place.objects.filter(county__code="1904", level="village").order_by("code")[0]
        nour = people.centre("نور", zanjan)
        Centre.objects.filter(pk=nour.pk).update(place=village, capacity=20)
        CentreStanding.objects.create(centre=nour, standing="active", valid_from=people.LONG_AGO)
        files = []
        for name in ("سکینه", "رقیه", "معصومه"):
            family = people.household(people.person(name, "محمدی", zanjan))
            people.residence(family, place=village)
            files.append(people.case_file(family))
    roles = (Role.HEAD, Role.CENTRE_MANAGER, Role.CENTRE_WORKER)
    return Desk(files, nour, *(visitor(role, zanjan, centre=nour) for role in roles))


def test_a_file_goes_to_a_centre_and_into_its_work_on_the_screens(desk: Desk) -> None:
    sent = desk.send()
    page = desk.manager.get("/delegations/").content.decode()
    assert "سکینه محمدی" in page
    assert "بازدید ماهانه" in page

    assert desk.step("sent", "received", sent) == 302
    assert desk.step("received", "accepted", sent) == 302
    assert desk.step("accepted", "in_work", sent, note="دوازده برگ تحویل شد.") == 302

    minutes = desk.manager.get(f"/delegations/{sent.pk}/").content.decode()
    assert "دوازده برگ تحویل شد." in minutes
    assert "در دست مرکز" in desk.head.get(f"/files/{desk.files[0].pk}/").content.decode()


def test_a_refusal_without_a_reason_keeps_what_was_chosen(desk: Desk) -> None:
    sent = desk.send()
    desk.step("sent", "received", sent)
    answer = desk.manager.post("/delegations/at/received/", {"chosen": str(sent.pk), "to": "refused"})

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "دلیل را بنویسید" in html
    assert f'value="{sent.pk}" aria-label' in html
    assert " checked" in html
    assert desk.delegations()[0].step == "received"


def test_a_refused_file_is_out_of_the_centres_sight_and_a_second_click_says_so(desk: Desk) -> None:
    sent = desk.send()
    desk.step("sent", "received", sent)
    said = {"chosen": str(sent.pk), "to": "refused", "note": "ظرفیت نداریم"}
    first, second = (desk.manager.post("/delegations/at/received/", said, follow=True) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 200)
    assert "دیگر در دید شما نیست" in second.content.decode()
    assert desk.manager.get(f"/files/{desk.files[0].pk}/").status_code == 404
    assert desk.delegations()[0].end_reason == "ظرفیت نداریم"


def test_a_double_click_sends_one_file_once(desk: Desk) -> None:
    desk.send()
    again = desk.head.post(f"/files/{desk.files[0].pk}/centre/", {"centre": desk.centre.pk, "terms": ""})

    assert "به همین مرکز واگذار شده است" in again.content.decode()
    assert len(desk.delegations()) == 1


def test_a_centre_receives_all_at_once(desk: Desk) -> None:
    _send_all(desk)
    desk.manager.post(SENT, {"all": "1", "to": "received"})

    assert {one.step for one in desk.delegations()} == {"received"}


def test_nothing_chosen_is_said(desk: Desk) -> None:
    desk.send()

    assert "دست‌کم یک پرونده" in desk.manager.post(SENT, {"to": "received"}).content.decode()


def test_a_centre_cannot_recall_nor_an_office_accept(desk: Desk) -> None:
    sent = desk.send()
    assert desk.step("sent", "recalled", sent, note="x") == 404
    assert desk.head.post(SENT, {"chosen": str(sent.pk), "to": "received"}).status_code == 404
    assert desk.worker.get("/delegations/").status_code == 403


def test_the_office_takes_a_file_back(desk: Desk) -> None:
    desk.send()
    desk.head.post(f"/files/{desk.files[0].pk}/recall/", {"reason": "انتقال"})

    assert desk.delegations()[0].step == "recalled"
    assert desk.manager.get(f"/files/{desk.files[0].pk}/").status_code == 404


def test_a_recall_sent_twice_is_done_once_and_says_so(desk: Desk) -> None:
    sent = desk.send()
    recall = f"/files/{desk.files[0].pk}/recall/"
    first, again = (desk.head.post(recall, {"reason": "انتقال"}, follow=True) for _ in range(2))

    assert "پرونده به اداره بازگشت" in first.content.decode()
    assert "خود شما انجام داده‌اید" in again.content.decode()
    assert "واگذاری پیش از آغاز کار پایان یافت" in desk.head.get(f"/delegations/{sent.pk}/").content.decode()


def test_paper_tells_of_a_centre_that_walks_with_the_family_already(desk: Desk) -> None:
    said = {"centre": desk.centre.pk, "on": "1399/01/01", "reason": "نامه"}
    desk.head.post(f"/files/{desk.files[0].pk}/centre/paper/", said)

    assert (desk.delegations()[0].step, desk.delegations()[0].sent_at) == ("in_work", None)


def _preview(desk: Desk) -> DelegationBatch:
    said = {"token": str(uuid4()), "within": "4", "reason": "سپردن روستا", "terms": "", "most": ""}
    answer = desk.head.post("/delegations/batches/new/", said)
    assert answer.status_code == 302, answer.content.decode()
    with as_owner():
        return DelegationBatch.objects.latest("pk")


def _send_all(desk: Desk) -> DelegationBatch:
    batch = _preview(desk)
    desk.head.post(f"/delegations/batches/{batch.pk}/send/")
    return batch


def test_many_are_previewed_sent_and_taken_back_with_one_result_for_two_clicks(desk: Desk) -> None:
    batch = _preview(desk)
    here = f"/delegations/batches/{batch.pk}/"
    page = desk.head.get(here).content.decode()
    assert "فرستادن ۳ پرونده" in page
    assert desk.delegations() == []

    first, second = (desk.head.post(f"{here}send/", follow=True).content.decode() for _ in range(2))
    assert "پرونده‌ها فرستاده شد" in first
    assert "پیش‌تر خود شما" in second
    assert len(desk.delegations()) == 3
    assert "سکینه محمدی" in desk.head.get(f"{here}files/?centre={desk.centre.pk}").content.decode()

    desk.head.post(f"{here}recall/", {"reason": "طرح عوض شد"})
    assert {one.step for one in desk.delegations()} == {"recalled"}


def test_a_preview_is_dropped(desk: Desk) -> None:
    batch = _preview(desk)
    desk.head.post(f"/delegations/batches/{batch.pk}/drop/")
    answer = desk.head.post(f"/delegations/batches/{batch.pk}/send/", follow=True).content.decode()

    assert "کنار گذاشته شد" in answer
    assert desk.delegations() == []


def _decide(desk: Desk, rial: str) -> None:
    said = {"kind": "aid", "rial": rial, "said": "هزینه دارو", "token": str(uuid4())}
    answer = desk.worker.post(f"/files/{desk.files[0].pk}/decide/", said)
    assert answer.status_code == 302, answer.content.decode()


def test_a_centre_decides_within_its_limit_and_asks_beyond_it(desk: Desk) -> None:
    with as_owner():
        own = {"agency": desk.files[0].agency, "office": desk.files[0].office}
        Delegation.objects.create(
            **own, case_file=desk.files[0], household=desk.files[0].household, centre=desk.centre,
            valid_from=people.LONG_AGO,
        )  # fmt: skip
    _decide(desk, "۲۰ میلیون")
    _decide(desk, "۲۱ میلیون")
    with as_owner():
        asked = CentreDecision.objects.order_by("pk").values_list("state", flat=True)
        assert list(asked) == ["alone", "waiting"]
        waiting = CentreDecision.objects.get(state="waiting").pk

    page = desk.head.get("/decisions-of-centres/?state=waiting").content.decode()
    answer = reverse("proposal-answer", args=[waiting])
    assert answer in page
    desk.head.post(answer, {"to": "approved", "answer": ""})
    second = desk.head.post(answer, {"to": "refused", "answer": "نه"}).content.decode()
    assert "پاسخ داده است" in second
    with as_owner():
        assert CentreDecision.objects.get(pk=waiting).state == "approved"


def test_what_is_not_in_a_centres_hands_it_decides_nothing_about(desk: Desk) -> None:
    desk.send()
    said = {"kind": "aid", "rial": "1000", "said": "دارو", "token": str(uuid4())}

    answer = desk.worker.post(f"/files/{desk.files[0].pk}/decide/", said).content.decode()
    assert "در دست مرکز شما نیست" in answer


def test_the_list_asks_as_often_for_three_files_as_for_one(desk: Desk) -> None:
    desk.send()
    with CaptureQueriesContext(connection) as one:
        desk.head.get(SENT)
    desk.head.post(f"/files/{desk.files[0].pk}/recall/", {"reason": "همه با هم"})
    _send_all(desk)
    with CaptureQueriesContext(connection) as three:
        desk.head.get(SENT)

    assert len(three) <= len(one)


def test_a_centre_asked_for_food_finds_who_and_where_and_nothing_of_the_walk(desk: Desk) -> None:
    file = desk.files[0]
    page = f"/files/{file.pk}/"
    with as_owner():
        walk_with(file)
        sent = {"agency": file.agency, "office": file.office, "case_file": file, "household": file.household}
        fed = Delegation.objects.create(
            **sent, centre=desk.centre, valid_from=people.LONG_AGO, services=[Service.FOOD.value]
        )
    told = desk.worker.get(page).content.decode()
    assert "«اطعام و سبد غذا» به مرکز شما سپرده شده است" in told
    for of_the_walk in ('id="assessment"', 'id="plan"', 'id="exit"', 'id="committee"', "خانه پاکیزه است"):
        assert of_the_walk not in told
    for its_own in (
        'id="visits"',
        'id="tasks"',
        'id="notes"',
        'id="centres"',
        f"/files/{file.pk}/visits/new/",
    ):
        assert its_own in told
    assert "بازدید (" not in desk.worker.get("/my-day/").content.decode()
    refused = desk.worker.get(f"/files/{file.pk}/assess/")
    assert (refused.status_code, "به مرکز شما سپرده نشده" in refused.content.decode()) == (403, True)

    with as_owner():
        Delegation.objects.filter(pk=fed.pk).update(services=[Service.FOOD.value, Service.SOCIAL_WORK.value])
    told = desk.worker.get(page).content.decode()
    assert 'id="assessment"' in told
    assert 'id="committee"' not in told
    assert desk.worker.get(f"/files/{file.pk}/assess/").status_code == 200
