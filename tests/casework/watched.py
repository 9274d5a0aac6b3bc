"""A province with two centres, families that are with them, and the people who watch and walk with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from madadkar.casework.models import CaseFile, Delegation
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre, CentreStanding, Office, Post, Staff
from madadkar.organisations.rules import Role
from tests.registry import people

TODAY = date(2026, 5, 4)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=ZoneInfo("Asia/Tehran"))
LONG_AGO = people.LONG_AGO


@dataclass(frozen=True)
class Watched:
    """«نور» has the files, «امید» has none; `head` and `deputy` supervise, `manager` runs «نور»."""

    office: Office
    nour: Centre
    omid: Centre
    files: list[CaseFile]
    head: Scope
    deputy: Scope
    manager: Scope
    worker: Scope
    caseworker: Scope
    director: Scope


def watched(*, families: int = 4) -> Watched:
    """Laid as the owner lays it; the families have been with «نور» for two years."""
    zanjan = people.office()
    nour, omid = (people.centre(code, zanjan) for code in ("nour", "omid"))
    for centre in (nour, omid):
        CentreStanding.objects.create(centre=centre, standing="active", valid_from=LONG_AGO)
    files = [_family(zanjan, name) for name in _FATHERS[:families]]
    for file in files:
        Delegation.objects.create(
            agency=zanjan.agency, office=zanjan, case_file=file, household=file.household, centre=nour,
            valid_from=TODAY - timedelta(days=730),
        )  # fmt: skip
    return Watched(
        zanjan, nour, omid, files,
        head=_scope("زهرا محمدی", Role.HEAD, zanjan), deputy=_scope("علی کریمی", Role.HEAD, zanjan),
        manager=_scope("رضا نیکوکار", Role.CENTRE_MANAGER, zanjan, nour),
        worker=_scope("مریم رحیمی", Role.CENTRE_WORKER, zanjan, nour),
        caseworker=_scope("حسن اکبری", Role.CASEWORKER, zanjan),
        director=_scope("هدایت صفری", Role.DIRECTOR, zanjan),
    )  # fmt: skip


_FATHERS = ("حسن", "حسین", "یعقوب", "ابراهیم", "یوسف", "موسی", "عیسی", "داوود")


def _family(office: Office, father: str) -> CaseFile:
    head = people.person("سکینه", "محمدی", office, father=father)
    return people.case_file(people.household(head, people.person("مینا", "محمدی", office)))


def _scope(name: str, role: Role, office: Office, centre: Centre | None = None) -> Scope:
    staff = Staff.objects.create(username=f"u{uuid4().hex[:8]}", full_name=name)
    Post.objects.create(staff=staff, role=role.value, office=office, centre=centre, valid_from=LONG_AGO)
    plain = people.scope(office, role=role, of_centre=centre)
    return replace(plain, actor_id=staff.pk, actor_name=name)
