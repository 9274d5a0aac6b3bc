"""Every page, at a desk and on a phone: axe finds nothing, nothing runs over the edge, nothing complains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Error, Page

from madadkar.organisations.rules import ROLE_RIGHTS, Role
from tests.browser.conftest import AXE, DESK, PHONE, House, Seat
from tests.house.routes import ANYBODY, OPEN
from tests.house.routes import routes as house_routes

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
    "roster-perhaps": {"import_id": "roster_perhaps"},
    "roster-undo": {"import_id": "roster_committed"},
    "matching-agreement-answer": {"agreement_id": "proposed_agreement"},
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
RIGHTS = {route.name: route.rights for route in house_routes()}


@pytest.mark.parametrize("name", ADDRESSES)
def test_page_is_sound_at_both_widths(
    name: str, house: House, passer_by: Callable[[str | None], Seat]
) -> None:
    page = opened(name, house, passer_by)
    if page is None:
        return
    assert page.title().strip(" ·"), "has a title"
    # Every second page is seen on the phone first: the window stays as the page before left it.
    for size in (DESK, PHONE) if page.viewport_size == DESK else (PHONE, DESK):
        if page.viewport_size != size:
            page.set_viewport_size(size)
        assert found_by_axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            "runs over the edge"
        )


def opened(name: str, house: House, passer_by: Callable[[str | None], Seat]) -> Page | None:
    """The page, as the first role that gets it sees it; nothing for a file, a signal or a deed."""
    address = address_of(name, house)
    likely = passer_by(next((role for role in ROLES if may_open(role, name)), None))
    if shows(likely, house.url + address):
        return likely.page
    role = who_may_open(address, house)
    if role == "nobody":
        return None
    seat = passer_by(role)
    assert shows(seat, house.url + address)
    return seat.page


def may_open(role: str | None, name: str) -> bool:
    """Whether the table of who may open what says so."""
    rights = RIGHTS[name]
    assert rights is not None, f"{name} is not in the table of who may open what"
    if rights is OPEN or role is None:
        return rights is OPEN
    return rights is ANYBODY or bool(rights & ROLE_RIGHTS[Role(role)])


def shows(seat: Seat, url: str) -> bool:
    """Whether going there shows that very page, and neither another one nor a file."""
    try:
        answer = seat.page.goto(url)
    except Error:  # a file: the browser puts it away and shows nothing
        seat.leave_page()
        return False
    assert answer is not None
    if not (answer.headers.get("content-type") or "").startswith("text/html"):
        seat.leave_page()
        return False
    return answer.status == 200 and answer.request.redirected_from is None


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


# Only what is wrong is asked for and told: the list of what is right would be as long as the page.
_ASK_AXE = """async () => {
    await document.fonts.ready
    const said = await axe.run(document, {resultTypes: ["violations"]})
    const elements = one => one.nodes.slice(0, 4).map(node => node.html)
    return said.violations.map(one => [one.id, one.impact, one.help, elements(one)])
}"""


def found_by_axe(page: Page) -> list[str]:
    """What axe objects to in a page that has come whole, each with the elements it means."""
    page.wait_for_load_state()
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return [
        f"{rule} ({impact}): {told}: {[html[:160] for html in elements]}"
        for rule, impact, told, elements in page.evaluate(_ASK_AXE)
    ]
