"""A small network for the tests of its bodies: two agencies, three offices, a centre, and who works there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from madadkar.foundation.persian import search_key
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Agency, Centre, CentreStanding, Office, Post, Staff
from madadkar.organisations.queries import current_posts, scope_of
from madadkar.organisations.rules import Role

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LONG_AGO = date(2015, 3, 21)


@dataclass(frozen=True)
class Network:
    """Zanjan's Emdad over Abhar's, Qazvin's beside it, and a centre in Abhar."""

    emdad: Agency
    zanjan: Office
    abhar: Office
    qazvin: Office
    centre: Centre
    narges: Staff
    """Administrator in Zanjan."""

    def scope(self, staff: Staff, on: date = TODAY) -> Scope:
        """What somebody's first post lets them see and do."""
        return scope_of(post=current_posts(staff_id=staff.pk, on=on)[0], on=on)

    @property
    def by_narges(self) -> Scope:
        """The administrator's."""
        return self.scope(self.narges)


def lay_network() -> Network:
    """Make them."""
    emdad = Agency.objects.create(code="emdad", name="کمیته امداد امام خمینی (ره)", short_name="کمیته امداد")
    zanjan = _office(emdad, "emdad-zanjan", "امداد زنجان", None)
    abhar = _office(emdad, "emdad-zanjan-abhar", "امداد ابهر", zanjan)
    qazvin = _office(emdad, "emdad-qazvin", "امداد قزوین", None)
    centre = Centre.objects.create(
        code="a-1", name="مرکز نور", search_key=search_key("مرکز نور"), office=abhar, kind="neighbourhood"
    )
    CentreStanding.objects.create(centre=centre, standing="active", valid_from=LONG_AGO)
    narges = somebody("narges", "نرگس قره‌داغی", Role.ADMINISTRATOR, zanjan)
    return Network(emdad, zanjan, abhar, qazvin, centre, narges)


def _office(agency: Agency, code: str, name: str, parent: Office | None) -> Office:
    return Office.objects.create(
        code=code, name=name, agency=agency, kind="county" if parent else "provincial", parent=parent,
        opened_on=LONG_AGO,
    )  # fmt: skip


def somebody(
    username: str,
    name: str,
    role: Role,
    office: Office,
    *,
    centre: Centre | None = None,
    since: date = LONG_AGO,
    until: date | None = None,
    password: str = "",
) -> Staff:
    """Somebody with one post."""
    staff = Staff(username=username, full_name=name)
    staff.set_password(password or None)
    staff.save()
    Post.objects.create(
        staff=staff, role=role.value, office=office, centre=centre, valid_from=since, valid_until=until
    )
    return staff
