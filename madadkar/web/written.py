"""Lists that leave the house: short ones at once, long ones written by the worker and kept for a day."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from urllib.parse import quote

from django.core.files import File
from django.core.files.storage import default_storage
from django.http import HttpResponse

from madadkar.foundation.models import Job, JobState
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sheets import CSV_TYPE, XLSX_TYPE, csv_bytes, write_csv, write_xlsx, xlsx_bytes
from madadkar.web.doors import Visit

KEPT_FOR = timedelta(days=1)
KINDS = frozenset({"web.export_register", "web.export_figure"})
"""The kinds of job whose fruit is such a list; their parameters name its `title` and `suffix`."""
_FOLDER = "exports"

Rows = Iterable[Sequence[object]]


def suffix_asked(request: Visit) -> str:
    """The kind of sheet wanted: xlsx or csv. Raises Refusal("sheet_kind_unknown")."""
    suffix = request.POST.get("format", "xlsx")
    if suffix not in {"xlsx", "csv"}:
        raise Refusal("sheet_kind_unknown")
    return suffix


def sheet_answer(suffix: str, *, title: str, headings: Sequence[str], rows: Rows) -> HttpResponse:
    """A short list as a file to keep."""
    if suffix == "csv":
        return _attachment(csv_bytes(headings=headings, rows=rows), title=title, suffix=suffix)
    return _attachment(xlsx_bytes(title=title, headings=headings, rows=rows), title=title, suffix=suffix)


def write_list(job: Job, *, headings: Sequence[str], rows: Rows, at: datetime) -> None:
    """Write the list of a job into the house's files, whole or not at all."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "list"
        if job.parameters["suffix"] == "csv":
            with draft.open("w", encoding="utf-8-sig", newline="") as target:
                write_csv(target, headings=headings, rows=rows)
        else:
            with draft.open("wb") as sheets:
                write_xlsx(sheets, title=job.parameters["title"], headings=headings, rows=rows)
        _forget_old(at=at)
        default_storage.delete(_name(job))
        with draft.open("rb") as written:
            default_storage.save(_name(job), File(written))


def written_answer(job: Job, *, at: datetime) -> HttpResponse:
    """The list a finished job wrote, as a file to keep. Raises Refusal("export_unknown") without one."""
    with _written(job, at=at) as written:
        parameters = job.parameters
        return _attachment(written.read(), title=parameters["title"], suffix=parameters["suffix"])


def _written(job: Job, *, at: datetime) -> IO[bytes]:
    is_kept = job.finished_at is not None and at - job.finished_at < KEPT_FOR
    is_done = job.kind in KINDS and job.state == JobState.DONE
    if not is_done or not is_kept or not default_storage.exists(_name(job)):
        raise Refusal("export_unknown")
    return default_storage.open(_name(job))


def _attachment(body: bytes, *, title: str, suffix: str) -> HttpResponse:
    response = HttpResponse(body, content_type=CSV_TYPE if suffix == "csv" else XLSX_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.{suffix}"
    response["Cache-Control"] = "no-store"
    return response


def _name(job: Job) -> str:
    return f"{_FOLDER}/{job.pk}.{job.parameters['suffix']}"


def _forget_old(*, at: datetime) -> None:
    """Lists older than a day leave the house's files: they hold names and codes."""
    if not default_storage.exists(_FOLDER):
        return
    for name in default_storage.listdir(_FOLDER)[1]:
        path = f"{_FOLDER}/{name}"
        if at - default_storage.get_modified_time(path) > KEPT_FOR:
            default_storage.delete(path)
