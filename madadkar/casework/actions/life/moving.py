"""Another office answers for a family: its file and all that was ever said of it go along."""

from __future__ import annotations

from datetime import date, datetime

from django.apps import apps
from django.db import connection, transaction

from madadkar.casework.actions.committee.sessions import leave_items
from madadkar.casework.actions.keeping import checked_day
from madadkar.casework.models import AgendaItem, CaseFile, Delegation
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import OfficeOwned
from madadkar.registry.actions import move_household
from madadkar.registry.actions.keeping import holding_from


@transaction.atomic
def move_family(
    *, household_id: int, to_office_id: int, on: date, reason: str, by: Scope, at: datetime
) -> None:
    """Another office answers for the family and its file. Raises Refusal as registry's move_household does,
    and
    day_not_come; moves_while_delegated: the centre lets go first. A day gone by is a correction and needs
    its own right.
    """
    checked_day(on=on, by=by, at=at)
    # Whoever sends the file to a centre at this moment waits, or is waited for.
    list(CaseFile.objects.seen_by(by).select_for_update(of=("self",)).filter(household_id=household_id))
    delegated = Delegation.objects.filter(household_id=household_id)
    if holding_from(facts=delegated, on=on) is not None:
        raise Refusal("moves_while_delegated")
    leave_items(items=list(AgendaItem.objects.filter(household_id=household_id, decision="")))
    move_household(household_id=household_id, to_office_id=to_office_id, on=on, reason=reason, by=by, at=at)
    with connection.cursor() as cursor:
        for table in _tables_of_a_family():
            move = f"update {table} set office_id = %s where household_id = %s"  # noqa: S608 - the room's own tables
            cursor.execute(move, [to_office_id, household_id])
        # What is confided goes along too, also where the mover may not see it.
        cursor.execute("select casework_move_confided(%s, %s)", [household_id, to_office_id])


def _tables_of_a_family() -> list[str]:
    """The room's tables that say whose family a row is about, whatever room they will be joined by."""
    return [
        model._meta.db_table
        for model in apps.get_app_config("casework").get_models()
        if issubclass(model, OfficeOwned) and any(field.name == "household" for field in model._meta.fields)
    ]
