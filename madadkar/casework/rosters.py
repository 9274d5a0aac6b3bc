"""A roster's way into families and files: check, commit and undo, each one transaction, each a job."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from madadkar.foundation import audit
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.jobs import Tell, as_parameters, queue_job
from madadkar.foundation.models import Job, JobState
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text
from madadkar.matching.actions import ask_increment
from madadkar.matching.actions.apart import remember_apart
from madadkar.matching.queries.beside import likenesses
from madadkar.organisations.rules import Right
from madadkar.registry.models import RosterImport, RosterRow
from madadkar.registry.rosters import asking, commit, match, undo
from madadkar.registry.rosters.check import lay_out, silent
from madadkar.registry.rosters.deciding import said_apart
from madadkar.registry.rosters.stage import answers, run

_ROOM = "madadkar.casework"
_TABLES = (
    "casework_delegation",
    "casework_pensionreceipt",
    "casework_coverage",
    "casework_filestanding",
    "casework_casefile",
)
_PARENTS = {"case_file_id": "casework_casefile"}
# What a committed roster, checked again, still has to bring.
_LEFT = """
select exists (select from registry_rosterrow where roster_import_id = %(import)s and not is_committed
                 and outcome in ('new', 'updated'))
"""
# So many rows that came since are worth a new look of the planner, beside half of what was there.
_LOOK_AGAIN = "select casework_analyze_grown(5000)"
# One commit at a time in an agency's register: what was checked is not overtaken while it is written.
_ALONE = "select pg_advisory_xact_lock(7072, %(agency)s::int)"
# The transaction (or savepoint) that writes: undo knows by it what was written again since.
_MARK = """
update registry_rosterimport set committed_at = %(at)s where id = %(import)s
  returning xmin::text::bigint
