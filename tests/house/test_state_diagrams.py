"""The pictures of the docs say what the tables of moves say, and no table is without its picture."""

from __future__ import annotations

import ast

from madadkar.project.state_tables import STATE_TABLES, stale
from tests.house.sources import python_files


def test_no_picture_is_stale() -> None:
    assert stale() == [], "run: python manage.py state_diagrams"


def test_every_table_of_moves_has_its_picture() -> None:
    tables = [
        f"{path.name}: {ast.unparse(line.targets[0])}"
        for path in python_files("madadkar")
        for line in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(line, ast.Assign)
        and isinstance(line.value, ast.Call)
        and ast.unparse(line.value.func) == "Moves"
    ]

    assert len(tables) == len(STATE_TABLES), tables


def test_every_state_has_its_persian_name() -> None:
    nameless = [
        (table.slug, state)
        for table in STATE_TABLES
        for state in table.moves.table
        if state not in table.names
    ]

    assert nameless == []
