"""Every page, at a desk and on a phone: axe finds nothing, nothing runs over the edge, nothing complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from tests.browser.conftest import AXE, DESK, PHONE, House

# Addresses that are deeds, files or signals, not pages.
NOT_PAGES = {"healthz", "sign-out", "export-file", "register-export", "search-export"}
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
}


def routes() -> Iterator[tuple[str, str]]:
    """Every named address of the house, with its pattern."""

    def walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, path)
            elif isinstance(pattern, URLPattern) and pattern.name and pattern.name not in NOT_PAGES:
                yield pattern.name, path

    yield from walk(get_resolver().url_patterns, "/")


def address_of(path: str, house: House) -> str | None:
    """The address with the samples filled in; None when the world has no sample for it."""
    parts = []
    for part in path.split("/"):
        if part.startswith("<"):
            name = part.strip("<>").split(":")[-1]
            sample = house.objects.get(SAMPLES.get(name, name))
            if sample is None:
                return None
            part = str(sample)
        parts.append(part)
    return "/".join(parts)


ADDRESSES = dict(sorted(routes()))


@pytest.mark.parametrize("name", ADDRESSES)
def test_page_is_sound_at_both_widths(
    name: str, house: House, visitor: Callable[..., Page], troubles: list[str]
) -> None:
    address = address_of(ADDRESSES[name], house)
    assert address is not None, f"the browser's world needs a sample for {ADDRESSES[name]}"
    role = who_may_open(address, house)
    if role == "nobody":
        return
    for size in (DESK, PHONE):
        page = visitor(role, size=size)
        page.goto(house.url + address)
        page.wait_for_load_state("networkidle")
        assert found_by_axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            "runs over the edge"
        )
        assert page.title().strip(" ·"), "has a title"
        page.context.close()


def who_may_open(address: str, house: House) -> str | None:
    """The first role that gets the page itself; «nobody» where the address answers no reading at all."""
    statuses = set()
    for role in ROLES:
        status = house.status(address, role=role)
        statuses.add(status)
        if status == 200:
            return role
    assert statuses <= {302, 403, 405}, f"{address} answered {statuses}"
    return "nobody"


def found_by_axe(page: Page) -> list[str]:
    """What axe objects to in a page, each with the elements it means."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    said = page.evaluate("axe.run(document)")
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:160] for node in one['nodes'][:4]]}"
        for one in said["violations"]
    ]
