"""Many files to many centres as one deed: previewed, sent exactly as previewed, undone by one recall."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from madadkar.casework.actions.delegation.delegating import Terms
from madadkar.casework.models import BatchLine, CaseFile, DelegationBatch
from madadkar.casework.queries.rooms import CentreChoice, centres_with_room
from madadkar.casework.registers import RegisterFilter, next_family_ids
from madadkar.casework.rules import AT_WORK
from madadkar.casework.rules.batches import BATCH_MOVES, BATCH_STATE_NAMES, BatchState
from madadkar.casework.rules.sharing import COUNTY, Home, shared
from madadkar.foundation.audit import record, record_many
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.jobs import Tell
from madadkar.foundation.once import done_by
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken

MOST = 100_000
"""More files than any province delegates at once; a larger preview is asked for in parts."""

_ROOM = "madadkar.casework"
_TRIES = 3
_SENT = """
select case_file_id, office_id, jsonb_build_object('centre', centre_id, 'batch', batch_id)
  from casework_delegation where batch_id = %(batch)s
"""
_TO_RECALL = f"{_SENT} and valid_until is null"
# Who suspends one of these centres waits, or was waited for.
_HOLD_CENTRES = """
select from organisations_centre
  where id in (select centre_id from casework_batchline where batch_id = %(batch)s)
  order by id for no key update
"""
_LOCK = """
select count(*) from (
  select from casework_delegation where batch_id = %(batch)s and valid_until is null
    order by id for update) held
