"""What a caseworker did lately for a few own families: notes, tasks, papers, discretion, a way out."""

from __future__ import annotations

import io
from datetime import timedelta

from django.db.models import Exists, OuterRef
from PIL import Image, ImageDraw

from madadkar.casework.actions.life.exiting import propose_exit
from madadkar.casework.actions.life.requests import Asked, register_request
from madadkar.casework.actions.walk.discretion import set_discretion
from madadkar.casework.actions.walk.documents import Paper, add_document
from madadkar.casework.actions.walk.file_tasks import set_task
from madadkar.casework.actions.walk.glass import break_glass
from madadkar.casework.actions.walk.notes import write_note
from madadkar.casework.models import CaseFile, FileStanding, Plan
from madadkar.casework.rules import FileState, StateReason
from madadkar.casework.rules.confidence import DocumentKind, NoteKind
from madadkar.casework.rules.plans import PlanState
from madadkar.casework.rules.requests import RequestKind
from madadkar.demo.deeds.cast import Cast
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Role

_FEW = 9
_NOTES = (
    (NoteKind.GENERAL, "خانواده از خانه‌ای که در آن بودند رفته‌اند و نزد برادر سرپرست زندگی می‌کنند.", 40),
    (NoteKind.SOCIAL, "دختر بزرگ‌تر چند هفته مدرسه نرفته است؛ با مدیر مدرسه گفت‌وگو شد.", 21),
    (NoteKind.FINANCIAL, "بدهی به نانوایی و داروخانه روی هم ۴۲ میلیون ریال است.", 12),
    (NoteKind.MEDICAL, "سرپرست دیالیز می‌شود؛ نوبت‌ها شنبه و سه‌شنبه است.", 9),
    (NoteKind.LEGAL, "دادخواست نفقه در شعبه دوم ثبت شد؛ جلسه ماه آینده است.", 3),
)
_TASKS = (
    ("پیگیری ثبت‌نام مدرسه", 2),
    ("گرفتن نسخه داروخانه", 0),
    ("تلفن به دهیار", 9),
    ("معرفی به کارگاه", 5),
)
_PAPERS = (
    (DocumentKind.IDENTITY, "کارت ملی سرپرست", 900),
    (DocumentKind.INSURANCE, "دفترچه بیمه", 12),
    (DocumentKind.HOUSING, "اجاره‌نامه", 25),
)


def accompany(cast: Cast) -> None:
    """A few families of the office's caseworker (or of any, where none has an account)."""
    files = _own_files(cast)
    with cast.as_actor(Role.CASEWORKER) as by:
        for place, file in enumerate(files[:_FEW]):
            _tell(cast, file, place, by)
        if files[_FEW : _FEW + 2]:
            _let_go(cast, files[_FEW : _FEW + 2], by)
    if len(files) > _FEW + 2:
        set_discretion(
            file_id=files[_FEW + 2].pk,
            until=cast.today + timedelta(days=80),
            reason="آبروی خانواده در محله، به خواست سرپرست",
            by=cast.scope(Role.HEAD),
            at=cast.at,
        )
    _help_at_once(cast)
    if Role.AUDITOR in cast.scopes:
        with cast.as_actor(Role.AUDITOR) as auditor:
            break_glass(
                file_id=files[0].pk, token=cast.token(), by=auditor, at=cast.at,
                reason="رسیدگی به شکایت خانواده از تأخیر در معرفی به بیمارستان",
            )  # fmt: skip


def _own_files(cast: Cast) -> list[CaseFile]:
    active = FileStanding.objects.filter(state=FileState.ACTIVE.value, valid_until=None).values("case_file")
    files = CaseFile.objects.filter(office_id__in=cast.scope(Role.HEAD).office_ids, pk__in=active)
    worker = cast.scope(Role.CASEWORKER).actor_id
    own = files.filter(caseworker_id=worker)
    planned = Plan.objects.filter(case_file=OuterRef("pk"), state=PlanState.APPROVED.value)
    told = (own if own.exists() else files).annotate(is_planned=Exists(planned))
    return list(told.order_by("-is_planned", "pk")[:20])


def _tell(cast: Cast, file: CaseFile, place: int, by: Scope) -> None:
    """The first family has everything, the others a little."""
    for kind, text, ago in _NOTES if place == 0 else _NOTES[place % 3 :][:1]:
        write_note(
            file_id=file.pk, kind=kind, text=text, on=cast.today - timedelta(days=ago), token=cast.token(),
            by=by, at=cast.at - timedelta(days=ago), for_centre=kind is NoteKind.SOCIAL,
        )  # fmt: skip
    if by.actor_id is not None:
        for words, days in _TASKS if place == 0 else _TASKS[place % 4 :][:1]:
            due_on = cast.today + timedelta(days=days)
            set_task(
                file_id=file.pk, words=words, due_on=due_on, owner_id=by.actor_id, token=cast.token(), by=by,
                at=cast.at,
            )  # fmt: skip
    for kind_of_paper, title, days in _PAPERS if place == 0 else _PAPERS[place % 3 :][: place % 2]:
        paper = Paper(kind=kind_of_paper, title=title, expires_on=cast.today + timedelta(days=days))
        add_document(file_id=file.pk, paper=paper, content=_picture(), token=cast.token(), by=by, at=cast.at)


def _picture() -> bytes:
    """A sheet of paper, drawn."""
    sheet = Image.new("RGB", (420, 300), "#fbf8f1")
    pen = ImageDraw.Draw(sheet)
    for line in range(6):
        pen.rectangle((40, 50 + line * 36, 380 - line * 28, 60 + line * 36), fill="#7a8a86")
    drawn = io.BytesIO()
    sheet.save(drawn, "PNG")
    return drawn.getvalue()


def _let_go(cast: Cast, files: list[CaseFile], by: Scope) -> None:
    """Two families are proposed to leave; another decides."""
    for file in files:
        propose_exit(
            file_id=file.pk, reason=StateReason.EMPLOYED, by=by, at=cast.at,
            note="پسر بزرگ خانواده در کارگاه قالی‌بافی بیمه شده و خرج خانه را می‌دهد.",
        )  # fmt: skip


def _help_at_once(cast: Cast) -> None:
    """A family that had left is helped the same day, its file to be made whole in a fortnight."""
    left = FileStanding.objects.filter(
        office_id__in=cast.scope(Role.HEAD).office_ids, state=FileState.INACTIVE.value, valid_until=None
    ).exclude(reason=StateReason.DIED.value)
    for place, one in enumerate(left.order_by("pk")[:3]):
        asked = Asked(
            kind=RequestKind.EMERGENCY,
            said="خانه در آتش‌سوزی از میان رفته است.",
            came_on=cast.today - timedelta(days=place * 6),
            token=cast.token(),
            immediate_aid="چادر، پتو و بسته غذایی یک‌ماهه",
            immediate_aid_rial=60_000_000,
        )
        register_request(
            household_id=one.household_id, asked=asked, by=cast.scope(Role.HEAD),
            at=cast.at - timedelta(days=place * 6),
        )  # fmt: skip
