"""Two agencies that have agreed on a project, and small rosters of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from madadkar.matching.practice.rosters import Practice, practice
from tests.matching.private.ground import Two, agree


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return agree(tmp_path / "agreed")


@pytest.fixture(scope="session")
def lists() -> Practice:
    """Two small rosters with sixty persons in both."""
    return practice(kind="easy", split="tuning", seed=31, households=150, files=100, common=40)
