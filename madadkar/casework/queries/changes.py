"""What others did on one's own families since a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from madadkar.casework.models import FileMove
from madadkar.casework.queries.my_files import my_files
from madadkar.casework.rules.confidence import CONFIDED
from madadkar.foundation.models import AuditEvent
from madadkar.foundation.scope import Scope

MOST = 100
QUIET = (
    "casework.assign_confidence",
    "casework.end_assignment",
    "casework.break_glass",
    "casework.note_glass",
)
"""Who is let into what, and who looked: not told to those it is hidden from."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something somebody else did on a file of the reader's."""

    at: datetime
    who: str
    deed: str
    file_id: int


def changes_since(*, scope: Scope, since: datetime) -> list[Change]:
    """What others did on the reader's own files, latest first; a centre's people hear of moves alone."""
    files = dict(my_files(scope=scope).values_list("pk", "household_id"))
    if not files:
        return []
    return _moves(files, scope, since) if scope.centre_id is not None else _events(files, scope, since)


def _events(files: dict[int, int], scope: Scope, since: datetime) -> list[Change]:
    by_household = {household: file for file, household in files.items()}
    about = Q(subject_type="casework.casefile", subject_id__in=list(files)) | Q(
        subject_type="registry.household", subject_id__in=list(by_household)
    )
    events = AuditEvent.objects.filter(about, at__gte=since).exclude(actor_id=scope.actor_id)
    events = events.exclude(deed__in=QUIET)
    events = events.exclude(deed__regex=r"\.(read|export|reveal)_")
    return [
        Change(
            at=event.at,
            who=event.actor_name,
            deed=event.deed,
            file_id=int(event.subject_id or 0)
            if event.subject_type == "casework.casefile"
            else by_household[int(event.subject_id or 0)],
        )
        for event in events.order_by("-id")[:MOST]
        if event.facts.get("kind") not in CONFIDED
    ]


def _moves(files: dict[int, int], scope: Scope, since: datetime) -> list[Change]:
    moves = FileMove.objects.seen_by(scope).filter(case_file__in=list(files), at__gte=since)
    return [
        Change(at=move.at, who=move.moved_by_name, deed="casework.change_state", file_id=move.case_file_id)
        for move in moves.exclude(moved_by_id=scope.actor_id).order_by("-id")[:MOST]
    ]
