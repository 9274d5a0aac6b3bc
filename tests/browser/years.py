"""The years a browser cannot wait for: a family walked with for two years, and one that left since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from madadkar.casework.actions.life.exiting import approve_exit, propose_exit
from madadkar.casework.actions.walk.planning import finish_step
from madadkar.casework.actions.walk.reviewing import hold_review
from madadkar.casework.models import CaseFile, Coverage, FileStanding, PlanStep
from madadkar.casework.rules import StateReason
from madadkar.casework.rules.assessment_matrix import Domain
from madadkar.casework.rules.plans import ReviewOutcome
from madadkar.casework.rules.visits import VisitKind
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office, Staff
from madadkar.organisations.rules import Role
from tests.casework.walking import MIDDLING, STANDING, Walk, assessed, at, planned, visited
from tests.databases import as_owner
from tests.registry import people

TWO_YEARS = timedelta(days=760)
SINCE_LEFT = timedelta(days=100)
ENOUGH_RIAL = 250_000_000


def pass_over(
    standing: CaseFile, left: CaseFile, staff: Mapping[Role, Staff], office: Office, *, today: date
) -> dict[str, Any]:
    """Both families came two years ago and climbed since; the second left a hundred days ago."""
    _climbed(_walk(standing, staff, office), until=today)
    gone = _walk(left, staff, office)
    _climbed(gone, until=today - SINCE_LEFT)
    _left(gone, on=today - SINCE_LEFT)
    return {"standing_file": standing.pk, "left_file": left.pk}


def _walk(file: CaseFile, staff: Mapping[Role, Staff], office: Office) -> Walk:
    maryam, hamid = (_as(staff[role], role, office) for role in (Role.CASEWORKER, Role.HEAD))
    return Walk(file, office, maryam, hamid)


def _as(person: Staff, role: Role, office: Office) -> Scope:
    return replace(people.scope(office, role=role), actor_id=person.pk, actor_name=person.full_name)


def _climbed(walk: Walk, *, until: date) -> None:
    """Two years before the day: work and income are weak, a plan answers, and the matrix climbs."""
    came = until - TWO_YEARS
    with transaction.atomic(), as_owner():
        for model in (FileStanding, Coverage):
            model.objects.filter(case_file=walk.file).update(valid_from=came)
    visited(walk, on=came + timedelta(days=3), kind=VisitKind.FIRST)
    assessed(walk, {**MIDDLING, Domain.INCOME: 1, Domain.EMPLOYMENT: 2}, on=came + timedelta(days=5))
    planned(walk, Domain.INCOME, Domain.EMPLOYMENT, on=came + timedelta(days=10))
    _reviewed(walk, on=came + timedelta(days=350))
    assessed(walk, STANDING, on=until - timedelta(days=200), seen=1, income_rial=ENOUGH_RIAL)
    visited(walk, on=until - timedelta(days=20))
    assessed(walk, STANDING, on=until - timedelta(days=15), seen=2, income_rial=ENOUGH_RIAL)


def _reviewed(walk: Walk, *, on: date) -> None:
    asked: dict[str, Any] = {"by": walk.maryam, "at": at(on)}
    with within(walk.maryam):
        for step in PlanStep.objects.filter(goal__plan__case_file=walk.file):
            finish_step(step_id=step.pk, on=on, evidence="گواهی و جواز", **asked)
        told = {"outcome": ReviewOutcome.GO_ON, "findings": "کارگاه خانگی راه افتاده است."}
        hold_review(file_id=walk.file.pk, **told, token=uuid4(), **asked)


def _left(walk: Walk, *, on: date) -> None:
    told = {"reason": StateReason.SELF_RELIANT, "note": "خودش خواست جایش را به دیگری بدهد."}
    with within(walk.maryam):
        proposal = propose_exit(file_id=walk.file.pk, **told, by=walk.maryam, at=at(on))
    with within(walk.hamid):
        approve_exit(proposal_id=proposal.pk, note="مبارک است.", by=walk.hamid, at=at(on))
