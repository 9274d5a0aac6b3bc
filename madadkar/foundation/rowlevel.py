"""Row-level security and audit triggers, as SQL that migrations apply to each table about a family."""

from __future__ import annotations

from django.db import migrations

from madadkar.foundation.sight import (
    BY_HOUSEHOLD,
    BY_HOUSEHOLD_ITSELF,
    BY_PERSON,
    BY_PERSON_ITSELF,
    Sight,
    hidden_by,
)

__all__ = [
    "BY_HOUSEHOLD",
    "BY_HOUSEHOLD_ITSELF",
    "BY_PERSON",
    "BY_PERSON_ITSELF",
    "audited",
    "kept_within_agency",
    "protected",
    "seen_by_matter",
]

_IN_OFFICES = "office_id = any ((select app_office_ids())::bigint[])"
# The null test stands inside the sub-select: outside it the planner expects one row and loops over tables.
_IN_SIGHT = "((select app_centre_id() is null) or {column} = any ((select {call})::bigint[]){own})"
_OR_OWN = " or ({own} and {column} = any ((select {reach})::bigint[]))"
_NOT_HIDDEN = "(not is_medical or (select app_sees_medical()))"
# Families under discreet support: the room that knows them (casework) gives the function and looks back over
# the tables that were there before it.
_NOT_DISCREET = """
do $$ begin
  if to_regprocedure('{function}()') is not null then
    create policy not_hidden on {table} as restrictive
      using ({column} is null or {column} <> all ((select {function}())::bigint[])) with check (true);
  end if;
end $$;
"""


def protected(
    table: str, sight_by: Sight | tuple[str, str] | None, *, medical: bool = False
) -> migrations.RunSQL:
    """The policy of one table: its office is in scope and, for a centre's people, what it tells of the family
    was delegated to them (`sight_by` None: a centre's people see nothing of it).

    The office test stands alone on the left so that an index on office_id serves it; a centre's test is
    evaluated once a statement (InitPlan). Writing is allowed to what may be seen, except that a centre's
    people write new families into their own office (their sight cannot precede the row).
    """
    sight = Sight(*sight_by) if sight_by is not None else None
    hidden = ""
    if sight is not None:
        hidden = _NOT_DISCREET.format(table=table, column=sight.column, function=hidden_by(sight.function))
    return migrations.RunSQL(
        sql=f"""
            alter table {table} enable row level security;
            create policy in_sight on {table} using ({_seen(sight, medical)}) with check ({_IN_OFFICES});
            {hidden}
        """,
        reverse_sql=f"""
            drop policy if exists not_hidden on {table};
            drop policy in_sight on {table};
            alter table {table} disable row level security;
        """,
    )


def seen_by_matter(table: str, sight: Sight, *, medical: bool = False) -> migrations.RunSQL:
    """Judge a table that was protected before by the matter it tells of; undone, by the family alone."""
    family = _seen(Sight(sight.column, sight.function), medical)
    return migrations.RunSQL(
        sql=f"alter policy in_sight on {table} using ({_seen(sight, medical)});",
        reverse_sql=f"alter policy in_sight on {table} using ({family});",
    )


def _seen(sight: Sight | None, medical: bool) -> str:
    tests = [_IN_OFFICES]
    if sight is None:
        tests.append("(select app_centre_id() is null)")
    else:
        told = {"column": sight.column, "call": sight.call, "reach": sight.reach}
        own = _OR_OWN.format(own=sight.own, **told) if sight.own else ""
        tests.append(_IN_SIGHT.format(own=own, **told))
    if medical:
        tests.append(_NOT_HIDDEN)
    return " and ".join(tests)


def kept_within_agency(table: str, parents: dict[str, str] | None = None) -> migrations.RunSQL:
    """Composite foreign keys of a table about a family: its office and parents are of its own agency.

    `parents` maps the table's columns to the parent's table and columns, in the same order, such as
    `{"person_id, agency_id": "registry_person (id, agency_id)"}`.
    """
    keys = {"office_id, agency_id": "organisations_office (id, agency_id)", **(parents or {})}
    short = table.split("_", 1)[1]
    names = {columns: f"{short}_{columns.split('_id')[0]}_of_the_same_agency" for columns in keys}
    add = ", ".join(
        f"add constraint {names[columns]} foreign key ({columns}) references {parent} deferrable"
        for columns, parent in keys.items()
    )
    drop = ", ".join(f"drop constraint {name}" for name in names.values())
    return migrations.RunSQL(f"alter table {table} {add};", f"alter table {table} {drop};")


def audited(table: str) -> migrations.RunSQL:
    """Three statement-level triggers that tell the audit trail of every change, bulk and raw SQL included."""
    return migrations.RunSQL(
        sql=f"""
            create trigger audit_insert after insert on {table} referencing new table as new_rows
                for each statement execute function audit_row_change();
            create trigger audit_update after update on {table}
                referencing old table as old_rows new table as new_rows
                for each statement execute function audit_row_change();
            create trigger audit_delete after delete on {table} referencing old table as old_rows
                for each statement execute function audit_row_change();
        """,
        reverse_sql=f"""
            drop trigger audit_insert on {table};
            drop trigger audit_update on {table};
            drop trigger audit_delete on {table};
        """,
    )
