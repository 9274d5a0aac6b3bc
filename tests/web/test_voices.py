"""The public door of the clients' voice, and the office's side of it, as pages."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from madadkar.casework.models import Voice
from madadkar.foundation.persian import latin_digits
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.web.voices.forms import HeardForm
from tests.databases import as_owner
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db


def _spoken(client: Client, office: Office, **more: object) -> str:
    """Speak, and read the code off the page that tells it."""
    told = {"office": office.pk, "kind": "complaint", "words": "کسی نیامد", "token": str(uuid4()), **more}
    answer = client.post("/voice/", told, follow=True)
    assert answer.redirect_chain == [("/voice/told/", 302)]
    found = re.search(r'class="code" dir="ltr">([^<]+)<', answer.content.decode())
    assert found, "the code is told"
    return latin_digits(found[1])


def test_a_stranger_speaks_follows_and_reads_the_answer(client: Client, zanjan: Office) -> None:
    code = _spoken(client, zanjan)
    head = visitor(Role.HEAD, zanjan)
    with as_owner():
        voice = Voice.objects.get()
    head.post(f"/voices/{voice.pk}/answer/", {"answer": "شنبه می‌آییم."})

    page = Client().post("/voice/follow/", {"code": code}).content.decode()

    assert "شنبه می‌آییم." in page
    assert "کسی نیامد" not in page, "what was said is not shown by the code alone"


def test_the_code_never_stands_in_an_address(client: Client, zanjan: Office) -> None:
    code = _spoken(client, zanjan)

    page = client.get("/voice/follow/", {"code": code}).content.decode()

    assert "پاسخ تا" not in page


def test_a_code_that_is_nobodys_is_told_so_and_after_ten_the_door_is_shut(
    client: Client, zanjan: Office
) -> None:
    code = _spoken(client, zanjan)
    for _ in range(10):
        assert "پیامی با این کد یافت نشد" in client.post("/voice/follow/", {"code": "1"}).content.decode()

    assert "چند کد نادرست" in client.post("/voice/follow/", {"code": code}).content.decode()


def test_the_same_form_sent_twice_is_one_voice(client: Client, zanjan: Office) -> None:
    token = str(uuid4())
    first, second = (_spoken(client, zanjan, token=token) for _ in range(2))

    assert first == second
    with as_owner():
        assert Voice.objects.count() == 1


def test_a_machine_that_fills_what_people_do_not_see_is_not_heard(client: Client, zanjan: Office) -> None:
    told = {"office": zanjan.pk, "kind": "complaint", "words": "!", "website": "http://x"}

    assert client.post("/voice/", told).status_code == 200
    with as_owner():
        assert Voice.objects.count() == 0


def test_an_address_that_floods_is_shut_for_a_day(client: Client, zanjan: Office) -> None:
    for _ in range(10):
        _spoken(client, zanjan)
    told = {"office": zanjan.pk, "kind": "thanks", "words": "سپاس", "token": str(uuid4())}

    assert "پیام‌های بسیاری رسیده است" in client.post("/voice/", told).content.decode()


def test_the_public_pages_tell_nothing_of_families_and_are_not_kept(client: Client, zanjan: Office) -> None:
    for path in ("/voice/", "/voice/told/", "/voice/follow/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert "خانوارها" not in answer.content.decode()


def test_another_offices_head_does_not_find_it(client: Client, zanjan: Office, qazvin: Office) -> None:
    _spoken(client, zanjan)
    with as_owner():
        voice = Voice.objects.get()
    elsewhere = visitor(Role.HEAD, qazvin)

    assert elsewhere.get(f"/voices/{voice.pk}/").status_code == 404
    assert elsewhere.post(f"/voices/{voice.pk}/answer/", {"answer": "!"}).status_code == 404
    assert "کسی نیامد" not in elsewhere.get("/voices/").content.decode()


def test_an_answer_given_in_two_tabs_is_given_once(client: Client, zanjan: Office) -> None:
    _spoken(client, zanjan)
    with as_owner():
        voice = Voice.objects.get()
    head = visitor(Role.HEAD, zanjan)
    first = head.post(f"/voices/{voice.pk}/answer/", {"answer": "نخست"})
    second = head.post(f"/voices/{voice.pk}/answer/", {"answer": "دوم"}, follow=True)

    with as_owner():
        voice.refresh_from_db()
    assert first.status_code == 302
    assert "پیش‌تر" in second.content.decode()
    assert voice.answer == "نخست"


def test_what_is_late_says_so_in_the_inbox(client: Client, zanjan: Office) -> None:
    _spoken(client, zanjan)
    with as_owner():
        Voice.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    page = visitor(Role.HEAD, zanjan).get("/voices/", {"state": "overdue"}).content.decode()

    assert "گذشته" in page
    assert "کسی نیامد" in page


def test_who_was_not_content_is_told_in_their_own_person_that_it_is_looked_at_again(
    client: Client, zanjan: Office
) -> None:
    code = _spoken(client, zanjan)
    with as_owner():
        voice = Voice.objects.get()
    visitor(Role.HEAD, zanjan).post(f"/voices/{voice.pk}/answer/", {"answer": "شنبه می‌آییم"})

    page = client.post("/voice/object/", {"code": code, "words": "باز هم نیامدند"}).content.decode()

    assert "دوباره بررسی می‌شود" in page
    assert "گوینده" not in page


def test_a_mark_of_a_family_that_did_not_answer_is_not_thrown_away_silently() -> None:
    told = {"outcome": "declined", "asked_by": "phone", "score": "5", "comment": ""}

    assert list(HeardForm(told).errors) == ["score"]
    assert HeardForm(told | {"score": ""}).is_valid()
    assert HeardForm(told | {"outcome": "answered"}).is_valid()
