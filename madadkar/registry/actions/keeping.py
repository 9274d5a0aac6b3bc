"""How rows about a family are taken in hand, written before they can be seen, and brought to an end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar

from django.apps import apps
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


def change(*, row: models.Model, **values: Any) -> dict[str, Any]:
    """Write other values into a row; answers, ready for JSON, what `change_back` needs to take it back."""
    before = {name: plain(value=getattr(row, name)) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    after = {name: plain(value=value) for name, value in values.items()}
    return {"of": row._meta.label_lower, "id": row.pk, "before": before, "after": after}


def change_back(*, told: dict[str, Any], firm: Collection[str], or_refuse: str) -> None:
    """A changed row is again what it was. What was corrected since stays corrected, but for the `firm` names.

    Raises Refusal(or_refuse) when the row is gone, or a firm value of it is not what the change left.
    """
    model = apps.get_model(told["of"])
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=told["id"]).first()
    if row is None:
        raise Refusal(or_refuse)
    untouched = {name for name, left in told["after"].items() if plain(value=getattr(row, name)) == left}
    if (set(firm) & set(told["after"])) - untouched:
        raise Refusal(or_refuse)
    for name in untouched:
        setattr(row, name, model._meta.get_field(name).to_python(told["before"][name]))
    row.save(update_fields=sorted(untouched))


def plain(*, value: Any) -> Any:
    """A value as JSON keeps it: days in ISO form, all else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value
