"""Somebody goes to the family's home: asked, arranged, made or made in vain, and reported under a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from madadkar.casework.actions.keeping import state_of, taken_file
from madadkar.casework.actions.owning import of_file
from madadkar.casework.models import CaseFile, HomeVisit, VisitReport
from madadkar.casework.rules import FILE_STATE_NAMES, ON_THE_WAY, SERVED
from madadkar.casework.rules.visits import (
    Tenure,
    VisitKind,
    VisitState,
    check_signature,
    check_visit_day,
    check_visit_move,
    report_digest,
)
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken

_TOLD_LATE_AFTER = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a visitor saw and heard."""

    observations: str
    present_people: str = ""
    needs: str = ""
    income_rial: int | None = None
    income_sources: str = ""
    tenure: Tenure | None = None
    home_note: str = ""


@transaction.atomic
def ask_visit(
    *, file_id: int, kind: VisitKind, due_on: date, why: str, token: UUID, by: Scope, at: datetime
) -> HomeVisit:
    """Somebody is to go there by a day, for a reason of its own beside the rules.

    Raises Refusal: not_permitted, file_unknown, file_at_rest, done_already, reason_missing, day_gone.
    """
    by.check(Right.WORK_FILES)
    if not clean(why):
        raise Refusal("reason_missing")
    if due_on < tehran_day(at):
        raise Refusal("day_gone", today=tehran_day(at))
    asked = {"due_on": due_on, "asked_why": clean(why), "centre_id": by.centre_id}
    facts = {"state": VisitState.DUE.value, **asked}
    return _new_visit(file_id, kind, facts, token, by, at, deed="casework.ask_visit")


@transaction.atomic
def arrange_visit(
    *, file_id: int, kind: VisitKind, on: date, note: str, token: UUID, by: Scope, at: datetime
) -> HomeVisit:
    """The actor goes there on a day, or has been there on a day gone by and will now say what came of it.

    Raises Refusal: not_permitted, file_unknown, file_at_rest, done_already.
    """
    by.check(Right.WORK_FILES)
    facts = {"state": VisitState.ARRANGED.value, "arranged_for": on, "asked_why": clean(note), **_visitor(by)}
    return _new_visit(file_id, kind, facts, token, by, at, deed="casework.arrange_visit")


@transaction.atomic
def rearrange_visit(*, visit_id: int, on: date, by: Scope, at: datetime) -> HomeVisit:
    """The actor goes there on that day instead.

    Raises Refusal: not_permitted, visit_unknown, visit_over.
    """
    visit = _open_visit(visit_id, by)
    _set(visit, state=VisitState.ARRANGED.value, arranged_for=on, **_visitor(by))
    record("casework.rearrange_visit", by=by, at=at, subject=visit, on=on)
    return visit


@transaction.atomic
def cancel_visit(*, visit_id: int, reason: str, by: Scope, at: datetime) -> HomeVisit:
    """Nobody goes there after all.

    Raises Refusal: not_permitted, visit_unknown, visit_over, reason_missing.
    """
    visit = _open_visit(visit_id, by)
    if not clean(reason):
        raise Refusal("reason_missing")
    _set(visit, state=VisitState.CANCELLED.value, outcome_note=clean(reason))
    record("casework.cancel_visit", by=by, at=at, subject=visit, reason=clean(reason))
    return visit


@transaction.atomic
def miss_visit(
    *, visit_id: int, outcome: VisitState, on: date, note: str, by: Scope, at: datetime
) -> HomeVisit:
    """Somebody stood at the door and could not come in: nobody home, or the family did not wish it.

    Raises Refusal: not_permitted, visit_unknown, visit_over, day_not_come, reason_missing (a refusal must be
    told in the family's own words).
    """
    visit = _open_visit(visit_id, by)
    check_visit_move(current=VisitState(visit.state), wanted=outcome)
    _check_day(on, by, at)
    if outcome is VisitState.REFUSED and not clean(note):
        raise Refusal("reason_missing")
    _set(visit, state=outcome.value, outcome_note=clean_lines(note), **_came(on, by, at))
    record("casework.miss_visit", by=by, at=at, subject=visit, outcome=outcome.value, on=on)
    return visit


