"""A client speaks by keyboard alone at a village's phone, an officer answers, and the client reads it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, House


def test_a_complaint_is_spoken_answered_and_read_without_a_mouse(
    house: House, visitor: Callable[..., Page], troubles: list[str]
) -> None:
    client = visitor(None, size=PHONE)
    client.goto(f"{house.url}/voice/")
    client.get_by_label("به کدام اداره").focus()
    client.keyboard.press("ArrowDown")
    client.keyboard.press("Tab")
    client.keyboard.press("Tab")
    expect(client.get_by_label("سخن شما")).to_be_focused()
    client.keyboard.type("بازدید ماه گذشته انجام نشد")
    client.get_by_role("button", name="فرستادن").focus()
    client.keyboard.press("Enter")
    expect(client.get_by_role("heading", level=1)).to_have_text("پیام شما رسید")
    code = client.locator(".code").inner_text()

    head = visitor("head")
    head.goto(f"{house.url}/voices/?state=waiting")
    head.get_by_role("link", name="بازدید ماه گذشته انجام نشد").click()
    head.get_by_role("link", name="پاسخ", exact=True).click()
    head.get_by_label("پاسخ").fill("مددکار شنبه می‌آید.")
    head.keyboard.press("Tab")
    head.keyboard.press("Enter")
    expect(head.get_by_text("پاسخ ثبت شد")).to_be_visible()

    client.goto(f"{house.url}/voice/follow/")
    client.get_by_label("کد پیگیری").focus()
    client.keyboard.type(code)
    client.keyboard.press("Enter")
    expect(client.get_by_text("مددکار شنبه می‌آید.")).to_be_visible()
    assert troubles == []


def test_a_form_with_nothing_in_it_says_what_is_missing_beside_the_field(
    house: House, visitor: Callable[..., Page], troubles: list[str]
) -> None:
    page = visitor(None, size=PHONE)
    page.goto(f"{house.url}/voice/")
    page.get_by_role("button", name="فرستادن").click()

    expect(page.get_by_role("alert")).to_contain_text("سخن شما")
    assert troubles == []