"""


def start_check(*, roster_id: int, by: Scope, at: datetime) -> Job:
    """Have the worker check a roster against the register; `rosters.queries.progress` tells how far."""
    return _start("casework.check_roster", roster_id, by, at, states=("recognised", "checked", "committed"))


def start_commit(*, roster_id: int, by: Scope, at: datetime) -> Job:
    """Have the worker commit what was previewed. Raises Refusal("roster_not_checked")."""
    return _start("casework.commit_roster", roster_id, by, at, states=("checked",))


def start_undo(*, roster_id: int, by: Scope, at: datetime, reason: str = "") -> Job:
    """Have the worker take an import back. Raises Refusal("roster_not_committed"); the job itself is refused
    with "built_upon" once anything was built on the import."""
    states = ("committed", "checked")
    return _start("casework.undo_roster", roster_id, by, at, states=states, reason=reason)


def _start(
    kind: str, roster_id: int, by: Scope, at: datetime, *, states: tuple[str, ...], **more: str
) -> Job:
    """Queue a job for a roster; one of its kind that still waits for the worker is not queued twice."""
    by.check(Right.IMPORT_ROSTER)
    with transaction.atomic():
        roster = _locked(roster_id, by)
        _check_state(roster, states)
        asked = roster.job
        if asked is not None and asked.kind == kind and asked.state == JobState.QUEUED:
            return asked
        parameters = {"roster_id": roster_id, **more}
        job = queue_job(kind=kind, office_id=roster.office_id, parameters=parameters, by=by, at=at)
        roster.job = job
        roster.save(update_fields=["job"])
        app.configure_task(kind, lock=f"roster-{roster_id}").defer(job_id=job.pk, scope=as_parameters(by))
    return job


def _locked(roster_id: int, by: Scope) -> RosterImport:
    roster = RosterImport.objects.seen_by(by).select_for_update().filter(pk=roster_id).first()
    if roster is None:
        raise Refusal("roster_unknown")
    assert isinstance(roster, RosterImport)
    return roster


def _check_state(roster: RosterImport, states: tuple[str, ...]) -> None:
    if roster.state not in states:
        code = "roster_not_committed" if "committed" in states else "roster_not_checked"
        raise Refusal(code, state=roster.get_state_display())


def day_of(roster: RosterImport, at: datetime) -> date:
    """The day a roster speaks of: the one it names, else the day it was brought."""
    return roster.as_of or tehran_day(roster.received_at or at)


def check_roster(*, roster_id: int, by: Scope, at: datetime, tell: Tell = silent) -> RosterImport:
    """Say of every row what becomes of it, and why; can be done again at any time before the commit.

    Who would be new and resembles somebody in sight waits until a person says whether they are that one.
    """
    by.check(Right.IMPORT_ROSTER)
    with transaction.atomic():
        roster = _locked(roster_id, by)
        if roster.state not in ("recognised", "checked", "committed"):
            raise Refusal("roster_not_recognised", state=roster.get_state_display())
        as_of = day_of(roster, at)
        told = match.parameters(roster, as_of=as_of)
        table = lay_out(roster, as_of=as_of, tell=tell)
        tell("match", 0, len(table))
        run(_LOOK_AGAIN, told)
        match.begin(told)
        run(sql_text(_ROOM, "roster_known_files.sql"), told)
        match.match(told)
        _ask_likeness(told, by, at, tell)
        match.compare(told)
        run(sql_text(_ROOM, "roster_file_difference.sql"), told)
        match.finish(roster, told)
        assert sum(roster.counts[name] for name in match.OUTCOMES) == roster.counts["rows"]
        roster.state = "committed" if roster.commits and not answers(_LEFT, told)[0][0] else "checked"
        roster.save(update_fields=["state", "counts", "finding_counts"])
        audit.record("casework.check_roster", by=by, at=at, subject=roster, counts=roster.counts)
        tell("match", len(table), len(table))
    return roster


def _ask_likeness(told: dict[str, Any], by: Scope, at: datetime, tell: Tell) -> None:
    """Have the engine read who would be new beside the register, and those wait who are perhaps known."""
    rows = asking.would_be_new(told)
    if rows:
        tell("likeness", 0, 0)
        asking.doubt(told, likenesses(rows=rows, scope=by, on=tehran_day(at)))


def commit_roster(*, roster_id: int, by: Scope, at: datetime, tell: Tell = silent) -> RosterImport:
    """Write what was previewed, all or nothing: families, files and their facts.

    Raises Refusal("roster_not_checked"), and Refusal("roster_register_changed") where the register came to
    know one of the roster's families meanwhile: check again. Doing it again when it was done changes nothing.
    Who is new is then compared with the whole register: who resembles somebody waits on the workbench.
    """
    by.check(Right.IMPORT_ROSTER)
    try:
        with transaction.atomic():
            roster = _locked(roster_id, by)
            if roster.state == "committed":
                return roster
            _check_state(roster, ("checked",))
            return _commit(roster, by, at, tell)
    except IntegrityError as known_meanwhile:
        raise Refusal("roster_register_changed") from known_meanwhile


def _commit(roster: RosterImport, by: Scope, at: datetime, tell: Tell) -> RosterImport:
    run(_ALONE, {"agency": roster.agency_id})
    mark = answers(_MARK, {"at": at, "import": roster.pk})[0][0]
    told = commit.begin(roster, as_of=day_of(roster, at))
    commit.commit_people(told, tell=tell)
    tell("files", 0, 0)
    run(sql_text(_ROOM, "roster_files.sql"), told)
    run(sql_text(_ROOM, "roster_file_changes.sql"), told)
    roster.state, roster.committed_at = "committed", at
    roster.commits = [*roster.commits, mark]
    roster.save(update_fields=["state", "committed_at", "commits"])
    audit.record("casework.commit_roster", by=by, at=at, subject=roster, counts=roster.counts)
    if by.may(Right.MATCH_PEOPLE):
        run_asked = ask_increment(by=by, at=at)
        remember_apart(said=said_apart(told), run=run_asked, by=by)
    return roster


def undo_roster(
    *, roster_id: int, by: Scope, at: datetime, reason: str = "", tell: Tell = silent
) -> RosterImport:
    """Take an import back whole. Raises Refusal("built_upon") once anything was built on what it wrote."""
    by.check(Right.IMPORT_ROSTER)
    with transaction.atomic():
        roster = _locked(roster_id, by)
        if not roster.commits or roster.state == "undone":
            raise Refusal("roster_not_committed", state=roster.get_state_display())
        run(_ALONE, {"agency": roster.agency_id})
        tell("undo", 0, 0)
        undo.check_nothing_built(roster, (*_TABLES, *undo.TABLES), _PARENTS)
        undo.take_back(roster, (*_TABLES, *undo.TABLES))
        undo.forget_priors(roster)
        RosterRow.objects.filter(roster_import=roster).update(is_committed=False)
        roster.state, roster.undone_at, roster.commits = "undone", at, []
        roster.save(update_fields=["state", "undone_at", "commits"])
        audit.record(
            "casework.undo_roster", by=by, at=at, subject=roster, reason=reason, counts=roster.counts
        )
    return roster


__all__ = [
    "check_roster",
    "commit_roster",
    "day_of",
    "start_check",
    "start_commit",
    "start_undo",
    "undo_roster",
]
