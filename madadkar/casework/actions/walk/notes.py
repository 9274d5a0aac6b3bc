"""What is written about a family, and who is let into what is confided of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from madadkar.casework.actions.keeping import begin, taken_file
from madadkar.casework.models import CaseFile, FileAssignment, Note
from madadkar.casework.rules.confidence import Confidence, NoteKind, confidence_of
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.queries import current_posts
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import holding_from, taken


@transaction.atomic
def write_note(
    *,
    file_id: int,
    kind: NoteKind,
    text: str,
    on: date,
    token: UUID,
    by: Scope,
    at: datetime,
    for_centre: bool = False,
    corrects_id: int | None = None,
) -> Note:
    """A note about the family, once and for good; one that corrects another keeps that one's kind.

    Raises Refusal: not_permitted, file_unknown, note_empty, day_not_come, done_already, note_unknown,
    note_corrected_already.
    """
    by.check(Right.WORK_FILES)
    file = taken_file(file_id=file_id, by=by, of=Matter.REACH)
    if not clean_lines(text):
        raise Refusal("note_empty")
    if on > tehran_day(at):
        raise Refusal("day_not_come", today=tehran_day(at))
    if Note.objects.filter(token=token).exists():
        raise Refusal("done_already")
    corrected = _corrected(file, corrects_id, by) if corrects_id is not None else None
    kind = NoteKind(corrected.kind) if corrected else kind
    note = Note.objects.create(
        **authored(file=file, confidence=confidence_of(kind=kind), by=by, at=at, token=token),
        kind=kind.value,
        text=clean_lines(text),
        on=on,
        for_centre=for_centre,
        corrects=corrected,
    )
    record("casework.write_note", by=by, at=at, subject=file, kind=kind.value, note=note.pk)
    return note


def authored(
    *, file: CaseFile, confidence: Confidence, by: Scope, at: datetime, token: UUID
) -> dict[str, object]:
    """What every note and paper says of its family and author; part of a deed, not one itself."""
    return {
        "agency_id": file.agency_id,
        "office_id": file.office_id,
        "case_file": file,
        "household_id": file.household_id,
        "confidence": confidence.value,
        "author_id": by.actor_id,
        "author_name": by.actor_name,
        "by_centre_id": by.centre_id,
        "made_at": at,
        "token": token,
    }


def _corrected(file: CaseFile, note_id: int, by: Scope) -> Note:
    note: Note | None = Note.objects.seen_by(by).filter(pk=note_id, case_file=file).first()
    if note is None:
        raise Refusal("note_unknown")
    if Note.objects.filter(corrects=note).exists():
        raise Refusal("note_corrected_already")
    return note


@transaction.atomic
def assign_confidence(
    *, file_id: int, staff_id: int, confidence: Confidence, reason: str, by: Scope, at: datetime
) -> FileAssignment:
    """Somebody is let into what is confided of one kind about the family, from today on.

    Raises Refusal: not_permitted, file_unknown, reason_missing, staff_unknown (nobody with a post in sight),
    assigned_already.
    """
    by.check(Right.ASSIGN_FILES)
    file, on = taken_file(file_id=file_id, by=by), tehran_day(at)
    if not clean(reason):
        raise Refusal("reason_missing")
    if not any(post.office_id in by.office_ids for post in current_posts(staff_id=staff_id, on=on)):
        raise Refusal("staff_unknown")
    held = FileAssignment.objects.filter(case_file=file, staff_id=staff_id, confidence=confidence.value)
    if holding_from(facts=held, on=on) is not None:
        raise Refusal("assigned_already")
    facts = {"staff_id": staff_id, "confidence": confidence.value, "reason": clean(reason)}
    made = begin(model=FileAssignment, file=file, on=on, **facts)
    record(
        "casework.assign_confidence",
        by=by,
        at=at,
        subject=file,
        reason=clean(reason),
        staff=staff_id,
        confidence=confidence.value,
    )
    return made


@transaction.atomic
def end_assignment(*, assignment_id: int, by: Scope, at: datetime) -> None:
    """Somebody is let into it no longer, from this instant.

    Raises Refusal: not_permitted, assignment_unknown, already_ended.
    """
    by.check(Right.ASSIGN_FILES)
    held = taken(model=FileAssignment, pk=assignment_id, by=by, or_refuse="assignment_unknown")
    if held.valid_until is not None:
        raise Refusal("already_ended", until=held.valid_until)
    held.valid_until = tehran_day(at)
    held.save(update_fields=["valid_until"])
    file = CaseFile.objects.get(pk=held.case_file_id)
    record("casework.end_assignment", by=by, at=at, subject=file, staff=held.staff_id)