@transaction.atomic
def report_visit(
    *, visit_id: int, on: date, report: Report, signature: str, by: Scope, at: datetime
) -> VisitReport:
    """The visit was made, and its report is signed by typing one's name; from then on it stands as it is.

    Raises Refusal: not_permitted, visit_unknown, visit_over, day_not_come, observations_missing,
    signature_differs.
    """
    visit = _open_visit(visit_id, by)
    _check_day(on, by, at)
    signed = _signed(visit, 1, report, signature, by, at)
    _set(visit, state=VisitState.DONE.value, **_came(on, by, at))
    record("casework.report_visit", by=by, at=at, subject=visit, on=on, digest=signed.digest)
    return signed


@transaction.atomic
def correct_report(
    *, visit_id: int, report: Report, why: str, signature: str, seen: int, by: Scope, at: datetime
) -> VisitReport:
    """A mistake in a signed report is mended by a new version that says why; the old one stays to be read.

    `seen`: the version the actor saw. Raises Refusal: not_permitted, visit_unknown, visit_not_done,
    reason_missing, report_corrected_meanwhile, observations_missing, signature_differs.
    """
    by.check(Right.WORK_FILES)
    visit = taken(model=HomeVisit, pk=visit_id, by=by, or_refuse="visit_unknown")
    last = VisitReport.objects.filter(visit=visit).order_by("-version").first()
    if last is None:
        raise Refusal("visit_not_done")
    if last.version != seen:
        raise Refusal("report_corrected_meanwhile", who=last.signed_name)
    if not clean(why):
        raise Refusal("reason_missing")
    signed = _signed(visit, last.version + 1, report, signature, by, at, why=clean(why))
    told: dict[str, Any] = {"version": signed.version, "digest": signed.digest}
    record("casework.correct_report", by=by, at=at, subject=visit, reason=clean(why), **told)
    return signed


def _new_visit(
    file_id: int, kind: VisitKind, facts: dict[str, Any], token: UUID, by: Scope, at: datetime, *, deed: str
) -> HomeVisit:
    file = taken_file(file_id=file_id, by=by, of=Matter.REACH)
    if HomeVisit.objects.filter(token=token).exists():
        raise Refusal("done_already")
    _check_file(file, kind)
    visit = HomeVisit.objects.create(
        **of_file(file=file), kind=kind.value, token=token, asked_at=at, asked_by_name=by.actor_name, **facts
    )
    record(deed, by=by, at=at, subject=visit, kind=kind.value, file=file.pk)
    return visit


def _check_file(file: CaseFile, kind: VisitKind) -> None:
    """Nobody goes to a family that is neither on the way nor with us, but to see how it fares afterwards."""
    state = state_of(file=file)
    if state in SERVED or state in ON_THE_WAY or kind is VisitKind.FOLLOW_UP:
        return
    raise Refusal("file_at_rest", state=FILE_STATE_NAMES[state] if state else "")


def _open_visit(visit_id: int, by: Scope) -> HomeVisit:
    by.check(Right.WORK_FILES)
    visit = taken(model=HomeVisit, pk=visit_id, by=by, or_refuse="visit_unknown")
    check_visit_move(current=VisitState(visit.state), wanted=VisitState.DONE)
    return visit


def _check_day(on: date, by: Scope, at: datetime) -> None:
    today = tehran_day(at)
    check_visit_day(on=on, today=today)
    if on < today - _TOLD_LATE_AFTER:
        by.check(Right.CORRECT_HISTORY)


def _signed(
    visit: HomeVisit, version: int, report: Report, signature: str, by: Scope, at: datetime, *, why: str = ""
) -> VisitReport:
    if not clean_lines(report.observations):
        raise Refusal("observations_missing")
    check_signature(typed=signature, name=by.actor_name)
    written = VisitReport(
        **of_file(file=visit.case_file),
        visit=visit,
        version=version,
        observations=clean_lines(report.observations),
        present_people=clean(report.present_people),
        needs=clean_lines(report.needs),
        income_rial=report.income_rial,
        income_sources=clean(report.income_sources),
        tenure=report.tenure.value if report.tenure else "",
        home_note=clean_lines(report.home_note),
        correction_why=why,
        signed_by_id=by.actor_id,
        signed_name=by.actor_name,
        signed_at=at,
    )
    written.digest = report_digest(facts=written.facts)
    written.save(force_insert=True)
    return written


def _visitor(by: Scope) -> dict[str, Any]:
    return {"visitor_id": by.actor_id, "visitor_name": by.actor_name, "centre_id": by.centre_id}


def _came(on: date, by: Scope, at: datetime) -> dict[str, Any]:
    return {"came_on": on, "came_told_at": at, **_visitor(by)}


def _set(visit: HomeVisit, **values: Any) -> None:
    for name, value in values.items():
        setattr(visit, name, value)
    visit.save(update_fields=list(values))
