"""Large practice rosters: their size, their answers, and the same people for the same seed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from madadkar.matching.engine.persons import COLUMNS
from madadkar.matching.practice.large import Large, large


def asked(sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Large:
    return large(folder=tmp_path_factory.mktemp("large"), persons=3000)


def test_both_rosters_have_the_engines_columns_and_about_as_many_persons_as_asked(made: Large) -> None:
    for path in (made.left, made.right):
        assert tuple(row[0] for row in asked(f"describe from '{path}'")) == COLUMNS
    assert all(2700 < count < 3300 for count in made.counts[:2])


def test_the_share_of_persons_in_both_is_about_as_asked_and_the_truth_names_rows_there_are(
    made: Large,
) -> None:
    assert 0.13 < made.counts[2] / 3000 < 0.18
    (known,) = asked(f"""select count(*) from '{made.truth}'
        join (select ref as left_ref from '{made.left}') using (left_ref)
        join (select ref as right_ref from '{made.right}') using (right_ref)""")
    assert known == (made.counts[2],)


def test_the_same_seed_makes_the_same_rosters(made: Large, tmp_path: Path) -> None:
    again = large(folder=tmp_path, persons=3000)
    assert again.counts == made.counts
    assert asked(f"(from '{made.right}') except (from '{again.right}')") == []
