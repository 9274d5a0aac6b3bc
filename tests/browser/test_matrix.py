"""The matrix in a real browser: on a phone, by keyboard alone, its errors beside their groups."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from madadkar.casework.rules.assessment_matrix import Domain
from tests.browser.conftest import PHONE, House
from tests.browser.test_every_page import found_by_axe

Visitor = Callable[..., Page]


def test_the_matrix_is_filled_by_keyboard_on_a_phone_and_drawn_over_time(
    house: House, visitor: Visitor
) -> None:
    page = visitor("caseworker", size=PHONE)
    page.goto(house.url + "/files/{case_file}/assess/".format(**house.objects))
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".domain .field-error")).to_have_count(len(Domain))
    assert found_by_axe(page) == []
    page.locator(".error-summary a", has_text="درآمد").first.press("Enter")
    for domain in Domain:
        page.locator(f"#id_{domain.value}_0").focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"#id_{domain.value}_1")).to_be_checked()
    page.locator("#id_causes_0").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="ثبت سنجش").press("Enter")

    expect(page.get_by_role("heading", name="امتیازها در زمان")).to_be_visible()
    expect(page.locator("svg.drawing")).to_have_count(len(Domain))
    assert page.locator(".state-heed").count() >= len(Domain)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
