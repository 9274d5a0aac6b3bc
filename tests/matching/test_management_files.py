"""The files of the linking commands: whole or not there, and never one in the place of another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.matching.management.files import check_outputs, threshold_of, write_table


@pytest.mark.parametrize(("said", "threshold"), [("0.9", 0.9), ("۰٫۹", 0.9), ("۱", 1.0), (" 0.05 ", 0.05)])
def test_a_threshold_is_read_as_people_type_it(said: str, threshold: float) -> None:
    assert threshold_of(said) == threshold


@pytest.mark.parametrize("said", ["0", "-1", "1.01", "nan", "inf", "", "زیاد"])
def test_what_is_no_threshold_is_refused(said: str) -> None:
    with pytest.raises(Refusal) as no:
        threshold_of(said)

    assert no.value.code == "threshold_out_of_range"


def test_a_table_is_whole_and_its_owners_alone(tmp_path: Path) -> None:
    out = tmp_path / "pairs.csv"
    out.write_text("an older one")

    write_table(out, ("one", "two"), [(1, "الف"), (2, "a,b")])

    assert out.read_text(encoding="utf-8").splitlines() == ["one,two", "1,الف", '2,"a,b"']
    assert out.stat().st_mode & 0o777 == 0o600


def test_what_fails_in_the_midst_leaves_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[int]]:
        yield (1,)
        raise OSError(28, "No space left on device")

    with pytest.raises(Refusal) as no:
        write_table(tmp_path / "pairs.csv", ("one",), failing())

    assert no.value.code == "output_unwritable"
    assert list(tmp_path.iterdir()) == []


def test_no_file_stands_for_two(tmp_path: Path) -> None:
    roster, out = tmp_path / "roster.xlsx", tmp_path / "out"

    check_outputs(out, tmp_path / "refs", beside=(roster, None))
    for outputs in ((roster,), (out, tmp_path / "." / "out")):
        with pytest.raises(Refusal) as no:
            check_outputs(*outputs, beside=(roster,))
        assert no.value.code == "output_taken"
