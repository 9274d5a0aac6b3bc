"""What the audit and scope tests stand on: an agency with two offices, and a way in for each."""

from __future__ import annotations

from dataclasses import dataclass

from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Agency, Office
from madadkar.registry.models import Person


@dataclass(frozen=True)
class Ground:
    """Two offices of one agency, Abhar and Qeydar."""

    agency: Agency
    abhar: Office
    qeydar: Office

    def scope(self, *offices: Office, centre_id: int | None = None) -> Scope:
        """Sight of these offices, as Maryam."""
        return Scope(
            actor_id=7,
            actor_name="مریم",
            agency_id=self.agency.pk,
            office_ids=tuple(office.pk for office in offices),
            home_office_id=offices[0].pk if offices else None,
            centre_id=centre_id,
        )

    def person(self, office: Office, first: str = "زهرا") -> Person:
        """Somebody on an office's register."""
        return Person.objects.create(
            agency=self.agency,
            office=office,
            first_name=first,
            last_name="کریمی",
            first_key=first,
            last_key="کریمی",
            sort_key="کریمی",
        )


def lay_ground() -> Ground:
    """Make the agency and its two offices."""
    agency = Agency.objects.create(code="emdad-of-tests", name="امداد", short_name="امداد")
    abhar = Office.objects.create(code="abhar-of-tests", name="ابهر", agency=agency, kind="county")
    qeydar = Office.objects.create(code="qeydar-of-tests", name="قیدار", agency=agency, kind="county")
    return Ground(agency, abhar, qeydar)
