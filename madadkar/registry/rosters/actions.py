"""Deeds of an office with a roster, up to what touches case files (those are in casework.rosters)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.registry.models import RosterImport


@dataclass(frozen=True)
class Receipt:
    """What a brought file is: a roster to go through; one that was committed before (`is_repeat`, its import
    is given); or a returned workbook whose mended cells went to its import (`mended_count`)."""

    roster: RosterImport
    is_repeat: bool = False
    is_returned: bool = False
    mended_count: int = 0


def receive_roster(
    *, content: bytes, file_name: str, office: Office, by: Scope, at: datetime, as_of: date | None = None
) -> Receipt:
    """Take a file in: judge that it is a safe workbook, keep it, read it and propose what its columns mean.

    Raises Refusal with a code roster_… (see web/refusals.py) and keeps nothing of a refused file.
    """
    raise NotImplementedError


def set_mapping(
    *,
    roster_id: int,
    sheet: str,
    fields: Mapping[int, str],
    by: Scope,
    at: datetime,
    is_used: bool | None = None,
    kind: str | None = None,
    as_of: date | None = None,
) -> RosterImport:
    """Correct what a sheet's columns mean (column index → field, "" for none); remembered for the office.

    Raises Refusal("roster_field_twice", field=), Refusal("roster_field_unknown"), Refusal("roster_committed").
    Run `casework.rosters.start_check` afterwards.
    """
    raise NotImplementedError


def mend_cells(
    *, roster_id: int, sheet: str, row_number: int, texts: Mapping[int, str], by: Scope, at: datetime
) -> RosterImport:
    """Mend cells of a waiting row (column index → new text). Run `casework.rosters.start_check` afterwards.

    Raises Refusal("roster_row_unknown"), Refusal("roster_row_not_waiting").
    """
    raise NotImplementedError


def decide(
    *, roster_id: int, sheet: str, row_number: int, person_id: int, decision: str, by: Scope, at: datetime
) -> RosterImport:
    """Say whether a waiting row is the known person it resembles: "same" or "different". Then start_check.

    Raises Refusal("roster_row_unknown"), Refusal("roster_row_not_waiting"), Refusal("roster_not_resembling").
    """
    raise NotImplementedError
