"""Takes pictures of pages for whoever builds them: `python -m tests.browser.look OUT role:path …`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import django
from playwright.sync_api import sync_playwright


def main(out: Path, wanted: list[str]) -> None:
    """A picture of each page at both widths, and what its console said."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from tests import databases

    out.mkdir(parents=True, exist_ok=True)
    own = databases.cluster()
    assert own is not None
    with own.lease():
        databases.clone("browser_look", of=databases.template())
        command = [sys.executable, "-m", "tests.browser.serve", "browser_look"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
            assert served.stdout is not None
            told = json.loads(served.stdout.readline())
            try:
                _take(out, told, wanted)
            finally:
                served.terminate()


def _take(out: Path, told: dict, wanted: list[str]) -> None:
    url = f"http://127.0.0.1:{told['port']}"
    print(told["objects"])
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for number, one in enumerate(wanted):
            role, _, path = one.partition(":")
            path = path.format(**told["objects"])
            for name, width in (("desk", 1280), ("phone", 360)):
                context = browser.new_context(viewport={"width": width, "height": 800}, locale="fa-IR")
                if role:
                    context.add_cookies([{"name": "sessionid", "value": told["sessions"][role], "url": url}])
                page = context.new_page()
                page.on("console", lambda said, path=path: print(path, said.type, said.text))
                answer = page.goto(url + path)
                page.wait_for_load_state("networkidle")
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                print(one, name, answer.status if answer else "", f"overflow {wide}" if wide > 0 else "")
                page.screenshot(path=out / f"{number}-{name}.png", full_page=True)
                context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
