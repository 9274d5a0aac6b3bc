"""Which tests go to one core together, and in which order, so that all cores end at the same time."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

# One house with its browser, and one planted demo, serve all tests of their folder.
TOGETHER = ("tests/browser/", "tests/demo/")
# What takes longest begins first; the first of all needs no database, while another core makes the template.
LONGEST = (
    "tests/project/test_run.py",
    "tests/matching/engine/test_spark.py",
    "tests/browser/",
    "tests/demo/",
    "tests/registry/rosters/test_killed.py",
    "tests/house/test_routes.py",
    "tests/registry/rosters/test_zanjan.py",
    "tests/matching/engine/test_linking.py",
    "tests/casework/test_life_of_files.py",
    "tests/registry/rosters/test_hostile_files.py",
    "tests/matching/test_link_files.py",
    "tests/matching/private/",
    "tests/registry/rosters/test_bringing_again.py",
    "tests/reports/test_rows.py",
    "tests/project/",
    "tests/web/test_file_page.py",
    "tests/web/test_committees.py",
    "tests/stories/",
)


class Shares(LoadFileScheduling):
    """A file goes to one core whole, as with `--dist loadfile`; some folders do."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False  # the order is ours: `longest_first`
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.split("::", 1)[0])


def longest_first(items: list[pytest.Item]) -> None:
    """Put what takes longest at the beginning; within a file nothing moves."""
    items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> int:
    return next((at for at, name in enumerate(LONGEST) if nodeid.startswith(name)), len(LONGEST))
