"""A roster's way into families and files: check, commit and undo, each one transaction, each a job."""

from __future__ import annotations

from datetime import datetime

from madadkar.foundation.models import Job
from madadkar.foundation.scope import Scope


def start_check(*, roster_id: int, by: Scope, at: datetime) -> Job:
    """Have the worker check a roster against the register; `registry.rosters.queries.progress` tells how far."""
    raise NotImplementedError


def start_commit(*, roster_id: int, by: Scope, at: datetime) -> Job:
    """Have the worker commit what was previewed. Raises Refusal("roster_not_checked")."""
    raise NotImplementedError


def start_undo(*, roster_id: int, by: Scope, at: datetime) -> Job:
    """Have the worker take an import back. Raises Refusal("roster_not_committed"); the job itself is refused
    with "built_upon" once anything was built on the import."""
    raise NotImplementedError
