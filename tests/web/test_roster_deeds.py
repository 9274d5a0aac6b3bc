"""What a clerk does with a checked roster: mend, decide, commit, take back."""

from __future__ import annotations

from io import BytesIO

from django.http import HttpResponse
from django.urls import reverse
from openpyxl import load_workbook

from madadkar.casework.models import CaseFile
from madadkar.foundation.models import AuditEvent
from madadkar.registry.models import Person, RosterImport, RosterMend, RosterRow
from tests.databases import as_owner
from tests.web.wizard import BORN_ELSEWHERE, FAMILIES, Wizard, code, member, workbook

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
    progress = reverse("roster-progress", args=[committed.pk])
    assert "کار به پایان نرسید" in wizard.client.get(progress).content.decode()
    assert wizard.client.get(progress, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "دیگر برگردانده نمی‌شود" in wizard.page("done", committed).content.decode()


# ---------------------------------------------------------------- families that are known


def _brought(wizard: Wizard, *rows: list[object]) -> RosterImport:
    wizard.bring(workbook(*rows))
    wizard.agree(wizard.newest())
    wizard.work()
    return wizard.newest()


def test_a_known_family_shows_what_would_change_before_and_after(
    committed: RosterImport, wizard: Wizard
) -> None:
    divorced = BORN_ELSEWHERE | {"وضعیت تأهل": "مطلقه"}
    roster = _brought(wizard, member("102", "سرپرست", "سکینه", "بیگدلی", 3, **divorced))

    page = wizard.page("outcome", roster, "updated").content.decode()

    assert "مجرد" in page
    assert "مطلقه" in page
    assert wizard.page("changes", roster).context["changing_count"] == 1


def test_a_family_without_a_code_that_looks_known_waits_for_a_persons_decision(
    committed: RosterImport, wizard: Wizard
) -> None:
    without = {"کد ملی": ""}
    alike = member("905", "سرپرست", "سکینه", "بیگدلی", 3, **without, **BORN_ELSEWHERE)
    other = {"نام پدر": "یدالله", "تاریخ تولد": "1352/03/04"}
    roster = _brought(wizard, alike, member("906", "سرپرست", "صدیقه", "رضایی", 9, **without, **other))
    line = wizard.page("outcome", roster, "waiting").context["lines"][0]
    known = wizard.client.get(line.url).context["alikes"]
    assert [one.sides[0][:3] for one in known] == [("نام", "سکینه بیگدلی", "سکینه بیگدلی")]

    nobody = wizard.press("decide", roster, 0, line.row.row_number, decision="same-0")
    assert nobody.status_code == 409
    wizard.press("decide", roster, 0, line.row.row_number, decision=f"different-{known[0].person_id}")
    wizard.work()

    assert wizard.newest().counts["waiting"] == 0
    assert wizard.newest().counts["new"] == 2


def _word(page: HttpResponse) -> tuple[str, str]:
    """The name of the first question on the page of who is perhaps known, and its answer «the same»."""
    field = page.context["asked"][0][2]
    return field.html_name, field.field.choices[0][0]


def test_who_is_perhaps_known_is_shown_side_by_side_and_decided_on_one_page(
    committed: RosterImport, wizard: Wizard
) -> None:
    without = {"کد ملی": ""}
    sakineh = member("905", "سرپرست", "سکینا", "بیگدلی", 3, **without, **BORN_ELSEWHERE)
    zahra = member("906", "سرپرست", "زهره", "کریمی", 1, **without)
    roster = _brought(wizard, sakineh, zahra)
    assert "۲ ردیف شاید شناخته باشد" in wizard.page("changes", roster).content.decode()

    page = wizard.page("perhaps", roster)
    assert page.context["total"] == 2
    assert "نام پدر یکسان" in page.content.decode()
    assert "برای دست‌کم یکی برگزینید" in wizard.press("perhaps", roster).content.decode()
    name, same = _word(page)
    assert "این گزینه در فهرست نیست" in wizard.press("perhaps", roster, **{name: "same-x"}).content.decode()
    wizard.press("perhaps", roster, **{name: same})
    wizard.work()

    page = wizard.page("perhaps", wizard.newest())
    assert page.context["total"] == 1
    wizard.press("perhaps-sure", roster)
    wizard.work()
    assert wizard.newest().counts["waiting"] == 0
    assert "دیگر ردیفی نیست" in wizard.page("perhaps", roster).content.decode()
    wizard.press("perhaps-sure", roster)
    assert "چیزی تغییر نکرد" in wizard.page("perhaps", roster).content.decode()

    line = wizard.page("outcome", roster, "updated").context["lines"][0]
    assert "همان شخص ثبت‌شده است" in wizard.client.get(line.url).content.decode()
    wizard.press("undecide", roster, 0, line.row.row_number)
    wizard.work()
    assert wizard.newest().counts["waiting"] == 1


def test_what_a_colleague_said_meanwhile_stays_and_the_page_tells_it(
    committed: RosterImport, wizard: Wizard
) -> None:
    sakineh = member("905", "سرپرست", "سکینا", "بیگدلی", 3, **BORN_ELSEWHERE | {"کد ملی": ""})
    roster = _brought(wizard, sakineh)
    name, same = _word(wizard.page("perhaps", roster))
    with as_owner():
        row = RosterRow.objects.get(roster_import=roster)
        RosterMend.objects.create(
            roster_import=roster, office_id=roster.office_id, sheet=row.sheet, row_number=row.row_number,
            text=f"joins:{row.resembles[0]}", mended_by_id=0, mended_at=roster.received_at,
        )  # fmt: skip

    answer = wizard.press("perhaps", roster, **{name: "different"})

    assert answer.url == reverse("roster-perhaps", args=[roster.pk])
    assert "کسی پیش‌تر تصمیم گرفته بود" in wizard.page("perhaps", roster).content.decode()
    otherwise = same.replace("same", "different")
    assert wizard.press("decide", roster, 0, row.row_number, decision=otherwise).status_code == 409
