"""What every test of matching stands on: two registers, and an engine that says what it is told."""

from __future__ import annotations

import pytest

from madadkar.matching.actions import runs
from tests.databases import as_owner
from tests.matching.ground import Engine, Two, lay


@pytest.fixture
def two(db: None) -> Two:
    """Both registers."""
    with as_owner():
        return lay()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The engine's place, taken."""
    engine = Engine()
    monkeypatch.setattr(runs, "Shelf", engine)
    return engine
