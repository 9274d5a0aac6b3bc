"""The roster wizard: from a file to families, for those whose work it is, and for nobody else."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from madadkar.casework.models import CaseFile
from madadkar.foundation.models import AuditEvent
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from madadkar.registry.models import Person, RosterImport
from madadkar.web.rosters.samples import sample_headings
from tests.databases import as_owner
from tests.registry.people import centre, office
from tests.web.visitors import visitor
from tests.web.wizard import FAMILIES, MINA, SAKINEH, ZAHRA, Wizard, code, member, workbook


@pytest.fixture
def zanjan(db: None) -> Office:
    with as_owner():
        return office("emdad-zanjan", place=Place.objects.get(code="19"))


@pytest.fixture
def qazvin(db: None) -> Office:
    with as_owner():
        return office("emdad-qazvin")


@pytest.fixture
def wizard(zanjan: Office) -> Wizard:
    return Wizard(visitor(Role.INTAKE, zanjan), zanjan)


@pytest.fixture
def checked(wizard: Wizard) -> RosterImport:
    """Three good rows and one with a wrong code, brought and checked."""
    wizard.bring(FAMILIES)
    wizard.agree(wizard.newest())
    wizard.work()
    return wizard.newest()


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


# ---------------------------------------------------------------- waiting rows


def test_a_waiting_row_is_mended_on_the_page(checked: RosterImport, wizard: Wizard) -> None:
    number = wizard.page("outcome", checked, "waiting").context["lines"][0].row.row_number
    form = wizard.page("row", checked, 0, number).context["form"]
    said = {field.html_name: field.value() for field in form}

    answer = wizard.press("row", checked, 0, number, **{**said, "cell-5": code(4)})
    wizard.work()

    assert answer.status_code == 302
    assert wizard.newest().counts["waiting"] == 0
    assert wizard.newest().counts["new"] == 4


def test_a_row_sent_without_a_change_says_so(checked: RosterImport, wizard: Wizard) -> None:
    number = wizard.page("outcome", checked, "waiting").context["lines"][0].row.row_number
    form = wizard.page("row", checked, 0, number).context["form"]

    answer = wizard.press("row", checked, 0, number, **{field.html_name: field.value() for field in form})

    assert answer.status_code == 422
    assert "هیچ خانه‌ای تغییر نکرده است." in answer.content.decode()


def test_a_row_that_is_not_in_the_roster_is_not_found(checked: RosterImport, wizard: Wizard) -> None:
    assert wizard.page("row", checked, 0, 99_999).status_code == 404
    assert wizard.page("row", checked, 7, 2).status_code == 404


def test_waiting_rows_mended_in_the_returned_workbook_find_their_import(
    checked: RosterImport, wizard: Wizard
) -> None:
    given = wizard.page("waiting", checked).content
    book = load_workbook(BytesIO(given))
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("کد ملی") + 1).value = code(4)
    mended = BytesIO()
    book.save(mended)

    answer = wizard.bring(mended.getvalue(), "اصلاح.xlsx")
    wizard.work()

    assert answer.url.startswith(reverse("roster-progress", args=[checked.pk]))
    assert wizard.newest() == checked
    assert wizard.newest().counts["waiting"] == 0
    with as_owner():
        assert AuditEvent.objects.get(deed="registry.export_waiting_rows").facts == {"rows": 1}


# ---------------------------------------------------------------- commit and undo


@pytest.fixture
def committed(checked: RosterImport, wizard: Wizard) -> RosterImport:
    """Its commit button was pressed twice before the worker came."""
    first, second = wizard.press("commit", checked), wizard.press("commit", checked)
    assert first.url == second.url == reverse("roster-progress", args=[checked.pk])
    wizard.work()
    return wizard.newest()


def test_commit_makes_families_and_files_that_the_last_page_counts(
    committed: RosterImport, wizard: Wizard
) -> None:
    with as_owner():
        assert {person.last_name for person in Person.objects.all()} == {"کریمی", "بیگدلی"}
    assert wizard.count(CaseFile) == 2

    page = wizard.page("done", committed)

    assert page.context["parts"][0] == ("new", "تازه", "در سامانه نبودند و افزوده شدند.", 3)
    figures = {one.code: (number, before) for one, number, before in page.context["figures"]}
    assert figures["covered_households"] == (2, 0)
    assert figures["covered_persons"] == (3, 0)


def test_commit_asked_twice_commits_once_and_says_so(committed: RosterImport, wizard: Wizard) -> None:
    answer = wizard.press("commit", committed)
    wizard.work()

    assert answer.url == reverse("roster-done", args=[committed.pk])
    assert "پیش‌تر ثبت شده است" in wizard.page("done", committed).content.decode()
    assert wizard.count(CaseFile) == 2


def test_committed_rows_lead_to_their_families(committed: RosterImport, wizard: Wizard) -> None:
    lines = wizard.page("outcome", committed, "new").context["lines"]

    assert [line.row.is_committed for line in lines] == [True] * 3
    assert all(line.row.household_id for line in lines)


def test_the_same_file_again_says_so_and_brings_nothing(committed: RosterImport, wizard: Wizard) -> None:
    answer = wizard.bring(FAMILIES)

    assert answer.url == reverse("roster", args=[committed.pk])
    assert "پیش‌تر ثبت شده" in wizard.page("done", committed).content.decode()


def test_undo_asks_for_a_reason(committed: RosterImport, wizard: Wizard) -> None:
    answer = wizard.press("undo", committed, reason=" ")

    assert answer.status_code == 422
    assert wizard.count(CaseFile) == 2


def test_undo_takes_everything_back(committed: RosterImport, wizard: Wizard) -> None:
    wizard.press("undo", committed, reason="فهرست استان دیگری بود")
    wizard.work()

    assert wizard.count(CaseFile) == 0
    assert "این فهرست برگردانده شد" in wizard.page("done", committed).content.decode()
    with as_owner():
        assert AuditEvent.objects.get(deed="casework.undo_roster").reason == "فهرست استان دیگری بود"


def test_undo_is_refused_with_its_reason_once_something_was_built_on_the_import(
    committed: RosterImport, wizard: Wizard
) -> None:
    wizard.bring(workbook(member("101", "سرپرست", "زهرا", "کریمی", 1, **{"وضعیت تأهل": "مطلقه"})))
    wizard.agree(wizard.newest())
    wizard.work()
    wizard.press("commit", wizard.newest())
    wizard.work()

    wizard.press("undo", committed, reason="اشتباه بود")
    wizard.work()

    assert wizard.count(CaseFile) == 2
    assert "کار به پایان نرسید" in wizard.page("progress", committed).content.decode()


# ---------------------------------------------------------------- families that are known


def _brought(wizard: Wizard, *rows: list[object]) -> RosterImport:
    wizard.bring(workbook(*rows))
    wizard.agree(wizard.newest())
    wizard.work()
    return wizard.newest()


def test_a_known_family_shows_what_would_change_before_and_after(
    committed: RosterImport, wizard: Wizard
) -> None:
    roster = _brought(wizard, member("102", "سرپرست", "سکینه", "بیگدلی", 3, **{"وضعیت تأهل": "مطلقه"}))

    page = wizard.page("outcome", roster, "updated").content.decode()

    assert "مجرد" in page
    assert "مطلقه" in page
    assert wizard.page("changes", roster).context["changing_count"] == 1


def test_a_family_without_a_code_that_looks_known_waits_for_a_persons_decision(
    committed: RosterImport, wizard: Wizard
) -> None:
    without = {"کد ملی": ""}
    alike = member("905", "سرپرست", "سکینه", "بیگدلی", 3, **without)
    roster = _brought(wizard, alike, member("906", "سرپرست", "صدیقه", "رضایی", 9, **without))
    line = wizard.page("outcome", roster, "waiting").context["lines"][0]
    known = wizard.client.get(line.url).context["alikes"]
    assert [one.sides[0] for one in known] == [("نام", "سکینه بیگدلی", "سکینه بیگدلی")]

    nobody = wizard.press("decide", roster, 0, line.row.row_number, decision="same-0")
    assert nobody.status_code == 409
    wizard.press("decide", roster, 0, line.row.row_number, decision=f"different-{known[0].person_id}")
    wizard.work()

    assert wizard.newest().counts["waiting"] == 0
    assert wizard.newest().counts["new"] == 2
