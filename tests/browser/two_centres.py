"""A second centre at the family's own place, with its own people; its licence is nobody's but its own."""

from __future__ import annotations

from datetime import date, timedelta

from madadkar.foundation.persian import search_key
from madadkar.organisations.models import Centre, CentreStanding, Office
from madadkar.organisations.rules import Role
from madadkar.places.models import Place

YAS = "مرکز نیکوکاری یاس"
OF_YAS = {Role.CENTRE_MANAGER: "نرگس احمدی", Role.CENTRE_WORKER: "طاهره فلاح"}


def found_yas(office: Office, village: Place, today: date) -> Centre:
    """The centre since two years, its licence good for another year."""
    since = today - timedelta(days=730)
    centre = Centre.objects.create(
        code="c-3", name=YAS, search_key=search_key(YAS), office=office, kind="neighbourhood", capacity=20,
        place=village, licence_number="۴۵۶/ب", licence_from=since, licence_until=today + timedelta(days=365),
    )  # fmt: skip
    CentreStanding.objects.create(centre=centre, standing="active", valid_from=since)
    return centre
