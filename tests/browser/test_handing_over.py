"""A file's way to a centre and back in a browser, by keys too; and what a second tab is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, House
from tests.browser.test_every_page import found_by_axe

Visitor = Callable[..., Page]
CENTRE = "مرکز نیکوکاری نور"


def _send(page: Page, house: House, file_id: object) -> None:
    page.goto(f"{house.url}/files/{file_id}/centre/")
    page.get_by_label("مرکز نیکوکاری").select_option(label=CENTRE)
    page.get_by_label("امور تحصیلی").check()
    page.get_by_label("شرایط واگذاری").fill("هر ماه یک بازدید")
    page.get_by_role("button", name="فرستادن به مرکز").press("Enter")
    expect(page.get_by_text("پرونده برای مرکز فرستاده شد.")).to_be_visible()


def _press(page: Page, house: House, at: str, number: str, button: str, note: str = "") -> None:
    """Choose the file by its box, with the space bar, and press a button of the list."""
    page.goto(f"{house.url}/delegations/at/{at}/")
    box = page.get_by_role("checkbox", name=f"برگزیدن پرونده {number}")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    if note:
        page.locator("#id_note").fill(note)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#messages")).to_contain_text("۱ پرونده")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_file_is_sent_refused_sent_again_begun_and_taken_back(
    house: House, visitor: Visitor, size: dict[str, int]
) -> None:
    head, manager = visitor("head", size=size), visitor("centre_manager", size=size)
    file_id = house.objects["free_file"]
    _send(head, house, file_id)
    number = _number_of(manager, house)
    _press(manager, house, "sent", number, "دریافت شد")
    _press(manager, house, "received", number, "نمی‌پذیریم", "ظرفیت نداریم")
    assert manager.goto(f"{house.url}/files/{file_id}/").status == 404  # type: ignore[union-attr]  # an answer came

    _send(head, house, file_id)
    second_tab = visitor("head", size=size)
    second_tab.goto(f"{house.url}/files/{file_id}/recall/")
    _press(manager, house, "sent", number, "دریافت شد")
    _press(manager, house, "received", number, "می‌پذیریم")
    _press(manager, house, "accepted", number, "تحویل شد؛ آغاز کار", "با نه برگ تحویل شد.")
    manager.goto(f"{house.url}/files/{file_id}/")
    assert found_by_axe(manager) == []

    head.goto(f"{house.url}/files/{file_id}/recall/")
    for tab, words in ((head, "پرونده به اداره بازگشت"), (second_tab, "خود شما انجام داده‌اید")):
        tab.get_by_label("دلیل").fill("انتقال به شهر دیگر")
        tab.get_by_role("button", name="پس گرفتن").click()
        expect(tab.locator("#content")).to_contain_text(words)
    assert manager.goto(f"{house.url}/files/{file_id}/").status == 404  # type: ignore[union-attr]  # an answer came


def _number_of(manager: Page, house: House) -> str:
    """The number of the newest file that was sent."""
    manager.goto(f"{house.url}/delegations/at/sent/")
    name = manager.get_by_role("checkbox", name="برگزیدن پرونده").last.get_attribute("aria-label") or ""
    return name.removeprefix("برگزیدن پرونده ")
