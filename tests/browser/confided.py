"""Notes, papers, tasks and broken glass for the browser's world."""

from __future__ import annotations

import io
from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from madadkar.casework.models import (
    CaseFile,
    Document,
    DocumentContent,
    FileAssignment,
    FileTask,
    GlassBreak,
    Note,
)
from madadkar.organisations.models import Centre, Staff
from madadkar.organisations.rules import Role

_NOTES = (
    ("general", "خانواده از خانه‌ای که در آن بودند رفته‌اند و نزد برادر زهرا زندگی می‌کنند.", 40),
    ("social", "دختر بزرگ‌تر چند هفته مدرسه نرفته است؛ با مدیر مدرسه گفت‌وگو شد و از شنبه برمی‌گردد.", 21),
    ("financial", "بدهی به نانوایی و داروخانه روی هم ۴۲ میلیون ریال است.", 12),
    ("medical", "مادر دیالیز می‌شود؛ نوبت‌ها شنبه و سه‌شنبه است.", 9),
    ("legal", "دادخواست نفقه در شعبه دوم ثبت شد؛ جلسه در اسفند است.", 3),
)
_TASKS = (("پیگیری ثبت‌نام مدرسه", 2), ("گرفتن نسخه داروخانه", -4), ("تلفن به مادر", 9))
_PAPERS = (
    ("identity", "کارت ملی سرپرست", 900),
    ("insurance", "دفترچه بیمه", 12),
    ("photo", "عکس خانه", None),
)


def tell(opened: CaseFile, staff: dict[Role, Staff], nour: Centre, today: date) -> dict[str, int]:
    """One file with a little of everything; what the addresses of these pages take."""
    worker, now = staff[Role.CASEWORKER], timezone.now()
    of_file = {"agency": opened.agency, "office": opened.office, "case_file": opened}
    owned = {**of_file, "household": opened.household}
    by = {**owned, "author": worker, "author_name": worker.full_name}
    notes = [_note(by, kind, text, ago, today) for kind, text, ago in _NOTES]
    papers = [_paper(by, kind, title, days, today) for kind, title, days in _PAPERS]
    tasks = [_task(owned, worker, words, today + timedelta(days=days)) for words, days in _TASKS]
    held = FileAssignment.objects.create(
        **owned,
        staff=staff[Role.INTAKE],
        confidence="medical",
        reason="همراهی در بیمارستان",
        valid_from=today,
    )
    glass = GlassBreak.objects.create(
        **owned, staff=staff[Role.AUDITOR], staff_name=staff[Role.AUDITOR].full_name, token=uuid4(),
        reason="رسیدگی به شکایت خانواده از تأخیر در معرفی به بیمارستان", broken_at=now,
        ends_at=now + timedelta(hours=3),
    )  # fmt: skip
    return {
        "note_id": notes[0].pk,
        "document_id": papers[2].pk,
        "task_id": tasks[0].pk,
        "assignment_id": held.pk,
        "glass_id": glass.pk,
    }


def _note(by: dict[str, object], kind: str, text: str, ago: int, today: date) -> Note:
    confidence = kind if kind in {"medical", "legal"} else ""
    made_at, on = timezone.now() - timedelta(days=ago), today - timedelta(days=ago)
    told = {"kind": kind, "text": text, "confidence": confidence, "for_centre": kind == "social"}
    return Note.objects.create(**by, **told, made_at=made_at, on=on, token=uuid4())


def _task(owned: dict[str, object], owner: Staff, words: str, due_on: date) -> FileTask:
    told = {"words": words, "due_on": due_on, "given_by_name": "حمید افشار", "given_at": timezone.now()}
    return FileTask.objects.create(**owned, **told, owner=owner, token=uuid4())


def _paper(by: dict[str, object], kind: str, title: str, days: int | None, today: date) -> Document:
    is_photo = kind == "photo"
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "#17605b").save(drawn, "PNG")
    paper = Document.objects.create(
        **by, kind=kind, title=title, made_at=timezone.now(), token=uuid4(), media_type="image/png",
        byte_count=drawn.tell(), sha256="", expires_on=None if days is None else today + timedelta(days=days),
        consent_by="زهرا بیگدلی" if is_photo else "", consent_on=today if is_photo else None,
    )  # fmt: skip
    DocumentContent.objects.create(document=paper, content=drawn.getvalue())
    return paper
