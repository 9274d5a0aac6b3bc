"""Signing in with both steps, by keyboard alone, as somebody at a village counter would."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyotp
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, House
from tests.browser.world import PASSWORD, SECRET


def _type_first_step(page: Page, name: str, password: str) -> None:
    """The name's field has the focus already."""
    expect(page.get_by_label("نام کاربری")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def test_both_steps_are_done_by_keyboard_and_lead_where_one_was_going(
    house: House, visitor: Callable[..., Page], troubles: list[str]
) -> None:
    page = visitor(None)
    page.goto(f"{house.url}/account/")
    _type_first_step(page, "intake", "نادرست")
    expect(page.get_by_role("alert")).to_contain_text("نام کاربری یا گذرواژه درست نیست")

    expect(page.get_by_label("نام کاربری")).to_have_value("intake")
    page.get_by_label("گذرواژه").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("گام دوم ورود")
    expect(page.get_by_label("کد ورود")).to_be_focused()
    page.keyboard.type("۱۲۳")
    page.keyboard.press("Enter")
    expect(page.get_by_text("این کد درست نیست")).to_be_visible()
    page.get_by_label("کد ورود").fill("")
    expect(page.get_by_label("کد ورود")).to_be_focused()
    page.keyboard.type(pyotp.TOTP(SECRET).now().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("حساب من")
    assert page.url.endswith("/account/")
    assert troubles == []


def test_signing_out_from_the_menu_closes_the_house(
    house: House, visitor: Callable[..., Page], troubles: list[str]
) -> None:
    page = visitor(None, size=PHONE)
    page.goto(house.url)
    _type_first_step(page, "finance", PASSWORD)
    expect(page.get_by_label("کد ورود")).to_be_focused()
    page.keyboard.type(pyotp.TOTP(SECRET).now())
    page.keyboard.press("Enter")
    page.locator(".user-menu > summary").press("Enter")
    page.get_by_role("button", name="خروج").press("Enter")

    expect(page).to_have_url(re.compile("/sign-in/"))
    page.goto(f"{house.url}/account/")
    expect(page).to_have_url(re.compile("/sign-in/"))
    assert troubles == []
