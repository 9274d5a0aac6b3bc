"""Comparisons of registers: asked for, done by the worker, written so that nothing is found twice."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from procrastinate.contrib.django import app

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.jobs import Tell, as_parameters, queue_job
from madadkar.foundation.models import JobState
from madadkar.foundation.once import check_once
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text
from madadkar.matching import registers
from madadkar.matching.actions.agreements import other_office
from madadkar.matching.engine.shelf import Shelf
from madadkar.matching.engine.work import Link
from madadkar.matching.models import ComparisonAgreement, Run
from madadkar.matching.queries.agreements import agreements_between
from madadkar.matching.queries.thresholds import KEPT_FROM, Bounds, bounds_on
from madadkar.matching.rules import RunKind, RunState
from madadkar.matching.shelves import shelf_path, throw_away_shared
from madadkar.organisations.models import Office
from madadkar.organisations.queries import office_subtree_ids
from madadkar.organisations.rules import Right

RUN = "matching.do_run"
_ROOM = "madadkar.matching"
_COPY_FOUND = """
copy matching_found (left_person, right_person, left_agency, right_agency, left_office, right_office,
                     left_look, right_look, probability, levels) from stdin
"""
_SETTLED = ("remembered", "refreshed", "new", "linked", "dropped")


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody listens."""


@transaction.atomic
def ask_run(
    *, kind: RunKind, other_office_id: int | None, is_whole: bool, token: UUID, by: Scope, at: datetime
) -> Run:
    """Have the worker compare the register of the actor's office with itself, or with another agency's.

    `is_whole` False looks at who is new or changed since the last such comparison, against all. Two agencies'
    registers are compared only while both agree to it.

    Raises Refusal: not_permitted (two agencies: only who sets thresholds), office_unknown,
    run_needs_another_agency, comparison_not_agreed, done_already.
    """
    by.check(Right.SET_THRESHOLDS if kind is RunKind.BETWEEN else Right.MATCH_PEOPLE)
    check_once(model=Run, token=token)
    ours = Office.objects.get(pk=by.home_office_id or 0)
    theirs, agreement = ours, None
    if kind is RunKind.BETWEEN:
        theirs = other_office(office_id=other_office_id, ours=ours, by=by)
        agreement = _agreement(ours, theirs, tehran_day(at))
    run = Run.objects.create(
        kind=kind.value, token=token, left_agency_id=ours.agency_id, left_office=ours,
        right_agency_id=theirs.agency_id, right_office=theirs, asked_at=at, asked_by_name=by.actor_name,
        agreement=agreement, since=None if is_whole else _last_like(kind, ours, theirs),
    )  # fmt: skip
    run.job = queue_job(kind=RUN, office_id=ours.pk, parameters={"run_id": run.pk}, by=by, at=at)
    run.save(update_fields=["job"])
    _tell("matching.ask_run", run, by, at, kind=kind.value)
    lists = "-".join(map(str, sorted((ours.pk, theirs.pk))))
    app.configure_task(RUN, lock=f"matching-{lists}").defer(job_id=run.job.pk, scope=as_parameters(by))
    return run


def ask_increment(*, by: Scope, at: datetime) -> Run:
    """Have who is new in the actor's register compared with all of it, once, however often it is asked for.

    Raises Refusal as `ask_run` does.
    """
    waiting: Run | None = Run.objects.filter(
        kind=RunKind.WITHIN.value, left_office=by.home_office_id, state=RunState.ASKED.value,
        job__state=JobState.QUEUED,
    ).first()  # fmt: skip
    if waiting is not None:
        return waiting
    return ask_run(kind=RunKind.WITHIN, other_office_id=None, is_whole=False, token=uuid4(), by=by, at=at)


def _agreement(ours: Office, theirs: Office, on: date) -> ComparisonAgreement:
    found = agreements_between(office=ours, other=theirs, on=on).first()
    if found is None:
        raise Refusal("comparison_not_agreed")
    return found


def _check_agreed_still(run: Run, on: date) -> None:
    """Held, so that whoever ends the agreement now does so after what was found is written."""
    if run.kind != RunKind.BETWEEN:
        return
    present = agreements_between(office=run.left_office, other=run.right_office, on=on)
    if present.select_for_update(no_key=True).first() is None:
        throw_away_shared(office_id=run.left_office_id, other_office_id=run.right_office_id)
        raise Refusal("comparison_not_agreed")


def _tell(deed: str, run: Run, by: Scope, at: datetime, **facts: Any) -> None:
    """The event stands in the trail of every side."""
    for office_id in dict.fromkeys((run.left_office_id, run.right_office_id)):
        record(deed, by=by, at=at, subject=run, office_id=office_id, **facts)


def _last_like(kind: RunKind, ours: Office, theirs: Office) -> Run | None:
    alike = Run.objects.filter(kind=kind.value, left_office=ours, right_office=theirs)
    return alike.filter(state=RunState.DONE.value).order_by("-pk").first()


