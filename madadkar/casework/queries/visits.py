"""Home visits of a family, and the visits an office owes on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Prefetch

from madadkar.casework.models import HomeVisit, VisitReport
from madadkar.casework.queries.office_rules import rules_of
from madadkar.casework.rules import SERVED, FileState
from madadkar.casework.rules.office_rules import RuleCode
from madadkar.casework.rules.visits import VisitCause, VisitState
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text
from madadkar.registry.rules import elderly_if_born_by

DUE_WITHIN = timedelta(days=30)
"""A visit is told of this long before its day."""

_TERMS = {
    "first_days": RuleCode.FIRST_VISIT_DAYS,
    "usual": RuleCode.VISIT_MONTHS,
    "alone_elderly": RuleCode.VISIT_ALONE_ELDERLY_MONTHS,
    "orphans": RuleCode.VISIT_ORPHANS_MONTHS,
    "rural": RuleCode.VISIT_RURAL_MONTHS,
}


@dataclass(frozen=True, slots=True)
class VisitDue:
    """A family somebody owes a visit: by which day, by which rule, and where it lives.

    `visit_id` and `arranged_for` are those of a visit already asked for or arranged.
    """

    file_id: int
    household_id: int
    number: str
    due_on: date
    cause: VisitCause
    last_on: date | None
    visit_id: int | None
    arranged_for: date | None
    place_id: int | None
    county_id: int | None
    place: str

    def is_overdue(self, on: date) -> bool:
        """Whether its day has gone by."""
        return self.due_on < on


@dataclass(frozen=True, kw_only=True)
class VisitCounts:
    """How many families are due a visit within the month ahead, and how many should have had it."""

    due: int
    overdue: int


def visits_due(
    *, scope: Scope, on: date, until: date | None = None, caseworker_id: int | None = None
) -> list[VisitDue]:
    """The visits owed on a day, soonest first, asked and arranged ones among them, in two questions.

    `until`: the last due day told (a month ahead); `caseworker_id`: of this caseworker's files alone.
    """
    last = until if until is not None else on + DUE_WITHIN
    return _owed(scope, on, last, caseworker_id, asked=True)


def visit_counts(*, scope: Scope, on: date) -> VisitCounts:
    """Due and overdue visits by rule, as known on any day, past ones too."""
    owed = _owed(scope, on, on + DUE_WITHIN, None, asked=False)
    overdue = sum(1 for one in owed if one.is_overdue(on))
    return VisitCounts(due=len(owed) - overdue, overdue=overdue)


def overdue_households(*, scope: Scope, on: date) -> list[int]:
    """The families whose visit by rule is overdue on a day: what the number opens to."""
    return [one.household_id for one in _owed(scope, on, on - timedelta(days=1), None, asked=False)]


def _owed(scope: Scope, on: date, until: date, caseworker_id: int | None, *, asked: bool) -> list[VisitDue]:
    if not scope.office_ids:
        return []
    rules = rules_of(office_ids=scope.office_ids, on=on)
    terms = {name: [rules[one][code] for one in scope.office_ids] for name, code in _TERMS.items()}
    told: dict[str, Any] = {
        **terms,
        "offices": list(scope.office_ids),
        "on": on,
        "elderly_by": elderly_if_born_by(on=on),
        "until": until,
        "served": sorted(SERVED),
        "to_visit": [FileState.VISIT.value],
        "caseworker": caseworker_id,
        "asked": asked,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql_text("madadkar.casework", "visits_due.sql"), told)
        return [_visit_due(*row) for row in cursor.fetchall()]


def _visit_due(*row: Any) -> VisitDue:
    file_id, household_id, number, due_on, cause, *rest = row
    return VisitDue(file_id, household_id, number, due_on, VisitCause(cause), *rest)


@asked_once
def visits_of(*, file_id: int, scope: Scope) -> list[HomeVisit]:
    """A file's visits with their reports, the latest first; each visit's `reports` newest version first."""
    reports = VisitReport.objects.seen_by(scope).order_by("-version")
    visits = HomeVisit.objects.seen_by(scope).filter(case_file=file_id).select_related("visitor", "centre")
    return list(visits.prefetch_related(Prefetch("reports", reports)).order_by("-id"))


def home_visit(*, visit_id: int, scope: Scope) -> HomeVisit:
    """One visit in sight, with its reports, newest version first. Raises Refusal("visit_unknown")."""
    reports = VisitReport.objects.seen_by(scope).order_by("-version")
    visits = HomeVisit.objects.seen_by(scope).select_related("visitor", "centre", "case_file")
    found: HomeVisit | None = (
        visits.prefetch_related(Prefetch("reports", reports)).filter(pk=visit_id).first()
    )
    if found is None:
        raise Refusal("visit_unknown")
    return found


def last_visit(*, file_id: int, scope: Scope, on: date) -> HomeVisit | None:
    """The last visit that was made by a day."""
    done = HomeVisit.objects.seen_by(scope).filter(
        case_file=file_id, state=VisitState.DONE.value, came_on__lte=on
    )
    found: HomeVisit | None = done.order_by("-came_on", "-id").first()
    return found
