"""Forms in a real browser: errors beside their fields, nothing typed is lost, days picked by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, House
from tests.browser.test_every_page import found_by_axe

Visitor = Callable[..., Page]
FORMS = {
    "administrator": ("/offices/add/", "/people/add/", "/partners/add/"),
    "head": ("/centres/add/", "/families/new/?q=بهمن‌زاده", "/families/{household}/members/add/"),
}
EVERY = [(role, address) for role, addresses in FORMS.items() for address in addresses]


@pytest.mark.parametrize(("role", "address"), EVERY)
def test_an_empty_form_says_what_is_wrong_beside_each_field(
    house: House, visitor: Visitor, role: str, address: str
) -> None:
    page = visitor(role, size=PHONE)
    page.goto(house.url + address.format(**house.objects))
    page.locator("main form[method=post] button[type=submit]").last.click()

    expect(page.locator(".field-error").first).to_be_visible()
    wrong = page.locator("main [aria-invalid=true]").first
    described = wrong.get_attribute("aria-describedby") or ""
    assert any(page.locator(f"#{one}.field-error").count() for one in described.split())
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_what_was_typed_stays_when_a_form_is_refused(house: House, visitor: Visitor) -> None:
    page = visitor("intake")
    page.goto(house.url + "/families/new/?q=بهمن‌زاده")
    page.get_by_label("نام خانوادگی").fill("بهمن‌زاده")
    page.get_by_label("کد ملی").fill("۱۲۳")
    page.get_by_role("button", name="ثبت خانوار و درخواست").click()

    expect(page.get_by_label("نام خانوادگی")).to_have_value("بهمن‌زاده")
    expect(page.get_by_label("کد ملی")).to_have_value("۱۲۳")
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.closest('.field') !== null")


def test_a_day_is_picked_by_keyboard_and_given_back_in_persian_digits(house: House, visitor: Visitor) -> None:
    page = visitor("auditor")
    page.goto(house.url + "/audit/")
    day = page.locator("#id_on_from")
    day.fill("1403/12/29")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_be_visible()
    assert found_by_axe(page) == []
    page.keyboard.press("ArrowLeft")  # right to left: left is tomorrow; 1403 is a leap year
    page.keyboard.press("Enter")
    expect(day).to_have_value("۱۴۰۳/۱۲/۳۰")
    page.keyboard.press("Enter")
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    expect(day).to_have_value("۱۴۰۴/۰۱/۳۰")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('jalali-date button')")


def test_the_calendar_knows_that_a_common_year_has_no_thirtieth_of_esfand(
    house: House, visitor: Visitor
) -> None:
    page = visitor("auditor", size=PHONE)
    page.goto(house.url + "/audit/")
    day = page.locator("#id_on_until")
    day.fill("۱۴۰۴/۱۲/۲۹")
    page.get_by_role("button", name="انتخاب از تقویم: تا روز").click()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")

    expect(day).to_have_value("۱۴۰۵/۰۱/۰۱")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_trail_narrows_to_the_chosen_day(house: House, visitor: Visitor) -> None:
    page = visitor("auditor")
    page.goto(house.url + "/audit/?on_from=1300/01/01&on_until=1300/01/02")

    expect(page.locator("main")).to_contain_text("رویدادی با این ویژگی‌ها نیست")


@pytest.mark.parametrize(
    ("role", "address", "words"),
    [
        ("caseworker", "/offices/", "این بخش برای نقش شما باز نیست"),
        ("head", "/families/999999/", "یافت نشد"),
        ("head", "/nowhere/", "چنین صفحه‌ای یافت نشد"),
    ],
)
def test_a_no_is_a_kind_page_in_persian(
    house: House, visitor: Visitor, role: str, address: str, words: str
) -> None:
    page = visitor(role, size=PHONE)
    page.goto(house.url + address)

    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
    assert found_by_axe(page) == []


def test_a_register_leaves_as_a_workbook(house: House, visitor: Visitor) -> None:
    page = visitor("head", accept_downloads=True)
    page.goto(house.url + "/register/?state=active")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="خروجی اکسل").click()

    assert waiting.value.suggested_filename == "فهرست خانوارها.xlsx"


def test_lists_and_files_print_on_paper_without_the_frame(house: House, visitor: Visitor) -> None:
    page = visitor("head")
    page.goto(house.url + f"/families/{house.objects['household']}/")
    page.emulate_media(media="print")

    expect(page.locator(".top-bar")).to_be_hidden()
    expect(page.locator(".page-deeds").first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.pdf(format="A4")[:4] == b"%PDF"
