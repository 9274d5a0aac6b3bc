"""Three things to do now, by role: each a sentence with a number that opens what it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from madadkar.casework.registers import NOBODYS, RegisterFilter, families
from madadkar.casework.rules import FileState
from madadkar.casework.rules.duties import DUTY_KIND_NAMES, DutyKind, by_kind
from madadkar.foundation.jalali import format_day
from madadkar.foundation.listing import counted
from madadkar.foundation.models import AuditEvent
from madadkar.foundation.scope import Scope
from madadkar.organisations.queries import (
    centres_with_ending_licence,
    locked_staff,
    one_step_staff,
    postless_staff,
)
from madadkar.organisations.rules import Right, Role
from madadkar.registry.rosters.queries import unfinished_rosters
from madadkar.web.deeds import deeds_of
from madadkar.web.waiting import duties

ACTIVE = FileState.ACTIVE.value
_SHOWN = 3
_AT_ONCE = (DutyKind.GLASS, DutyKind.EMERGENCY)
_HAVE_A_DAY = (
    Right.WORK_FILES,
    Right.DECIDE_FILES,
    Right.ANSWER_DELEGATIONS,
    Right.SUPERVISE_CENTRES,
    Right.ANSWER_VOICES,
)


@dataclass(frozen=True)
class Task:
    """One thing to do: how many, what, and where they are."""

    number: int
    sentence: str
    url: str


@dataclass(frozen=True)
class _Waiting:
    """A list whose rows, where there are any, are a thing to do; `url` opens it."""

    rows: QuerySet[Any]
    sentence: str
    url: str


def tasks_for(*, role: str, scope: Scope, on: date) -> list[Task]:
    """The three most urgent things that wait for somebody in this role; what is done is left out.

    Where the day itself has fewer, the role's own lists are counted, all in one question.
    """
    waits = _of_the_day(scope, on)
    if len(waits) < _SHOWN:
        lists = [make(scope, on) for make in _BY_ROLE[Role(role)]]
        numbers = counted(lists=[one.rows for one in lists])
        told = zip(numbers, lists, strict=True)
        waits += [Task(number, one.sentence, one.url) for number, one in told if number]
    return waits[:_SHOWN]


def _of_the_day(scope: Scope, on: date) -> list[Task]:
    """What my day has, a kind a task: first what cannot wait, then what is overdue; files that only stand
    still are for my day."""
    if not any(scope.may(right) for right in _HAVE_A_DAY):
        return []
    told = []
    for kind, found in by_kind(duties=duties(scope=scope, on=on)).items():
        late = sum(1 for duty in found if duty.is_overdue(on))
        words = f"مورد در «{DUTY_KIND_NAMES[kind]}»"
        said = f"{words} از مهلت گذشته است" if late else f"{words} در انتظار شماست"
        if kind is not DutyKind.STILL:
            told.append(
                (
                    (kind not in _AT_ONCE, not late),
                    Task(late or len(found), said, f"{reverse('my-day')}#{kind.value}"),
                )
            )
    return [task for _is_later, task in sorted(told, key=lambda one: one[0])]


def _families(sentence: str, **asked: str) -> Callable[[Scope, date], _Waiting]:
    """A task over families: the register's own list, so that the number opens exactly what it counts."""

    def make(scope: Scope, on: date) -> _Waiting:
        said = {name: str(scope.actor_id) if value == "me" else value for name, value in asked.items()}
        rows = families(scope=scope, asked=RegisterFilter(**said), on=on)
        return _Waiting(rows, sentence, f"{reverse('register')}?{urlencode(asked)}")

    return make


def _rosters(scope: Scope, on: date) -> _Waiting:
    rows = unfinished_rosters(scope=scope)
    return _Waiting(rows, "فهرست دریافتی هنوز ثبت نشده است", f"{reverse('rosters')}?state=unfinished")


def _events(sentence: str, kind: str = "") -> Callable[[Scope, date], _Waiting]:
    def make(scope: Scope, on: date) -> _Waiting:
        asked = {"kind": kind, "on_from": format_day(on - timedelta(days=7))}
        rows = AuditEvent.objects.filter(at__date__gte=on - timedelta(days=7))
        if kind:
            rows = rows.filter(deed__in=deeds_of(kind))
        return _Waiting(rows, sentence, f"{reverse('audit')}?{urlencode(asked)}")

    return make


