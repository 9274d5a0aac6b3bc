"""Rows on their way into PostgreSQL: COPY into a temporary table, then typed columns from slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, cast

from django.db import connections

from madadkar.registry.models.rosters import Cells
from madadkar.registry.rosters.fields import SLOTS
from madadkar.registry.rosters.read import Column
from madadkar.registry.rosters.table import Table

_TYPES = {
    "is_head": "boolean", "birth_on": "date", "county_id": "bigint", "place_id": "bigint", "decile": "int",
    "accepted_on": "date", "centre_id": "bigint", "size": "int", "office_id": "bigint",
}  # fmt: skip
_READ = f"""
create temp table roster_read (
  place int, outcome text, decision text, {", ".join(f"{name} {_TYPES.get(name, 'text')}" for name in SLOTS)},
  sheet text, row_number int, findings text[], cells text) on commit drop;
create temp table roster_difference (place int, field text, before text, after text) on commit drop;
create temp table roster_likely (place int, person_id bigint, probability numeric, levels jsonb)
  on commit drop;
create temp view roster_ready as
select *, case when decision like 'same:%%' or decision like 'joins:%%'
               then split_part(decision, ':', 2)::bigint end as same_person_id,
       case when decision like 'different:%%'
            then string_to_array(split_part(decision, ':', 2), ',')::bigint[]
            else '{{}}' end as other_person_ids
  from roster_read where outcome is null;
"""  # noqa: S608 - slots are constants of the house
_COPY = "copy roster_read from stdin with (null '')"
_LAID = """
create index on roster_read (code);
create index on roster_read (place);
analyze roster_read (place, outcome, code, national_code, foreigner_code, last_key, first_key);
"""
_LINES_A_WRITE = 2000
_STAGES = (
    "read", "difference", "likely", "likeness", "known_household", "household", "known_person", "home",
    "doubt", "leader", "family", "change", "touched", "move", "file", "file_change",
)  # fmt: skip
_CLEAR = "drop table if exists " + ", ".join(f"pg_temp.roster_{name}" for name in _STAGES) + " cascade"


def clear() -> None:
    """Take away what an earlier stage of the same transaction laid out."""
    run(_CLEAR, {})


def stage(table: Table, decisions: Mapping[tuple[str, int], str]) -> None:
    """Lay every row, typed, into `roster_read`; those still undecided are `roster_ready`."""
    clear()
    with connections["default"].cursor() as cursor:
        cursor.execute(_READ, {})
        with cursor.copy(_COPY) as copy:
            for block in _blocks(table, decisions):
                copy.write(block)
        cursor.execute(_LAID)


def _blocks(table: Table, decisions: Mapping[tuple[str, int], str]) -> Iterator[str]:
    """The rows in COPY's own spelling, some thousand at a time."""
    line = _Line()
    line.add(map(str, range(len(table))))
    line.add(table.outcomes)
    line.add(_told(table, decisions))
    for values in table.slots:
        line.add(_spelt(values))
    line.add(_spelt(table.sheets))
    line.add(map(str, table.row_numbers))
    line.add(_findings(table))
    line.add(*map(_cells, table.cells), between=Cells.BETWEEN)
    return line.blocks()


def _told(table: Table, decisions: Mapping[tuple[str, int], str]) -> list[str]:
    """What a person decided of each row."""
    if not decisions:
        return [""] * len(table)
    where = zip(table.sheets, table.row_numbers, strict=True)
    return _spelt([decisions.get(at, "") for at in where])


class _Line:
    """How a row is written: a template, where a column that says the same in every row, as most slots of most
    rosters do, is spelt once; and the columns that differ from row to row."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._columns: list[Iterable[str]] = []

    def add(self, *columns: Iterable[str], between: str = "") -> None:
        """One more column of the table, of one or several columns of texts in COPY's own spelling."""
        self._parts.append(between.join(map(self._part, columns)))

    def blocks(self) -> Iterator[str]:
        """The lines, some thousand at a time."""
        template = "\t".join(self._parts) + "\n"
        rows = map(template.__mod__, zip(*self._columns, strict=True))
        while block := "".join(islice(rows, _LINES_A_WRITE)):
            yield block

    def _part(self, column: Iterable[str]) -> str:
        if isinstance(column, list) and column and column.count(column[0]) == len(column):
            everywhere: str = column[0]
            return everywhere.replace("%", "%%")
        self._columns.append(column)
        return "%s"


_SPECIAL = re.compile(r"[\\\n\r\t]")


def _cells(column: Column) -> list[str]:
    """A column of cells; each of its values is looked at once."""
    return list(map(_spelt(cast(list[str], column.values)).__getitem__, column.places))


def _spelt(values: list[str]) -> list[str]:
    """Texts in COPY's own spelling, which is their own for nearly all."""
    if not _SPECIAL.search("\0".join(values)):
        return values
    known = {value: _copied(value) for value in set(values)}
    return list(map(known.__getitem__, values))


def _findings(table: Table) -> list[str]:
    """The findings as arrays."""
    spelt = {told: _element(told) for told in set(chain.from_iterable(table.findings.values()))}
    found = {row: f"{{{','.join(map(spelt.__getitem__, told))}}}" for row, told in table.findings.items()}
    return [found.get(row, "{}") for row in range(len(table))]


def _element(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return _copied(f'"{quoted}"')


def _copied(text: str) -> str:
    """A text in COPY's own spelling."""
    escaped = text.replace("\\", "\\\\")
    return escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def run(statements: str, parameters: Mapping[str, Any]) -> None:
    """Run the statements of a stage."""
    with connections["default"].cursor() as cursor:
        cursor.execute(statements, dict(parameters))


def answers(question: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows that answer a question of a stage."""
    with connections["default"].cursor() as cursor:
        cursor.execute(question, dict(parameters))
        return list(chain(cursor.fetchall()))