@transaction.atomic
def do_run(*, run_id: int, by: Scope, at: datetime, tell: Tell = _silent, using: str = "default") -> Run:
    """Compare, and write down what was found; doing it again when it was done changes nothing.

    `using` names the connection that may read both registers. Raises Refusal: run_unknown,
    comparison_not_agreed (the agreement ended meanwhile, also while the registers were compared).
    """
    run = Run.objects.seen_by(by).select_for_update(of=("self",)).filter(pk=run_id).first()
    if run is None:
        raise Refusal("run_unknown")
    assert isinstance(run, Run)
    if run.state == RunState.DONE:
        return run
    if run.kind == RunKind.BETWEEN:
        run.agreement = _agreement(run.left_office, run.right_office, tehran_day(at))
    bounds = bounds_on(agency_ids=(run.left_agency_id, run.right_agency_id), on=tehran_day(at))
    run.watermark = registers.watermark(using=using)
    with tempfile.TemporaryDirectory(prefix="madadkar-matching-") as folder:
        links, counts = _compared(run, Path(folder), bounds, tehran_day(at), tell, using)
    _check_agreed_still(run, tehran_day(at))
    tell("settle", 0, len(links))
    settled = _settle(run, list(_rows(run, links, using)), bounds, by, at)
    run.counts = {**counts, "found": len(links), **settled}
    run.state, run.finished_at = RunState.DONE.value, at
    run.save(update_fields=["watermark", "counts", "state", "finished_at", "agreement"])
    _tell("matching.do_run", run, by, at, counts=run.counts)
    return run


def _compared(
    run: Run, folder: Path, bounds: Bounds, on: date, tell: Tell, using: str
) -> tuple[list[Link], dict[str, int]]:
    """The pairs the engine finds, down to those kept aside, and how many people were compared."""
    least = float(bounds.lower * KEPT_FROM)
    lists = [(run.left_office_id, folder / "left.csv"), (run.right_office_id, folder / "right.csv")]
    if run.kind == RunKind.WITHIN:
        lists = lists[:1]
    lists_of = {"left_office_id": run.left_office_id, "right_office_id": run.right_office_id}
    with Shelf(shelf_path(kind=run.kind, **lists_of)) as shelf:
        changed = _changed(run, lists, using) if shelf.is_filled else None
        tell("read", 0, 0)
        counts = [_read(run, path, office, on, using, changed) for office, path in lists]
        paths = [path for _, path in lists]
        told = {"left": counts[0], "right": sum(counts[1:])}
        tell("compare", 0, sum(counts))
        if changed is None:
            return shelf.whole(*paths, least=least), {**told, "changed": sum(counts)}
        hidden = frozenset(_withheld(run, on, using))
        gone = [one.gone | hidden for one in changed] + [frozenset()]
        found = shelf.increment(*paths, gone=(gone[0], gone[1]), least=least)
        return found, {**told, "changed": sum(len(one.came) for one in changed)}


def _changed(run: Run, lists: Sequence[tuple[int, Path]], using: str) -> list[registers.Changed] | None:
    """Who came, changed and went in each list since the comparison this one follows; None: compare all."""
    if run.since is None or run.since.watermark is None:
        return None
    found = []
    for office_id, _ in lists:
        offices = office_subtree_ids(office_id=office_id)
        told = registers.changed_since(since=run.since.watermark, office_ids=offices, using=using)
        if told is None:
            return None
        found.append(told)
    return found


def _read(
    run: Run, path: Path, office_id: int, on: date, using: str, changed: Sequence[registers.Changed] | None
) -> int:
    """One register laid out; who is under discreet support is not compared with another agency's."""
    only = None
    if changed is not None:
        only = changed[0 if path.stem == "left" else 1].came
    return registers.copy_out(
        path=path,
        office_ids=office_subtree_ids(office_id=office_id),
        on=on,
        using=using,
        without=_withheld(run, on, using),
        only=only,
    )


def _withheld(run: Run, on: date, using: str) -> Sequence[int]:
    """Who is kept out of this comparison: nobody, where a register is compared with itself."""
    return registers.withheld(on=on, using=using) if run.kind == RunKind.BETWEEN else ()


def _rows(run: Run, links: Sequence[Link], using: str) -> Iterator[tuple[Any, ...]]:
    """The pairs in their order, each side with its office and its look; who is gone meanwhile falls out."""
    looks = registers.looks(person_ids={pk for one in links for pk in (one.left, one.right)}, using=using)
    agencies = (run.left_agency_id, run.right_agency_id)
    for one in links:
        if one.left not in looks or one.right not in looks:
            continue
        sides = sorted(zip(agencies, (one.left, one.right), strict=True))
        (left_agency, left), (right_agency, right) = sides
        yield (
            left, right, left_agency, right_agency, looks[left][0], looks[right][0], looks[left][1],
            looks[right][1], f"{one.probability:.6f}", json.dumps(one.levels),
        )  # fmt: skip


def _settle(
    run: Run, rows: Sequence[tuple[Any, ...]], bounds: Bounds, by: Scope, at: datetime
) -> dict[str, int]:
    """Write what is new, refresh what waits, leave what was decided; answers how many of each."""
    told: dict[str, Any] = {
        "run": run.pk, "between": run.kind == RunKind.BETWEEN, "whole": run.since_id is None, "at": at,
        "lower": bounds.lower, "upper": bounds.upper, "today": tehran_day(at), "who": by.actor_name,
        "left_offices": list(office_subtree_ids(office_id=run.left_office_id)),
        "right_offices": list(office_subtree_ids(office_id=run.right_office_id)),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql_text(_ROOM, "settle_begin.sql"))
        with cursor.copy(_COPY_FOUND) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(sql_text(_ROOM, "settle.sql"), told)
        cursor.execute("select what, times from matching_settled")
        counts = dict(cursor.fetchall())
        cursor.execute("drop table matching_found, matching_settled")
    return {what: counts.get(what, 0) for what in _SETTLED}
