"""What committees, letters and appeals ask of somebody's day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Value

from madadkar.casework.models import CommitteeSession
from madadkar.casework.queries.committees import OPEN_SESSIONS, before_committee
from madadkar.casework.queries.letters import open_appeals, unsent_letters, untold_moves
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right

SEND_WITHIN = timedelta(days=7)
HEAR_WITHIN = timedelta(days=30)
DECIDE_WITHIN = timedelta(days=30)
"""Within a week a letter reaches its family; within a month a file is decided and an appeal heard (ours)."""
_SHOWN = 50


def committee_duties(*, scope: Scope, on: date) -> list[Duty]:
    """For who keeps sessions: what comes and what waits; for caseworkers: the letters of their own files."""
    if scope.may(Right.KEEP_SESSIONS):
        return [*_sessions(scope), *_waiting_of_office(scope, on)]
    return _own_letters(scope) if scope.may(Right.WORK_FILES) else []


def _sessions(scope: Scope) -> list[Duty]:
    coming = CommitteeSession.objects.seen_by(scope).filter(state__in=OPEN_SESSIONS)
    counted = coming.select_related("committee").annotate(left=Count("items", filter=Q(items__decision="")))
    return [
        Duty(
            kind=DutyKind.DECISION,
            due_on=one.held_on,
            words=f"{one.committee.name}، جلسه {persian_digits(one.number)}: "
            f"{group_digits(one.left)} پرونده در انتظار تصمیم",
            url_name="committee-session",
            url_args=(one.pk,),
        )
        for one in counted.order_by("held_on")[:_SHOWN]
    ]


def _waiting_of_office(scope: Scope, on: date) -> list[Duty]:
    """How many wait in each of the office's queues and since when, all in one question."""
    queues = {
        "committee": (before_committee(scope=scope), "valid_from"),
        "appeals": (open_appeals(scope=scope), "came_on"),
        "unsent": (unsent_letters(scope=scope, own=False), "written_on"),
        "untold": (untold_moves(scope=scope, on=on), "on"),
    }
    counted = [_counted(name, rows, since) for name, (rows, since) in queues.items()]
    found = {name: (count, since) for name, count, since in counted[0].union(*counted[1:], all=True) if count}
    return [
        _of_office(kind, found[name][1] + within, f"{group_digits(found[name][0])} {words}")
        for name, (kind, within, words) in _QUEUES.items()
        if name in found
    ]


_QUEUES = {
    "committee": (
        DutyKind.DECISION, DECIDE_WITHIN, "پرونده در نوبت کمیته است و هنوز در دستور جلسه‌ای نیست",
    ),
    "appeals": (DutyKind.APPEAL, HEAR_WITHIN, "اعتراض در انتظار رسیدگی است"),
    "unsent": (DutyKind.LETTER, SEND_WITHIN, "نامه هنوز به خانوار نرسیده است"),
    "untold": (DutyKind.LETTER, SEND_WITHIN, "تصمیم هنوز با نامه گفته نشده است"),
}  # fmt: skip


def _counted(name: str, rows: QuerySet[Any], since: str) -> Any:
    """The queue's name, how many wait in it, and since when."""
    named = rows.order_by().annotate(queue=Value(name)).values("queue")
    return named.annotate(count=Count("pk"), since=Min(since)).values_list("queue", "count", "since")


def _of_office(kind: DutyKind, due_on: date, words: str) -> Duty:
    return Duty(kind=kind, due_on=due_on, words=words, url_name="committees")


def _own_letters(scope: Scope) -> list[Duty]:
    return [
        Duty(
            kind=DutyKind.LETTER,
            due_on=one.written_on + SEND_WITHIN,
            words=f"نامه {persian_digits(one.number)}: {one.get_kind_display()}",
            file_id=one.case_file_id,
            household_id=one.household_id,
            url_name="letter",
            url_args=(one.pk,),
        )
        for one in unsent_letters(scope=scope, own=True)[:_SHOWN]
    ]
