"""What somebody is to do for a family: set, handed on, done."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from madadkar.casework.actions.keeping import taken_file
from madadkar.casework.models import CaseFile, FileTask
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.once import done_by
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.models import Post
from madadkar.organisations.queries import current_posts
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken


@transaction.atomic
def set_task(
    *,
    file_id: int,
    words: str,
    due_on: date | None,
    owner_id: int,
    token: UUID,
    by: Scope,
    at: datetime,
) -> FileTask:
    """Something to do for the family, by oneself or by a colleague of the same office or centre.

    Raises Refusal: not_permitted, file_unknown, task_empty, task_due_gone, staff_unknown, done_already.
    """
    by.check(Right.WORK_FILES)
    file = taken_file(file_id=file_id, by=by, of=Matter.REACH)
    if not clean(words):
        raise Refusal("task_empty")
    if due_on is not None and due_on < tehran_day(at):
        raise Refusal("task_due_gone")
    if FileTask.objects.filter(token=token).exists():
        raise Refusal("done_already")
    post = _colleague(owner_id, by, tehran_day(at))
    task = FileTask.objects.create(
        agency_id=file.agency_id,
        office_id=file.office_id,
        case_file=file,
        household_id=file.household_id,
        owner_id=owner_id,
        centre_id=post.centre_id,
        words=clean(words),
        due_on=due_on,
        given_by_name=by.actor_name,
        given_at=at,
        token=token,
    )
    record("casework.set_task", by=by, at=at, subject=file, task=task.pk, owner=owner_id)
    return task


def _colleague(staff_id: int, by: Scope, on: date) -> Post:
    """The post of somebody one may give work to: within one's own centre, or one's offices."""
    for post in current_posts(staff_id=staff_id, on=on):
        if post.office_id in by.office_ids and post.centre_id == by.centre_id:
            return post
    raise Refusal("staff_unknown")


@transaction.atomic
def do_task(*, task_id: int, outcome: str, by: Scope, at: datetime) -> FileTask:
    """A task is done, and what came of it.

    Raises Refusal: not_permitted, task_unknown, done_already, done_by_another.
    """
    by.check(Right.WORK_FILES)
    task = _open_task(task_id, by)
    task.done_at, task.done_by_name, task.outcome = at, by.actor_name, clean(outcome)
    task.save(update_fields=["done_at", "done_by_name", "outcome"])
    record("casework.do_task", by=by, at=at, subject=_file(task), task=task.pk)
    return task


@transaction.atomic
def hand_task(*, task_id: int, owner_id: int, by: Scope, at: datetime) -> FileTask:
    """A task is another colleague's from now on.

    Raises Refusal: not_permitted, task_unknown, done_already, done_by_another, staff_unknown.
    """
    by.check(Right.WORK_FILES)
    task = _open_task(task_id, by)
    post = _colleague(owner_id, by, tehran_day(at))
    task.owner_id, task.centre_id = owner_id, post.centre_id
    task.given_by_name, task.given_at = by.actor_name, at
    task.save(update_fields=["owner", "centre", "given_by_name", "given_at"])
    record("casework.hand_task", by=by, at=at, subject=_file(task), task=task.pk, owner=owner_id)
    return task


def _open_task(task_id: int, by: Scope) -> FileTask:
    task = taken(model=FileTask, pk=task_id, by=by, or_refuse="task_unknown")
    if task.done_at is not None:
        raise done_by(who=task.done_by_name, by=by)
    return task


def _file(task: FileTask) -> CaseFile:
    return CaseFile.objects.get(pk=task.case_file_id)
