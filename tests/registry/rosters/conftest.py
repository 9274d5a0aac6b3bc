"""Desks of the two agencies, and a store of files of this test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.registry.rosters.desk import AsOwner, Desk, open_desk


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(as_owner: AsOwner) -> Desk:
    """Emdad's, in Zanjan."""
    return open_desk(as_owner)


@pytest.fixture
def other_desk(as_owner: AsOwner) -> Desk:
    """Behzisti's, in Zanjan."""
    return open_desk(as_owner, agency="behzisti")
