"""From persons to encoded rows: one row a person and block, in the order of marks that tell nothing.

Streams: persons are laid by the engine, encoded some thousands at a time, and sorted on the disk, so that
neither the order of the roster nor a neighbour in it can be seen.
"""

from __future__ import annotations

import hashlib
import secrets
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from madadkar.matching.engine import tables
from madadkar.matching.private.blocks import BLOCKS, MOST_IN_BLOCK, key_sql
from madadkar.matching.private.encoding import READ, Encoder
from madadkar.matching.private.layout import COLUMNS

_AT_ONCE = 4_000
Blocks = Sequence[tuple[str, ...]]
_OFTEN = ", ".join(
    f"count(*) over (partition by {field}) as times_of_{field}"
    for field in ("first", "last", "father", "place")
)
_COUNTED = f"select *, {_OFTEN} from (select *, count(*) over () as times_of_all from roster)"
_HEAD = ("block", "ref")
_SCHEMA = pa.schema([("rule", pa.uint8()), *((name, pa.uint64()) for name in (*_HEAD, *COLUMNS))])


class Written(NamedTuple):
    """What was written: how many persons and rows, and the secret from which their references were drawn."""

    persons: int
    rows: int
    ref_key: bytes


def reference(ref_key: bytes, ref: int) -> int:
    """The opaque reference of a person of one encoded file."""
    return int.from_bytes(hashlib.blake2b(ref.to_bytes(8), key=ref_key, digest_size=8).digest()) >> 1


def write_rows(
    persons: tables.Persons,
    *,
    secret: bytes,
    path: Path,
    blocks: Blocks = BLOCKS,
    most: int = MOST_IN_BLOCK,
) -> Written:
    """Encode persons into a Parquet file, block by block; references are drawn anew each time."""
    ref_key = secrets.token_bytes(32)
    unsorted = path.with_name(f".{path.name}.unsorted")
    connection = tables.opened()
    try:
        count = tables.lay(connection, "roster", persons)
        rows = 0
        with pq.ParquetWriter(unsorted, _SCHEMA, compression="none") as writer:
            for batch in _batches(connection, Encoder(secret), ref_key, blocks, most):
                rows += batch.num_rows
                writer.write_batch(batch)
        connection.execute("drop table roster")
        connection.execute(
            f"copy (select * from read_parquet({_quoted(unsorted)}) order by rule, block, ref)"
            f" to {_quoted(path)} (format parquet, compression uncompressed)"
        )
    finally:
        connection.close()
        unsorted.unlink(missing_ok=True)
    return Written(count, rows, ref_key)


def _batches(
    connection: duckdb.DuckDBPyConnection, encoder: Encoder, ref_key: bytes, blocks: Blocks, most: int
) -> Iterator[pa.RecordBatch]:
    crowded = [_crowded(connection, block, most) for block in blocks]
    keys = ", ".join(f"{key_sql(block)} as block_{rule}" for rule, block in enumerate(blocks))
    cursor = connection.execute(f"select unique_id, {', '.join(READ)}, {keys} from ({_COUNTED}) roster")
    while persons := cursor.fetchmany(_AT_ONCE):
        rules, numbers = array("B"), [array("Q") for _ in (*_HEAD, *COLUMNS)]
        for ref, *told in persons:
            person = encoder.prepared(dict(zip(READ, told, strict=False)))
            shown = reference(ref_key, ref)
            for rule, key in enumerate(told[len(READ) :]):
                if key is None or key in crowded[rule]:
                    continue
                mark, block_key = encoder.block(str(rule), key)
                rules.append(rule)
                for column, number in zip(numbers, (mark, shown, *person.encoded(block_key)), strict=True):
                    column.append(number)
        yield _batch(rules, numbers)


def _batch(rules: array[int], numbers: list[array[int]]) -> pa.RecordBatch:
    count = len(rules)
    columns = [(pa.uint8(), rules), *((pa.uint64(), column) for column in numbers)]
    made: list[Any] = [
        pa.Array.from_buffers(kind, count, [None, pa.py_buffer(told)]) for kind, told in columns
    ]
    return pa.RecordBatch.from_arrays(made, schema=_SCHEMA)


def _crowded(connection: duckdb.DuckDBPyConnection, block: tuple[str, ...], most: int) -> set[str]:
    query = f"select {key_sql(block)} as key from roster group by key having count(*) > {most}"
    return {key for (key,) in connection.execute(query).fetchall() if key is not None}


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
