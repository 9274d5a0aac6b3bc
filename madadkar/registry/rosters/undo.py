"""An import taken back whole: what it brought goes, what it changed is again as it was."""

from __future__ import annotations

from django.db import connections
from django.db.utils import IntegrityError
from psycopg import sql

from madadkar.foundation.refusal import Refusal
from madadkar.registry.models import RosterImport, RosterPrior
from madadkar.registry.rosters.stage import answers, run

# Children before their parents.
TABLES = (
    "registry_bankaccount",
    "registry_phone",
    "registry_circumstance",
    "registry_residence",
    "registry_membership",
    "registry_person",
    "registry_household",
)
_COLUMNS = """
select column_name from information_schema.columns
  where table_schema = 'public' and table_name = %(table)s and column_name <> 'id' order by ordinal_position
"""
# A row that was written again after the import's own transactions carries another transaction's number.
_TOUCHED_SINCE = """
select exists (select from {table} t where t.created_by_import_id = %(import)s
                 and t.xmin::text::bigint <> all (%(xids)s))
    or exists (select from {table} t join registry_rosterprior p
                 on p.table_name = %(table)s and p.row_id = t.id and p.roster_import_id = %(import)s
               where t.xmin::text::bigint <> all (%(xids)s))
"""
_BUILT_ON = """
select exists (select from {table} t
               where t.{column} in (select id from {parent} where created_by_import_id = %(import)s)
                 and t.created_by_import_id is distinct from %(import)s)
"""
_PARENTS = {"person_id": "registry_person", "household_id": "registry_household"}
_RESTORE = """
update {table} t set ({columns}) = (select {values} from jsonb_populate_record(null::{table}, p.before) r)
  from registry_rosterprior p
  where p.roster_import_id = %(import)s and p.table_name = %(table)s and p.row_id = t.id
"""
_RESTORE_DELETED = """
insert into {table} select r.* from registry_rosterprior p, jsonb_populate_record(null::{table}, p.before) r
  where p.roster_import_id = %(import)s and p.table_name = %(table)s
    and not exists (select from {table} t where t.id = p.row_id)
"""
_FORGET = "delete from {table} where created_by_import_id = %(import)s"


def check_nothing_built(roster: RosterImport, tables: tuple[str, ...], parents: dict[str, str]) -> None:
    """Raises Refusal("built_upon", table=) once something the import wrote was changed or built on since."""
    for table in tables:
        told = {"import": roster.pk, "xids": roster.commits, "table": table}
        if answers(_text(_TOUCHED_SINCE, table), told)[0][0]:
            raise Refusal("built_upon", table=table)
        for column, parent in {**_PARENTS, **parents}.items():
            if column in _columns(table) and table != parent:
                question = _text(_BUILT_ON, table, column=column, parent=parent)
                if answers(question, told)[0][0]:
                    raise Refusal("built_upon", table=table)


def take_back(roster: RosterImport, tables: tuple[str, ...]) -> None:
    """Remove what the import wrote in these tables and put back what it changed there."""
    try:
        for table in tables:
            run(_text(_FORGET, table), {"import": roster.pk})
        for table in tables:
            _restore(roster, table)
        run("set constraints all immediate", {})
    except IntegrityError as held:
        raise Refusal("built_upon", table="") from held


def forget_priors(roster: RosterImport) -> None:
    """The copies of what was changed have done their work."""
    RosterPrior.objects.filter(roster_import=roster).delete()


def _restore(roster: RosterImport, table: str) -> None:
    columns = _columns(table)
    told = {"import": roster.pk, "table": table}
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f'r."{column}"' for column in columns)
    run(_text(_RESTORE, table).replace("{columns}", names).replace("{values}", values), told)
    run(_text(_RESTORE_DELETED, table), told)


def _columns(table: str) -> list[str]:
    return [row[0] for row in answers(_COLUMNS, {"table": table})]


def _text(statement: str, table: str, **names: str) -> str:
    """The statement about one of our own tables; names come from this file and casework's only."""
    for name, meant in {"table": table, **names}.items():
        statement = statement.replace("{" + name + "}", _identifier(meant))
    return statement


def _identifier(name: str) -> str:
    connection = connections["default"]
    connection.ensure_connection()
    return sql.Identifier(name).as_string(connection.connection)
