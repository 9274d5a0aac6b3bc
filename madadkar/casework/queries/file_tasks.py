"""What people are to do for a family, and what is one's own to do."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from madadkar.casework.models import FileTask
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Post, Staff
from madadkar.organisations.queries import holds_on
from madadkar.organisations.rules import ROLE_RIGHTS, Right


@asked_once
def tasks_of(*, file_id: int, scope: Scope) -> list[FileTask]:
    """The tasks of a file in sight: open ones first, the soonest first."""
    tasks = FileTask.objects.seen_by(scope).filter(case_file=file_id).select_related("owner")
    return list(tasks.order_by(F("done_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"))


def seen_task(*, task_id: int, scope: Scope) -> FileTask:
    """A task in sight. Raises Refusal("task_unknown")."""
    found: FileTask | None = (
        FileTask.objects.seen_by(scope).select_related("owner").filter(pk=task_id).first()
    )
    if found is None:
        raise Refusal("task_unknown")
    return found


def task_duties(*, scope: Scope, on: date) -> list[Duty]:
    """The reader's own open tasks."""
    if scope.actor_id is None:
        return []
    own = FileTask.objects.seen_by(scope).filter(owner=scope.actor_id, done_at__isnull=True)
    return [
        Duty(
            kind=DutyKind.TASK,
            due_on=task.due_on,
            words=task.words,
            file_id=task.case_file_id,
            household_id=task.household_id,
            url_name="task-do",
            url_args=(task.pk,),
        )
        for task in own.order_by("due_on", "pk")
    ]


def colleagues(*, scope: Scope, on: date) -> QuerySet[Staff]:
    """Whom the actor may give a family's work to: of their own centre, or of their offices."""
    walking = [role.value for role, rights in ROLE_RIGHTS.items() if Right.WORK_FILES in rights]
    held = Post.objects.filter(
        holds_on(on=on),
        staff=OuterRef("pk"),
        office_id__in=scope.office_ids,
        role__in=walking,
        centre=scope.centre_id,
    )
    return Staff.objects.filter(Exists(held), is_active=True).order_by(in_persian_order("full_name"))
