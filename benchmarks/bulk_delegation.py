"""22,485 files to 112 centres as one deed, in an agency of four offices, and its undoing by one recall.

Floor: the bare INSERT … SELECT the deed amounts to (`casework/sql/batch_send.sql` itself, into the same
table with its indexes and keys), committed, its audit triggers disabled. The deed besides looks what changed
since the preview, leaves an audit event a file, digests all rows, and seals the chain over them.
"""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connections, transaction
from django.utils import timezone

from benchmarks._ground import record, seconds
from benchmarks._zanjan import lay_offices
from madadkar.casework.actions import BatchAsk, preview_batch, recall_batch, send_batch
from madadkar.casework.models import DelegationBatch
from madadkar.casework.registers import RegisterFilter
from madadkar.foundation import audit
from madadkar.foundation.scope import Scope, within
from madadkar.foundation.sqlfile import sql_text
from madadkar.organisations.models import Office

FILES = 22_485
RUNS = 5
_ROOM_FOR_ALL = """
update organisations_centre set capacity = 250, place_id = (select id from places_place where code = '1904')
"""


def main(home: Path) -> None:
    """Measure and record; the aim is a ratio of at most 3."""
    office, by = lay_offices()
    by = Scope(**{**vars(by), "home_office_id": office.pk})
    _owner(_ROOM_FOR_ALL)
    _owner("truncate casework_delegation")
    at = timezone.now()
    ask = BatchAsk(families=RegisterFilter(), token=uuid4(), reason="سنجش", most=FILES)
    made: list[DelegationBatch] = []

    def preview() -> None:
        with within(by):
            made.append(preview_batch(ask=ask, by=by, at=at))

    preview_seconds = seconds(preview)
    batch = made[0]
    assert batch.file_count == FILES, batch.file_count
    _owner("vacuum analyze casework_batchline, casework_delegation")
    _bare(batch, office), _deed(batch, by)
    pairs = [(_deed(batch, by), _bare(batch, office)) for _ in range(RUNS)]
    ratios = [sent / bare for (sent, _), bare in pairs]
    assert audit.faults() == []
    record(
        "bulk_delegation",
        files=FILES,
        bare_seconds=statistics.median(bare for _, bare in pairs),
        deed_seconds=statistics.median(sent for (sent, _), _ in pairs),
        recall_seconds=statistics.median(back for (_, back), _ in pairs),
        preview_seconds=preview_seconds,
        ratio=statistics.median(ratios),
        ratio_from=min(ratios),
        ratio_to=max(ratios),
        aim=3,
    )


def _deed(batch: DelegationBatch, by: Scope) -> tuple[float, float]:
    """Seconds of sending and of recalling, each committed; everything is as before afterwards."""

    def send() -> None:
        with within(by):
            assert send_batch(batch_id=batch.pk, by=by, at=timezone.now()).sent_count == FILES

    def recall() -> None:
        with within(by):
            recalled = recall_batch(batch_id=batch.pk, reason="سنجش", by=by, at=timezone.now())
            assert recalled.recalled_count == FILES

    taken = seconds(send), seconds(recall)
    _afresh()
    return taken


def _bare(batch: DelegationBatch, office: Office) -> float:
    told: dict[str, Any] = {
        "batch": batch.pk,
        "reason": "سنجش",
        "services": [],
        "terms": "",
        "at": timezone.now(),
        "actor": "سنجش",
        "on": timezone.localdate(),
    }
    _owner("alter table casework_delegation disable trigger audit_insert")

    def insert() -> None:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(sql_text("madadkar.casework", "batch_send.sql"), told)
            assert cursor.rowcount == FILES

    taken = seconds(insert)
    _owner("alter table casework_delegation enable trigger audit_insert")
    _afresh()
    return taken


def _afresh() -> None:
    _owner("truncate casework_delegation")
    _owner("update casework_delegationbatch set state = 'previewed'")


def _owner(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
