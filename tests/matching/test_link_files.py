"""`madadkar link-files`: two workbooks in, pairs and reasons out; an expected no is one Persian sentence."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from madadkar.matching.management.commands.link_files import HEADER
from madadkar.matching.practice import practice, write_rosters
from madadkar.project import cli

ZANJAN = Path(__file__).parents[3] / "shared" / "data" / "rosters" / "zanjan"
Pairs = set[tuple[str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two practice workbooks and the truth about them."""
    where = tmp_path_factory.mktemp("rosters")
    write_rosters(
        practice(kind="easy", split="reporting", households=90, files=70, common=30, seed=8), folder=where
    )
    return where


def link_files(*arguments: object) -> int:
    return cli.manage(["madadkar", "link_files", *map(str, arguments)])


def told(out: Path) -> list[dict[str, str]]:
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def f1(rows: Sequence[dict[str, str]], truth: Path) -> float:
    """How good pairs are against the truth that lies beside the rosters."""
    pairs = json.loads(truth.read_text(encoding="utf-8"))["pairs"]
    right: Pairs = {(str(pair["a_household"]), pair["b_file"]) for pair in pairs}
    found: Pairs = {(row["left_household"], row["right_file"]) for row in rows}
    return 2 * len(found & right) / (len(found) + len(right))


def test_two_workbooks_are_linked_one_to_one_with_reasons(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "pairs.csv"

    assert link_files(folder / "left.xlsx", folder / "right.xlsx", "--out", out, "--json") == 0

    rows = told(out)
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert said["links"] == len(rows) > 25
    assert tuple(rows[0]) == HEADER
    assert f1(rows, folder / "truth.json") >= 0.98
    for side in ("left_household", "right_file"):
        assert len({row[side] for row in rows}) == len(rows)
    assert all("یکسان" in row["reasons"] for row in rows)
    assert [row["probability"] for row in rows] == sorted((row["probability"] for row in rows), reverse=True)
    assert float(rows[-1]["probability"]) >= said["threshold"]


def test_a_higher_threshold_leaves_the_less_certain_out(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "pairs.csv"

    assert link_files(folder / "left.xlsx", folder / "right.xlsx", "--out", out, "--threshold", "1") == 0

    assert all(float(row["probability"]) == 1 for row in told(out))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.xlsx", "right.xlsx", "--out", "pairs.csv"), "nowhere.xlsx"),
        (("truth.json", "right.xlsx", "--out", "pairs.csv"), "فایل اکسل"),
        (("left.xlsx", "right.xlsx", "--out", "pairs.csv", "--threshold", "1.5"), "آستانه"),
        (("left.xlsx", "right.xlsx", "--out", "pairs.csv", "--threshold", "0"), "آستانه"),
        (("left.xlsx", "right.xlsx", "--out", "pairs.csv", "--threshold", "nan"), "آستانه"),
        (("left.xlsx", "right.xlsx", "--out", "pairs.csv", "--threshold", "زیاد"), "آستانه"),
        (("left.xlsx", "right.xlsx", "--out", "none/pairs.csv"), "نمی‌توان نوشت"),
        (("left.xlsx", "right.xlsx", "--out", "."), "نمی‌توان نوشت"),
        (("left.xlsx", "right.xlsx", "--out", "./left.xlsx"), "نام دیگری"),
        (("left.xlsx", "right.xlsx", "--out", "pairs.csv", "--engine", "spark"), "نشانی"),
    ],
)
def test_an_expected_no_is_said_in_persian_and_nothing_is_written(
    arguments: Sequence[str],
    said: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)

    assert link_files(*arguments) == cli.EXPECTED_NO

    heard = capsys.readouterr().err
    assert said in heard
    assert "Traceback" not in heard
    assert (folder / "left.xlsx").read_bytes().startswith(b"PK")
    assert not heard.strip().splitlines()[-1].isascii()
    assert sorted(path.name for path in folder.iterdir()) == ["left.xlsx", "right.xlsx", "truth.json"]


@pytest.mark.skipif(not ZANJAN.exists(), reason="../shared is not beside this checkout")
def test_the_rosters_of_zanjan_are_linked(tmp_path: Path) -> None:
    out = tmp_path / "pairs.csv"

    assert link_files(ZANJAN / "emdad.xlsx", ZANJAN / "behzisti.xlsx", "--out", out) == 0

    assert f1(told(out), ZANJAN / "truth.json") >= 0.995
