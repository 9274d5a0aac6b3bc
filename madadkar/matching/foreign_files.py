"""The files of a foreign roster: the roster until it was compared, then what was found, until its day."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import NamedTuple

from django.conf import settings

from madadkar.foundation.refusal import Refusal
from madadkar.matching.models import ForeignRoster

_AS_TEXT = frozenset({".csv", ".txt", ".tsv"})
_ROSTER, _FOUND = "roster", "found.jsonl"


class FoundRow(NamedTuple):
    """A row of a foreign roster and who it perhaps is: what the roster calls it, and every level."""

    person_id: int
    code: str
    row_number: int
    name: str
    probability: float
    levels: dict[str, int]


def keep_roster(roster: ForeignRoster, content: bytes) -> None:
    """Keep the file, for this house's eyes alone, until it was compared."""
    _write(_folder(roster) / f"{_ROSTER}{_suffix(roster)}", [content])


def roster_path(roster: ForeignRoster) -> Path:
    """Where the file is. Raises Refusal("foreign_roster_gone") where it was taken away."""
    path = _folder(roster) / f"{_ROSTER}{_suffix(roster)}"
    if not path.exists():
        raise Refusal("foreign_roster_gone")
    return path


def keep_found(roster: ForeignRoster, rows: Iterable[FoundRow]) -> None:
    """Keep what was found."""
    _write(_folder(roster) / _FOUND, (f"{json.dumps(row, ensure_ascii=False)}\n".encode() for row in rows))


def drop_roster(roster: ForeignRoster) -> None:
    """Delete the roster itself: it was compared."""
    (_folder(roster) / f"{_ROSTER}{_suffix(roster)}").unlink(missing_ok=True)


def found_rows(roster: ForeignRoster) -> list[FoundRow]:
    """What was found, likeliest first. Raises Refusal("foreign_roster_gone") once it was deleted."""
    try:
        with (_folder(roster) / _FOUND).open(encoding="utf-8") as file:
            return [FoundRow(*json.loads(line)) for line in file]
    except FileNotFoundError as gone:
        raise Refusal("foreign_roster_gone") from gone


def throw_away(roster: ForeignRoster) -> None:
    """Delete the roster and what was found in it."""
    shutil.rmtree(_folder(roster), ignore_errors=True)


def _folder(roster: ForeignRoster) -> Path:
    return Path(settings.MEDIA_ROOT) / "foreign" / roster.token.hex


def _suffix(roster: ForeignRoster) -> str:
    return ".csv" if PurePath(roster.file_name).suffix.lower() in _AS_TEXT else ".xlsx"


def _write(path: Path, blocks: Iterable[bytes]) -> None:
    """Whole or not at all, and for nobody else."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for block in blocks:
            file.write(block)
        file.flush()
        os.fsync(descriptor)
    draft.replace(path)