"""


@dataclass(frozen=True, kw_only=True)
class BatchAsk:
    """What is to be handed over: which families, to which centres, for which services, and why.

    `within` is how far a centre may be (`rules.sharing`), `token` the form's own.
    """

    families: RegisterFilter
    token: UUID
    reason: str
    centres: CentreChoice = field(default_factory=CentreChoice)
    terms: Terms = field(default_factory=Terms)
    within: int = COUNTY
    most: int = MOST


def _silent(stage: str, done: int, total: int) -> None:
    """Tells nobody how far the work has come."""


@transaction.atomic
def preview_batch(*, ask: BatchAsk, by: Scope, at: datetime) -> DelegationBatch:
    """Who would get what, kept so that exactly this is sent; nothing is handed over yet.

    Files that are not at work, or whose services are with a centre already, are not in it. The same form
    sent again answers the same preview.

    Raises Refusal: not_permitted, reason_missing, batch_without_files, batch_without_centres.
    """
    by.check(Right.ASSIGN_FILES)
    known = DelegationBatch.objects.seen_by(by).filter(token=ask.token).first()
    if known is not None:
        assert isinstance(known, DelegationBatch)
        return known
    if not clean(ask.reason):
        raise Refusal("reason_missing")
    on = tehran_day(at)
    services = sorted(int(service) for service in ask.terms.services)
    rows = _candidates(ask, services, by, on)
    rooms = centres_with_room(chosen=ask.centres, scope=by, on=on)
    if not rows:
        raise Refusal("batch_without_files")
    if not rooms:
        raise Refusal("batch_without_centres")
    given = shared(homes=[Home(row[0], row[6]) for row in rows], rooms=rooms, within=ask.within)
    batch = _made(ask, services, by, at, files=len(given), no_room=len(rows) - len(given))
    _write_lines(batch, rows, given)
    told: dict[str, Any] = {"files": len(given), "no_room": batch.no_room_count}
    record("casework.preview_batch", by=by, at=at, subject=batch, reason=batch.reason, **told)
    return batch


def _made(
    ask: BatchAsk, services: list[int], by: Scope, at: datetime, *, files: int, no_room: int
) -> DelegationBatch:
    assert by.agency_id is not None and by.home_office_id is not None, "who assigns works in an office"
    return DelegationBatch.objects.create(
        agency_id=by.agency_id,
        office_id=by.home_office_id,
        state=BatchState.PREVIEWED.value,
        token=ask.token,
        asked={"families": ask.families.asked, "centres": asdict(ask.centres), "within": ask.within},
        services=services,
        terms=clean_lines(ask.terms.text),
        reason=clean(ask.reason),
        file_count=files,
        no_room_count=no_room,
        made_at=at,
        made_by_name=by.actor_name,
    )


def _candidates(ask: BatchAsk, services: list[int], by: Scope, on: date) -> list[tuple[Any, ...]]:
    ids = next_family_ids(scope=by, asked=ask.families, on=on, most=MOST)
    told: dict[str, Any] = {
        "ids": ids,
        "at_work": [state.value for state in AT_WORK],
        "services": services,
        "on": on,
        "most": min(ask.most, MOST),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql_text(_ROOM, "batch_candidates.sql"), told)
        return list(cursor.fetchall())


def _write_lines(batch: DelegationBatch, rows: list[tuple[Any, ...]], given: dict[int, int]) -> None:
    """One statement for all lines, those of one centre together."""
    ordered = sorted(rows, key=lambda row: (given.get(row[0], 0), row[0]))
    files, households, agencies, offices, standings, residences, _ = zip(*ordered, strict=True)
    told: dict[str, Any] = {
        "batch": batch.pk,
        "files": list(files),
        "households": list(households),
        "agencies": list(agencies),
        "offices": list(offices),
        "standings": list(standings),
        "residences": list(residences),
        "centres": [given.get(file_id) for file_id in files],
    }
    with connection.cursor() as cursor:
        cursor.execute(sql_text(_ROOM, "batch_lines.sql"), told)


def send_batch(*, batch_id: int, by: Scope, at: datetime, tell: Tell = _silent) -> DelegationBatch:
    """Send what was previewed, all in one deed: every centre sees its families from this instant.

    A file that changed since its preview falls out and says why. One audit event a file.

    Raises Refusal: not_permitted, batch_unknown, batch_moved_on, done_already, delegated_meanwhile.
    """
    by.check(Right.ASSIGN_FILES)
    for _ in range(_TRIES):
        try:
            with transaction.atomic():
                return _send(batch_id, by, at, tell)
        except IntegrityError:
            # A single file was handed over by another between our look and our write: look again.
            continue
    raise Refusal("delegated_meanwhile")


def _send(batch_id: int, by: Scope, at: datetime, tell: Tell) -> DelegationBatch:
    batch = _taken(batch_id, by, BatchState.SENT)
    told: dict[str, Any] = {
        "batch": batch.pk,
        "services": batch.services,
        "terms": batch.terms,
        "reason": batch.reason,
        "actor": by.actor_name,
        "at": at,
        "on": tehran_day(at),
    }
    with connection.cursor() as cursor:
        tell("look", 0, batch.file_count)
        cursor.execute(_HOLD_CENTRES, told)
        cursor.execute(sql_text(_ROOM, "batch_fallen_out.sql"), told)
        tell("send", 0, batch.file_count)
        cursor.execute(sql_text(_ROOM, "batch_send.sql"), told)
        batch.sent_count = cursor.rowcount
    tell("tell", batch.sent_count, batch.file_count)
    _record_each("casework.send_case", _SENT, batch, by, at, reason=batch.reason)
    batch.state, batch.sent_at, batch.sent_by_name = BatchState.SENT.value, at, by.actor_name
    batch.save(update_fields=["state", "sent_at", "sent_by_name", "sent_count"])
    record("casework.send_batch", by=by, at=at, subject=batch, reason=batch.reason, files=batch.sent_count)
    return batch


@transaction.atomic
def recall_batch(
    *, batch_id: int, reason: str, by: Scope, at: datetime, tell: Tell = _silent
) -> DelegationBatch:
    """Undo a delegation of many: every file of it that a centre still has is with its office again.

    Raises Refusal: not_permitted, reason_missing, batch_unknown, batch_moved_on, done_already.
    """
    by.check(Right.ASSIGN_FILES)
    if not clean(reason):
        raise Refusal("reason_missing")
    batch = _taken(batch_id, by, BatchState.RECALLED)
    told: dict[str, Any] = {
        "batch": batch.pk,
        "reason": clean(reason),
        "actor": by.actor_name,
        "at": at,
        "on": tehran_day(at),
    }
    tell("recall", 0, batch.sent_count)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, told)
        _record_each("casework.recall_case", _TO_RECALL, batch, by, at, reason=clean(reason))
        cursor.execute(sql_text(_ROOM, "batch_recall.sql"), told)
        batch.recalled_count = cursor.rowcount
    batch.state, batch.recalled_at, batch.recalled_by_name = BatchState.RECALLED.value, at, by.actor_name
    batch.recall_reason = clean(reason)
    batch.save(update_fields=["state", "recalled_at", "recalled_by_name", "recall_reason", "recalled_count"])
    files = batch.recalled_count
    record("casework.recall_batch", by=by, at=at, subject=batch, reason=clean(reason), files=files)
    return batch


@transaction.atomic
def drop_batch(*, batch_id: int, by: Scope, at: datetime) -> DelegationBatch:
    """A preview that nobody will send. Raises Refusal: not_permitted, batch_unknown, batch_moved_on,
    done_already.
    """
    by.check(Right.ASSIGN_FILES)
    batch = _taken(batch_id, by, BatchState.DROPPED)
    BatchLine.objects.filter(batch=batch).delete()
    batch.state = BatchState.DROPPED.value
    batch.save(update_fields=["state"])
    record("casework.drop_batch", by=by, at=at, subject=batch)
    return batch


def _taken(batch_id: int, by: Scope, to: BatchState) -> DelegationBatch:
    """The batch, locked, if it may go that way; whoever comes second is told who was first."""
    batch = taken(model=DelegationBatch, pk=batch_id, by=by, or_refuse="batch_unknown")
    state = BatchState(batch.state)
    if not BATCH_MOVES.is_allowed(state, to):
        who = {BatchState.SENT: batch.sent_by_name, BatchState.RECALLED: batch.recalled_by_name}.get(
            state, ""
        )
        if state is to and who in ("", by.actor_name):
            raise done_by(who=who, by=by)
        raise Refusal("batch_moved_on", state=BATCH_STATE_NAMES[state], who=who or batch.made_by_name)
    return batch


def _record_each(
    deed: str, subjects: str, batch: DelegationBatch, by: Scope, at: datetime, *, reason: str
) -> None:
    told = {"batch": batch.pk}
    record_many(deed, by=by, at=at, subject=CaseFile, subjects=subjects, parameters=told, reason=reason)
