"""Practice workbooks: what the importer reads in them is what the practice says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from madadkar.matching.engine.persons import Person
from madadkar.matching.practice import Practice, practice, write_rosters
from madadkar.matching.rosters import read_roster

ON = date(2021, 3, 15)


@pytest.fixture(scope="module")
def made() -> Practice:
    return practice(kind="easy", households=60, files=50, common=20, seed=5)


@pytest.fixture(scope="module")
def folder(made: Practice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("practice")
    write_rosters(made, folder=where)
    return where


def told(persons: list[Person], *fields: str) -> list[tuple[object, ...]]:
    return sorted(tuple(getattr(person, field) for field in fields) for person in persons)


def test_a_roster_of_members_is_read_as_it_was_made(made: Practice, folder: Path) -> None:
    read = read_roster(folder / "left.xlsx", today=ON)
    fields = tuple(field for field in Person._fields if field not in ("ref", "size"))
    assert not read.by_file
    assert told(read.persons, *fields) == told(made.left, *fields)


def test_a_roster_of_files_is_read_as_it_was_made_but_for_where_a_name_ends(
    made: Practice, folder: Path
) -> None:
    read = read_roster(folder / "right.xlsx", today=ON)
    fields = (
        "household",
        "father",
        "code",
        "birth",
        "sex",
        "place",
        "county",
        "phone",
        "sheba",
        "size",
        "is_head",
    )
    assert read.by_file
    assert told(read.persons, *fields) == told(made.right, *fields)
    whole = {person.household: person.first + person.last for person in made.right}
    assert {person.household: person.first + person.last for person in read.persons} == whole


def test_the_truth_stands_apart_by_file_and_household(made: Practice, folder: Path) -> None:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert len(truth["pairs"]) == len(made.links)
    assert len(truth["households"]) == len(made.households)
    left = {person.ref: person.household for person in made.left}
    right = {person.ref: person.household for person in made.right}
    pairs = {(str(pair["a_household"]), pair["b_file"]) for pair in truth["pairs"]}
    assert pairs == {(left[a], right[b]) for a, b in made.links}
