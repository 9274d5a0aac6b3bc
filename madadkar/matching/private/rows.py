"""From persons to encoded rows: one row a person and block, in the order of marks that tell nothing.

Streams: persons are laid by the engine, encoded some thousands at a time on all processors, and sorted on the
disk, so that neither the order of the roster nor a neighbour in it can be seen.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import secrets
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
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
_ALONE = 40_000
"""So many persons are encoded sooner by one process than others are started."""
_MOST_PROCESSES = 8
Blocks = Sequence[tuple[str, ...]]
_OFTEN = ", ".join(
    f"count(*) over (partition by {field}) as times_of_{field}"
    for field in ("first", "last", "father", "place")
)
_COUNTED = f"select *, {_OFTEN} from (select *, count(*) over () as times_of_all from roster)"
_NUMBERS = ("rule", "block", "ref", *COLUMNS)
_SCHEMA = pa.schema([(name, pa.uint64()) for name in _NUMBERS])
Task = list[tuple[int, dict[str, Any], list[str | None]]]
"""Persons: the number in the list, what is read of it, and its key of each block, None where it has none."""


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
    rows = 0
    connection = tables.opened()
    try:
        count = tables.lay(connection, "roster", persons)
        tasks = _tasks(connection, blocks, most)
        with pq.ParquetWriter(unsorted, _SCHEMA, compression="none") as writer:
            for batch in map(_batch, _done(tasks, secret, ref_key, is_large=count > _ALONE)):
                rows += batch.num_rows
                writer.write_batch(batch)
        connection.execute("drop table roster")
        connection.execute(
            f"copy (select * replace (rule::utinyint as rule) from read_parquet({_quoted(unsorted)})"
            f" order by rule, block, ref) to {_quoted(path)} (format parquet, compression uncompressed)"
        )
    finally:
        connection.close()
        unsorted.unlink(missing_ok=True)
    return Written(count, rows, ref_key)


def _tasks(connection: duckdb.DuckDBPyConnection, blocks: Blocks, most: int) -> Iterator[Task]:
    crowded = [_crowded(connection, block, most) for block in blocks]
    keys = ", ".join(f"{key_sql(block)} as block_{rule}" for rule, block in enumerate(blocks))
    cursor = connection.execute(f"select unique_id, {', '.join(READ)}, {keys} from ({_COUNTED}) roster")
    while persons := cursor.fetchmany(_AT_ONCE):
        yield [
            (
                ref,
                dict(zip(READ, told, strict=False)),
                [
                    None if key in left_out else key
                    for key, left_out in zip(told[len(READ) :], crowded, strict=True)
                ],
            )
            for ref, *told in persons
        ]


def _crowded(connection: duckdb.DuckDBPyConnection, block: tuple[str, ...], most: int) -> set[str]:
    query = f"select {key_sql(block)} as key from roster group by key having count(*) > {most}"
    return {key for (key,) in connection.execute(query).fetchall()}


def _done(tasks: Iterator[Task], secret: bytes, ref_key: bytes, *, is_large: bool) -> Iterator[array[int]]:
    """The rows of every task, number after number; on all processors where it is worth it."""
    if not is_large:
        worker = _Worker(secret, ref_key)
        yield from map(worker.rows, tasks)
        return
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    with ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_start, initargs=(secret, ref_key)
    ) as pool:
        waiting: deque[Future[array[int]]] = deque()
        for task in tasks:
            waiting.append(pool.submit(_rows, task))
            if len(waiting) > processes * 2:
                yield waiting.popleft().result()
        for future in waiting:
            yield future.result()


class _Worker:
    """Encodes tasks of one roster; each process has one."""

    def __init__(self, secret: bytes, ref_key: bytes) -> None:
        self._encoder = Encoder(secret)
        self._ref_key = ref_key

    def rows(self, task: Task) -> array[int]:
        """The numbers of all rows of a task."""
        numbers = array("Q")
        for ref, told, keys in task:
            person, shown = self._encoder.prepared(told), reference(self._ref_key, ref)
            for rule, key in enumerate(keys):
                if key is not None:
                    mark, block_key = self._encoder.block(str(rule), key)
                    numbers.extend((rule, mark, shown, *person.encoded(block_key)))
        return numbers


_worker: list[_Worker] = []


def _start(secret: bytes, ref_key: bytes) -> None:
    _worker[:] = [_Worker(secret, ref_key)]


def _rows(task: Task) -> array[int]:
    return _worker[0].rows(task)


def _batch(numbers: array[int]) -> pa.RecordBatch:
    width = len(_NUMBERS)
    count = len(numbers) // width
    columns = [
        pa.Array.from_buffers(pa.uint64(), count, [None, pa.py_buffer(numbers[at::width])])
        for at in range(width)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=_SCHEMA)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
