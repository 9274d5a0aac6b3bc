"""The town every test of figures is laid in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from tests.reports.town import Town, lay_town


@pytest.fixture
def town(as_owner: Callable[[], AbstractContextManager[None]]) -> Iterator[Town]:
    """An empty town, laid and filled by the owner; figures are asked for inside `as_the_web`."""
    with as_owner():
        yield lay_town()
