"""The linkage unit: right pairs from what tells nothing, and a clear no to what it should not compare."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine.model import read_model
from madadkar.matching.engine.policy import COMPARISONS
from madadkar.matching.practice.rosters import Practice
from madadkar.matching.private import encoded, project
from madadkar.matching.private.blocks import recipe
from madadkar.matching.private.encode import encode_roster, shown
from madadkar.matching.private.levels import LEVELS, RARE
from madadkar.matching.private.linking import RARENESS, SAVED, link_encoded
from tests.matching.private.ground import LAST_DAY, TODAY, Two, agree, rows_of


@dataclass(frozen=True)
class Sent:
    """What the linkage unit was sent, and what the agencies kept."""

    left: Path
    right: Path
    left_refs: dict[str, int]
    right_refs: dict[str, int]
    two: Two


@pytest.fixture(scope="module")
def sent(lists: Practice, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Both rosters encoded for one project."""
    folder = tmp_path_factory.mktemp("sent")
    two = agree(folder / "agreed")
    kept = []
    for side, project_file, persons in (
        ("left", two.emdad, lists.left),
        ("right", two.behzisti, lists.right),
    ):
        refs = folder / f"{side}.refs.csv"
        encode_roster(
            persons, rows_of(persons), project_file=project_file, out=folder / side, refs=refs, on=TODAY
        )
        with refs.open(encoding="utf-8") as file:
            kept.append({line["ref"]: int(line["row"]) - 5 for line in csv.DictReader(file)})
    return Sent(folder / "left", folder / "right", kept[0], kept[1], two)


def test_the_same_people_are_found_as_in_the_clear(sent: Sent, lists: Practice) -> None:
    links = link_encoded(sent.left, sent.right, on=TODAY).links

    found = {(sent.left_refs[shown(link.left)], sent.right_refs[shown(link.right)]) for link in links}
    assert len(found & lists.links) >= len(lists.links) - 1
    assert len(found - lists.links) <= 1


def test_each_is_linked_once(sent: Sent) -> None:
    links = link_encoded(sent.left, sent.right, on=TODAY, least=0.01).links

    assert len({link.left for link in links}) == len({link.right for link in links}) == len(links)


def test_left_and_right_may_be_given_either_way(sent: Sent) -> None:
    one = {(link.left, link.right) for link in link_encoded(sent.left, sent.right, on=TODAY).links}
    other = {(link.right, link.left) for link in link_encoded(sent.right, sent.left, on=TODAY).links}

    assert one == other


def test_it_is_refused_from_the_day_of_expiry(sent: Sent) -> None:
    with pytest.raises(Refusal, match="linkage_project_expired"):
        link_encoded(sent.left, sent.right, on=LAST_DAY)


def test_two_files_of_one_side_are_refused(sent: Sent) -> None:
    with pytest.raises(Refusal, match="encoded_files_of_one_side"):
        link_encoded(sent.left, sent.left, on=TODAY)


def test_files_of_two_projects_are_refused(sent: Sent, lists: Practice, tmp_path: Path) -> None:
    other = agree(tmp_path / "other")
    few = lists.right[:5]
    foreign, refs = tmp_path / "foreign", tmp_path / "refs"
    encode_roster(few, rows_of(few), project_file=other.behzisti, out=foreign, refs=refs, on=TODAY)

    with pytest.raises(Refusal, match="encoded_files_of_two_projects"):
        link_encoded(sent.left, foreign, on=TODAY)


@pytest.mark.parametrize("place", [0.3, 0.5, 0.9])
def test_a_changed_byte_is_found_out(sent: Sent, tmp_path: Path, place: float) -> None:
    content = bytearray(sent.right.read_bytes())
    content[int(len(content) * place)] ^= 1
    altered = tmp_path / "altered"
    altered.write_bytes(content)

    with pytest.raises(Refusal, match=r"encoded_file_(altered|foreign)"):
        link_encoded(sent.left, altered, on=TODAY)


def test_a_file_packed_anew_with_another_header_is_found_out(sent: Sent, tmp_path: Path) -> None:
    with zipfile.ZipFile(sent.right) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    facts = json.loads(parts[encoded.HEADER])
    facts["agreement"]["expires_on"] = "2030-01-01"
    parts[encoded.HEADER] = json.dumps(facts).encode()
    with zipfile.ZipFile(tmp_path / "longer", "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    with pytest.raises(Refusal, match="encoded_file_altered"):
        link_encoded(sent.left, tmp_path / "longer", on=date(2028, 1, 1))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"name,code\n", "فهرست".encode()])
def test_what_is_no_encoded_roster_is_refused(sent: Sent, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)

    with pytest.raises(Refusal, match="encoded_file_foreign"):
        link_encoded(path, sent.right, on=TODAY)


def test_a_file_that_is_not_there_is_said_to_be_missing(sent: Sent, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="encoded_file_missing"):
        link_encoded(sent.left, tmp_path / "nowhere", on=TODAY)


def test_a_file_cut_short_is_refused(sent: Sent, tmp_path: Path) -> None:
    path = tmp_path / "short"
    path.write_bytes(sent.right.read_bytes()[:-2000])

    with pytest.raises(Refusal, match="encoded_file_foreign"):
        link_encoded(sent.left, path, on=TODAY)


def test_nothing_is_encoded_from_an_empty_roster_or_a_closed_project(
    sent: Sent, lists: Practice, tmp_path: Path
) -> None:
    out, refs = tmp_path / "out", tmp_path / "refs"
    with pytest.raises(Refusal, match="roster_empty"):
        encode_roster([], [], project_file=sent.two.emdad, out=out, refs=refs, on=TODAY)
    with pytest.raises(Refusal, match="linkage_project_expired"):
        encode_roster(
            lists.left, rows_of(lists.left), project_file=sent.two.emdad, out=out, refs=refs, on=LAST_DAY
        )
    assert not out.exists()
    assert not refs.exists()


def test_the_saved_model_was_counted_for_the_levels_of_the_policy() -> None:
    """Where this fails the policy has changed: `python -m madadkar.matching.private.train` counts anew."""
    assert set(read_model(SAVED).odds) == {comparison.name for comparison in COMPARISONS}
    assert set(json.loads(RARENESS.read_text())) == set(RARE)


def test_every_level_that_is_read_from_encodings_is_one_of_the_policy() -> None:
    policy = {comparison.name: set(comparison.names) for comparison in COMPARISONS}

    assert LEVELS.keys() == policy.keys()
    assert [name for name, levels in LEVELS.items() if set(levels) - policy[name]] == []


def test_a_signed_file_of_other_rows_is_refused(sent: Sent, tmp_path: Path) -> None:
    rows, other = tmp_path / "rows.parquet", tmp_path / "other"
    duckdb.sql("select 1 as rule, 2 as block").write_parquet(str(rows))
    opened = project.opened(sent.two.behzisti, recipe=recipe(), on=TODAY)
    encoded.pack(rows, project=opened, persons=1, count=1, on=TODAY, out=other)

    with pytest.raises(Refusal, match="encoded_file_foreign"):
        link_encoded(sent.left, other, on=TODAY)


def test_rows_that_would_swell_when_unpacked_are_refused(sent: Sent, tmp_path: Path) -> None:
    swollen = tmp_path / "swollen"
    with zipfile.ZipFile(sent.right) as told, zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in told.namelist():
            archive.writestr(name, told.read(name))

    with pytest.raises(Refusal, match="encoded_file_foreign"):
        link_encoded(sent.left, swollen, on=TODAY)
