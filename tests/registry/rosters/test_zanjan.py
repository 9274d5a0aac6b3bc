"""The two Zanjan rosters of the shared data: every row accounted for, nothing doubled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from madadkar.casework.models import CaseFile
from madadkar.foundation.scope import within
from madadkar.registry.models import Household, Membership, Person, RosterRow
from madadkar.registry.rosters.findings import SENTENCES
from tests.registry.rosters.desk import Desk, workbook

ROSTERS = Path(__file__).parents[4] / "shared" / "data" / "rosters" / "zanjan"
pytestmark = pytest.mark.skipif(not ROSTERS.exists(), reason="../shared is not beside this checkout")


def _again(path: Path) -> bytes:
    """The same rows saved by another program: another file, nothing new."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    return workbook(*((page.title, list(page.iter_rows(values_only=True))) for page in book))


def _truth() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((ROSTERS / "truth.json").read_text())
    return told


@pytest.mark.slow
def test_emdads_roster_is_two_thousand_households_once(desk: Desk) -> None:
    truth, path = _truth(), ROSTERS / "emdad.xlsx"
    roster = desk.bring(path.read_bytes())

    assert roster.counts["households"] == roster.counts["files"] == truth["households_a"]
    assert roster.counts["persons"] == truth["persons_a"]
    assert desk.outcomes(roster) == {"new": 6489, "waiting": 77, "duplicate": 26, "not_a_person": 8}
    assert roster.counts["rows"] == 6600
    assert roster.finding_counts.keys() <= SENTENCES.keys()
    assert roster.finding_counts["national_code_checksum"] == 77
    assert roster.finding_counts["kept_once"] == 26
    assert roster.finding_counts["head_supposed"] == 8
    assert roster.finding_counts["sheba_length"] == 31

    again = desk.bring(_again(path))
    assert desk.outcomes(again) == {"unchanged": 6489, "waiting": 77, "duplicate": 26, "not_a_person": 8}
    with within(desk.by):
        assert Person.objects.count() == 6489
        assert Household.objects.count() == CaseFile.objects.count() == 1992  # of eight every row waits


@pytest.mark.slow
def test_behzistis_roster_is_twelve_hundred_files_once(other_desk: Desk) -> None:
    truth, path = _truth(), ROSTERS / "behzisti.xlsx"
    roster = other_desk.bring(path.read_bytes())

    assert roster.counts["files"] == roster.counts["households"] == truth["files_b"]
    assert other_desk.outcomes(roster) == {"new": 1178, "waiting": 22}
    assert roster.counts["rows"] == 1200
    assert roster.finding_counts["national_code_checksum"] == 22

    again = other_desk.bring(_again(path))
    assert other_desk.outcomes(again) == {"unchanged": 1178, "waiting": 22}
    with within(other_desk.by):
        assert CaseFile.objects.count() == 1178


@pytest.mark.slow
def test_behzistis_roster_in_emdads_register_is_known_where_the_truth_says_so(desk: Desk) -> None:
    """Two agencies' rosters of one province in one register: by code, or by likeness, before the commit."""
    truth = {one["b_file"]: str(one["a_household"]) for one in _truth()["pairs"]}
    first = desk.bring((ROSTERS / "emdad.xlsx").read_bytes())
    roster = desk.check(desk.receive((ROSTERS / "behzisti.xlsx").read_bytes()).roster)
    with within(desk.by):
        living = Membership.objects.filter(valid_until__isnull=True)
        homes = dict(living.values_list("person_id", "household__code"))
        rows = {row.household_code: row for row in RosterRow.objects.filter(roster_import=roster)}
        waiting = RosterRow.objects.filter(roster_import=first, outcome="waiting")
        still_out = set(waiting.values_list("household_code", flat=True))

    told = {file: row for file, row in rows.items() if row.resembles}
    right = {file for file, row in told.items() if truth.get(file) in {homes.get(pk) for pk in row.resembles}}
    askable = {file for file in truth if "national_code_checksum" not in str(rows[file].findings)}
    by_likeness = {file for file, row in told.items() if row.probability is not None}
    assert (len(truth), len(askable)) == (180, 158), "the others' own codes are faulty, and wait for that"
    assert told.keys() == right, "precision"
    assert {truth[file] for file in askable - right} <= still_out, (
        "recall: the others are not in the register"
    )
    assert (len(right), len(by_likeness)) == (154, 39)
    assert desk.outcomes(roster) == {"new": 1024, "waiting": 176}
