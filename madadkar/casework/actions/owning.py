"""Whose a new row of a file is, and whether two deeds were one person's."""

from __future__ import annotations

from typing import Any

from madadkar.casework.models import CaseFile
from madadkar.foundation.scope import Scope


def of_file(*, file: CaseFile) -> dict[str, Any]:
    """What every row about a file begins with."""
    return {
        "agency_id": file.agency_id,
        "office_id": file.office_id,
        "case_file_id": file.pk,
        "household_id": file.household_id,
    }


def is_same_actor(*, by: Scope, staff_id: int | None, name: str) -> bool:
    """Whether the actor is who did that; a command without an account is known by its name."""
    if staff_id is None and by.actor_id is None:
        return by.actor_name == name
    return staff_id == by.actor_id
