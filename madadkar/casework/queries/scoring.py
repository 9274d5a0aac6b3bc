"""What a centre's score is made of on a day, and by which scheme its office weighs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from madadkar.casework.models import ScoringScheme
from madadkar.casework.rules.supervision import (
    DEFAULT_GRADES,
    DEFAULT_WEIGHTS,
    LOOKS_BACK,
    Measured,
    Part,
)
from madadkar.foundation.sqlfile import sql_text
from madadkar.organisations.queries import holds_on, offices_above

_ORDER = (
    Part.INSPECTION,
    Part.FILES,
    Part.CORRECTIONS,
    Part.VISITS,
    Part.SATISFACTION,
    Part.CAPACITY,
)
"""The parts in the order in which the question answers them."""


@dataclass(frozen=True)
class Scheme:
    """The weights and grades an office scores by; `row` is None where it has set none and ours hold."""

    weights: dict[Part, int]
    grades: dict[str, int]
    row: ScoringScheme | None = None


def scheme_of(*, office_id: int, on: date) -> Scheme:
    """The scheme in force for an office on a day: its own, else the nearest office's above it, else ours."""
    above = offices_above(office_id=office_id)
    set_there = {
        row.office_id: row for row in ScoringScheme.objects.filter(holds_on(on=on), office_id__in=above)
    }
    row = next((set_there[one] for one in above if one in set_there), None)
    if row is None:
        return Scheme(dict(DEFAULT_WEIGHTS), dict(DEFAULT_GRADES))
    return Scheme({Part(part): weight for part, weight in row.weights.items()}, dict(row.grades), row)


def score_parts(*, centre_ids: Sequence[int], on: date) -> dict[int, list[Measured]]:
    """For each centre every part as it was counted, in one question."""
    told: dict[str, Any] = {"centres": list(centre_ids), "on": on, "since": on - LOOKS_BACK}
    with connection.cursor() as cursor:
        cursor.execute(sql_text("madadkar.casework", "score_parts.sql"), told)
        rows = cursor.fetchall()
    return {
        row[0]: [
            Measured(part, int(row[1 + 2 * place] or 0), int(row[2 + 2 * place] or 0))
            for place, part in enumerate(_ORDER)
        ]
        for row in rows
    }
