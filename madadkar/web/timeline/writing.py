"""What was written and kept of a family: notes, papers and tasks, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from madadkar.casework.queries.documents import documents_of
from madadkar.casework.queries.file_tasks import tasks_of
from madadkar.casework.queries.notes import notes_of
from madadkar.web.timeline.told import About, Happening, Kind

_SHORT = 120


def tell_notes(about: About) -> Iterator[Happening]:
    """Each note that was not corrected since, by its first words."""
    if about.history is None:
        return
    for note in notes_of(file_id=about.history.file.pk, scope=about.scope):
        if not hasattr(note, "corrected_by"):
            title = f"یادداشت {note.get_kind_display()}"
            text = note.text if len(note.text) <= _SHORT else f"{note.text[:_SHORT]}…"
            yield Happening(note.on, title, text, Kind.NOTE, at=note.made_at, who=note.author_name)


def tell_documents(about: About) -> Iterator[Happening]:
    """Each paper when it was kept, and each consent that was withdrawn."""
    if about.history is None:
        return
    for paper in documents_of(file_id=about.history.file.pk, scope=about.scope):
        kept, title = paper.made_at, f"مدرک: {paper.get_kind_display()}"
        yield Happening(
            timezone.localdate(kept), title, paper.title, Kind.DOCUMENT, at=kept, who=paper.author_name
        )
        if paper.consent_withdrawn_at is not None:
            on = timezone.localdate(paper.consent_withdrawn_at)
            told = "رضایت نگهداری عکس پس گرفته شد"
            yield Happening(on, told, kind=Kind.DOCUMENT, at=paper.consent_withdrawn_at)


def tell_tasks(about: About) -> Iterator[Happening]:
    """Each task that was done."""
    if about.history is None:
        return
    for task in tasks_of(file_id=about.history.file.pk, scope=about.scope):
        if task.done_at is not None:
            on = timezone.localdate(task.done_at)
            title = f"انجام شد: {task.words}"
            yield Happening(on, title, task.outcome, Kind.PLAN, at=task.done_at, who=task.done_by_name)
