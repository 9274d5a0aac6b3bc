"""Centres side by side: files, workload, visits, outcomes, hand-over, growth, each opening to its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet

from madadkar.casework.models import CaseFile, Delegation, FileMove, HomeVisit
from madadkar.casework.rules import EMPOWERED, FileState
from madadkar.casework.rules.supervision import LOOKS_BACK
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text
from madadkar.organisations.queries import holds_on
from madadkar.organisations.rules import Right
from madadkar.registry.answering import offices_gone_to, reaching


class Behind(StrEnum):
    """A number of the comparison that opens to its files."""

    FILES = "files"
    BEFORE = "before"
    VISITED = "visited"
    UNVISITED = "unvisited"
    EMPOWERED = "empowered"
    HANDED = "handed"


BEHIND_NAMES = {
    Behind.FILES: "پرونده‌های سپرده",
    Behind.BEFORE: "پرونده‌های سپرده در یک سال پیش",
    Behind.VISITED: "پرونده‌های سپرده که در یک سال بازدید شده‌اند",
    Behind.UNVISITED: "پرونده‌های سپرده که در یک سال بازدید نشده‌اند",
    Behind.EMPOWERED: "خروج‌های یک سال با توانمندی، هنگامی که با مرکز بوده‌اند",
    Behind.HANDED: "پرونده‌هایی که در یک سال تحویل و آغاز شده‌اند",
}


@dataclass(frozen=True)
class Compared:
    """One centre's numbers as of a day; `before` and the flows look a year back from it."""

    centre_id: int
    files: int
    before: int
    workers: int
    visited: int
    empowered: int
    points: Decimal | None
    grade: str
    scored_on: date | None
    overdue: int
    handed: int
    handed_days: Decimal | None

    @property
    def files_a_worker(self) -> float | None:
        """Workload: files of the centre to each of its social workers; None where none is known."""
        return self.files / self.workers if self.workers else None

    @property
    def visited_percent(self) -> float | None:
        """Of the files with it, how many were visited within the year."""
        return 100 * self.visited / self.files if self.files else None

    @property
    def growth_percent(self) -> float | None:
        """How many more files than a year before; None without a base."""
        return 100 * (self.files - self.before) / self.before if self.before else None

    @property
    def hand_over_days(self) -> float | None:
        """Mean days from sending a file to the centre's beginning."""
        return float(self.handed_days) / self.handed if self.handed and self.handed_days is not None else None


def compared(*, centre_ids: Sequence[int], scope: Scope, on: date) -> dict[int, Compared]:
    """Each centre's numbers, whatever their number; families that went to another office since count too."""
    told: dict[str, Any] = {
        "centres": list(centre_ids),
        "on": on,
        "since": on - LOOKS_BACK,
        "empowered": [reason.value for reason in EMPOWERED],
    }
    gone_to = offices_gone_to(office_ids=scope.office_ids, on=on - LOOKS_BACK)
    with reaching(scope=scope, office_ids=gone_to), connection.cursor() as cursor:
        cursor.execute(sql_text("madadkar.casework", "comparison.sql"), told)
        return {row[0]: Compared(*row) for row in cursor.fetchall()}


def files_behind(*, behind: Behind, centre_id: int, scope: Scope, on: date) -> QuerySet[CaseFile]:
    """The files a number of the comparison counts, as far as the reader sees them.

    Raises Refusal("not_permitted").
    """
    scope.check(Right.SUPERVISE_CENTRES)
    files: QuerySet[CaseFile] = CaseFile.objects.seen_by(scope).order_by("number", "pk")
    return _BEHIND[behind](files, centre_id, on)


def elsewhere_behind(*, behind: Behind, centre_id: int, scope: Scope, on: date) -> int:
    """How many files such a number counts besides those: of families that another office answers for now."""
    gone_to = offices_gone_to(office_ids=scope.office_ids, on=on - LOOKS_BACK)
    beyond = tuple(one for one in gone_to if one not in scope.office_ids)
    if not beyond:
        return 0
    with reaching(scope=scope, office_ids=beyond):
        files = CaseFile.objects.seen_by(replace(scope, office_ids=beyond))
        return int(_BEHIND[behind](files, centre_id, on).count())


def _with(files: QuerySet[CaseFile], centre_id: int, on: date) -> QuerySet[CaseFile]:
    held = Delegation.objects.filter(holds_on(on=on), case_file=OuterRef("pk"), centre_id=centre_id)
    return files.filter(Exists(held))


def _before(files: QuerySet[CaseFile], centre_id: int, on: date) -> QuerySet[CaseFile]:
    return _with(files, centre_id, on - LOOKS_BACK)


def _was_visited(on: date) -> Exists:
    done = HomeVisit.objects.filter(case_file=OuterRef("pk"), state="done")
    return Exists(done.filter(came_on__gt=on - LOOKS_BACK, came_on__lte=on, came_told_at__date__lte=on))


def _visited(files: QuerySet[CaseFile], centre_id: int, on: date) -> QuerySet[CaseFile]:
    return _with(files, centre_id, on).filter(_was_visited(on))


def _unvisited(files: QuerySet[CaseFile], centre_id: int, on: date) -> QuerySet[CaseFile]:
    return _with(files, centre_id, on).filter(~_was_visited(on))


def _empowered(files: QuerySet[CaseFile], centre_id: int, on: date) -> QuerySet[CaseFile]:
    then = Delegation.objects.filter(
        case_file=OuterRef("case_file"), centre_id=centre_id, valid_from__lte=OuterRef("on")
    )
    ended = then.filter(valid_until__gte=OuterRef("on"))
    left = FileMove.objects.filter(
        case_file=OuterRef("pk"),
        to_state=FileState.INACTIVE.value,
        reason__in=[reason.value for reason in EMPOWERED],
        on__gt=on - LOOKS_BACK,
        on__lte=on,
    )
    return files.filter(Exists(left.filter(Exists(ended) | Exists(then.filter(valid_until__isnull=True)))))


def _handed(files: QuerySet[CaseFile], centre_id: int, on: date) -> QuerySet[CaseFile]:
    begun = Delegation.objects.filter(
        case_file=OuterRef("pk"), centre_id=centre_id, sent_at__isnull=False, begun_at__gte=F("sent_at")
    )
    return files.filter(Exists(begun.filter(begun_at__date__gt=on - LOOKS_BACK, begun_at__date__lte=on)))


_BEHIND = {
    Behind.FILES: _with,
    Behind.BEFORE: _before,
    Behind.VISITED: _visited,
    Behind.UNVISITED: _unvisited,
    Behind.EMPOWERED: _empowered,
    Behind.HANDED: _handed,
}
