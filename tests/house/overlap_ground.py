"""Cases of two agencies, for whoever walks the whole house: one of each file's own, and a rule that waits."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from madadkar.casework.models import CaseFile
from madadkar.organisations.models import Agency
from madadkar.overlap.models import (
    CoverageFact,
    JointMinutes,
    JointSignature,
    OverlapCase,
    OverlapRule,
    OverlapSide,
    OverlapStep,
    SideAnswer,
)

_SINCE = date(2020, 3, 20)


def share(file: CaseFile) -> None:
    """A case of this file and a third agency, agreed on and signed by this side; a rule of its province."""
    third, _ = Agency.objects.get_or_create(code="third", defaults={"name": "سوم", "short_name": "سوم"})
    case = OverlapCase.objects.create(
        province_code="19", pair=f"{file.pk}", group="other", kind="continuous_both", state="agreed",
        state_since=_SINCE, verdict="both", round=1, overlap_from=_SINCE, found_on=_SINCE,
        found_at=timezone.now(),
    )  # fmt: skip
    OverlapSide.objects.create(
        case=case, agency=file.agency, office=file.office, case_file=file, household=file.household
    )
    for agency in (file.agency, third):
        CoverageFact.objects.create(
            case=case, agency=agency, kind="continuous", valid_from=_SINCE, services=[], member_count=2
        )
    said = {"case": case, "agency": file.agency, "at": timezone.now(), "by_name": "حمید"}
    OverlapStep.objects.create(**said, to_state="agreed", on=_SINCE)
    SideAnswer.objects.create(**said, round=1, answer="agrees")
    text = JointMinutes.objects.create(**said, version=1, round=1, text="پوشش هر دو می‌ماند.", digest="0")
    JointSignature.objects.create(**said, minutes=text, digest="0")
    OverlapRule.objects.get_or_create(
        province_code="19", group="other", kind="same_service", valid_from=None, dropped_at=None,
        defaults={
            "verdict": "both", "reason": "توافق", "proposed_agency": file.agency, "proposed_by_name": "حمید",
            "proposed_at": timezone.now(),
        },
    )  # fmt: skip


def shared(file: CaseFile) -> dict[str, object]:
    """What addresses take of these."""
    return {
        "overlap_id": OverlapSide.objects.get(case_file=file).case_id,
        "overlap_state": "agreed",
        "rule_id": OverlapRule.objects.latest("pk").pk,
        "overlap_group": "elderly",
        "overlap_kind": "continuous_both",
    }