def _locked_staff(scope: Scope, on: date) -> _Waiting:
    rows = locked_staff(scope=scope, on=on)
    return _Waiting(rows, "حساب کاربری به سبب ورودهای نادرست بسته مانده است", _people("locked"))


def _postless_staff(scope: Scope, on: date) -> _Waiting:
    return _Waiting(
        postless_staff(scope=scope, on=on), "نفر از کارکنان اکنون سمتی ندارد", _people("postless")
    )


def _one_step_staff(scope: Scope, on: date) -> _Waiting:
    rows = one_step_staff(scope=scope)
    return _Waiting(rows, "حساب کاربری هنوز گام دوم ورود ندارد", _people("one_step"))


def _ending_licences(scope: Scope, on: date) -> _Waiting:
    rows = centres_with_ending_licence(scope=scope, on=on)
    words = "مرکز نیکوکاری تا شصت روز دیگر پروانه‌اش به پایان می‌رسد"
    return _Waiting(rows, words, f"{reverse('centres')}?licence=ending")


def _people(state: str) -> str:
    return f"{reverse('people')}?state={state}"


_MINE = _families("پرونده فعال به شما سپرده شده است", caseworker="me", state=ACTIVE)
_MINE_NEW = _families("پرونده تازه در یک ماه گذشته به شما رسیده است", caseworker="me", opened_within="30")
_MINE_SLEEPING = _families("پرونده غیرفعال هنوز به نام شماست", caseworker="me", state="inactive")
_MINE_UNREACHABLE = _families(
    "خانوار از پرونده‌های فعال شما هیچ شماره تلفنی ندارد", caseworker="me", phone="no", state=ACTIVE
)
_NOBODYS = _families("پرونده فعال مددکار ندارد", caseworker=NOBODYS, state=ACTIVE)
_UNCOVERED = _families("پرونده فعال هیچ پوششی ندارد", coverage="none", state=ACTIVE)
_FILELESS = _families("خانوار ثبت شده ولی پرونده ندارد", state="none")
_UNREACHABLE = _families("خانوار با پرونده فعال هیچ شماره تلفنی ندارد", phone="no", state=ACTIVE)
_UNPAYABLE = _families("خانوار مستمری‌بگیر شماره شبا ندارد", pension="yes", account="no")
_PENSIONERS = _families("خانوار مستمری‌بگیر در این ماه در فهرست پرداخت است", pension="yes", state=ACTIVE)
_COVERED = _families("خانوار امروز تحت پوشش است", coverage="any")
_OURS = _families("خانوار فعال به مرکز شما سپرده شده است", state=ACTIVE)
_OURS_NEW = _families("خانوار در یک ماه گذشته به مرکز شما سپرده شده است", delegated_within="30")

_BY_ROLE: dict[Role, tuple[Callable[[Scope, date], _Waiting], ...]] = {
    Role.CASEWORKER: (_MINE_NEW, _MINE_SLEEPING, _MINE_UNREACHABLE, _MINE),
    Role.INTAKE: (_rosters, _FILELESS, _UNREACHABLE, _UNPAYABLE),
    Role.HEAD: (_NOBODYS, _rosters, _UNCOVERED, _ending_licences, _UNREACHABLE, _UNPAYABLE),
    Role.FINANCE: (_UNPAYABLE, _PENSIONERS),
    Role.DIRECTOR: (_NOBODYS, _UNCOVERED, _ending_licences, _UNREACHABLE, _COVERED),
    Role.CENTRE_MANAGER: (_OURS_NEW, _OURS, _UNREACHABLE),
    Role.CENTRE_WORKER: (_OURS_NEW, _OURS, _UNREACHABLE),
    Role.PARTNER: (),
    Role.AUDITOR: (
        _events("خروجی در یک هفته گذشته گرفته شده است", "export"),
        _events("پرونده در یک هفته گذشته دیده شده است", "read"),
        _events("رویداد در یک هفته گذشته ثبت شده است"),
    ),
    Role.ADMINISTRATOR: (_locked_staff, _postless_staff, _one_step_staff, _ending_licences),
}
