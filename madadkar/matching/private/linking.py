"""The linkage unit's work: two encoded rosters, their pairs and probabilities, and nothing else."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from math import log2
from pathlib import Path
from typing import NamedTuple

import duckdb

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine import tables
from madadkar.matching.engine.choosing import chosen
from madadkar.matching.engine.linking import Link, Linkage, settle
from madadkar.matching.engine.model import read_model
from madadkar.matching.engine.policy import LINK
from madadkar.matching.engine.scoring import expected
from madadkar.matching.private import encoded
from madadkar.matching.private.blocks import recipe
from madadkar.matching.private.encoded import Header
from madadkar.matching.private.layout import COLUMNS
from madadkar.matching.private.levels import RARE, gammas_sql, rareness_sql

SAVED = Path(__file__).with_name("model.json")
"""The odds of encoded levels (`private/train.py`)."""
RARENESS = Path(__file__).with_name("rareness.json")
"""How much likelier each degree of rareness is among persons that are one than among namesakes."""

_NO_ROWS = (duckdb.BinderException, duckdb.ConversionException, duckdb.InvalidInputException)
"""What DuckDB says of a file that holds other columns than rows have, or is none of its kind."""


class Linked(NamedTuple):
    """What comes back to the agencies: references that are one person, likeliest first."""

    left: Header
    right: Header
    links: list[Link]


def link_encoded(left: Path, right: Path, *, on: date, least: float = LINK) -> Linked:
    """Compare two encoded rosters of one project, one from each side.

    Raises Refusal as `encoded.unpack` does, and Refusal("encoded_files_of_two_projects",
    "encoded_files_of_one_side", "linkage_project_expired", "linkage_recipe_differs").
    """
    with tempfile.TemporaryDirectory(prefix="madadkar-") as name:
        folder = Path(name)
        laid = folder / "left.parquet", folder / "right.parquet"
        ours, theirs = encoded.unpack(left, rows=laid[0]), encoded.unpack(right, rows=laid[1])
        _check_together(ours, theirs, on=on)
        try:
            links = linked_rows(*laid, counts=(ours.persons, theirs.persons), least=least)
        except (
            duckdb.BinderException,
            duckdb.ConversionException,
            duckdb.InvalidInputException,
        ) as unreadable:
            # Signed, and yet no encoded rows: its maker's program is not ours.
            raise Refusal("encoded_file_foreign", name=f"{left.name}، {right.name}") from unreadable
        return Linked(ours, theirs, links)


def _check_together(left: Header, right: Header, *, on: date) -> None:
    if left.agreement != right.agreement:
        raise Refusal("encoded_files_of_two_projects", left=left.agreement.name, right=right.agreement.name)
    if left.side == right.side:
        raise Refusal("encoded_files_of_one_side", agency=left.agreement.card(left.side).agency)
    left.agreement.check_open(on=on)
    if left.agreement.recipe != recipe():
        raise Refusal("linkage_recipe_differs")


def linked_rows(left: Path, right: Path, *, counts: tuple[int, int], least: float = LINK) -> list[Link]:
    """One-to-one links between two files of encoded rows; `left` and `right` of a link are references."""
    connection = tables.opened()
    try:
        for name, path in (("left_rows", left), ("right_rows", right)):
            told = str(path).replace("'", "''")
            connection.execute(f"create view {name} as select * from read_parquet('{told}')")
        model = read_model(SAVED)
        work = Linkage(connection, model, False, counts, expected(model, *counts))
        _compare(connection)
        settle(work)
        return chosen(work, least=least)
    finally:
        connection.close()


def both_sql() -> str:
    """The words of two rows `l` and `r`, as the levels read them."""
    return ", ".join(f"l.{column} as {column}_l, r.{column} as {column}_r" for column in COLUMNS)


def _compare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `levels` of every pair that met in a block, as the engine weighs it."""
    connection.execute("""
create table met as
select l.ref as left_ref, r.ref as right_ref, l.rule, l.block
  from left_rows l join right_rows r on l.rule = r.rule and l.block = r.block
  qualify row_number() over (partition by l.ref, r.ref order by l.rule) = 1
""")
    connection.execute(f"""
create table levels as
with x as (
  select m.left_ref, m.right_ref, {both_sql()} from met m
    join left_rows l on l.rule = m.rule and l.block = m.block and l.ref = m.left_ref
    join right_rows r on r.rule = m.rule and r.block = m.block and r.ref = m.right_ref)
select left_ref::bigint as unique_id_l, right_ref::bigint as unique_id_r,
  '' as household_l, '' as household_r,
  {gammas_sql()}, ({_rare_sql()})::float as rare, 0::float as oftener from x
""")


def _rare_sql() -> str:
    """log2 of how much the rareness of the agreeing names says."""
    told = json.loads(RARENESS.read_text(encoding="utf-8"))
    return " + ".join(
        f"case {rareness_sql(field)} "
        + " ".join(f"when {degree} then {log2(weight):.4f}" for degree, weight in enumerate(told[field]))
        + " else 0 end"
        for field in RARE
    )
