"""A committee on its pages: founded, seated, filled, opened, decided file by file, signed, printed, told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from madadkar.casework.models import (
    AgendaItem,
    Appeal,
    CaseFile,
    Committee,
    CommitteeSession,
    FileMove,
    FileStanding,
    Letter,
)
from madadkar.foundation.jalali import format_day
from madadkar.foundation.models import AuditEvent
from madadkar.organisations.models import Office, Staff
from madadkar.organisations.rules import Role
from madadkar.web import paper
from tests.casework.panel import colleague
from tests.databases import as_owner
from tests.registry.people import case_file, household, person
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(zanjan: Office) -> Client:
    return visitor(Role.HEAD, zanjan, name="رضا احمدی")


@pytest.fixture
def waiting(zanjan: Office) -> list[CaseFile]:
    """Three files in the turn of the committee."""
    with as_owner():
        families = [household(person(name, "محمدی", zanjan)) for name in ("زهرا", "سکینه", "مریم")]
        return [case_file(one, state="committee") for one in families]


def _today() -> str:
    return format_day(timezone.localdate())


def _me(client: Client) -> Staff:
    return Staff.objects.get(pk=client.session["_auth_user_id"])


def _sent(client: Client, where: str, /, *args: Any, **fields: Any) -> Any:
    answer = client.post(reverse(where, args=args), fields)
    assert answer.status_code == 302, _errors(answer)
    return answer


def _errors(answer: Any) -> list[str]:
    return re.findall(r'field-error"[^>]*>([^<]*)|<li>([^<]*)</li>', answer.content.decode())


def _seated(head: Client, office: Office, kind: str = "acceptance") -> tuple[Committee, list[int]]:
    _sent(head, "committee-new", name=f"کمیته {kind}", kind=kind, quorum="۲")
    with as_owner():
        committee = Committee.objects.get(kind=kind)
        members = [_me(head).pk, colleague("سیمین نوری", office).pk, colleague("مهدی کریمی", office).pk]
    for staff_id, duty in zip(members, ("chair", "secretary", "member"), strict=True):
        _sent(head, "committee-seat", committee.pk, staff=staff_id, duty=duty, on=_today())
    return committee, members


def _session(head: Client, committee: Committee) -> CommitteeSession:
    page = head.get(reverse("committee-session-new", args=[committee.pk])).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    fields = {"held_on": _today(), "place": "اتاق جلسه", "token": token[1]}
    _sent(head, "committee-session-new", committee.pk, **fields)
    _sent(head, "committee-session-new", committee.pk, **fields)
    with as_owner():
        return CommitteeSession.objects.get(committee=committee)


def _sitting(head: Client, office: Office, waiting: list[CaseFile]) -> tuple[CommitteeSession, list[int]]:
    committee, members = _seated(head, office)
    session = _session(head, committee)
    agenda = head.get(reverse("committee-agenda", args=[session.pk])).content.decode()
    assert all(f'value="{file.pk}"' in agenda for file in waiting)
    files = [file.pk for file in waiting]
    assert "checked" not in agenda
    _sent(head, "committee-agenda", session.pk, subject="acceptance", shown=files, all="1")
    _sent(head, "committee-open", session.pk, present=members)
    return session, members


def _voices(members: list[int], voice: str = "for") -> dict[str, str]:
    return {f"voice_{staff_id}": voice for staff_id in members}


def _items() -> list[AgendaItem]:
    with as_owner():
        return list(AgendaItem.objects.order_by("place"))


def test_a_session_goes_from_agenda_to_signed_minutes_and_letters(
    head: Client, zanjan: Office, waiting: list[CaseFile]
) -> None:
    session, members = _sitting(head, zanjan, waiting)
    first, second, third = _items()

    accepted = {"decision": "accepted", "coverage": "continuous", **_voices(members)}
    answer = _sent(head, "committee-item", first.pk, **accepted)
    assert answer.url == reverse("committee-item", args=[second.pk]), "the next file opens by itself"
    refused = {"decision": "refused", "reason": "income_above", "grounds": "درآمد بالاتر است"}
    _sent(head, "committee-item", second.pk, **refused, **_voices(members))
    _sent(head, "committee-item", third.pk, decision="waiting", **_voices(members))
    _sent(head, "committee-sign", session.pk)

    with as_owner():
        states = [FileStanding.objects.get(case_file=file, valid_until=None).state for file in waiting]
        letters = list(Letter.objects.order_by("id"))
    assert states == ["active", "refused", "waiting"]
    assert [one.kind for one in letters] == ["accepted", "refused", "waiting"]
    for name in ("committee-minutes", "committee-letters"):
        printed = head.get(reverse(name, args=[session.pk]))
        assert printed.content.startswith(b"%PDF-") and printed["Cache-Control"] == "no-store"
    with as_owner():
        deeds = set(AuditEvent.objects.values_list("deed", flat=True))
    assert {"casework.export_minutes", "casework.export_letter", "casework.sign_session"} <= deeds
    page = head.get(reverse("committee-session", args=[session.pk])).content.decode()
    assert "۳ موافق" in page and "امضاشده" in page


def test_a_no_of_the_committee_stands_beside_its_field(
    head: Client, zanjan: Office, waiting: list[CaseFile]
) -> None:
    _, members = _sitting(head, zanjan, waiting)
    url = reverse("committee-item", args=[_items()[0].pk])

    bare = head.post(url, {"decision": "accepted", **_voices(members)})
    assert "بگویید پوشش مستمر است یا غیرمستمر." in bare.content.decode()
    split = head.post(url, {"decision": "accepted", "coverage": "continuous", **_voices(members, "against")})
    assert "رأی نیاورد" in split.content.decode()
    aside = {**_voices(members), f"voice_{members[0]}": "recused"}
    silent = head.post(url, {"decision": "accepted", "coverage": "continuous", **aside})
    assert "چرا کنار کشید." in silent.content.decode()


def test_the_second_of_two_tabs_is_told_and_nothing_is_written_twice(
    head: Client, zanjan: Office, waiting: list[CaseFile]
) -> None:
    session, members = _sitting(head, zanjan, waiting)
    item = _items()[0]
    accepted = {"decision": "accepted", "coverage": "continuous", **_voices(members)}
    _sent(head, "committee-item", item.pk, **accepted)

    again = head.post(reverse("committee-item", args=[item.pk]), accepted, follow=True)
    assert "این کار را پیش‌تر خود شما انجام داده‌اید" in again.content.decode()
    refusing = {"decision": "refused", "reason": "income_above", **_voices(members)}
    other = head.post(reverse("committee-item", args=[item.pk]), refusing, follow=True)
    assert "تصمیم این پرونده را ثبت کرده است: «پذیرفته شد»" in other.content.decode()
    assert other.redirect_chain[-1][0] == reverse("committee-session", args=[session.pk])
    with as_owner():
        assert Letter.objects.count() == 1


def test_a_member_who_worked_on_the_file_is_offered_no_voice(
    head: Client, zanjan: Office, waiting: list[CaseFile]
) -> None:
    _, members = _sitting(head, zanjan, waiting)
    item = _items()[0]
    with as_owner():
        CaseFile.objects.filter(pk=item.case_file_id).update(caseworker=members[1])

    page = head.get(reverse("committee-item", args=[item.pk])).content.decode()
    assert "سیمین نوری درباره این پرونده رأی نمی‌دهد." in page
    forced = head.post(
        reverse("committee-item", args=[item.pk]),
        {"decision": "accepted", "coverage": "continuous", **_voices(members)},
    )
    assert forced.status_code == 200, "the voice is not among the choices"
    aside = {**_voices(members), f"voice_{members[1]}": "recused"}
    _sent(head, "committee-item", item.pk, decision="accepted", coverage="continuous", **aside)


def test_sixty_files_are_put_on_an_agenda_and_shown_in_a_constant_number_of_questions(
    head: Client, zanjan: Office, waiting: list[CaseFile], django_assert_max_num_queries: Any
) -> None:
    with as_owner():
        more = [case_file(household(person("مینا", "رضایی", zanjan)), state="committee") for _ in range(57)]
    session, _ = _sitting(head, zanjan, [*waiting, *more])

    with django_assert_max_num_queries(30):
        page = head.get(reverse("committee-session", args=[session.pk])).content.decode()
    assert page.count("برداشتن از دستور") == 60


def test_a_letter_is_printed_sent_and_answered_by_an_appeal(
    head: Client, zanjan: Office, waiting: list[CaseFile]
) -> None:
    _, members = _sitting(head, zanjan, waiting)
    item = _items()[0]
    _sent(head, "committee-item", item.pk, decision="refused", reason="not_entitled", **_voices(members))
    with as_owner():
        letter, move = Letter.objects.get(), FileMove.objects.get()

    printed = head.get(reverse("letter-print", args=[letter.pk]))
    assert printed["Content-Type"] == "application/pdf"
    _sent(head, "letter-send", letter.pk, how="by_hand", on=_today())
    shown = head.get(reverse("letter", args=[letter.pk])).content.decode()
    assert "مهلت اعتراض" in shown and "تا " in shown
    file_page = head.get(reverse("case-file", args=[item.case_file_id])).content.decode()
    assert reverse("appeal-new", args=[move.pk]) in file_page
    _sent(head, "appeal-new", move.pk, said="درآمدی نداریم", came_on=_today())
    with as_owner():
        appeal = Appeal.objects.get()
    assert "درآمدی نداریم" in head.get(reverse("case-file", args=[item.case_file_id])).content.decode()

    committee, _ = _seated(head, zanjan, "appeal")
    session = _session(head, committee)
    agenda = head.get(reverse("committee-agenda", args=[session.pk])).content.decode()
    assert f'value="{item.case_file_id}"' in agenda
    _sent(head, "committee-agenda", session.pk, subject="appeal", files=[item.case_file_id])
    _sent(head, "appeal-withdraw", appeal.pk, reason="کار یافتیم")
    with as_owner():
        appeal.refresh_from_db()
    assert appeal.state == "withdrawn"


def test_a_suspension_is_put_on_the_agenda_by_the_files_number(head: Client, zanjan: Office) -> None:
    with as_owner():
        active = case_file(household(person("زهرا", "محمدی", zanjan)), number="1234")
    committee, _ = _seated(head, zanjan)
    session = _session(head, committee)
    url = reverse("committee-agenda", args=[session.pk])

    unknown = head.post(url, {"subject": "suspension", "numbers": "۱۲۳۴، ۹۹۹۹"}, follow=True)
    assert "نیست" in unknown.content.decode()
    _sent(head, "committee-agenda", session.pk, subject="suspension", numbers="۱۲۳۴")
    assert [item.case_file_id for item in _items()] == [active.pk]
    _sent(head, "committee-item-off", _items()[0].pk)
    assert _items() == []


def test_the_summary_of_a_file_masks_its_codes(head: Client, zanjan: Office, monkeypatch: Any) -> None:
    with as_owner():
        zahra = person("زهرا", "محمدی", zanjan)
        file = case_file(household(zahra))
    told: list[str] = []
    monkeypatch.setattr(paper, "_printer", lambda: _Printer(told))
    head.get(reverse("file-summary", args=[file.pk]))

    assert "زهرا محمدی" in told[0]
    assert zahra.national_code not in told[0]
    assert "۹۹۹" in told[0]


def test_a_machine_without_pango_says_what_is_missing(head: Client, zanjan: Office, monkeypatch: Any) -> None:
    with as_owner():
        file = case_file(household(person("زهرا", "محمدی", zanjan)))

    def missing(name: str) -> Any:
        raise OSError(f"cannot load library behind {name}")

    monkeypatch.setattr(paper.importlib, "import_module", missing)
    answer = head.get(reverse("file-summary", args=[file.pk]))

    assert answer.status_code == 409
    assert "از مدیر سامانه بخواهید آن را نصب کند" in answer.content.decode()


def test_a_page_on_paper_asks_nothing_of_anybody() -> None:
    with pytest.raises(ValueError, match="asks nothing"):
        paper._OwnFiles()("file:///etc/passwd")


class _Printer:
    """Stands where WeasyPrint stands, and keeps what it was given."""

    def __init__(self, told: list[str]) -> None:
        self.told = told

    def HTML(self, *, string: str, url_fetcher: Any) -> _Printer:
        self.told.append(string)
        return self

    def CSS(self, **_: Any) -> None:
        return None

    def write_pdf(self, **_: Any) -> bytes:
        return b"%PDF-"
