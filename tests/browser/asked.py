"""Requests in the browser's world: a neighbour's report on a served family, an emergency, and a queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from madadkar.casework.actions import Asked, register_request
from madadkar.casework.models import CaseFile, FileStanding
from madadkar.casework.rules.requests import RequestKind
from madadkar.foundation.scope import NOBODY, Scope, tell_database

_AID = "اسکان سه شبه، دو پتو و سبد خوراک"


def ask(files: Sequence[CaseFile], *, by: Scope, on: date, at: datetime) -> dict[str, Any]:
    """The first file has a neighbour's report; of the others one is an emergency and two wait for credit."""
    first, hasty, *queue = files
    tell_database(by)
    told = Asked(
        kind=RequestKind.NEIGHBOUR, said="سقف یک اتاق ریخته است و مادر خانواده بیمار است.",
        came_on=on - timedelta(days=2), token=uuid4(), referrer="همسایه روبه‌رو",
    )  # fmt: skip
    request = register_request(household_id=first.household_id, asked=told, by=by, at=at)
    FileStanding.objects.filter(case_file=hasty).update(state="inactive", reason="own_wish")
    urgent = Asked(
        kind=RequestKind.EMERGENCY, said="خانه در آتش‌سوزی دیشب از میان رفت.", came_on=on, token=uuid4(),
        immediate_aid=_AID, immediate_aid_rial=35_000_000,
    )  # fmt: skip
    register_request(household_id=hasty.household_id, asked=urgent, by=by, at=at)
    FileStanding.objects.filter(case_file__in=queue).update(state="waiting", reason="no_credit")
    tell_database(NOBODY)
    return {"request_id": request.pk, "to": "visit"}
