"""The staged rows beside the register: who is known, what differs, and what becomes of every row."""

from __future__ import annotations

from datetime import date
from typing import Any

from madadkar.foundation.sqlfile import sql_text
from madadkar.organisations.models import Office
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters.check import office_lineage
from madadkar.registry.rosters.fields import COLUMNS, FILE
from madadkar.registry.rosters.stage import answers, run

_ROOM = "madadkar.registry"
# A code whose household was merged into another means the one that stayed.
_KNOWN_HOUSEHOLDS = """
create temp table roster_known_household on commit drop as
with called as (
  select h.code, h.id, h.office_id, h.merged_into_id from registry_household h
    where h.issued_by_id = any (%(lineage)s)
      and h.code in (select code from roster_ready where code is not null))
select distinct on (code) code, id, office_id from (
  select code, id, office_id from called where merged_into_id is null
  union all
  select c.code, h.id, h.office_id from called c join registry_household h
    on h.id = coalesce((select into_it.merged_into_id from registry_household into_it
                          where into_it.id = c.merged_into_id), c.merged_into_id)) known
  order by code, id
"""
# Numbers for households that are not known yet, one for all rows of a household.
_HOUSEHOLDS = """
create temp table roster_household on commit drop as
select code, coalesce(known_id, nextval('registry_household_id_seq')) as household_id
  from (select distinct r.code, k.id as known_id from roster_ready r
        left join roster_known_household k on k.code = r.code where r.code is not null) h;
create index on roster_household (code);
analyze roster_household;
"""
_ANYBODY_KNOWN = """
select exists (table roster_known_person) or exists (select from roster_leader where household_id is not null)
"""
# How alike a row was to whom it was said not to be is remembered with that word.
_LIKENESS = """
create temp table roster_likeness on commit drop as
select sheet, row_number, likeness from registry_rosterrow
  where roster_import_id = %(import)s and not is_committed and likeness is not null
"""
# Rows that were committed stay as they are; whatever still waited is judged anew.
_CLEAR = "delete from registry_rosterrow where roster_import_id = %(import)s and not is_committed"
_KEEP_COMMITTED = """
update registry_rosterrow set is_committed = true
  where roster_import_id = %(import)s and not is_committed and outcome in ('new', 'updated', 'unchanged')
"""
_COUNTS = """
select outcome, count(*) from registry_rosterrow where roster_import_id = %(import)s group by outcome
"""
_DISTINCT = """
select count(*), count(distinct household_code)
  from registry_rosterrow
  where roster_import_id = %(import)s and outcome in ('new', 'updated', 'unchanged', 'waiting')
"""
_FINDINGS = """
select split_part(told, ':', 1) as code, count(*)
  from registry_rosterrow r cross join unnest(r.findings) told
  where r.roster_import_id = %(import)s group by 1 order by 1
"""
_OUTCOME = (
    sql_text(_ROOM, "roster_outcome.sql")
    .replace("{columns}", ", ".join(COLUMNS.values()))
    .replace("{slots}", ", ".join(f"o.{slot}" for slot in COLUMNS))
    .replace("{read}", ", ".join(f"rr.{slot}" for slot in COLUMNS))
)
OUTCOMES = ("new", "updated", "unchanged", "waiting", "duplicate", "not_a_person")


def parameters(roster: RosterImport, *, as_of: date) -> dict[str, Any]:
    """What every statement of the matching may ask about the import."""
    office = Office.objects.select_related("parent").get(pk=roster.office_id)
    return {
        "import": roster.pk,
        "is_committed": roster.state == "committed",
        "by_file": roster.kind == FILE,
        "office": roster.office_id,
        "agency": roster.agency_id,
        "lineage": office_lineage(office),
        "as_of": as_of,
    }


def begin(told: dict[str, Any]) -> None:
    """Find the households known by their code; casework adds those known by their file's number."""
    run(_KNOWN_HOUSEHOLDS, told)


def match(told: dict[str, Any]) -> None:
    """Find the persons known by a code, a word or their household, and what is doubtful about them."""
    run(sql_text(_ROOM, "roster_joined.sql"), told)
    run("create index on roster_known_household (code); analyze roster_known_household", told)
    run(_HOUSEHOLDS, told)
    run(sql_text(_ROOM, "roster_match.sql"), told)


def compare(told: dict[str, Any]) -> None:
    """Find who speaks for each household among the rows without a doubt, and how the known rows differ."""
    run(sql_text(_ROOM, "roster_leader.sql"), told)
    if answers(_ANYBODY_KNOWN, told)[0][0]:
        run(sql_text(_ROOM, "roster_difference.sql"), told)


def finish(roster: RosterImport, told: dict[str, Any]) -> None:
    """Write down every row with its outcome, in place of what an earlier check said, and count them."""
    if roster.state == "committed":
        run(_KEEP_COMMITTED, told)
    run(_LIKENESS, told)
    run(_CLEAR, told)
    run("analyze roster_difference", told)
    run(_OUTCOME, told)
    roster.counts = count(told)
    roster.finding_counts = dict(answers(_FINDINGS, told))


def count(told: dict[str, Any]) -> dict[str, int]:
    """The rows by outcome, adding up to all, and how many persons, households and files they stand for."""
    outcomes: dict[str, int] = dict(answers(_COUNTS, told))
    persons, households = answers(_DISTINCT, told)[0]
    return {
        "rows": sum(outcomes.values()),
        "persons": persons,
        "households": households,
        "files": households,
        **{outcome: outcomes.get(outcome, 0) for outcome in OUTCOMES},
    }
