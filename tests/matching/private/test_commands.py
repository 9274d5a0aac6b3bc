"""The commands from end to end, as two offices and a linkage unit give them; and the rosters of Zanjan."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.matching.practice.rosters import Practice
from madadkar.matching.practice.writing import write_rosters
from madadkar.matching.private import project
from tests.databases import as_owner
from tests.registry import people

ZANJAN = Path(__file__).parents[4] / "shared" / "data" / "rosters" / "zanjan"


def told(*words: object) -> dict[str, Any]:
    """Give a command and read its JSON."""
    out = StringIO()
    call_command(*map(str, words), "--json", stdout=out, stderr=StringIO())
    facts: dict[str, Any] = json.loads(out.getvalue())
    return facts


def agree(folder: Path) -> tuple[Path, Path]:
    """The two agencies' project files, confirmed."""
    emdad, behzisti = folder / "emdad.project", folder / "behzisti.project"
    invitation, reply = folder / "invitation", folder / "reply"
    told(
        "linkage_project", "begin", "--project", emdad, "--name", "زنجان", "--agency", "کمیته امداد",
        "--expires", "۱۴۹۹/۱۲/۲۹", "--invitation", invitation,
    )  # fmt: skip
    told(
        "linkage_project", "join", "--project", behzisti, "--agency", "بهزیستی", "--invitation", invitation,
        "--reply", reply,
    )  # fmt: skip
    facts = told("linkage_project", "complete", "--project", emdad, "--reply", reply)
    for path in (emdad, behzisti):
        told("linkage_project", "confirm", "--project", path, "--fingerprint", facts["fingerprint"])
    return emdad, behzisti


def keyed(path: Path) -> dict[str, str]:
    """What an agency's own key tells of each reference: the household or file."""
    with path.open(encoding="utf-8", newline="") as file:
        return {line["ref"]: line["number"] for line in csv.DictReader(file)}


def matched(folder: Path, left: Path, right: Path) -> set[tuple[str, str]]:
    """Encode, link, and read the matches by both keys: (right's number, left's number)."""
    emdad, behzisti = agree(folder)
    told("encode", left, "--project", emdad, "--out", folder / "left.enc")
    told("encode", right, "--project", behzisti, "--out", folder / "right.enc")
    facts = told("link_encoded", folder / "left.enc", folder / "right.enc", "--out", folder / "matches.csv")
    lefts, rights = keyed(folder / "left.enc.refs.csv"), keyed(folder / "right.enc.refs.csv")
    with (folder / "matches.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == facts["links"]
    return {(rights[line["right_ref"]], lefts[line["left_ref"]]) for line in lines}


@pytest.mark.skipif(not ZANJAN.exists(), reason="the shared rosters are not on this machine")
def test_the_rosters_of_zanjan_are_linked_encoded_within_two_hundredths_of_the_clear(tmp_path: Path) -> None:
    """In the clear every one of the 180 is found and nobody else: F1 is 1."""
    pairs = json.loads((ZANJAN / "truth.json").read_text(encoding="utf-8"))["pairs"]
    truth = {(pair["b_file"], str(pair["a_household"])) for pair in pairs}

    found = matched(tmp_path, ZANJAN / "emdad.xlsx", ZANJAN / "behzisti.xlsx")

    f1 = 2 * len(found & truth) / (len(found) + len(truth))
    assert f1 >= 0.98


def test_exact_equals_are_found_first_and_left_out_of_what_is_encoded(
    tmp_path: Path, lists: Practice
) -> None:
    left, right = write_rosters(lists, folder=tmp_path)
    emdad, behzisti = agree(tmp_path)
    asked, answered, back = (tmp_path / name for name in ("asked", "answered", "back"))
    own, theirs = tmp_path / "own", tmp_path / "theirs"

    told("exact_match", "ask", left, "--project", emdad, "--out", asked, "--own", own)
    told(
        "exact_match", "answer", right, "--asked", asked, "--project", behzisti, "--out", answered,
        "--own", theirs,
    )  # fmt: skip
    found = told(
        "exact_match", "find", answered, "--project", emdad, "--own", own, "--back", back,
        "--matches", tmp_path / "found.csv",
    )  # fmt: skip
    matches = tmp_path / "read.csv"
    read = told("exact_match", "read", back, "--project", behzisti, "--own", theirs, "--matches", matches)
    encoded, gone = tmp_path / "rest.enc", tmp_path / "found.csv"
    facts = told("encode", left, "--project", emdad, "--out", encoded, "--leave-out", gone)

    assert found["equals"] == read["equals"] > 10
    assert 10 < facts["left_out"] <= found["equals"]
    assert facts["persons"] + facts["left_out"] == len(lists.left)


def test_keys_destroyed_in_the_house_stand_on_its_trail(tmp_path: Path, db: None) -> None:
    with as_owner():
        office = people.office()
    emdad, _ = agree(tmp_path)

    record = told(
        "linkage_project", "destroy", "--project", emdad, "--by", "مریم احمدی", "--reason", "پایان کار",
        "--office", office.code,
    )  # fmt: skip

    assert project.is_record_of_destruction(record)
    with as_owner():
        event = AuditEvent.objects.get(deed="matching.destroy_keys")
    assert event.reason == "پایان کار"
    assert event.facts["fingerprint"] == record["fingerprint"]


def test_a_roster_that_cannot_be_read_or_written_to_is_said_in_words(tmp_path: Path) -> None:
    emdad, _ = agree(tmp_path)
    with pytest.raises(Refusal, match="roster_file_unreadable"):
        told("encode", tmp_path / "nowhere.xlsx", "--project", emdad, "--out", tmp_path / "out")
    with pytest.raises(Refusal, match="linkage_file_missing"):
        told("linkage_project", "show", "--project", tmp_path / "nowhere")
    assert not (tmp_path / "out").exists()


def test_a_project_is_not_begun_where_it_cannot_be_whole(tmp_path: Path) -> None:
    begin = (
        "linkage_project",
        "begin",
        "--name",
        "زنجان",
        "--agency",
        "کمیته امداد",
        "--expires",
        "۱۴۹۹/۱۲/۲۹",
    )
    kept = tmp_path / "a.project"

    for sent, code in ((kept, "output_taken"), (tmp_path / "nowhere" / "invitation", "output_unwritable")):
        with pytest.raises(Refusal, match=code):
            told(*begin, "--project", kept, "--invitation", sent)
        assert list(tmp_path.iterdir()) == []
