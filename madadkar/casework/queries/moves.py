"""The moves a file has made, in the order they were made."""

from __future__ import annotations

from madadkar.casework.models import FileMove
from madadkar.foundation.scope import Scope


def last_move(*, file_id: int, scope: Scope) -> int:
    """The number of the file's last move, for a form to remember (`Step.seen`); 0 before the first."""
    moves = FileMove.objects.seen_by(scope).filter(case_file=file_id).order_by("-id")
    return moves.values_list("id", flat=True).first() or 0


def moves_of(*, file_id: int, scope: Scope) -> list[FileMove]:
    """Every move of the file, latest first."""
    return list(FileMove.objects.seen_by(scope).filter(case_file=file_id).order_by("-id"))
