"""A program that brings a roster to the office of `test_killed`, or has it committed."""

from __future__ import annotations

import sys
from pathlib import Path

from django.utils import timezone

from madadkar.casework.rosters import start_check, start_commit
from madadkar.foundation.scope import within
from madadkar.organisations.queries import command_scope, office_by_code
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters.actions import receive_roster


def main(what: str, file: str) -> None:
    """Ask for the job, as the office's page does."""
    office = office_by_code(code="emdad-zanjan")
    by, at = command_scope(office=office), timezone.now()
    with within(by):
        if what == "check":
            content = Path(file).read_bytes()
            brought = receive_roster(content=content, file_name="roster.xlsx", office=office, by=by, at=at)
            start_check(roster_id=brought.roster.pk, by=by, at=at)
        else:
            start_commit(roster_id=RosterImport.objects.get().pk, by=by, at=at)


if __name__ == "__main__":
    main(*sys.argv[1:])
