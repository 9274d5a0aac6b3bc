"""A house, a browser, and a signed-in visitor for each role."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from madadkar.project.home import CHECKOUT
from tests import databases

AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
# What is waited for comes when it comes: on a busy machine five seconds are no sign that it will not.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a Chromium the browser tests are skipped and say so; on the build machine they fail instead."""
    here = [item for item in items if "tests/browser/" in item.path.as_posix()]
    lacking = not shutil.which(os.environ.get("CHROMIUM", "/usr/bin/chromium")) and not os.environ.get("CI")
    for item in here:
        item.add_marker(pytest.mark.browser)
        if lacking:
            item.add_marker(pytest.mark.skip(reason="no Chromium here: install it or name it in CHROMIUM"))


class House:
    """The served world: where it is, what is in it, and whose session is whose."""

    def __init__(self, told: dict[str, Any], process: subprocess.Popen[str]) -> None:
        self._process = process
        self.url = f"http://127.0.0.1:{told['port']}"
        self.sessions: dict[str, str] = told["sessions"]
        self.objects: dict[str, Any] = told["objects"]

    def strikes(self, deed: str) -> None:
        """The hour comes at which the clock does this deed of project/schedule.py; it is done on return."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{deed}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline().strip() == deed

    def answers_page(self, address: str, *, role: str | None) -> tuple[int, bool]:
        """How the house answers a role's plain request: its status, and whether with a page."""
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=60)
        cookie = {"Cookie": f"sessionid={self.sessions[role]}"} if role else {}
        connection.request("GET", address, headers=cookie)
        try:
            answer = connection.getresponse()
            return answer.status, (answer.getheader("Content-Type") or "").startswith("text/html")
        finally:
            connection.close()


@pytest.fixture(scope="session")
def house(postgres: None, django_test_environment: None, django_db_blocker: Any) -> Iterator[House]:
    """The pages of a small world, served by a process of their own for the whole session."""
    name = f"browser_{os.getpid()}"
    with django_db_blocker.unblock():
        databases.clone(name, of=databases.template())
    command = [sys.executable, "-m", "tests.browser.serve", name]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=CHECKOUT, text=True, **pipes) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert line, "the house of the browser tests did not come up; see what it printed"
            yield House(json.loads(line), process)
        finally:
            process.terminate()
            process.wait()
            databases.drop(name)


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong in any page of a test: script errors, refused resources, requests to the world."""
    return []


@pytest.fixture
def visitor(
    house: House, browser: Browser, browser_context_args: dict[str, Any], troubles: list[str]
) -> Iterator[Callable[..., Page]]:
    """`visitor("head")` is a page signed in as the head; `visitor(None)` is a stranger's."""
    contexts: list[BrowserContext] = []

    def come(role: str | None, *, size: dict[str, int] = DESK, **options: Any) -> Page:
        given = {**browser_context_args, "viewport": size, **options}
        contexts.append(_signed_in(browser.new_context(**given), house, role))
        return _watched(contexts[-1].new_page(), house, troubles)

    yield come
    for context in contexts:
        context.close()
    assert troubles == []


class Seat:
    """One role's place in the browser, whose page stays open: styles, scripts and axe are read once."""

    def __init__(self, context: BrowserContext, house: House) -> None:
        context.add_init_script(path=AXE)
        self.context, self.house = context, house
        self._open()

    def _open(self) -> None:
        self.heard: list[str] = []
        self.page = _watched(self.context.new_page(), self.house, self.heard)

    def leave_page(self) -> None:
        """Go on with a new page: the browser may have filled this one with its own reader of files."""
        self.page.close()
        self._open()


@pytest.fixture(scope="session")
def seats(
    house: House, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Callable[[str | None], Seat]]:
    """`seats("head")` is the head's place, taken when it is first asked for."""
    given = {**browser_context_args, "viewport": DESK}
    taken: dict[str | None, Seat] = {}

    def seat(role: str | None) -> Seat:
        if role not in taken:
            taken[role] = Seat(_signed_in(browser.new_context(**given), house, role), house)
        return taken[role]

    yield seat
    for one in taken.values():
        one.context.close()


@pytest.fixture
def passer_by(seats: Callable[[str | None], Seat]) -> Iterator[Callable[[str | None], Seat]]:
    """`passer_by("head").page` is a page of the head's who only looks and changes nothing."""
    asked: list[Seat] = []

    def come(role: str | None) -> Seat:
        seat = seats(role)
        seat.heard.clear()
        asked.append(seat)
        return seat

    yield come
    for seat in asked:
        assert seat.heard == []


def _signed_in(context: BrowserContext, house: House, role: str | None) -> BrowserContext:
    if role is not None:
        context.add_cookies([{"name": "sessionid", "value": house.sessions[role], "url": house.url}])
    return context


def _watched(page: Page, house: House, troubles: list[str]) -> Page:
    """The browser finds nobody but the house (its launch arguments); whoever is asked for is noted."""
    page.on("request", lambda request: _only_here(house, request, troubles))
    page.on("console", lambda message: _note(message, troubles))
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    return page


def _only_here(house: House, request: Request, troubles: list[str]) -> None:
    if not request.url.startswith((house.url, "data:", "blob:")):
        troubles.append(f"asked the world: {request.url}")


def _note(message: ConsoleMessage, troubles: list[str]) -> None:
    if message.type in {"error", "warning"} and "status of 4" not in message.text:
        troubles.append(f"{message.type}: {message.text}")
