"""421 centres with 22,485 files side by side (seed 003), on a page and as the one question beneath it.

The page is asked for beside a plain page of the same house, the register's first page, in turn, so that a
busy machine slows them alike. The aim is three times the plain page at most.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks._ground import record, seconds
from benchmarks._zanjan import lay_offices
from madadkar.casework.queries.comparison import compared
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Centre, CentreStanding, Office, Post, Staff
from madadkar.organisations.rules import Role

RUNS = 11
CENTRES, FILES = 421, 22_485

# Every file at work that is with no centre yet goes to one of the centres in turn, up to so many in all.
_DELEGATE = """
insert into casework_delegation
  (agency_id, office_id, case_file_id, household_id, centre_id, valid_from, reason)
select f.agency_id, f.office_id, f.id, f.household_id,
       (%(centres)s::bigint[])[1 + (row_number() over (order by f.id) %% %(count)s)::int], '2024-01-01', ''
  from casework_casefile f
 where f.office_id = %(office)s and not exists (
       select from casework_delegation d where d.case_file_id = f.id and d.valid_until is null)
 limit %(files)s - (
   select count(*) from casework_delegation where office_id = %(office)s and valid_until is null)
"""
# Half of them were visited this year.
_VISIT = """
insert into casework_homevisit (agency_id, office_id, case_file_id, household_id, kind, state, asked_why,
  visitor_name, came_on, came_told_at, outcome_note, asked_at, asked_by_name, token)
select agency_id, office_id, case_file_id, household_id, 'periodic', 'done', '', '', current_date - 99,
       now(), '', now(), '', gen_random_uuid()
  from casework_delegation where office_id = %(office)s and valid_until is null and id %% 2 = 0
"""


def main(home: Path) -> None:
    """Measure and record; the aim is a ratio of at most 3."""
    call_command("collectstatic", interactive=False, verbosity=0)
    office, scope = lay_offices()
    centres = _delegate(office)
    head = Staff.objects.using("owner").create(username="head", full_name="زهرا محمدی")
    Post.objects.using("owner").create(staff=head, role=Role.HEAD, office=office, valid_from="2015-01-01")
    plain, page = (_page(head, reverse(name)) for name in ("register", "comparison"))
    for ask in (plain, page):
        ask()
    times = [(seconds(plain), seconds(page), _asked(scope, centres)) for _ in range(RUNS)]
    with CaptureQueriesContext(connection) as questions:
        page()
    record(
        "comparison",
        centres=len(centres),
        files=_files(scope, centres),
        question_seconds=statistics.median(asked for _, _, asked in times),
        page_seconds=statistics.median(page_seconds for _, page_seconds, _ in times),
        page_questions=len(questions),
        plain_page="register",
        plain_seconds=statistics.median(plain_seconds for plain_seconds, _, _ in times),
        page_ratio=statistics.median(
            page_seconds / plain_seconds for plain_seconds, page_seconds, _ in times
        ),
        aim=3,
    )


def _delegate(office: Office) -> list[int]:
    more = Centre.objects.using("owner").bulk_create(
        Centre(code=f"more-{n}", name=f"مرکز {n}", search_key=f"m{n}", office=office, kind="neighbourhood")
        for n in range(CENTRES - office.centres.using("owner").count())
    )
    CentreStanding.objects.using("owner").bulk_create(
        CentreStanding(centre=one, standing="active", valid_from="2014-01-01") for one in more
    )
    ids = list(office.centres.using("owner").order_by("pk").values_list("pk", flat=True))
    told: dict[str, Any] = {"office": office.pk, "centres": ids, "count": len(ids), "files": FILES}
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(_DELEGATE, told)
        cursor.execute(_VISIT, told)
    with connections["owner"].cursor() as cursor:
        cursor.execute("vacuum analyze casework_delegation")
        cursor.execute("vacuum analyze casework_homevisit")
    return ids


def _page(staff: Staff, url: str) -> Callable[[], None]:
    client = Client(headers={"host": "localhost"})
    client.force_login(staff)

    def ask() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, f"{url} answered {answer.status_code}"

    return ask


def _asked(scope: Scope, centres: list[int]) -> float:
    with within(scope):
        return seconds(lambda: compared(centre_ids=centres, scope=scope, on=timezone.localdate()))


def _files(scope: Scope, centres: list[int]) -> int:
    with within(scope):
        told = compared(centre_ids=centres, scope=scope, on=timezone.localdate())
        return sum(one.files for one in told.values())
