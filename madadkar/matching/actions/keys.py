"""The end of a project's keys inside the house: the record in its file, and an event on the trail."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from madadkar.foundation.audit import record
from madadkar.foundation.scope import Scope
from madadkar.matching.private import project
from madadkar.organisations.rules import Right


@transaction.atomic
def record_destroyed_keys(
    *, project_file: Path, who: str, reason: str, by: Scope, at: datetime
) -> dict[str, Any]:
    """Destroy an agency's keys of a project: nothing it encoded can be compared or opened after this.

    Raises Refusal("not_permitted") and as `project.destroy` does.
    """
    by.check(Right.SET_THRESHOLDS)
    agreement = project.load(project_file).agreement
    record(
        "matching.destroy_keys", by=by, at=at, office_id=by.home_office_id, reason=reason.strip(),
        project=agreement.project, name=agreement.name, fingerprint=agreement.fingerprint,
    )  # fmt: skip
    return project.destroy(project_file, at=at, who=who, reason=reason)
