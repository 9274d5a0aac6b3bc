"""Indexes and checks between rows, set aside for one bulk write and proved all at once after it.

Row by row they cost four times as long. Both happen in one transaction: whoever looks from outside sees the
tables either before, or after with every constraint proved; a failure leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connections

# Foreign keys and exclusions; unique ones stay, for others refer to them.
_CONSTRAINTS = """
select c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid)
  from pg_constraint c
  where c.conrelid = any (%s::regclass[]) and c.contype in ('f', 'x')
  order by c.contype desc, c.conname
"""
_INDEXES = """
select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
  from pg_index i
  where i.indrelid = any (%s::regclass[]) and not i.indisunique
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  order by 1
"""


# What is kept by sets is laid aside with the indexes that its questions go by.
_KEPT_BY_SETS = """
select tgrelid::regclass::text from pg_trigger
  where tgrelid = any (%s::regclass[]) and tgname = 'kept_by_sets_insert' order by 1
"""


@contextmanager
def laid_aside(tables: Sequence[str], *, using: str) -> Iterator[None]:
    """Within this block rows are written bare; at its end every constraint is added back and proved."""
    with connections[using].cursor() as cursor:
        cursor.execute(_CONSTRAINTS, [list(tables)])
        constraints = cursor.fetchall()
        cursor.execute(_INDEXES, [list(tables)])
        indexes = cursor.fetchall()
        cursor.execute(_KEPT_BY_SETS, [list(tables)])
        kept_by_sets = [table for (table,) in cursor.fetchall()]
        for table in kept_by_sets:
            cursor.execute(_switched(table, "disable"))
        for table, name, _ in constraints:
            cursor.execute(f"alter table {table} drop constraint {name}")
        for name, _ in indexes:
            cursor.execute(f"drop index {name}")
    yield
    with connections[using].cursor() as cursor:
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in reversed(constraints):
            cursor.execute(f"alter table {table} add constraint {name} {definition}")
        for table in tables:
            cursor.execute(f"analyze {table}")
        for table in kept_by_sets:
            cursor.execute(_switched(table, "enable"))
            cursor.execute(f"select prove_{table}()")


def _switched(table: str, how: str) -> str:
    return f"alter table {table} {how} trigger kept_by_sets_insert, {how} trigger kept_by_sets_update"
