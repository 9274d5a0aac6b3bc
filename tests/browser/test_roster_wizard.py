"""A roster's whole way in a browser, from its file to the figures: by mouse, by keys, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, House
from tests.browser.test_every_page import found_by_axe
from tests.web.wizard import code, member, workbook

Visitor = Callable[..., Page]
_TAKE, _AGREE = "خواندن فایل", "درست است؛ ردیف‌ها را بررسی کن"
_FOUND, _DONE = "در ردیف‌ها چه یافتیم", "این فهرست ثبت شد"


# Two women, a child, a third woman and their father: another roster's people resemble nobody of these.
_PEOPLE = {
    1: ("مهین", "بهاره", "اقدس شریفی", "پری نوروزی", "حسین"),
    2: ("طوبی", "نرگس", "شهربانو فلاحی", "گلناز یزدانی", "رمضان"),
    3: ("فخری", "سوسن", "خدیجه بهرامی", "ملیحه سلطانی", "یدالله"),
    4: ("بتول", "لاله", "عفت مرادخانی", "صدیقه گنجی", "قربان"),
    5: ("کوکب", "ژاله", "نصرت امیری", "ربابه حیدری", "شعبان"),
}


def roster(path: Path, first: int, *, wrong: bool = True) -> Path:
    """Two families nobody knows yet, of whom one member's code may be wrong; as a file on a disk."""
    time = first // 100 % 10
    mahin, child, aqdas, pari, father = _PEOPLE[time]

    def row(place: int, relation: str, born: str, name: str, last: str, **said: str) -> list[Any]:
        told = {"نام پدر": father, "تاریخ تولد": born} | said
        return member(f"7{first}{max(place, 1)}", relation, name, last, first + place, **told)

    rows = [
        row(0, "سرپرست", f"{1340 + 3 * time}/0{time}/1{time}", mahin, "كاظمي"),
        row(1, "فرزند", f"{1390 + time}/0{time + 3}/0{time + 4}", child, "کاظمی"),
        row(2, "سرپرست", f"{1344 + 3 * time}/0{time + 2}/2{time}", *aqdas.split(), **{"وضعیت تأهل": "مطلقه"}),
    ]
    if wrong:
        right = code(first + 3)
        bad = right[:-1] + str((int(right[-1]) + 1) % 10)
        rows.append(
            row(3, "سرپرست", f"{1341 + 3 * time}/0{time + 1}/0{time}", *pari.split(), **{"کد ملی": bad})
        )
    file = path / f"فهرست-{first}.xlsx"
    file.write_bytes(workbook(*rows))
    return file


