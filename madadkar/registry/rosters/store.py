"""The brought files, kept as they came, by what is in them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings

from madadkar.foundation.refusal import Refusal
from madadkar.registry.models import RosterImport

_READ = ".read-1"  # another number when `read.packed` says it otherwise


def digest(content: bytes) -> str:
    """The name a file is kept under: the same file is the same name."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> str:
    """Keep a file, whole or not at all; its name in the store."""
    name = digest(content)
    path = _path(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            os.fsync(descriptor)
        draft.replace(path)
    return name


def content(roster: RosterImport) -> bytes:
    """The file of an import. Raises Refusal("roster_file_gone") where somebody took it from the store."""
    try:
        return _path(roster.stored_as).read_bytes()
    except FileNotFoundError as gone:
        raise Refusal("roster_file_gone") from gone


def keep_sheets(name: str, packed: bytes) -> None:
    """Keep what was read of a file beside it."""
    path = _path(f"{name}{_READ}")
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(packed)
    draft.replace(path)


def sheets(roster: RosterImport) -> bytes | None:
    """What was read of an import's file, where it was kept."""
    try:
        return _path(f"{roster.stored_as}{_READ}").read_bytes()
    except FileNotFoundError:
        return None


def _path(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "rosters" / name
