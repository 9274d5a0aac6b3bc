"""Where registers stay laid for comparing, and when what was laid there is thrown away."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from madadkar.matching.rules import RunKind


def shelf_path(*, kind: str, left_office_id: int, right_office_id: int) -> Path:
    """The file in which a comparison keeps its registers laid, for the house's own eyes."""
    folder = Path(settings.MATCHING_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{kind}-{left_office_id}-{right_office_id}.duckdb"


def throw_away_shared(*, office_id: int, other_office_id: int) -> None:
    """Throw away what was laid of two agencies' registers: nothing of it may be compared any more."""
    for left, right in ((office_id, other_office_id), (other_office_id, office_id)):
        path = shelf_path(kind=RunKind.BETWEEN.value, left_office_id=left, right_office_id=right)
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink(missing_ok=True)
