"""What was written of a family as far as the reader may see it, and who is let into what is confided."""

from __future__ import annotations

from madadkar.casework.models import FileAssignment, Note
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope


@asked_once
def notes_of(*, file_id: int, scope: Scope) -> list[Note]:
    """The notes of a file in sight, latest first; each that was corrected knows by which (`corrected_by`)."""
    notes = Note.objects.seen_by(scope).filter(case_file=file_id)
    return list(notes.select_related("by_centre", "corrected_by").order_by("-on", "-pk"))


def seen_note(*, note_id: int, scope: Scope) -> Note:
    """A note in sight. Raises Refusal("note_unknown")."""
    note: Note | None = Note.objects.seen_by(scope).filter(pk=note_id).first()
    if note is None:
        raise Refusal("note_unknown")
    return note


def assignments_of(*, file_id: int, scope: Scope) -> list[FileAssignment]:
    """Who is let into what is confided of a file now."""
    held = FileAssignment.objects.seen_by(scope).filter(case_file=file_id, valid_until=None)
    return list(held.select_related("staff").order_by("confidence", "pk"))


def seen_assignment(*, assignment_id: int, scope: Scope) -> FileAssignment:
    """An assignment in sight. Raises Refusal("assignment_unknown")."""
    held = FileAssignment.objects.seen_by(scope).select_related("staff").filter(pk=assignment_id).first()
    if held is None:
        raise Refusal("assignment_unknown")
    found: FileAssignment = held
    return found
