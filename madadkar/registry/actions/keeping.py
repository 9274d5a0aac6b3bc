"""How rows about a family are taken in hand, written before they can be seen, and brought to an end."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import connection, models

from madadkar.foundation.models import Dated
from madadkar.foundation.period import Period
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope

M = TypeVar("M", bound=models.Model)


def taken(*, model: type[M], pk: int, by: Scope, or_refuse: str) -> M:
    """The row, locked, when it is in the actor's sight. Raises Refusal(or_refuse)."""
    rows = model._default_manager.seen_by(by)  # type: ignore[attr-defined]  # every table of a family has it
    found: M | None = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise Refusal(or_refuse)
    return found


def insert_unseen(*, row: M) -> M:
    """Write a row whose writer may not see it yet: a centre's people see a family only once it is whole.

    Asks nothing back of the database (RETURNING would need sight of the row), so its number is drawn first.
    """
    meta = row._meta
    fields = meta.local_concrete_fields
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence(%s, 'id'))", [meta.db_table])
        row.pk = cursor.fetchone()[0]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        marks = ", ".join(["%s"] * len(fields))
        values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
        cursor.execute(f"insert into {meta.db_table} ({columns}) values ({marks})", values)  # noqa: S608 - names of the model
    row._state.adding, row._state.db = False, "default"
    return row


def end(*, fact: Dated, on: date) -> None:
    """The fact holds no longer from a day on.

    Raises Refusal: already_ended, period_ends_before_it_starts.
    """
    if fact.valid_until is not None and fact.valid_until <= on:
        raise Refusal("already_ended", until=fact.valid_until)
    Period(fact.valid_from, on)
    fact.valid_until = on
    fact.save(update_fields=["valid_until"])


def holding_from(*, facts: models.QuerySet[M], on: date) -> M | None:
    """A fact that holds on the day or later, if there is one: a new one from that day would overlap it."""
    later = models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=on)
    return facts.filter(later).order_by("valid_from").first()
