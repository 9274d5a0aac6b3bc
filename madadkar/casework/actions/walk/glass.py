"""Breaking the glass: what is hidden of a family opens to one person, for hours, in everybody's sight."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from madadkar.casework.models import CaseFile, GlassBreak
from madadkar.casework.queries.glass import open_glass
from madadkar.casework.rules.confidence import check_glass_reason, glass_until
from madadkar.foundation.audit import record
from madadkar.foundation.once import done_by
from madadkar.foundation.persian import clean, latin_digits
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken


@transaction.atomic
def break_glass(*, file_id: int, reason: str, token: UUID, by: Scope, at: datetime) -> GlassBreak:
    """What is confided about a family opens to the actor for three hours; a supervisor is told.

    Raises Refusal: not_permitted, glass_reason_short, file_unknown, glass_open_already, done_already.
    """
    by.check(Right.BREAK_GLASS)
    written = check_glass_reason(reason=reason)
    if not CaseFile.objects.seen_by(by).filter(pk=file_id).exists():
        raise Refusal("file_unknown")
    return _broken(file_id, written, token, by, at)


@transaction.atomic
def break_glass_of_hidden(*, asked: str, reason: str, token: UUID, by: Scope, at: datetime) -> GlassBreak:
    """The same for a family that may be hidden from the actor, meant by its file's number or a national
    code; nothing is said of it before the glass is broken.

    Raises Refusal: not_permitted, glass_reason_short, file_unknown, glass_open_already, done_already.
    """
    by.check(Right.BREAK_GLASS)
    written = check_glass_reason(reason=reason)
    meant = clean(asked)
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(casework_file_behind_glass(%s), casework_file_behind_glass(%s))",
            [meant, latin_digits(meant)],
        )
        (file_id,) = cursor.fetchone()
    if file_id is None:
        raise Refusal("file_unknown")
    return _broken(file_id, written, token, by, at)


def _broken(file_id: int, reason: str, token: UUID, by: Scope, at: datetime) -> GlassBreak:
    present = open_glass(file_id=file_id, scope=by, at=at)
    if present is not None and present.token != token:
        raise Refusal("glass_open_already", until=present.ends_at)
    with connection.cursor() as cursor:
        cursor.execute(
            "select casework_break_glass(%s, %s, %s, %s, %s)",
            [file_id, reason, at, glass_until(at=at), token],
        )
        (made,) = cursor.fetchone()
    if made is None:
        raise Refusal("done_already")
    file = CaseFile.objects.get(pk=file_id)
    record("casework.break_glass", by=by, at=at, subject=file, reason=reason, until=glass_until(at=at))
    glass: GlassBreak = GlassBreak.objects.get(pk=made)
    return glass


@transaction.atomic
def note_glass(*, glass_id: int, by: Scope, at: datetime) -> GlassBreak:
    """A supervisor says that they know of broken glass; nobody does so for their own.

    Raises Refusal: not_permitted, glass_unknown, glass_of_oneself, done_already, done_by_another.
    """
    by.check(Right.SEE_DISCREET)
    glass: GlassBreak = taken(model=GlassBreak, pk=glass_id, by=by, or_refuse="glass_unknown")
    if glass.staff_id == by.actor_id:
        raise Refusal("glass_of_oneself")
    if glass.read_at is not None:
        raise done_by(who=glass.read_by_name, by=by)
    glass.read_at, glass.read_by_name = at, by.actor_name
    glass.save(update_fields=["read_at", "read_by_name"])
    file = CaseFile.objects.get(pk=glass.case_file_id)
    record("casework.note_glass", by=by, at=at, subject=file, glass=glass.pk)
    return glass
