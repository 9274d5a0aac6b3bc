"""Rows on their way into PostgreSQL: COPY into a temporary table, then typed columns from slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from django.db import connections

from madadkar.registry.rosters.fields import SLOTS
from madadkar.registry.rosters.table import Table

_READ = """
create temp table roster_read (
  place int, sheet text, row_number int, outcome text, decision text,
  findings text[], cells text[], v text[]) on commit drop
"""
_TYPES = {
    "is_head": "boolean", "birth_on": "date", "county_id": "bigint", "place_id": "bigint", "decile": "int",
    "accepted_on": "date", "centre_id": "bigint", "size": "int", "office_id": "bigint",
}  # fmt: skip
_LINES_A_WRITE = 2000
_LAID = (
    "read", "ready", "difference", "known_household", "household", "known_person", "home", "doubt", "leader",
    "family", "change", "touched", "move", "file", "file_change",
)  # fmt: skip
_CLEAR = "drop table if exists " + ", ".join(f"pg_temp.roster_{name}" for name in _LAID)


def typed_slots(array: str = "v") -> str:
    """The slots of a row's array as SQL columns of their own names and types."""
    return ", ".join(
        f"nullif({array}[{place}], ''){f'::{_TYPES[name]}' if name in _TYPES else ''} as {name}"
        for place, name in enumerate(SLOTS, 1)
    )


_READY = f"""
create temp table roster_ready on commit drop as
select place, {typed_slots()},
       case when decision like 'same:%%' then split_part(decision, ':', 2)::bigint end as same_person_id,
       case when decision like 'different:%%'
            then string_to_array(split_part(decision, ':', 2), ',')::bigint[]
            else '{{}}' end as other_person_ids
  from roster_read where outcome = '';
create index on roster_ready (code);
create index on roster_ready (place);
analyze roster_ready (place, code, national_code, foreigner_code, last_key, first_key, same_person_id);
create temp table roster_difference (place int, field text, before text, after text) on commit drop;
"""  # noqa: S608 - slots are constants of the house


def clear() -> None:
    """Take away what an earlier stage of the same transaction laid out."""
    run(_CLEAR, {})


def stage(table: Table, decisions: Mapping[tuple[str, int], str]) -> None:
    """Lay every row into `roster_read`, and those still undecided, typed, into `roster_ready`."""
    clear()
    with connections["default"].cursor() as cursor:
        cursor.execute(_READ)
        columns = "place, sheet, row_number, outcome, decision, findings, cells, v"
        with cursor.copy(f"copy roster_read ({columns}) from stdin") as copy:
            for block in _blocks(table, decisions):
                copy.write(block)
        cursor.execute(_READY)


def _blocks(table: Table, decisions: Mapping[tuple[str, int], str]) -> Iterator[str]:
    element = _Elements().__getitem__
    plain = _Plain().__getitem__
    count = len(table)
    cells = map(_array, zip(*(map(element, column) for column in table.cells), strict=True))
    values = map(_array, zip(*(map(element, column) for column in table.slots), strict=True))
    findings = (
        _array(map(element, table.findings[row])) if row in table.findings else "{}" for row in range(count)
    )
    where = zip(table.sheets, table.row_numbers, strict=True)
    told = (plain(decisions.get(at, "")) for at in where) if decisions else ("" for _ in range(count))
    numbers = map(str, table.row_numbers)
    lines = zip(
        map(str, range(count)),
        map(plain, table.sheets),
        numbers,
        table.outcomes,
        told,
        findings,
        cells,
        values,
        strict=True,
    )
    rows = map("\t".join, lines)
    while block := "\n".join(row for _, row in zip(range(_LINES_A_WRITE), rows, strict=False)):
        yield block + "\n"


def _array(elements: Any) -> str:
    return "{" + ",".join(elements) + "}"


class _Elements(dict[str, str]):
    """A text as an element of an array in COPY's own spelling; each text is spelt once."""

    def __missing__(self, text: str) -> str:
        spelt = f'"{text}"'
        if _SPECIAL.search(text):
            quoted = text.replace("\\", "\\\\").replace('"', '\\"')
            spelt = _copied(f'"{quoted}"')
        self[text] = spelt
        return spelt


class _Plain(dict[str, str]):
    """A text in COPY's own spelling."""

    def __missing__(self, text: str) -> str:
        self[text] = spelt = _copied(text)
        return spelt


_SPECIAL = re.compile(r'[\\"\n\r\t]')


def _copied(text: str) -> str:
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
