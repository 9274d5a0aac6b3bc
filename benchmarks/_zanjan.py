"""Four offices of 22,500 covered households each, with those that left, laid by sets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import connections, transaction

from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Agency, Centre, CentreStanding, Office
from madadkar.organisations.queries import command_scope

ON = date(2017, 5, 10)
FILES = 26_000
OFFICES = 4
_TABLES = (
    "registry_person",
    "registry_household",
    "registry_membership",
    "registry_residence",
    "registry_circumstance",
    "casework_casefile",
    "casework_coverage",
    "casework_filestanding",
    "casework_pensionreceipt",
    "casework_delegation",
    "casework_homevisit",
    "matching_link",
)
_LINK = """
insert into matching_link (left_agency_id, left_office_id, left_person_id, left_first_id, right_agency_id,
    right_office_id, right_person_id, right_first_id, basis, probability, linked_at, valid_from,
    linked_by_name, ended_for, end_reason, ended_by_name)
  select a.agency_id, a.office_id, p.id, p.id, b.agency_id, b.office_id, q.id, q.id, 'model', 0.99, now(),
         date '2016-01-01', '', '', '', ''
    from registry_household a join registry_household b on b.code = a.code and b.office_id = %(right)s
    join registry_membership m on m.household_id = a.id and m.is_head
    join registry_person p on p.id = m.person_id
    join registry_membership n on n.household_id = b.id and n.is_head
    join registry_person q on q.id = n.person_id
    where a.office_id = %(left)s and a.code::int %% 10 = 0
"""
_LAY = (Path(__file__).parent / "zanjan.sql").read_text(encoding="utf-8")


def lay_offices() -> tuple[Office, Scope]:
    """Four offices, the last of another agency; the second is asked about, in the scope of its head.

    One family in ten of the second is known in the last too.
    """
    ours = Agency.objects.using("owner").create(code="bench", name="امداد", short_name="امداد")
    theirs = Agency.objects.using("owner").create(code="bench-2", name="بهزیستی", short_name="بهزیستی")
    offices = [_office(theirs if place == OFFICES - 1 else ours, place) for place in range(OFFICES)]
    with connections["owner"].cursor() as cursor:
        cursor.execute(_LINK, {"left": offices[1].pk, "right": offices[-1].pk})
        for table in _TABLES:
            cursor.execute(f"vacuum analyze {table}")
    return offices[1], command_scope(office=offices[1])


def _office(agency: Agency, place: int) -> Office:
    office = Office.objects.using("owner").create(
        code=f"bench-{place}", name="زنجان", agency=agency, kind="provincial"
    )
    centres = Centre.objects.using("owner").bulk_create(
        Centre(
            code=f"c-{place}-{n}", name=f"مرکز {n}", search_key=f"c{n}", office=office, kind="neighbourhood"
        )
        for n in range(112)
    )
    CentreStanding.objects.using("owner").bulk_create(
        CentreStanding(centre=centre, standing="active", valid_from="2014-01-01") for centre in centres
    )
    told = {
        "agency": agency.pk, "office": office.pk, "files": FILES, "centres": centres[0].pk, "county": None,
        "first": place * 8 * (FILES + 1),
    }  # fmt: skip
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("select id from places_place where code = '1904'")
        told["county"] = cursor.fetchone()[0]
        for statement in _LAY.split(";\n"):
            if statement.strip():
                cursor.execute(statement, told)
    return office
