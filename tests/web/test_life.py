"""The steps of a file on the screen: only what its state allows, by whom it may be done, and once."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from madadkar.casework.models import CaseFile, FileMove, FileStanding, Request
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from tests.databases import as_owner
from tests.registry import people
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db


def _file(office: Office, state: str) -> CaseFile:
    with as_owner():
        return people.case_file(people.household(people.person("زهرا", "محمدی", office)), state=state)


def _html(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return str(answer.content.decode())


def _states(file: CaseFile) -> list[str]:
    with as_owner():
        return list(FileMove.objects.filter(case_file=file).order_by("id").values_list("to_state", flat=True))


def test_the_steps_offered_are_those_the_state_allows(zanjan: Office) -> None:
    file = _file(zanjan, "inquiry")
    html = _html(visitor(Role.CASEWORKER, zanjan), "file-state", file.pk)

    assert reverse("file-proceed", args=[file.pk, "visit"]) in html
    assert reverse("file-proceed", args=[file.pk, "closed"]) in html
    assert reverse("file-proceed", args=[file.pk, "committee"]) not in html
    assert reverse("file-suspend", args=[file.pk]) not in html


def test_what_is_anothers_to_do_says_whose_it_is(zanjan: Office) -> None:
    file = _file(zanjan, "active")
    worker, head = (
        _html(visitor(role, zanjan), "file-state", file.pk) for role in (Role.CASEWORKER, Role.HEAD)
    )

    assert "تعلیق با رئیس اداره است" in worker
    assert reverse("file-suspend", args=[file.pk]) not in worker
    assert reverse("file-suspend", args=[file.pk]) in head


def test_two_heads_at_once_have_one_result_and_the_second_is_told_who_was_first(zanjan: Office) -> None:
    file = _file(zanjan, "active")
    first = visitor(Role.HEAD, zanjan, name="مریم رضایی")
    second = visitor(Role.HEAD, zanjan, name="سعید موسوی")
    page = reverse("file-suspend", args=[file.pk])
    seen = second.get(page).context["form"]["seen"].value()
    told = {"reason": "doubt", "note": "نشانی درست نیست", "seen": seen}

    assert first.post(page, told).status_code == 302
    answer = second.post(page, told)

    assert answer.status_code == 200
    assert "پیش از شما مریم رضایی" in answer.content.decode()
    assert "نشانی درست نیست" in answer.content.decode()
    assert _states(file) == ["suspended"]


def test_a_double_click_is_one_step_and_leads_where_the_first_did(zanjan: Office) -> None:
    file = _file(zanjan, "requested")
    client = visitor(Role.CASEWORKER, zanjan)
    page = reverse("file-proceed", args=[file.pk, "visit"])
    told = {"note": "", "seen": "0"}

    answers = [client.post(page, told) for _ in range(2)]

    assert [one["Location"] for one in answers] == [reverse("case-file", args=[file.pk])] * 2
    assert _states(file) == ["visit"]
    assert "پیش‌تر خود شما" in _html(client, "case-file", file.pk)


def test_the_back_button_and_a_second_tab_do_not_undo_a_later_step(zanjan: Office) -> None:
    file = _file(zanjan, "visit")
    client = visitor(Role.HEAD, zanjan)
    old = reverse("file-proceed", args=[file.pk, "documents"])
    stale = client.get(old).context["form"]["seen"].value()
    client.post(old, {"note": "", "seen": stale})
    for to in ("visit",):
        page = reverse("file-proceed", args=[file.pk, to])
        client.post(page, {"note": "", "seen": client.get(page).context["form"]["seen"].value()})

    answer = client.post(old, {"note": "", "seen": stale})

    assert "صفحه را دوباره ببینید" in answer.content.decode()
    assert _states(file) == ["documents", "visit"]


def test_a_request_sent_twice_is_one_and_answered_from_the_list(zanjan: Office) -> None:
    with as_owner():
        family = people.household(people.person("سکینه", "بیگدلی", zanjan))
    client = visitor(Role.CASEWORKER, zanjan)
    page = reverse("request-new", args=[family.pk])
    told = {"kind": "neighbour", "said": "سقف ریخته است", "came_on": "1398/12/20", "token": str(uuid4())}
    for _ in range(2):
        assert client.post(page, told).status_code == 302
    with as_owner():
        request = Request.objects.get()

    assert "سکینه بیگدلی" in _html(client, "requests")
    client.post(reverse("request-answer", args=[request.pk]), {"answer": "بازدید روز شنبه"})
    assert "درخواستی بی‌پاسخ نمانده است" in _html(client, "requests")


def test_an_emergency_without_its_aid_is_asked_for_it_beside_the_field(zanjan: Office) -> None:
    with as_owner():
        family = people.household(people.person("سکینه", "بیگدلی", zanjan))
    client = visitor(Role.CASEWORKER, zanjan)
    told = {"kind": "emergency", "said": "آتش‌سوزی", "came_on": "1398/12/20", "token": str(uuid4())}
    answer = client.post(reverse("request-new", args=[family.pk]), told)

    assert "پرونده فوری با کمک آغاز می‌شود" in answer.context["form"]["immediate_aid"].errors[0]


def test_the_queue_is_in_order_of_urgency_then_of_the_day(zanjan: Office) -> None:
    with as_owner():
        files = [
            people.case_file(people.household(people.person(name, "محمدی", zanjan)), state="waiting")
            for name in ("اول", "دوم", "سوم")
        ]
        for place, one in enumerate(files):
            FileStanding.objects.filter(case_file=one).update(valid_from=f"2019-0{place + 1}-01")
    head = visitor(Role.HEAD, zanjan)
    head.post(reverse("file-turn", args=[files[2].pk]), {"priority": "1", "reason": "کودک بیمار"})
    html = _html(head, "waiting-list")

    places = [html.index(f"{name} محمدی") for name in ("سوم", "اول", "دوم")]
    assert places == sorted(places)
    assert "کودک بیمار" in html
