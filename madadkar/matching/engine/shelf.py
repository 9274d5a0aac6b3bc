"""Two registers kept laid, compared and weighed, so that a few new persons cost a few persons' work.

A DuckDB file of keys, private to the house like the database's own files. It holds nothing that the registers
do not: delete it, and the next comparison of the whole makes it anew.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from madadkar.matching.engine import comparing, linking, tables
from madadkar.matching.engine.blocking import pairs_sql
from madadkar.matching.engine.choosing import chosen, weigh
from madadkar.matching.engine.model import Model, model_from, saved_model
from madadkar.matching.engine.policy import ASK, Block
from madadkar.matching.engine.scoring import Expected
from madadkar.matching.engine.work import LEFT, RIGHT, Link, Linkage, Tell, silent

_NEW = {LEFT: "left_new", RIGHT: "right_new"}


class Shelf:
    """The registers of one comparison, on disk (`path`) or in memory (None). Use as a context."""

    def __init__(self, path: Path | None, *, model: Model | None = None) -> None:
        self._connection = tables.opened(path=path)
        self._model = model or saved_model()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    @property
    def is_filled(self) -> bool:
        """Whether a whole comparison stands on it, made with the present policy and model."""
        known = {name for (name,) in self._connection.execute("show tables").fetchall()}
        if "kept" not in known:
            return False
        return bool(self._kept()["saved"] == self._model.to_json())

    def whole(
        self,
        left: tables.Persons,
        right: tables.Persons | None = None,
        *,
        least: float = ASK,
        tell: Tell = silent,
    ) -> list[Link]:
        """Lay both registers (one, for duplicates inside it) anew and link them."""
        self._connection.execute("drop table if exists kept")
        work = linking.laid(self._connection, left, right, model=self._model, tell=tell)
        linking.compare(work, tell=tell)
        linking.settle(work, tell=tell)
        self._connection.execute("drop table pairs")
        self._keep(work)
        return chosen(work, least=least)

    def increment(
        self,
        left: tables.Persons = (),
        right: tables.Persons = (),
        *,
        gone: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset()),
        least: float = ASK,
        tell: Tell = silent,
    ) -> list[Link]:
        """The links of new and changed persons, with their households whole, against everybody on the shelf.

        `gone` are those who left either register. The habits of the lists are those of the last whole
        comparison.
        """
        work = self._work()
        tell("lay")
        touched = self._replace(work, LEFT, left, gone[0])
        if not work.is_within:
            touched += self._replace(work, RIGHT, right, gone[1])
        if not touched:
            return []
        tell("compare")
        self._connection.execute(f"create or replace temp table pairs as {self._pairs_sql(work)}")
        comparing.compare(work, "pairs", into="new_levels")
        self._connection.execute("insert into levels by name select * from new_levels")
        tell("weigh")
        self._connection.execute(_AROUND)
        weigh(work, levels="around")
        return chosen(
            work, least=least, only=_OF_NEW_WITHIN if work.is_within else f"{_OF_NEW_LEFT} or {_OF_NEW_RIGHT}"
        )

    def _replace(self, work: Linkage, table: str, persons: tables.Persons, gone: frozenset[int]) -> int:
        """Put persons in place of what stood under their refs; answers how many came or went."""
        new = _NEW[table]
        count = tables.lay(self._connection, new, persons)
        for part in ("first", "last"):
            self._connection.execute(f"""
update {new} set {part}_times = greatest({part}_times, o.times) from
  (select {part}, max({part}_times) as times from {table}
    where {part} in (select {part} from {new}) group by 1) o
  where o.{part} = {new}.{part}
""")
        out = f"select unique_id from {new} union all select unnest(?::bigint[])"
        sides = ("unique_id_l", "unique_id_r") if work.is_within else (
            ("unique_id_l",) if table == LEFT else ("unique_id_r",)
        )  # fmt: skip
        for column in sides:
            self._connection.execute(f"delete from levels where {column} in ({out})", [sorted(gone)])
        self._connection.execute(f"delete from {table} where unique_id in ({out})", [sorted(gone)])
        self._connection.execute(f"insert into {table} by name select * from {new}")
        return count + len(gone)

    def _pairs_sql(self, work: Linkage) -> str:
        if work.is_within:
            either = pairs_sql(work, _NEW[LEFT], LEFT)
            return f"""
select distinct least(left_id, right_id) as left_id, greatest(left_id, right_id) as right_id
  from ({either}) where left_id <> right_id
"""
        ours, theirs = pairs_sql(work, _NEW[LEFT], RIGHT), pairs_sql(work, LEFT, _NEW[RIGHT])
        return f"select distinct left_id, right_id from ({ours} union all {theirs})"

    def _keep(self, work: Linkage) -> None:
        told = {
            "saved": self._model.to_json(),
            "model": work.model.to_json(),
            "hopes": asdict(work.hopes),
            "within": work.is_within,
            "blocks": [asdict(block) for block in work.blocks],
        }
        self._connection.execute("create or replace table kept (told text)")
        self._connection.execute("insert into kept values (?)", [json.dumps(told)])

    def _kept(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._connection.execute("select told from kept").fetchall()[0][0])
        return found

    def _work(self) -> Linkage:
        told = self._kept()
        within = bool(told["within"])
        counts = [
            int(self._connection.execute(f"select count(*) from {table}").fetchall()[0][0])
            for table in (LEFT, LEFT if within else RIGHT)
        ]
        blocks = tuple(Block(tuple(block["columns"]), bool(block["is_wide"])) for block in told["blocks"])
        hopes = Expected(**told["hopes"])
        model = model_from(json.loads(str(told["model"])))
        return Linkage(self._connection, model, within, (counts[0], counts[1]), hopes, blocks)


_OF_NEW_LEFT = "unique_id_l in (select unique_id from left_new)"
_OF_NEW_RIGHT = "unique_id_r in (select unique_id from right_new)"
_OF_NEW_WITHIN = f"{_OF_NEW_LEFT} or unique_id_r in (select unique_id from left_new)"
# The new pairs, their rivals, and the rivals' rivals: all that bears on who is the best of whom.
_AROUND = """
create or replace temp table around as
with near as (
  select unique_id_l, unique_id_r from levels
    where unique_id_l in (select unique_id_l from new_levels)
       or unique_id_r in (select unique_id_r from new_levels))
select * from levels
  where unique_id_l in (select unique_id_l from near) or unique_id_r in (select unique_id_r from near)
"""
