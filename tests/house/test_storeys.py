"""Imports point down the house: the contracts in pyproject.toml hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from madadkar.project.home import CHECKOUT


def test_the_contracts_hold() -> None:
    program = str(Path(sys.executable).with_name("lint-imports"))

    said = subprocess.run([program, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stdout[-3000:]


def test_every_room_has_its_inner_order_checked() -> None:
    contracts = (CHECKOUT / "pyproject.toml").read_text()
    rooms = [
        folder.name
        for folder in (CHECKOUT / "madadkar").iterdir()
        if (folder / "models").with_suffix(".py").exists() or (folder / "models").is_dir()
    ]

    assert [room for room in rooms if room != "foundation" and f'"madadkar.{room}"' not in contracts] == []
