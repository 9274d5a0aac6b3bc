"""Three things to do now, by role: each a sentence with a number that opens what it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse

from madadkar.casework.registers import NOBODYS, RegisterFilter, family_count
from madadkar.casework.rules import FileState
from madadkar.foundation.jalali import format_day
from madadkar.foundation.models import AuditEvent
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Post
from madadkar.organisations.queries import centres_in_sight, locked_staff, staff_in_reach
from madadkar.organisations.rules import Role
from madadkar.registry.models import RosterImport
from madadkar.web.deeds import deeds_of

ACTIVE = FileState.ACTIVE.value
_UNFINISHED = ("received", "recognised", "checked")


@dataclass(frozen=True)
class Task:
    """One thing to do: how many, what, and where they are."""

    number: int
    sentence: str
    url: str


def tasks_for(*, role: str, scope: Scope, on: date) -> list[Task]:
    """What waits for somebody in this role; what nobody waits for is left out."""
    makers = _BY_ROLE.get(Role(role), ())
    return [task for maker in makers if (task := maker(scope, on)).number]


def _families(sentence: str, **asked: str) -> Callable[[Scope, date], Task]:
    """A task over families: the register's own list, so that the number opens exactly what it counts."""

    def make(scope: Scope, on: date) -> Task:
        said = {name: str(scope.actor_id) if value == "me" else value for name, value in asked.items()}
        number = family_count(scope=scope, asked=RegisterFilter(**said), on=on)
        return Task(number, sentence, f"{reverse('register')}?{urlencode(asked)}")

    return make


def _rosters(scope: Scope, on: date) -> Task:
    number = RosterImport.objects.seen_by(scope).filter(state__in=_UNFINISHED).count()
    return Task(number, "فهرست دریافتی هنوز ثبت نشده است", _url("rosters"))


def _events(sentence: str, kind: str = "") -> Callable[[Scope, date], Task]:
    def make(scope: Scope, on: date) -> Task:
        asked = {"kind": kind, "on_from": format_day(on - timedelta(days=7))}
        rows = AuditEvent.objects.filter(at__date__gte=on - timedelta(days=7))
        if kind:
            rows = rows.filter(deed__in=deeds_of(kind))
        return Task(rows.count(), sentence, f"{reverse('audit')}?{urlencode(asked)}")

    return make


def _locked_staff(scope: Scope, on: date) -> Task:
    number = locked_staff(scope=scope, on=on).count()
    return Task(number, "حساب کاربری به سبب ورودهای نادرست بسته مانده است", _url("people"))


def _postless_staff(scope: Scope, on: date) -> Task:
    held = Post.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on), staff=OuterRef("pk"), valid_from__lte=on
    )
    number = staff_in_reach(scope=scope).filter(~Exists(held), is_active=True).count()
    return Task(number, "نفر از کارکنان اکنون سمتی ندارد", _url("people"))


def _ending_licences(scope: Scope, on: date) -> Task:
    soon = on + timedelta(days=60)
    number = centres_in_sight(scope=scope).filter(licence_until__gt=on, licence_until__lte=soon).count()
    return Task(number, "مرکز نیکوکاری تا شصت روز دیگر پروانه‌اش به پایان می‌رسد", _url("centres"))


_MINE = _families("پرونده فعال به شما سپرده شده است", caseworker="me", state=ACTIVE)
_MINE_NEW = _families("پرونده تازه در یک ماه گذشته به شما رسیده است", caseworker="me", opened_within="30")
_MINE_SLEEPING = _families("پرونده غیرفعال هنوز به نام شماست", caseworker="me", state="inactive")
_NOBODYS = _families("پرونده فعال مددکار ندارد", caseworker=NOBODYS, state=ACTIVE)
_UNCOVERED = _families("پرونده فعال هیچ پوششی ندارد", coverage="none", state=ACTIVE)
_FILELESS = _families("خانوار ثبت شده ولی پرونده ندارد", state="none")
_UNREACHABLE = _families("خانوار فعال هیچ شماره تلفنی ندارد", phone="no", state=ACTIVE)
_UNPAYABLE = _families("خانوار مستمری‌بگیر شماره شبا ندارد", pension="yes", account="no")
_PENSIONERS = _families("خانوار مستمری‌بگیر در این ماه در فهرست پرداخت است", pension="yes", state=ACTIVE)
_COVERED = _families("خانوار امروز تحت پوشش است", coverage="any")
_OURS = _families("خانوار فعال به مرکز شما سپرده شده است", state=ACTIVE)
_OURS_NEW = _families("خانوار در یک ماه گذشته به مرکز شما سپرده شده است", delegated_within="30")

_BY_ROLE: dict[Role, tuple[Callable[[Scope, date], Task], ...]] = {
    Role.CASEWORKER: (_MINE, _MINE_NEW, _MINE_SLEEPING),
    Role.INTAKE: (_rosters, _FILELESS, _UNREACHABLE),
    Role.HEAD: (_NOBODYS, _UNCOVERED, _rosters),
    Role.FINANCE: (_UNPAYABLE, _PENSIONERS),
    Role.DIRECTOR: (_COVERED, _NOBODYS, _UNCOVERED),
    Role.CENTRE_MANAGER: (_OURS, _OURS_NEW, _UNREACHABLE),
    Role.CENTRE_WORKER: (_OURS, _OURS_NEW, _UNREACHABLE),
    Role.AUDITOR: (
        _events("خروجی در یک هفته گذشته گرفته شده است", "export"),
        _events("پرونده در یک هفته گذشته دیده شده است", "read"),
        _events("رویداد در یک هفته گذشته ثبت شده است"),
    ),
    Role.ADMINISTRATOR: (_locked_staff, _postless_staff, _ending_licences),
}


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
