"""A form that comes after its writer's session ended: kept for them alone, and sent again by them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from madadkar.casework.models import CaseFile, Note
from madadkar.foundation.jalali import format_day
from madadkar.organisations.models import Office, Staff
from madadkar.organisations.rules import Role
from tests.databases import as_owner
from tests.organisations.network import somebody
from tests.registry import people

pytestmark = pytest.mark.django_db
PASSWORD = "باران-بهاری-۱۲"
WORDS = "مادر خانه می‌گوید اجاره سه ماه عقب افتاده است"


@pytest.fixture
def file(zanjan: Office, settings: object) -> CaseFile:
    """Zahra's family; its caseworkers Mina and Sara are excused from the second step."""
    settings.SECOND_FACTOR_EXCUSED_IN_DEMO = True  # type: ignore[attr-defined]  # pytest-django's settings
    with as_owner():
        for name, full in (("mina", "مینا رضایی"), ("sara", "سارا نوری")):
            somebody(name, full, Role.CASEWORKER, zanjan, password=PASSWORD)
        Staff.objects.update(is_demo=True)
        return people.case_file(people.household(people.person("زهرا", "محمدی", zanjan)))


def _comes(client: Client, name: str) -> str:
    return client.post("/sign-in/", {"username": name, "password": PASSWORD})["Location"]


def _left_alone(client: Client) -> None:
    session = client.session
    session["seen_at"] = timezone.now().timestamp() - 24 * 60 * 60
    session.save()


def _written_too_late(client: Client, file: CaseFile) -> str:
    _comes(client, "mina")
    _left_alone(client)
    address = f"/files/{file.pk}/notes/add/"
    sent = client.post(address, {"kind": "general", "text": WORDS, "on": format_day(timezone.localdate())})
    assert sent["Location"] == "/sign-in/"
    return address


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def test_what_was_typed_too_late_is_shown_after_signing_in_and_sent_again(
    client: Client, file: CaseFile
) -> None:
    address = _written_too_late(client, file)
    assert "نگه داشته شده است" in client.get("/sign-in/").content.decode()
    assert WORDS not in str(dict(client.session))

    assert _comes(client, "mina") == "/sign-in/kept/"
    page = client.get("/sign-in/kept/").content.decode()
    assert WORDS in page and f'action="{address}"' in page
    with as_owner():
        assert not Note.objects.exists()
    client.post(address, _hidden(page))
    with as_owner():
        assert Note.objects.get().text == WORDS
    assert client.get("/sign-in/kept/")["Location"] == "/", "what was sent again is not offered once more"


def test_who_comes_next_to_the_same_computer_does_not_read_it(client: Client, file: CaseFile) -> None:
    _written_too_late(client, file)

    assert _comes(client, "sara") == "/"
    assert client.get("/sign-in/kept/")["Location"] == "/"
    assert "kept_form" not in client.session


def test_a_form_without_any_session_is_said_to_have_done_nothing(client: Client, file: CaseFile) -> None:
    client.post(f"/files/{file.pk}/notes/add/", {"text": WORDS})

    assert "آنچه فرستادید ثبت نشد" in client.get("/sign-in/").content.decode()


def test_a_form_of_before_a_new_sign_in_in_another_tab_can_be_sent_again(file: CaseFile) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Staff.objects.get(username="mina"))
    typed = {"kind": "general", "text": WORDS}

    ours = strict.post(f"/files/{file.pk}/notes/add/", typed, headers={"origin": "http://testserver"})
    foreign = strict.post(f"/files/{file.pk}/notes/add/", typed, headers={"origin": "http://else.where"})

    assert (ours.status_code, foreign.status_code) == (403, 403)
    assert _hidden(ours.content.decode())["text"] == WORDS
    assert WORDS not in foreign.content.decode()


def test_the_address_of_a_button_answers_in_words_when_it_is_only_opened(
    client: Client, file: CaseFile
) -> None:
    _comes(client, "mina")

    answer = client.get("/sign-out/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "چیزی ثبت نشد" in answer.content.decode()
