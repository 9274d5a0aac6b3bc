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
)
_LAY = (Path(__file__).parent / "zanjan.sql").read_text(encoding="utf-8")


def lay_offices() -> tuple[Office, Scope]:
    """Four offices of one agency; the second is asked about, in the scope of its head."""
    agency = Agency.objects.using("owner").create(code="bench", name="امداد", short_name="امداد")
    offices = [_office(agency, place) for place in range(OFFICES)]
    with connections["owner"].cursor() as cursor:
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
