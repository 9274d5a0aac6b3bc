"""Writing and correcting notes, and letting colleagues into what is confided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.walk.notes import assign_confidence, end_assignment, write_note
from madadkar.casework.queries import case_file
from madadkar.casework.queries.notes import seen_assignment, seen_note
from madadkar.casework.rules.confidence import CONFIDENCE_NAMES, Confidence, NoteKind
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm
from madadkar.web.notes.forms import ConfidantForm, NoteForm

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {"note_empty": "text", "day_not_come": "on", "assigned_already": "staff", "staff_unknown": "staff"}


@needs(Right.WORK_FILES)
@_DEED
def note_add(request: Visit, file_id: int) -> HttpResponse:
    """A new note about the family."""
    file = case_file(file_id=file_id, scope=request.scope, on=request.today).file
    form = NoteForm(typed(request), scope=request.scope, initial={"on": request.today})
    words = Words(
        title="یادداشت تازه",
        button="ثبت یادداشت",
        back=_back(file.pk),
        intro="یادداشت پس از ثبت تغییر نمی‌کند؛ اگر نادرست بود، یادداشتی در اصلاح آن بنویسید.",
    )
    return _written(request, form, words, file.pk, None)


@needs(Right.WORK_FILES)
@_DEED
def note_correct(request: Visit, note_id: int) -> HttpResponse:
    """A note that corrects another; the older one stays to be read."""
    note = seen_note(note_id=note_id, scope=request.scope)
    initial = {"on": note.on, "text": note.text, "for_centre": note.for_centre}
    form = NoteForm(typed(request), scope=request.scope, is_correction=True, initial=initial)
    words = Words(
        title="اصلاح یادداشت",
        button="ثبت اصلاح",
        back=_back(note.case_file_id),
        intro=f"یادداشت {note.author_name} می‌ماند و این نوشته در اصلاح آن خوانده می‌شود.",
    )
    return _written(request, form, words, note.case_file_id, note.pk)


def _written(
    request: Visit, form: PersianForm, words: Words, file_id: int, corrects_id: int | None
) -> HttpResponse:
    def do(said: dict[str, Any]) -> str:
        write_note(
            file_id=file_id,
            kind=NoteKind(said.get("kind", NoteKind.GENERAL)),
            text=said["text"],
            on=said["on"],
            for_centre=said.get("for_centre", False),
            corrects_id=corrects_id,
            token=said["token"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, "یادداشت ثبت شد.")
        return words.back

    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.ASSIGN_FILES)
@_DEED
def confidant_add(request: Visit, file_id: int) -> HttpResponse:
    """Let a colleague into what is confided of the family."""
    file = case_file(file_id=file_id, scope=request.scope, on=request.today).file
    form = ConfidantForm(typed(request), scope=request.scope)

    def do(said: dict[str, Any]) -> str:
        assign_confidence(
            file_id=file.pk,
            staff_id=said["staff"].pk,
            confidence=Confidence(said["confidence"]),
            reason=said["reason"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, f"{said['staff']} محرم این بخش پرونده شد.")
        return _back(file.pk)

    words = Words(
        title="محرم کردن همکار",
        button="محرم شود",
        back=_back(file.pk),
        intro="محرم، یادداشت‌ها و مدارک محرمانه همین بخش از همین پرونده را می‌بیند، نه بیشتر.",
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.ASSIGN_FILES)
@_DEED
def confidant_end(request: Visit, assignment_id: int) -> HttpResponse:
    """Let somebody in no longer."""
    held = seen_assignment(assignment_id=assignment_id, scope=request.scope)

    def do(_said: dict[str, Any]) -> str:
        end_assignment(assignment_id=held.pk, by=request.scope, at=request.now)
        messages.success(request, f"{held.staff} دیگر محرم این بخش نیست.")
        return _back(held.case_file_id)

    part = CONFIDENCE_NAMES[Confidence(held.confidence)]
    words = Words(
        title=f"پایان محرم بودن {held.staff}",
        button="پایان یابد",
        back=_back(held.case_file_id),
        intro=f"{held.staff} از همین دم آنچه «{part}» است نمی‌بیند، مگر خود نوشته باشد.",
        is_grave=True,
    )
    return deed_page(request, form=PersianForm(typed(request)), do=do, words=words)


def _back(file_id: int) -> str:
    return f"{reverse('case-file', args=[file_id])}#notes"
