"""The workbench: fifty pairs by keyboard alone, and two clerks at one pair."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import House
from tests.browser.test_every_page import found_by_axe

Visitor = Callable[..., Page]
_AT = re.compile(r"/matching/pairs/(\d+)/")


def _pair_at(page: Page) -> int:
    found = _AT.search(page.url)
    assert found is not None, page.url
    return int(found[1])


def test_fifty_pairs_are_decided_by_keyboard_alone_and_none_returns(house: House, visitor: Visitor) -> None:
    page = visitor("intake")
    page.goto(f"{house.url}/matching/?kind=within", wait_until="domcontentloaded")
    page.get_by_role("link", name="آغاز از نخستین جفت").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(_AT)
    page.keyboard.press("4")  # the first pair is left to the two clerks of the other story
    seen = [_moved_on(page, house.objects["pair_id"])]
    for place in range(50):
        page.keyboard.press("213"[place % 3])
        seen.append(_moved_on(page, seen[-1]))

    assert len(set(seen)) == 51
    assert house.objects["pair_id"] not in seen
    page.keyboard.press("Tab")
    page.goto(f"{house.url}/matching/decided/", wait_until="domcontentloaded")
    expect(page.get_by_role("row")).to_have_count(26)
    expect(page.locator("#content")).to_contain_text("صفحه ۱ از ۲")


def _moved_on(page: Page, before: int) -> int:
    """The number of the pair that came after another."""
    page.wait_for_url(lambda url: bool(_AT.search(url)) and f"/pairs/{before}/" not in url)
    page.wait_for_load_state("domcontentloaded")
    return _pair_at(page)


def test_two_clerks_at_one_pair_come_to_one_result(house: House, visitor: Visitor) -> None:
    pair = f"{house.url}/matching/pairs/{house.objects['pair_id']}/?kind=within"
    zahra, saeed = visitor("head"), visitor("caseworker")
    for page in (zahra, saeed):
        page.goto(pair, wait_until="domcontentloaded")
    zahra.get_by_label("یادداشت (اگر لازم است)").fill("دو خواهرند 1")
    zahra.keyboard.press("Escape")
    zahra.keyboard.press("2")
    expect(zahra.locator("#messages")).to_contain_text("گفته شد: «دو نفرند»")
    saeed.get_by_role("button", name="یک نفرند").click()

    expect(saeed.locator("#messages")).to_contain_text("گفته است: «دو نفرند»")
    expect(saeed.locator("#content")).to_contain_text("دو خواهرند")
    assert found_by_axe(saeed) == []
    zahra.get_by_role("link", name="برگرداندن").first.click()
    zahra.get_by_role("button", name="برگردد").click()
    expect(zahra.locator("#messages")).to_contain_text("دوباره در صف است")


def test_without_scripts_a_pair_is_decided_by_its_buttons(house: House, visitor: Visitor) -> None:
    page = visitor("second_head", java_script_enabled=False)
    page.goto(f"{house.url}/matching/pairs/{house.objects['shared_pair_id']}/")
    page.get_by_role("button", name="نمی‌دانم").click()

    expect(page.locator("#messages")).to_contain_text("گفته شد: «نمی‌دانم»")
