"""What committees, letters and appeals ask of somebody's day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Min, Q

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
        return [*_sessions(scope), *_unplaced(scope), *_appeals(scope), *_office_letters(scope, on)]
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


def _unplaced(scope: Scope) -> list[Duty]:
    found = before_committee(scope=scope).aggregate(count=Count("pk"), since=Min("valid_from"))
    if not found["count"]:
        return []
    words = f"{group_digits(found['count'])} پرونده در نوبت کمیته است و هنوز در دستور جلسه‌ای نیست"
    return [_of_office(DutyKind.DECISION, found["since"] + DECIDE_WITHIN, words)]


def _appeals(scope: Scope) -> list[Duty]:
    found = open_appeals(scope=scope).aggregate(count=Count("pk"), since=Min("came_on"))
    if not found["count"]:
        return []
    words = f"{group_digits(found['count'])} اعتراض در انتظار رسیدگی است"
    return [_of_office(DutyKind.APPEAL, found["since"] + HEAR_WITHIN, words)]


def _office_letters(scope: Scope, on: date) -> list[Duty]:
    duties = []
    unsent = unsent_letters(scope=scope, own=False).aggregate(count=Count("pk"), since=Min("written_on"))
    if unsent["count"]:
        words = f"{group_digits(unsent['count'])} نامه هنوز به خانوار نرسیده است"
        duties.append(_of_office(DutyKind.LETTER, unsent["since"] + SEND_WITHIN, words))
    untold = untold_moves(scope=scope, on=on).aggregate(count=Count("pk"), since=Min("on"))
    if untold["count"]:
        words = f"{group_digits(untold['count'])} تصمیم هنوز با نامه گفته نشده است"
        duties.append(_of_office(DutyKind.LETTER, untold["since"] + SEND_WITHIN, words))
    return duties


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
