"""Small files of plain values, whole or not there, readable by their owner only."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from madadkar.foundation.refusal import Refusal


def write_private(path: Path, facts: dict[str, Any], *, over: bool = False) -> None:
    """Write it beside and put it in its place; `over` a secret, whose bytes then become noise.

    Noise reaches the bytes on the disk as far as a disk lets anybody (docs/private-linkage.md).
    Raises Refusal("output_unwritable").
    """
    try:
        _written(path, facts, over=over)
    except OSError as unwritable:
        raise Refusal("output_unwritable", name=str(path)) from unwritable


def _written(path: Path, facts: dict[str, Any], *, over: bool) -> None:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(facts, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        before = os.open(path, os.O_RDWR) if over else None
        beside.replace(path)
        if before is not None:
            _drown(before)
    finally:
        beside.unlink(missing_ok=True)


def read_facts(path: Path) -> dict[str, Any]:
    """The plain values of a file. Raises Refusal("linkage_file_missing"), Refusal("linkage_file_foreign")."""
    try:
        facts = json.loads(path.read_bytes())
    except OSError as missing:
        raise Refusal("linkage_file_missing", name=path.name) from missing
    except (ValueError, RecursionError) as unreadable:
        raise Refusal("linkage_file_foreign", name=path.name) from unreadable
    if not isinstance(facts, dict):
        raise Refusal("linkage_file_foreign", name=path.name)
    return facts


def _drown(descriptor: int) -> None:
    """Noise over the bytes of a file that has no name any more."""
    with os.fdopen(descriptor, "r+b") as file:
        file.write(secrets.token_bytes(os.fstat(descriptor).st_size))
        file.flush()
        os.fsync(descriptor)
