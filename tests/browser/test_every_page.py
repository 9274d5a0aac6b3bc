"""Every page, at a desk and on a phone: axe finds nothing, nothing runs over the edge, nothing complains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from tests.browser.conftest import AXE, DESK, PHONE, House

# Who opens a page, the one with most of it in sight first.
ROLES = (
    "head",
    "intake",
    "administrator",
    "caseworker",
    "director",
    "auditor",
    "centre_manager",
    "partner",
    None,
)
# Name of an address's parameter → the sample object that stands for it.
SAMPLES = {
    "household_id": "household",
    "person_id": "person",
    "file_id": "case_file",
    "case_file_id": "case_file",
    "office_id": "office",
    "centre_id": "centre",
    "partner_id": "partner",
    "staff_id": "staff",
    "place_id": "place",
    "import_id": "roster",
    "roster_id": "roster",
    "job_id": "job",
    "sheet": "sheet",
}
# Where one address wants another sample than its parameter's usual one.
SPECIAL = {
    "roster-finding": {"code": "finding"},
    "roster-done": {"import_id": "roster_committed"},
    "roster-undo": {"import_id": "roster_committed"},
}
CONSTANTS = {"sheet": 0, "outcome": "new", "code": "elderly", "kind": "member"}
FILES = {"export-file"}  # where the world's job is still being written


def routes() -> Iterator[tuple[str, str]]:
    """Every named address of the house, with its pattern."""

    def walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, path)
            elif isinstance(pattern, URLPattern) and pattern.name and pattern.name not in FILES:
                yield pattern.name, path

    yield from walk(get_resolver().url_patterns, "/")


def address_of(name: str, house: House) -> str:
    """The address with the world's samples filled in."""

    def sample(found: re.Match[str]) -> str:
        parameter = found[1]
        key = SPECIAL.get(name, {}).get(parameter) or SAMPLES.get(parameter, parameter)
        told = house.objects.get(key, CONSTANTS.get(parameter))
        assert told is not None, f"the browser's world needs a sample of {parameter} for {name}"
        return str(told)

    return re.sub(r"<(?:\w+:)?(\w+)>", sample, ADDRESSES[name])


ADDRESSES = dict(sorted(routes()))


@pytest.mark.parametrize("name", ADDRESSES)
def test_page_is_sound_at_both_widths(
    name: str, house: House, passer_by: Callable[[str | None], Page], troubles: list[str]
) -> None:
    address = address_of(name, house)
    role = who_may_open(address, house)
    if role == "nobody":
        return
    page = passer_by(role)
    page.goto(house.url + address)
    assert page.title().strip(" ·"), "has a title"
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.evaluate("document.fonts.ready")
        assert found_by_axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            "runs over the edge"
        )


def who_may_open(address: str, house: House) -> str | None:
    """The first role that gets the page itself; «nobody» for a file, a signal or a deed."""
    statuses = set()
    for role in ROLES:
        status, is_page = house.answers_page(address, role=role)
        statuses.add(status)
        if status == 200:
            return role if is_page else "nobody"
    assert statuses <= {302, 403, 405}, f"{address} answered {statuses}"
    return "nobody"


def found_by_axe(page: Page) -> list[str]:
    """What axe objects to in a page, each with the elements it means."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    said = page.evaluate("axe.run(document)")
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:160] for node in one['nodes'][:4]]}"
        for one in said["violations"]
    ]
