"""The roster wizard: from a file to families, for those whose work it is, and for nobody else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.registry.models import RosterImport
from madadkar.web.rosters.samples import sample_headings
from tests.databases import as_owner
from tests.registry.people import centre
from tests.web.visitors import visitor
from tests.web.wizard import MINA, SAKINEH, ZAHRA, Wizard, member, workbook

# ---------------------------------------------------------------- who


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.FINANCE, Role.DIRECTOR, Role.AUDITOR, Role.PARTNER])
def test_wizard_is_closed_to_a_role_that_brings_no_rosters(zanjan: Office, role: Role) -> None:
    answer = visitor(role, zanjan).get(reverse("rosters"))

    assert answer.status_code == 403


@pytest.mark.parametrize("role", [Role.INTAKE, Role.HEAD])
def test_wizard_is_open_to_those_who_bring_rosters(zanjan: Office, role: Role) -> None:
    assert visitor(role, zanjan).get(reverse("rosters")).status_code == 200


def test_wizard_is_closed_to_the_people_of_a_centre(zanjan: Office) -> None:
    with as_owner():
        standing = centre("نور", zanjan)
    noor = visitor(Role.CENTRE_MANAGER, zanjan, centre=standing)

    assert noor.get(reverse("rosters")).status_code in {302, 403}
    assert noor.get(reverse("roster-new")).status_code in {302, 403}


def test_no_page_of_another_offices_roster_is_found(checked: RosterImport, qazvin: Office) -> None:
    stranger = Wizard(visitor(Role.HEAD, qazvin), qazvin)

    for page in ["columns", "findings", "changes", "done", "progress", "undo", "waiting"]:
        answer = stranger.page(page, checked)
        assert answer.status_code == 404, page
        assert "زهرا" not in answer.content.decode()
    for deed in ["columns", "check", "commit", "undo"]:
        assert stranger.press(deed, checked).status_code == 404, deed


def test_a_roster_cannot_be_brought_for_an_office_out_of_reach(wizard: Wizard, qazvin: Office) -> None:
    wizard.office = qazvin

    answer = wizard.bring(workbook(ZAHRA))

    assert answer.status_code == 422
    assert wizard.count(RosterImport) == 0


# ---------------------------------------------------------------- arrival


def test_an_office_without_rosters_is_told_how_to_begin(wizard: Wizard) -> None:
    page = wizard.client.get(reverse("rosters")).content.decode()

    assert "هنوز فهرستی نیامده است" in page
    assert reverse("roster-sample", args=["member"]) in page


@pytest.mark.parametrize("kind", ["member", "file"])
def test_sample_workbook_is_an_xlsx_file(wizard: Wizard, kind: str) -> None:
    answer = wizard.client.get(reverse("roster-sample", args=[kind]))

    assert answer.content.startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]


def test_unknown_sample_is_not_found(wizard: Wizard) -> None:
    assert wizard.client.get(reverse("roster-sample", args=["horses"])).status_code == 404


@pytest.mark.parametrize("kind", ["member", "file"])
def test_sample_workbook_is_understood_column_by_column(wizard: Wizard, kind: str) -> None:
    headings = tuple(sample_headings(kind))
    wizard.bring(workbook(["۱"] * len(headings), headings=headings))

    understood = wizard.newest()

    assert understood.kind == kind
    assert [column["heading"] for column in understood.sheets[0]["columns"] if not column["field"]] == []


def test_a_form_without_a_file_says_so_beside_the_field(wizard: Wizard) -> None:
    answer = wizard.client.post(reverse("roster-new"), {"office": wizard.office.pk})

    assert answer.status_code == 422
    assert "فایل فهرست را برگزینید." in answer.content.decode()


def test_what_is_no_workbook_is_refused_beside_the_field_and_nothing_is_kept(wizard: Wizard) -> None:
    answer = wizard.bring(b"%PDF-1.7 a letter", "نامه.pdf")

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"file"}
    assert wizard.count(RosterImport) == 0


def test_a_brought_file_goes_on_to_what_was_understood_of_it(wizard: Wizard) -> None:
    answer = wizard.bring(workbook(ZAHRA, MINA))
    roster = wizard.newest()

    assert answer.url == reverse("roster", args=[roster.pk])
    page = wizard.page("columns", roster).content.decode()
    assert "نسبت با سرپرست" in page
    assert "مددجویان" in page


# ---------------------------------------------------------------- columns


def test_one_field_given_to_two_columns_is_refused_above_the_form_and_what_was_said_stays(
    wizard: Wizard,
) -> None:
    wizard.bring(workbook(ZAHRA))
    roster = wizard.newest()
    form = wizard.page("columns", roster).context["form"]
    said = {field.html_name: field.value() for field in form if field.value() not in (None, False)}

    answer = wizard.press("columns", roster, **{**said, "column-0-2": "last_name", "as_of": ""})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["column-0-2"].value() == "last_name"


def test_a_day_that_is_not_in_the_calendar_is_said_beside_its_field(wizard: Wizard) -> None:
    wizard.bring(workbook(ZAHRA))

    answer = wizard.press("columns", wizard.newest(), kind="member", as_of="1399/13/40")

    assert answer.status_code == 422
    assert "as_of" in answer.context["form"].errors


def test_agreeing_leads_to_the_progress_of_the_check(wizard: Wizard) -> None:
    wizard.bring(workbook(ZAHRA))
    roster = wizard.newest()

    answer = wizard.agree(roster)

    assert answer.url == reverse("roster-progress", args=[roster.pk])
    assert wizard.page("progress", roster).status_code == 200


def test_progress_goes_on_to_the_findings_when_the_check_is_done(
    checked: RosterImport, wizard: Wizard
) -> None:
    findings = reverse("roster-findings", args=[checked.pk])
    progress = reverse("roster-progress", args=[checked.pk])

    assert wizard.client.get(progress).url == findings
    assert wizard.client.get(progress, headers={"HX-Request": "true"})["HX-Redirect"] == findings
    assert wizard.client.get(progress, {"next": "https://elsewhere.example/"}).url == findings
    assert wizard.client.get(reverse("roster", args=[checked.pk])).url == findings


# ---------------------------------------------------------------- findings and changes


def test_every_kind_of_finding_opens_to_its_rows(checked: RosterImport, wizard: Wizard) -> None:
    kinds = [kind for group in wizard.page("findings", checked).context["groups"] for kind, _ in group[2]]
    assert {"national_code_checksum", "letters_unified"} <= {kind.code for kind in kinds}

    for kind in kinds:
        page = wizard.page("finding", checked, kind.code)
        found = [one for line in page.context["lines"] for _, one in line.findings]
        assert len(found) == kind.count
        assert {one.code for one in found} == {kind.code}


def test_a_kind_of_finding_shows_what_was_and_what_became_of_it_and_an_unknown_kind_is_not_found(
    checked: RosterImport, wizard: Wizard
) -> None:
    page = wizard.page("finding", checked, "letters_unified").content.decode()

    assert "کريمي" in page
    assert "کریمی" in page
    assert wizard.page("finding", checked, "nothing_such").status_code == 404


def test_outcomes_add_up_to_the_rows_and_each_opens_to_as_many(checked: RosterImport, wizard: Wizard) -> None:
    parts = wizard.page("changes", checked).context["parts"]

    assert sum(number for *_, number in parts) == checked.counts["rows"] == 4
    for outcome, *_, number in parts:
        assert wizard.page("outcome", checked, outcome).context["page"].paginator.count == number


def test_a_page_of_rows_asks_the_database_the_same_however_many_rows_it_shows(wizard: Wizard) -> None:
    def asked(*rows: list[object]) -> int:
        wizard.bring(workbook(*rows))
        wizard.agree(wizard.newest())
        wizard.work()
        wizard.page("outcome", wizard.newest(), "new")
        with CaptureQueriesContext(connection) as queries:
            wizard.page("outcome", wizard.newest(), "new")
        return len(queries)

    many = [member(f"{300 + n}", "سرپرست", "لیلا", "صادقی", 300 + n) for n in range(20)]

    assert asked(SAKINEH) == asked(*many)
