"""Setting a task, doing it, and handing it to a colleague."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.walk.file_tasks import do_task, hand_task, set_task
from madadkar.casework.queries import case_file
from madadkar.casework.queries.file_tasks import seen_task
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.filetasks.forms import DoneForm, HandForm, TaskForm

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {"task_empty": "words", "task_due_gone": "due_on", "staff_unknown": "owner"}


@needs(Right.WORK_FILES)
@_DEED
def task_set(request: Visit, file_id: int) -> HttpResponse:
    """Something to do for the family."""
    file = case_file(file_id=file_id, scope=request.scope, on=request.today).file
    initial = {"owner": request.scope.actor_id}
    form = TaskForm(typed(request), scope=request.scope, on=request.today, initial=initial)

    def do(said: dict[str, Any]) -> str:
        owner_id = said.pop("owner").pk
        set_task(file_id=file.pk, owner_id=owner_id, **said, by=request.scope, at=request.now)
        messages.success(request, "کار در فهرست روز گذاشته شد.")
        return _back(file.pk)

    words = Words(title="کار تازه", button="ثبت کار", back=_back(file.pk))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def task_do(request: Visit, task_id: int) -> HttpResponse:
    """Say that a task is done."""
    task = seen_task(task_id=task_id, scope=request.scope)

    def do(said: dict[str, Any]) -> str:
        do_task(task_id=task.pk, outcome=said["outcome"], by=request.scope, at=request.now)
        messages.success(request, "انجام شد.")
        return _back(task.case_file_id)

    words = Words(title=task.words, button="انجام شد", back=_back(task.case_file_id))
    return deed_page(request, form=DoneForm(typed(request)), do=do, words=words)


@needs(Right.WORK_FILES)
@_DEED
def task_hand(request: Visit, task_id: int) -> HttpResponse:
    """Hand a task to a colleague."""
    task = seen_task(task_id=task_id, scope=request.scope)
    form = HandForm(typed(request), scope=request.scope, on=request.today, initial={"owner": task.owner_id})

    def do(said: dict[str, Any]) -> str:
        hand_task(task_id=task.pk, owner_id=said["owner"].pk, by=request.scope, at=request.now)
        messages.success(request, f"کار به {said['owner']} سپرده شد.")
        return _back(task.case_file_id)

    words = Words(title=f"سپردن کار: {task.words}", button="سپرده شود", back=_back(task.case_file_id))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


def _back(file_id: int) -> str:
    return f"{reverse('case-file', args=[file_id])}#tasks"
