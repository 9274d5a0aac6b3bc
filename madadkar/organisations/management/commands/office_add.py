"""`office_add CODE --agency emdad|behzisti --province 26`: a province's office, and its agency if new."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from madadkar.foundation.persian import latin_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.actions import add_office, ensure_agency
from madadkar.organisations.models import Office
from madadkar.organisations.queries import installer_scope
from madadkar.organisations.rules import AGENCY_SHORT_NAMES, AgencyCode, OfficeKind
from madadkar.places.models import Place
from madadkar.places.rules import Level


class Command(BaseCommand):
    """Idempotent: the same office again is said to be there already."""

    help = "افزودن اداره کل یک استان"

    def add_arguments(self, parser: CommandParser) -> None:
        """The office's code, agency and province (by the Statistical Centre's code)."""
        parser.add_argument("code")
        parser.add_argument("--agency", required=True, choices=[code.value for code in AgencyCode])
        parser.add_argument("--province", required=True, help="کد مرکز آمار: قزوین 26، زنجان 19، اصفهان 10")
        parser.add_argument("--name", default="")
        parser.add_argument("--json", action="store_true", dest="as_json")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Find or found the office and say which."""
        agency = AgencyCode(options["agency"])
        province = _province(options["province"])
        office = Office.objects.filter(code=options["code"].lower()).select_related("agency", "place").first()
        is_new = office is None
        if office is None:
            office = _founded(options["code"].lower(), agency, province, options["name"])
        elif (office.agency.code, office.place_id) != (agency.value, province.pk):
            place = office.place.name if office.place else "—"
            raise Refusal("office_differs", code=office.code, agency=office.agency.short_name, place=place)
        self._say(office, is_new=is_new, as_json=options["as_json"])

    def _say(self, office: Office, *, is_new: bool, as_json: bool) -> None:
        if as_json:
            said = {"code": office.code, "name": office.name, "id": office.pk, "new": is_new}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self.stdout.write(f"{office.name}: {'افزوده شد.' if is_new else 'از پیش هست.'}")


def _province(code: str) -> Place:
    typed = latin_digits(code).strip().zfill(2)
    province = Place.objects.filter(code=typed, level=Level.PROVINCE).first()
    if province is None:
        raise Refusal("province_unknown", code=typed)
    return province


def _founded(code: str, agency: AgencyCode, province: Place, name: str) -> Office:
    now = timezone.now()
    return add_office(
        code=code,
        name=name or f"اداره کل {AGENCY_SHORT_NAMES[agency]} استان {province.name}",
        agency=ensure_agency(code=agency),
        kind=OfficeKind.PROVINCIAL,
        parent=None,
        place=province,
        on=timezone.localdate(now),
        by=installer_scope(),
        at=now,
    )
