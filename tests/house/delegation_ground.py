"""Files handed to centres, for whoever walks the whole house: one of everything, of one family."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.utils import timezone

from madadkar.casework.models import CaseFile, CentreDecision, Delegation, DelegationBatch
from madadkar.organisations.models import Centre


def hand(file: CaseFile, nour: Centre) -> None:
    """A delegation that ended long ago, a preview of its office, and what a centre asked about the file."""
    owned = {"agency": file.agency, "office": file.office}
    of_file = {**owned, "case_file": file, "household": file.household, "centre": nour}
    Delegation.objects.create(
        **of_file, valid_from=date(2014, 3, 21), valid_until=date(2014, 9, 23), step="recalled"
    )
    CentreDecision.objects.create(
        **of_file,
        kind="exit",
        most_rial=1,
        said="آماده خروج است",
        state="waiting",
        asked_at=timezone.now(),
        token=uuid4(),
    )
    DelegationBatch.objects.create(
        **owned, state="dropped", token=uuid4(), reason="سپردن روستا", made_at=timezone.now()
    )


def handed(file: CaseFile) -> dict[str, object]:
    """What addresses take of these."""
    return {
        "delegation_id": Delegation.objects.filter(case_file=file).latest("pk").pk,
        "decision_id": CentreDecision.objects.get(case_file=file).pk,
        "batch_id": DelegationBatch.objects.filter(office=file.office_id).latest("pk").pk,
        "delegation_step": "sent",
    }
