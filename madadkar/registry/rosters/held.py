"""An import and its rows held for one deed, and what a person said of them kept."""

from __future__ import annotations

from datetime import datetime

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.registry.models import RosterImport, RosterMend, RosterRow


def opened(roster_id: int, by: Scope) -> RosterImport:
    """The import, held for this deed; an import that was taken back is closed.

    Raises Refusal("roster_unknown").
    """
    roster = RosterImport.objects.seen_by(by).select_for_update().filter(pk=roster_id).first()
    if roster is None or roster.state == "undone":
        raise Refusal("roster_unknown")
    assert isinstance(roster, RosterImport)
    return roster


def row_of(roster: RosterImport, sheet: str, row_number: int) -> RosterRow:
    """One row of an import. Raises Refusal("roster_row_unknown")."""
    row = RosterRow.objects.filter(roster_import=roster, sheet=sheet, row_number=row_number).first()
    if row is None:
        raise Refusal("roster_row_unknown")
    assert isinstance(row, RosterRow)
    return row


def waiting_row(roster: RosterImport, sheet: str, row_number: int) -> RosterRow:
    """A row that waits. Raises Refusal("roster_row_unknown"), Refusal("roster_row_not_waiting")."""
    row = row_of(roster, sheet, row_number)
    if row.outcome != "waiting":
        raise Refusal("roster_row_not_waiting", row=row_number)
    return row


def keep_mend(
    *,
    roster: RosterImport,
    sheet: str,
    row_number: int,
    column: int | None,
    text: str,
    by: Scope,
    at: datetime,
) -> None:
    """Keep the new text of a cell, or (`column` None) what was decided of the row."""
    RosterMend.objects.update_or_create(
        roster_import=roster,
        sheet=sheet,
        row_number=row_number,
        column=column,
        defaults={"office_id": roster.office_id, "text": text, "mended_by_id": by.actor_id, "mended_at": at},
    )
