"""Whether the demo is there already."""

from __future__ import annotations

from madadkar.foundation.models import AuditEvent
from madadkar.organisations.models import Office

PLANTED = "demo.plant_office"


def is_planted(*, code: str) -> bool:
    """Whether this office of the demo was planted; the trail of deeds remembers."""
    office = Office.objects.using("owner").filter(code=code).first()
    if office is None:
        return False
    return AuditEvent.objects.using("owner").filter(deed=PLANTED, office_id=office.pk).exists()
