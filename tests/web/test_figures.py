"""The pages of figures: numbers that open what they count, parts, what was printed, and ways out."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from madadkar.casework.models import CaseFile
from madadkar.foundation.jalali import from_jalali
from madadkar.foundation.models import AuditEvent, Job
from madadkar.foundation.scope import within
from madadkar.organisations.models import Centre
from madadkar.organisations.rules import ROLE_RIGHTS, Right, Role
from madadkar.registry.actions import move_household
from madadkar.reports.figures import SHOWN
from madadkar.web.figures import exporting, views
from tests.databases import as_owner as as_the_owner
from tests.registry import people
from tests.reports.town import Town, circumstance, delegate, lay_town, pension
from tests.web.visitors import visitor

DAY = {"on": "1396-02-20"}


@pytest.fixture
def town(as_owner: Callable[[], AbstractContextManager[None]]) -> Town:
    """Nine families, three with the centre Noor, three on a pension, one with somebody ill."""
    with as_owner():
        made = lay_town()
        noor = made.centre("noor")
        for place in range(9):
            _family(made, place, noor)
    return made


def _family(town: Town, place: int, noor: Centre) -> None:
    child = town.person("سارا", f"بیگدلی {place}")
    circumstance(child, "pupil" if place else "cancer_patient")
    opened = town.family(
        town.person("زهرا", f"بیگدلی {place}"), child, area="rural" if place % 2 else "urban"
    )
    if place % 3 == 0:
        delegate(opened, noor)
        pension(opened)


def _noor() -> Centre:
    return Centre.objects.get(code="noor")


def _page(client: Client, name: str, code: str | None = None, **told: str) -> str:
    answer = client.get(reverse(name, args=[code] if code else []), {**DAY, **told})
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_roles_with_figures_see_them(town: Town) -> None:
    for role in Role:
        answer = visitor(role, town.office, centre=_noor()).get(reverse("figures"), DAY)
        sees = Right.SEE_FIGURES in ROLE_RIGHTS[role]
        assert answer.status_code == (200 if sees else 403), role


def test_each_number_opens_exactly_what_it_counts(town: Town) -> None:
    client = visitor(Role.HEAD, town.office)
    sections = client.get(reverse("figures"), DAY).context["sections"]
    tiles = [tile for _, tiles in sections for tile in tiles]
    assert len(tiles) == len(SHOWN)
    for tile in tiles:
        opened = client.get(tile.list_url).context
        assert opened["count"] == len(opened["rows"]) == tile.reading.numerator, tile.reading.figure.code
        if tile.is_rate:
            assert client.get(tile.base_url).context["count"] == tile.reading.denominator


def test_numbers_of_a_day_that_has_not_come_say_that_they_are_no_report(town: Town) -> None:
    director = visitor(Role.DIRECTOR, town.office)
    said = "این روز هنوز نیامده است"

    assert said not in director.get(reverse("figures"), DAY).content.decode()
    assert said in director.get(reverse("figures"), {"on": "1500-01-01"}).content.decode()


def test_every_part_of_a_figure_opens_its_own_list(town: Town) -> None:
    client = visitor(Role.HEAD, town.office)
    cuts = client.get(reverse("figure", args=["covered_persons"]), DAY).context["cuts"]
    assert {cut.dimension for cut in cuts} >= {"county", "area", "sex", "group", "centre"}
    for cut in cuts:
        for part in cut.first:
            assert client.get(part.url).context["count"] == part.numerator, (cut.dimension, part.name)


def test_what_was_printed_stands_beside_what_was_counted(town: Town) -> None:
    page = _page(visitor(Role.DIRECTOR, town.office), "figures")
    assert "ناهمخوان با متن" in page
    assert "۲۲ هزار و ۵۰۰ خانوار" in page


def test_a_figure_can_be_said_in_one_sentence_with_its_day_and_counts(town: Town) -> None:
    page = _page(visitor(Role.DIRECTOR, town.office), "figure", "pension_women_heads_share")
    said = "سهم زنان سرپرست مستمری‌بگیر از پرونده‌های فعال در اداره emdad-zanjan ۳۳٫۳ درصد است (۳ از ۹ پرونده)."
    assert f"در ۲۰ اردیبهشت ۱۳۹۶، {said}" in page


def test_a_role_without_medical_sight_is_told_why_and_gets_no_list(town: Town) -> None:
    client = visitor(Role.FINANCE, town.office)
    assert "گروه‌های بیماری" in _page(client, "figures")
    assert client.get(reverse("figure-list", args=["patients"]), DAY).status_code == 409
    by_group = {**DAY, "by": "group", "part": "cancer_patient"}
    assert client.get(reverse("figure-list", args=["covered_persons"]), by_group).context["count"] == 0


def test_opening_a_list_of_the_ill_is_recorded(town: Town) -> None:
    client = visitor(Role.CASEWORKER, town.office)
    _page(client, "figure-list", "covered_persons")
    assert not _events("reports.read_medical_list")
    _page(client, "figure-list", "patients")
    _page(client, "figure-list", "covered_persons", by="group", part="cancer_patient")
    assert [one.facts["figure"] for one in _events("reports.read_medical_list")] == [
        "patients",
        "covered_persons",
    ]


def test_a_list_leaves_the_house_whole_and_recorded(town: Town) -> None:
    client = visitor(Role.HEAD, town.office)
    answer = client.post(reverse("figure-list-export", args=["covered_persons"]), {**DAY, "format": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["نام", "نام خانوادگی", "نام پدر"]
    assert len(rows) == 1 + 18
    [event] = _events("reports.export_figure")
    assert (event.facts["figure"], event.facts["rows"]) == ("covered_persons", 18)


def test_a_long_list_is_written_by_the_worker_and_fetched_from_the_jobs_page(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 5)
    client = visitor(Role.HEAD, town.office)
    told = {**DAY, "by": "area", "part": "rural", "format": "csv"}
    answer = client.post(reverse("figure-list-export", args=["covered_persons"]), told)
    scope = town.scope()
    with within(scope):
        job = Job.objects.get()
    assert answer["Location"] == reverse("job", args=[job.pk])
    exporting.write_export(job_id=job.pk, by=scope)
    assert "دریافت فایل" in client.get(reverse("job", args=[job.pk])).content.decode()
    written = client.get(reverse("export-file", args=[job.pk])).content.decode("utf-8-sig")
    assert len(written.splitlines()) == 1 + 8
    assert [one.facts["rows"] for one in _events("reports.export_figure")] == [8]


def test_all_figures_leave_the_house_with_their_definitions(town: Town) -> None:
    client = visitor(Role.HEAD, town.office)
    text = client.post(reverse("figures-export"), {**DAY, "format": "csv"}).content.decode("utf-8-sig")
    assert len(text.splitlines()) == 1 + len(SHOWN)
    assert "خانوارهای تحت پوشش,خانوار,9,9" in text


def test_a_role_without_exports_cannot_take_a_list_out(town: Town) -> None:
    client = visitor(Role.CASEWORKER, town.office)
    assert client.post(reverse("figures-export"), DAY).status_code == 403
    assert client.post(reverse("figure-list-export", args=["elderly"]), DAY).status_code == 403
    assert "خروجی اکسل" not in _page(client, "figures")


def test_a_centres_manager_sees_and_takes_out_only_the_centres_own(town: Town) -> None:
    client = visitor(Role.CENTRE_MANAGER, town.office, centre=_noor())
    assert client.get(reverse("figure-list", args=["covered_households"]), DAY).context["count"] == 3
    answer = client.post(reverse("figure-list-export", args=["covered_persons"]), {**DAY, "format": "csv"})
    assert len(answer.content.decode().splitlines()) == 1 + 6


def test_another_office_a_wrong_day_and_an_unknown_figure_are_answered_in_words(town: Town) -> None:
    client = visitor(Role.HEAD, town.office)
    assert client.get(reverse("figures"), {"office": "behzisti-zanjan"}).status_code == 400
    wrong = client.get(reverse("figures"), {"on": "۳۱ مهر ۱۳۹۶"})
    assert wrong.status_code == 400
    assert "۳۱ مهر ۱۳۹۶" in wrong.content.decode()
    assert client.get(reverse("figure", args=["nothing"])).status_code == 404
    assert client.get(reverse("figure-list", args=["elderly"]), {"by": "colour"}).status_code == 404


def test_pages_ask_no_more_questions_as_families_grow(town: Town) -> None:
    client = visitor(Role.HEAD, town.office)
    addresses = [
        reverse("figures"),
        reverse("figure", args=["covered_persons"]),
        reverse("figure-list", args=["covered_persons"]),
    ]
    client.get(addresses[0])  # the session's own mark of the visit
    few = [_query_count(client, address) for address in addresses]
    with as_the_owner():
        for place in range(9, 60):
            _family(town, place, _noor())
    assert [_query_count(client, address) for address in addresses] == few


def _query_count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, DAY).status_code == 200
    return len(asked)


def _events(deed: str) -> list[AuditEvent]:
    with as_the_owner():
        return list(AuditEvent.objects.filter(deed=deed).order_by("id"))


def test_a_family_that_went_to_another_office_is_counted_on_its_day_and_named_to_nobody(town: Town) -> None:
    client = visitor(Role.HEAD, town.office)
    with as_the_owner():
        file = town.made[0]
        both = people.scope(town.office, people.office("emdad-qazvin"))
        move_household(
            household_id=file.household_id, to_office_id=both.office_ids[1], on=from_jalali(1397, 1, 1),
            reason="کوچ", by=both, at=timezone.now(),
        )  # fmt: skip
        CaseFile.objects.filter(pk=file.pk).update(office_id=both.office_ids[1])
    for code in ("covered_households", "covered_persons"):
        page = _page(client, "figure-list", code)
        assert "خانواری که از آن پس به اداره دیگری سپرده شد" in page
        assert "بیگدلی 0" not in page and "بیگدلی ۰" not in page
    sheet = client.post(reverse("figure-list-export", args=["covered_persons"]), {**DAY, "format": "csv"})
    assert "به اداره دیگری سپرده شد" in sheet.content.decode()