def headed(page: Page, words: str) -> None:
    """Wait until the page with this heading is there."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


@pytest.mark.parametrize(("size", "first"), [(DESK, 700_100), (PHONE, 700_200)], ids=["desk", "phone"])
def test_roster_goes_from_its_file_to_the_figures(
    house: House, visitor: Visitor, tmp_path: Path, size: dict[str, int], first: int
) -> None:
    page = visitor("intake", size=size)
    sound = _sound(page)
    page.goto(f"{house.url}/rosters/new/")
    page.get_by_label("فایل فهرست").set_input_files(roster(tmp_path, first))
    expect(page.locator("roster-drop")).to_contain_text("کیلوبایت")
    sound()
    page.get_by_role("button", name=_TAKE).click()

    headed(page, "از این فایل چه فهمیدیم")
    expect(page.get_by_label("معنای ستون «نام پدر»")).to_have_value("father_name")
    sound()
    page.get_by_role("button", name=_AGREE).click()

    headed(page, _FOUND)
    sound()
    page.get_by_role("link", name="حرف‌های عربی").click()
    expect(page.get_by_role("main")).to_contain_text("كاظمي")
    sound()
    page.get_by_role("link", name="تغییرها", exact=False).first.click()

    headed(page, "چه تغییر می‌کند")
    expect(page.get_by_role("main")).to_contain_text("۴ ردیف = ۳ تازه")
    sound()
    _mend(page, code(first + 3), sound)
    expect(page.get_by_role("main")).to_contain_text("۴ ردیف = ۴ تازه")
    page.get_by_role("button", name="۴ ردیف را ثبت کن").click()

    headed(page, _DONE)
    sound()
    expect(page.get_by_role("main")).to_contain_text("پیش از ثبت")
    page.get_by_role("region", name="آمار").get_by_role("link").first.click()
    headed(page, "خانوارهای تحت پوشش")


def _mend(page: Page, right: str, sound: Callable[[], None]) -> None:
    """Open the row that waits, give it its right code, and come back to what will change."""
    page.get_by_role("link", name="همین‌جا اصلاحشان کنید").click()
    page.get_by_role("row").get_by_role("link", name="ردیف").first.click()
    sound()
    page.get_by_label("کد ملی").fill(right)
    page.get_by_role("button", name="اصلاح کن").click()
    headed(page, "در انتظار: ۰ ردیف")
    page.get_by_role("link", name="همه تغییرها").click()


def _sound(page: Page) -> Callable[[], None]:
    def sound() -> None:
        assert found_by_axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url

    return sound


def test_roster_is_brought_and_committed_by_keys_alone(
    house: House, visitor: Visitor, tmp_path: Path
) -> None:
    page = visitor("head")
    # Asked for before anything opens: a chooser that opens while the browser is still being told is lost.
    page.on("filechooser", lambda chooser: None)
    page.goto(f"{house.url}/rosters/")
    press_on(page, "فهرست تازه")
    headed(page, "فهرست تازه")
    page.wait_for_load_state()
    reach(page, "document.activeElement.type === 'file'")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(roster(tmp_path, 700_300, wrong=False))
    press_on(page, _TAKE)
    headed(page, "از این فایل چه فهمیدیم")
    press_on(page, _AGREE)
    headed(page, _FOUND)
    press_on(page, "چه تغییر می‌کند")
    headed(page, "اگر ثبت کنید")
    press_on(page, "۳ ردیف را ثبت کن")
    headed(page, _DONE)
    press_on(page, "برگرداندن این ثبت")
    headed(page, "برگرداندن این ثبت")
    reach(page, "document.activeElement.name === 'reason'")
    page.keyboard.type("فهرست آزمایشی بود")
    press_on(page, "برگردان")
    headed(page, "این فهرست برگردانده شد")


def press_on(page: Page, words: str) -> None:
    """Go with Tab to the link or button with these words, and press it."""
    reach(page, f"document.activeElement.innerText.trim().includes('{words}')")
    page.keyboard.press("Enter")


def reach(page: Page, condition: str) -> None:
    """Press Tab until the focus is where the condition says; it must be seen there."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(
            f"document.activeElement.matches('a, button, input, textarea, select') && ({condition})"
        ):
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"no Tab leads to {condition} on {page.url}")


def test_roster_goes_all_its_way_without_scripts(house: House, visitor: Visitor, tmp_path: Path) -> None:
    page = visitor("intake", java_script_enabled=False)
    page.goto(f"{house.url}/rosters/new/")
    page.get_by_label("فایل فهرست").set_input_files(roster(tmp_path, 700_400, wrong=False))
    page.get_by_role("button", name=_TAKE).click()
    page.get_by_role("button", name=_AGREE).click()
    headed(page, _FOUND)
    page.get_by_role("link", name="چه تغییر می‌کند").click()
    page.get_by_role("button", name="ثبت کن").click()
    headed(page, _DONE)


def test_a_file_that_is_no_workbook_is_refused_by_its_field_and_can_be_replaced(
    house: House, visitor: Visitor, tmp_path: Path
) -> None:
    letter = tmp_path / "نامه.pdf"
    letter.write_bytes(b"%PDF-1.7 a letter")
    page = visitor("intake")
    page.goto(f"{house.url}/rosters/new/")
    page.get_by_label("فایل فهرست").set_input_files(letter)
    page.get_by_role("button", name=_TAKE).click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert found_by_axe(page) == []
    page.get_by_label("فایل فهرست").set_input_files(roster(tmp_path, 700_500))
    page.get_by_role("button", name=_TAKE).click()
    headed(page, "از این فایل چه فهمیدیم")
