"""A long list written out by the worker, to be fetched by whoever asked for it."""

from __future__ import annotations

from datetime import date, datetime

from madadkar.casework.registers import RegisterFilter
from madadkar.foundation.models import Job
from madadkar.foundation.scope import Scope


def start_export(*, asked: RegisterFilter, suffix: str, by: Scope, at: datetime, on: date) -> Job:
    """Have the worker write the register."""
    raise NotImplementedError
