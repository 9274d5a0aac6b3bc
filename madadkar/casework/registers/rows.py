"""What a list says of each family: enough to choose it, or to work from paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection

from madadkar.foundation.identity import mask
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text
from madadkar.organisations.rules import Right


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family of a register; the code is masked for roles that need not see it."""

    household_id: int
    code: str
    file_number: str
    file_id: int
    field: str
    state: str
    coverage: str
    opened_on: date | None
    first_name: str
    last_name: str
    father_name: str
    national_code: str
    birth_on: date | None
    birth_precision: str
    sex: str
    county: str
    place: str
    area: str
    member_count: int
    centre: str
    caseworker: str
    office: str

    @property
    def head_name(self) -> str:
        """The head's name as written, or nothing for a family without one."""
        return f"{self.first_name} {self.last_name}".strip()


def family_rows(*, household_ids: Sequence[int], scope: Scope, on: date) -> list[FamilyRow]:
    """These families in the order given; those out of sight are left out by the database."""
    if not household_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            sql_text("madadkar.casework", "register_rows.sql"), {"ids": list(household_ids), "on": on}
        )
        rows = [FamilyRow(*row) for row in cursor.fetchall()]
    if scope.may(Right.SEE_CODES):
        return rows
    return [replace(row, national_code=mask(row.national_code)) for row in rows]
