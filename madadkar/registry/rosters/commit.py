"""A checked roster becomes part of the register: the registry's share of the one transaction of a commit."""

from __future__ import annotations

from datetime import date
from typing import Any

from madadkar.foundation.sqlfile import sql_text
from madadkar.registry.models import RosterImport
from madadkar.registry.names import learn_keys
from madadkar.registry.rosters.check import Tell
from madadkar.registry.rosters.fields import COLUMNS
from madadkar.registry.rosters.match import parameters
from madadkar.registry.rosters.stage import answers, clear, run
from madadkar.registry.rules import DERIVED_GROUPS, MEDICAL_GROUPS

_ROOM = "madadkar.registry"
_READY = f"""
create temp table roster_read on commit drop as
select id as place, outcome, person_id, household_id, differences, is_leader,
       {", ".join(f"{column} as {slot}" for slot, column in COLUMNS.items())}
  from registry_rosterrow
  where roster_import_id = %(import)s and outcome in ('new', 'updated') and not is_committed;
create temp view roster_ready as table roster_read;
create index on roster_read (household_id);
create index on roster_read (place);
analyze roster_read (place, household_id, person_id, outcome, is_leader);
"""  # noqa: S608 - slots are constants of the house
_NEW_NAMES = """
select distinct first_key, last_key, father_key from roster_ready where outcome in ('new', 'updated')
"""


def begin(roster: RosterImport, *, as_of: date) -> dict[str, Any]:
    """Lay out, typed, the rows that bring something; casework reads them too."""
    told = {
        **parameters(roster, as_of=as_of),
        "medical": [group.value for group in MEDICAL_GROUPS],
        "derived": [group.value for group in DERIVED_GROUPS],
    }
    clear()
    run(_READY, told)
    return told


def commit_people(told: dict[str, Any], *, tell: Tell) -> None:
    """Write the new households and persons, then what changed of the known ones, and learn the names."""
    tell("people", 0, 0)
    run(sql_text(_ROOM, "roster_commit.sql"), told)
    tell("changes", 0, 0)
    run(sql_text(_ROOM, "roster_update.sql"), told)
    tell("names", 0, 0)
    names = answers(_NEW_NAMES, told)
    first = {key for row in names for key in (row[0], row[2]) if key}
    learn_keys(first=sorted(first), last=sorted({row[1] for row in names if row[1]}))
