"""The front door in a real browser: a family found however it is spelt, by keyboard, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from madadkar.foundation.identity import national_check_digit
from madadkar.foundation.persian import persian_digits
from tests.browser.conftest import PHONE, House
from tests.browser.test_every_page import found_by_axe

Visitor = Callable[..., Page]
MOHAMMAD = "999000010" + national_check_digit("999000010")


@pytest.mark.parametrize(
    "spelt", ["خدابنده‌لو محمد", "محمد خدابندهلو", "محمّد خدا بنده لو", persian_digits(MOHAMMAD)]
)
def test_a_family_is_found_however_it_is_spelt_and_opened_by_keyboard(
    house: House, visitor: Visitor, spelt: str
) -> None:
    page = visitor("caseworker")
    page.goto(house.url + "/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(spelt)
    page.keyboard.press("Enter")

    expect(page.locator("#results [data-result]").first).to_contain_text("خدابنده‌لو")
    page.wait_for_load_state("load")
    page.locator("#q").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("خدابنده‌لو")


def test_results_come_while_typing(house: House, visitor: Visitor) -> None:
    page = visitor("caseworker")
    page.goto(house.url + "/search/")
    page.locator("#q").press_sequentially("سکینه حسنی", delay=20)

    expect(page.locator("#results [data-result]").first).to_contain_text("حسنی")
    expect(page).to_have_url(re.compile(r"q="))
    assert found_by_axe(page) == []


def test_search_works_without_scripts(house: House, visitor: Visitor) -> None:
    page = visitor("caseworker", java_script_enabled=False)
    page.goto(house.url + "/")
    page.locator("#q").fill("زهرا بیگدلی")
    page.keyboard.press("Enter")

    expect(page.locator("#results [data-result]").first).to_contain_text("بیگدلی")


def test_a_centres_worker_finds_no_family_of_others(house: House, visitor: Visitor) -> None:
    page = visitor("centre_worker")
    page.goto(house.url + "/search/?q=خدابنده‌لو")
    shown = page.locator("#results [data-result]").all_inner_texts()
    page.goto(house.url + "/search/?q=بیگدلی")
    own = page.locator("#results .found-row").count()

    head = visitor("head")
    head.goto(house.url + "/search/?q=بیگدلی")
    assert own < head.locator("#results .found-row").count()
    head.goto(house.url + "/search/?q=خدابنده‌لو")
    assert len(shown) < head.locator("#results [data-result]").count()


def test_what_is_not_found_offers_intake_and_says_where_it_looked(house: House, visitor: Visitor) -> None:
    page = visitor("intake", size=PHONE)
    page.goto(house.url + "/search/?q=ققنوس زرین‌پر")

    expect(page.locator("#results")).to_contain_text("یافت نشد")
    expect(page.locator("#results")).to_contain_text("کمیته امداد استان زنجان")
    page.get_by_role("link", name="پذیرش خانوار تازه").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("پذیرش خانوار")
