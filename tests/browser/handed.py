"""Files on their way to a centre in the browser's world: one at each step, and a decision that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from madadkar.casework.actions import (
    BatchAsk,
    Terms,
    decide_in_centre,
    preview_batch,
    send_case,
    step_delegations,
)
from madadkar.casework.models import CaseFile, Delegation
from madadkar.casework.registers import RegisterFilter
from madadkar.casework.rules.delegation import DelegationStep, Service
from madadkar.casework.rules.limits import DecisionKind
from madadkar.foundation.scope import NOBODY, Scope, tell_database
from madadkar.organisations.models import Centre
from madadkar.organisations.rules import ROLE_RIGHTS, Role

_WALK = (
    (DelegationStep.RECEIVED, ""),
    (DelegationStep.ACCEPTED, ""),
    (DelegationStep.IN_WORK, "پرونده با دوازده برگ و یک نشانی تازه تحویل شد."),
)


def hand(files: Sequence[CaseFile], centre: Centre, *, by: Scope, at: datetime) -> dict[str, Any]:
    """Four of the files, one at each step; the last one is what the addresses of delegation take.

    Of `fed_file` the centre was asked for named services alone.
    """
    manager = replace(
        by, actor_name="اکرم ملکی", centre_id=centre.pk, rights=frozenset(ROLE_RIGHTS[Role.CENTRE_MANAGER])
    )
    free = [one for one in files if not Delegation.objects.filter(case_file=one).exists()]
    tell_database(manager)
    terms = Terms(services=(Service.EDUCATION, Service.FOOD), text="هر ماه یک بازدید، و گزارش در پایان فصل.")
    for steps, file in enumerate(free[:4]):
        sent_at = at - timedelta(days=9 - 2 * steps)
        asked = {"file_id": file.pk, "centre_id": centre.pk, "reason": "نزدیک‌ترین مرکز", "by": by}
        sent = send_case(**asked, terms=terms if steps < 3 else Terms(), at=sent_at)
        for step, note in _WALK[:steps]:
            step_delegations(
                delegation_ids=[sent.pk], to=step, note=note, by=manager, at=sent_at + timedelta(days=1)
            )
    decided = decide_in_centre(
        file_id=free[3].pk,
        kind=DecisionKind.AID,
        rial=35_000_000,
        said="هزینه عمل چشم مادر خانواده",
        token=uuid4(),
        by=manager,
        at=at,
    )
    tell_database(NOBODY)
    ask = BatchAsk(families=RegisterFilter(), token=uuid4(), reason="سپردن روستاهای شهرستان", most=12)
    batch = preview_batch(ask=ask, by=by, at=at)
    return {
        "delegation_id": sent.pk,
        "decision_id": decided.pk,
        "batch_id": batch.pk,
        "delegation_step": "sent",
        "free_file": free[4].pk,
        "fed_file": free[2].pk,
        "fed_household": free[2].household_id,
    }
