"""The pages of the house on a phone: one line that opens, by finger or by keyboard, without any script."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, House
from tests.browser.test_every_page import found_by_axe

Visitor = Callable[..., Page]


def test_a_phone_shows_the_page_first_and_its_menu_opens_by_keyboard(house: House, visitor: Visitor) -> None:
    page = visitor("head", size=PHONE)
    page.goto(f"{house.url}/figures/")
    menu = page.locator("nav summary")
    expect(menu).to_contain_text("آمار و ارقام")
    assert page.locator("h1").bounding_box()["y"] < 240  # type: ignore[index]  # it is on the page

    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="دفتر رویدادها")).to_be_visible()
    assert found_by_axe(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="دفتر رویدادها")).to_be_hidden()
    expect(menu).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.url}/")


def test_the_menu_needs_no_script(house: House, visitor: Visitor) -> None:
    page = visitor("head", size=PHONE, java_script_enabled=False)
    page.goto(f"{house.url}/")
    page.locator("nav summary").click()
    page.get_by_role("link", name="واگذاری‌ها").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("واگذاری")
