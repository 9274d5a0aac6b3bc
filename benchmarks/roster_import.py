"""Import of a 100,000-row roster, end to end, beside reading the workbook and copying its rows raw.

Floor: python-calamine reads the sheet and its rows go by COPY into one plain table of texts. Both are
measured in the same run on the same machine, by the clock and by the seconds processors worked (steadier on a
shared machine); memory is the peak of our process and its reading child.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from benchmarks._ground import cpu_seconds, record, seconds
from benchmarks._roster import write_roster
from madadkar.casework.rosters import check_roster, commit_roster
from madadkar.foundation.scope import within
from madadkar.organisations.queries import command_scope, office_by_code
from madadkar.registry.rosters.actions import receive_roster

ROWS = 100_000
MORE_ROWS = 10_000
"""Rows of strangers that come after, into a register that is filled: each is compared by likeness first."""
_RAW = "create unlogged table raw_rows ({})"


def main(home: Path) -> None:
    """Measure and record; the aim is a ratio of at most 4."""
    call_command("office_add", "bench", agency="emdad", province="19", verbosity=0)
    files = [home / f"roster-{number}.xlsx" for number in range(3)]
    for number, file in enumerate(files):
        write_roster(file, rows=ROWS, seed=number, first_household=100_000 * (number + 1))
    floors, floors_cpu, cpu = [], [], []
    for file in files:
        floors_cpu.append(cpu_seconds(lambda file=file: floors.append(seconds(lambda: _floor(file)))))
    stages: dict[str, float] = {}
    whole = seconds(lambda: cpu.append(cpu_seconds(lambda: _import(files[0], stages))))
    beside: dict[str, float] = {}
    more = home / "roster-more.xlsx"
    write_roster(more, rows=MORE_ROWS, seed=9, first_household=900_000, first_person=500_000)
    filled_cpu: list[float] = []
    filled = seconds(lambda: filled_cpu.append(cpu_seconds(lambda: _import(more, beside))))
    floor, floor_cpu = statistics.median(floors), statistics.median(floors_cpu)
    memory = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    )
    record(
        "roster_import",
        rows=ROWS,
        floor_seconds=floor,
        import_seconds=whole,
        ratio=whole / floor,
        aim=4,
        floor_cpu_seconds=floor_cpu,
        import_cpu_seconds=cpu[0],
        cpu_ratio=cpu[0] / floor_cpu,
        peak_megabytes=memory / 1024,
        filled_rows=MORE_ROWS,
        filled_seconds=filled,
        filled_cpu_seconds=filled_cpu[0],
        filled_likeness_seconds=beside.get("likeness", 0.0),
        **{f"{name}_seconds": taken for name, taken in stages.items()},
    )


def _floor(file: Path) -> None:
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    columns = ", ".join(f"c{place} text" for place in range(len(rows[0])))
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("drop table if exists raw_rows")
        cursor.execute(_RAW.format(columns))
        with cursor.copy("copy raw_rows from stdin") as copy:
            for row in rows:
                copy.write_row(row)


def _import(file: Path, stages: dict[str, float]) -> None:
    office = office_by_code(code="bench")
    by = command_scope(office=office)
    last = [time.perf_counter(), "receive"]

    def tell(stage: str, done: int, total: int) -> None:
        now = time.perf_counter()
        name = f"{last[1]}"
        stages[name] = stages.get(name, 0.0) + now - float(last[0])
        last[:] = [now, stage]

    with within(by):
        content = file.read_bytes()
        receipt = receive_roster(
            content=content, file_name=file.name, office=office, by=by, at=timezone.now()
        )
    tell("check_read", 0, 0)
    with within(by):
        check_roster(roster_id=receipt.roster.pk, by=by, at=timezone.now(), tell=tell)
    tell("commit_begin", 0, 0)
    with within(by):
        roster = commit_roster(roster_id=receipt.roster.pk, by=by, at=timezone.now(), tell=tell)
    tell("end", 0, 0)
    print(roster.counts, file=sys.stderr)
