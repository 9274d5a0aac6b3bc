"""Files on which nothing was done for long, so that no family is forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connection

from madadkar.casework.queries.my_files import my_walked_files, walks_with_any
from madadkar.casework.rules import AT_WORK
from madadkar.casework.rules.duties import STILL_AFTER_DAYS, Duty, DutyKind
from madadkar.foundation.jalali import format_day
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text


def still_duties(*, scope: Scope, on: date) -> list[Duty]:
    """The reader's own files at work without any movement for half a year, the longest still first."""
    if not walks_with_any(scope=scope):
        return []
    files = list(my_walked_files(scope=scope).values_list("pk", flat=True))
    told: dict[str, Any] = {
        "files": files,
        "at_work": [state.value for state in AT_WORK],
        "since": on - timedelta(days=STILL_AFTER_DAYS),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql_text("madadkar.casework", "still_files.sql"), told)
        return [
            Duty(
                kind=DutyKind.STILL,
                due_on=None,
                words=f"بی‌حرکت از {format_day(last_on)}",
                file_id=file_id,
                household_id=household_id,
            )
            for file_id, household_id, last_on in cursor.fetchall()
        ]
