"""Notes on the page of a file: what was written, by whom, and who is let into what is confided."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.notes import assignments_of, notes_of
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel, first_of


def notes_panel(request: Visit, history: FileHistory, family: Family) -> Panel:
    """The notes in sight."""
    notes = notes_of(file_id=history.file.pk, scope=request.scope)
    heads = request.scope.may(Right.ASSIGN_FILES)
    shown, more = first_of(request, [note for note in notes if not hasattr(note, "corrected_by")])
    return Panel(
        key="notes",
        title="یادداشت‌ها",
        template="notes/panel.html",
        content={
            "notes": shown,
            "more": more,
            "older": {note.pk: note for note in notes if hasattr(note, "corrected_by")},
            "may_write": request.scope.may(Right.WORK_FILES),
            "may_assign": heads,
            "confidants": assignments_of(file_id=history.file.pk, scope=request.scope) if heads else [],
        },
        count=len(notes),
        is_confided=any(note.confidence and note.author_id != request.scope.actor_id for note in notes),
    )
