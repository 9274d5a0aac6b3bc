"""What a house knows of its projects is what their own files tell, and nothing beside them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.matching.private import project
from madadkar.matching.private.encode import encode_roster
from madadkar.matching.queries.projects import (
    KnownProject,
    ProjectState,
    project_of,
    projects_folder,
    projects_of,
)
from tests.matching.engine.lists import person
from tests.matching.private.ground import LAST_DAY, TODAY, agree, rows_of
from tests.matching.private.test_project import AT


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where Emdad of Zanjan keeps its projects in this house."""
    settings.LINKAGE_ROOT = tmp_path / "linkage"
    projects_folder(office_code="emdad-zanjan").mkdir(parents=True)
    return projects_folder(office_code="emdad-zanjan")


def _one(name: str = "zanjan.project", *, on: Any = TODAY) -> KnownProject:
    return project_of(office_code="emdad-zanjan", name=name, on=on)


def _kept(folder: Path, tmp_path: Path, **terms: Any) -> Path:
    two = agree(tmp_path / "machines", **terms)
    return Path(shutil.move(two.emdad, folder / "zanjan.project"))


def test_it_tells_with_whom_since_when_and_until_when(folder: Path, tmp_path: Path) -> None:
    _kept(folder, tmp_path)
    known = _one()

    assert (known.state, known.other_agency) == (ProjectState.CONFIRMED, "بهزیستی")
    assert [(one.what, one.on) for one in known.happened] == [(project.BEGUN, TODAY)]
    assert known.agreement is not None
    assert known.agreement.expires_on == LAST_DAY
    assert _one(on=LAST_DAY).state is ProjectState.EXPIRED


def test_what_was_encoded_stands_in_the_projects_own_file(folder: Path, tmp_path: Path) -> None:
    path = _kept(folder, tmp_path)
    people = [person(1), person(2)]
    encode_roster(
        people, rows_of(people), project_file=path, out=tmp_path / "out.enc", refs=tmp_path / "refs", on=TODAY
    )

    done = _one().happened[-1]
    assert (done.what, done.name, done.persons, done.on) == (project.ENCODED, "out.enc", 2, TODAY)
    assert _one().state is ProjectState.CONFIRMED, "it may be encoded with again"


def test_the_record_of_destruction_keeps_what_happened_under_its_signature(
    folder: Path, tmp_path: Path
) -> None:
    path = _kept(folder, tmp_path)
    project.note_encoded(path, name="a.enc", persons=9, on=TODAY)
    project.destroy(path, at=AT, who="مریم احمدی", reason="پایان")
    known = _one()

    assert known.destroyed is not None
    assert (known.destroyed.by, known.destroyed.is_signed, known.has_keys) == ("مریم احمدی", True, False)
    assert known.happened[-1].persons == 9
    record = json.loads(path.read_text())
    record["happened"][-1]["persons"] = 1
    path.write_text(json.dumps(record))
    altered = _one().destroyed
    assert altered is not None
    assert not altered.is_signed


def test_no_copy_of_the_keys_is_left_when_the_file_is_written_anew(folder: Path, tmp_path: Path) -> None:
    path = _kept(folder, tmp_path)
    hidden = project.load(path).own.to_hex()
    beside = path.with_name("same-bytes")
    beside.hardlink_to(path)
    project.note_encoded(path, name="a.enc", persons=9, on=TODAY)

    assert not any(key.encode() in beside.read_bytes() for key in hidden)
    assert project.load(path).own.to_hex() == hidden


@pytest.mark.parametrize("content", ["", "{", "[]", '{"kind": "x"}', '{"kind": "madadkar linkage project"}'])
def test_a_file_that_cannot_be_read_says_so(folder: Path, content: str) -> None:
    (folder / "torn.project").write_text(content)

    assert [one.state for one in projects_of(office_code="emdad-zanjan", on=TODAY)] == [
        ProjectState.UNREADABLE
    ]


@pytest.mark.parametrize("name", ["other.project", "../emdad-zanjan/zanjan.project", "link.project", ""])
def test_only_a_file_of_the_own_folder_is_a_project(folder: Path, tmp_path: Path, name: str) -> None:
    path = _kept(folder, tmp_path)
    (folder / "link.project").symlink_to(path)
    with pytest.raises(Refusal, match="linkage_project_unknown"):
        _one(name)

    assert projects_of(office_code="behzisti-zanjan", on=TODAY) == []
