"""The walk with the demo's families in the year up to the day of planting, laid by sets; signed reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connections

from madadkar.casework.models import HomeVisit, VisitReport
from madadkar.casework.rules.visits import VisitState, report_digest
from madadkar.demo.bodies import Bodies
from madadkar.demo.plans import OfficePlan
from madadkar.foundation.sqlfile import sql_text

_OWNER = "owner"
_REPORTED_EVERY = 23
_REENTERING = 46

WALKED_TABLES = (
    "casework_homevisit",
    "casework_visitreport",
    "casework_assessment",
    "casework_plan",
    "casework_goal",
    "casework_planstep",
    "casework_review",
    "casework_request",
    "casework_filemove",
)
"""What is written here besides the families' own tables, in the order that references ask for."""

_SEEN = (
    ("خانه پاکیزه است؛ پسر بزرگ به مدرسه می‌رود.", "لوازم‌التحریر", "خیاطی خانگی"),
    ("سقف آشپزخانه نم دارد و بخاری دود می‌کند.", "تعمیر سقف و بخاری", "کارگری فصلی"),
    ("مادر پس از درمان حال بهتری دارد و سبزی می‌فروشد.", "دارو", "فروش سبزی"),
    ("تنها زندگی می‌کند؛ همسایه هر روز سر می‌زند.", "همراه برای رفتن به درمانگاه", "مستمری"),
)


def lay_walks(*, plan: OfficePlan, bodies: Bodies, today: date) -> None:
    """What happened with the office's families lately; must stand inside the planting's transaction."""
    told: dict[str, Any] = {
        "today": today,
        "offices": [bodies.office_id, *bodies.county_office_ids],
        "report_day": plan.report_day,
        "first_centre": bodies.centre_ids[0] if bodies.centre_ids else None,
        "reentering": _REENTERING,
    }
    with connections[_OWNER].cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        for statement in sql_text("madadkar.demo", "walks.sql").split(";\n\n"):
            cursor.execute(statement, told)
        cursor.execute("set local enable_nestloop = on")
    _sign_reports(told["offices"], today)


def _sign_reports(office_ids: Sequence[int], today: date) -> None:
    """Some of the last visits have their report, signed by whoever went."""
    visits = HomeVisit.objects.using(_OWNER).filter(
        office_id__in=office_ids,
        state=VisitState.DONE.value,
        visitor_id__isnull=False,
        came_on__gt=today - timedelta(days=200),
    )
    told = visits.order_by("case_file_id", "pk")[::_REPORTED_EVERY]
    reports = [_report(visit) for visit in told]
    VisitReport.objects.using(_OWNER).bulk_create(reports, batch_size=2_000)


def _report(visit: HomeVisit) -> VisitReport:
    seen, needs, sources = _SEEN[visit.case_file_id % len(_SEEN)]
    assert visit.came_told_at is not None, "a visit that was made was told of"
    report = VisitReport(
        agency_id=visit.agency_id, office_id=visit.office_id, case_file_id=visit.case_file_id,
        household_id=visit.household_id, visit_id=visit.pk, version=1, observations=seen, needs=needs,
        present_people="سرپرست خانوار", income_rial=(30 + visit.case_file_id % 40) * 1_000_000,
        income_sources=sources, tenure="rented" if visit.case_file_id % 3 else "owned",
        signed_by_id=visit.visitor_id, signed_name=visit.visitor_name, signed_at=visit.came_told_at,
    )  # fmt: skip
    report.digest = report_digest(facts=report.facts)
    return report
