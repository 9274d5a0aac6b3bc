"""Invariants between rows, proved once a statement: keys that point to a row, and facts that never overlap.

PostgreSQL proves a foreign key and an exclusion row by row, which was more than half of what a roster of a
hundred thousand rows cost. Statement-level triggers prove the same of all rows of a statement at once:

- a key's parents are found and locked FOR KEY SHARE, as a foreign key does, so that nobody takes them away
  before we commit; whoever deletes a parent, or changes its key, is refused while a child has it;
- the parents of dated facts are locked FOR NO KEY UPDATE instead: two transactions that write facts of one
  family wait for each other, and the later one sees what the earlier wrote. Only then is it asked whether
  two periods overlap. A unique index of the same name refuses two that begin on one day.

Each question has a snapshot of its own, taken after its locks; that is so under READ COMMITTED alone, and a
transaction of another isolation is refused. The functions are the owner's (no policy hides a row from them),
and their plans are bound to indexes: a plan is kept for the session, whatever its first statement's size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import migrations
from django.db.models import F, Q, UniqueConstraint

from madadkar.foundation.sqlfile import sql_text

_ROOM = "madadkar.foundation"


@dataclass(frozen=True)
class Key:
    """Columns of a table that are those of a row of its parent: the foreign key `name`, proved by sets."""

    name: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...] = ("id",)


@dataclass(frozen=True)
class Period:
    """Rows equal in `columns` never hold on the same day; `columns[0]` begins a `Key`.

    `of` names an array: two rows may hold at once if theirs have nothing in common; an empty one is all.
    """

    name: str
    columns: tuple[str, ...]
    only: str = ""
    of: str = ""


def one_at_a_time(
    name: str, *fields: str, only: Q | None = None, may_be_empty: bool = False
) -> UniqueConstraint:
    """`never_two_at_once` for rows that come by the thousand, the model's half: no two begin on one day.

    The other half is a `Period` of the same name in the table's `kept_by_sets`. Facts that `may_be_empty`
    (they ended on the day they began) hold on no day and are free.
    """
    if may_be_empty:
        holds = Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from"))
        only = holds if only is None else only & holds
    return UniqueConstraint(fields=[*fields, "valid_from"], condition=only, name=name)


def kept_by_sets(table: str, keys: Sequence[Key], periods: Sequence[Period] = ()) -> migrations.RunSQL:
    """The triggers of a table that prove its keys and periods; its foreign keys and exclusions may then go.

    `prove_<table>()` proves them of all its rows, for whoever wrote with the triggers set aside.
    """
    asked = {
        "new": _asked(table, keys, periods, "select * from new_rows", is_locking=True),
        "brought": _asked(table, keys, periods, "", is_locking=True),
        "all": _asked(table, keys, periods, _all(table), is_locking=False),
    }
    make = [sql_text(_ROOM, "kept_by_sets.sql").format(table=table, **asked)]
    make += [_parent(table, key) for key in keys]
    undo = [f"drop function needed_by_{key.name}() cascade" for key in keys]
    undo += [f"drop function kept_by_sets_{table}() cascade", f"drop function prove_{table}()"]
    return migrations.RunSQL("".join(make), "; ".join(undo))


def _asked(
    table: str, keys: Sequence[Key], periods: Sequence[Period], source: str, *, is_locking: bool
) -> str:
    """All questions about the rows of a source, or (without one) about what an update brought; keys first,
    because they lock."""
    asked = [_key(table, key, periods, source, is_locking=is_locking) for key in keys]
    return "".join([*asked, *(_period(table, period, source) for period in periods)])


def _key(table: str, key: Key, periods: Sequence[Period], source: str, *, is_locking: bool) -> str:
    own = [period for period in periods if period.columns[0] == key.columns[0]]
    dated = [column for period in own for column in (*_dated(period), period.only) if column]
    lock = f" for {'no key update' if own else 'key share'} of p" if is_locking else ""
    return sql_text(_ROOM, "kept_key.sql").format(
        columns=", ".join(key.columns),
        source=source or _brought(list(dict.fromkeys([*key.columns, *dated]))),
        told=" and ".join(f"{column} is not null" for column in key.columns),
        parent=key.parent,
        joined=_equal("p", key.parent_columns, "n", key.columns),
        lock=lock,
        table=table,
        name=key.name,
    )


def _period(table: str, period: Period, source: str) -> str:
    only = f" where {period.only}" if period.only else ""
    return sql_text(_ROOM, "kept_period.sql").format(
        source=f"{source}{only}" if source else _brought(_dated(period), only),
        joined=_equal("t", period.columns, "n", period.columns),
        only=f" and t.{period.only}" if period.only else "",
        of=_in_common(period.of) if period.of else "",
        table=table,
        name=period.name,
    )


def _dated(period: Period) -> list[str]:
    return ["id", *period.columns, "valid_from", "valid_until", *([period.of] if period.of else [])]


def _in_common(of: str) -> str:
    return f"\n          and (t.{of} = '{{}}' or n.{of} = '{{}}' or t.{of} && n.{of})"


def _parent(table: str, key: Key) -> str:
    pairs = list(zip(key.parent_columns, key.columns, strict=True))
    return sql_text(_ROOM, "needed_by_key.sql").format(
        name=key.name,
        table=table,
        parent=key.parent,
        joined=_equal("n", key.columns, "p", key.parent_columns),
        of_old=" and ".join(f"n.{own} = old.{theirs}" for theirs, own in pairs),
        as_old=" and ".join(f"p.{theirs} = old.{theirs}" for theirs, _ in pairs),
        changed=" or ".join(f"old.{theirs} is distinct from new.{theirs}" for theirs, _ in pairs),
    )


def _all(table: str) -> str:
    return f"select * from {table}"  # noqa: S608 - a table of the house


def _brought(columns: Sequence[str], only: str = "") -> str:
    """What an update brought: an unchanged row asks nothing."""
    named = ", ".join(columns)
    old_and_new = (f"(select {named} from {rows}{only})" for rows in ("new_rows", "old_rows"))  # noqa: S608 - names of the house
    return " except ".join(old_and_new)


def _equal(left: str, columns: Sequence[str], right: str, others: Sequence[str]) -> str:
    return " and ".join(f"{left}.{a} = {right}.{b}" for a, b in zip(columns, others, strict=True))
