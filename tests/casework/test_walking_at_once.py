"""Two people at the same moment on one family's walk: one result, and a clear word to the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from madadkar.casework.actions.life.exiting import approve_exit, propose_exit, refuse_exit
from madadkar.casework.actions.walk.assessing import Answers, assess
from madadkar.casework.actions.walk.planning import begin_plan
from madadkar.casework.actions.walk.visiting import Report, arrange_visit, report_visit
from madadkar.casework.models import Assessment, ExitProposal, FileMove, Plan, VisitReport
from madadkar.casework.rules import StateReason
from madadkar.casework.rules.assessment_matrix import NeedCause
from madadkar.casework.rules.visits import VisitKind
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from tests.casework.walking import DAY, MIDDLING, Walk, at, lay
from tests.databases import as_owner

Deed = Callable[[Scope], Any]


@pytest.fixture
def walk(transactional_db: None) -> Walk:
    """A covered family, on the disk, for two connections."""
    with transaction.atomic(), as_owner():
        return lay()


def _both(*deeds: tuple[Scope, Deed]) -> list[str]:
    """What each is told, each on a connection of its own."""

    def do(one: tuple[Scope, Deed]) -> str:
        by, deed = one
        try:
            with within(by):
                deed(by)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as together:
        return sorted(together.map(do, deeds))


@pytest.mark.django_db(transaction=True)
def test_two_people_on_one_family_at_once_get_one_result_each_time(walk: Walk) -> None:
    maryam, hamid, file_id = walk.maryam, walk.hamid, walk.file.pk
    narges = replace(hamid, actor_id=None, actor_name="نرگس امینی")
    asked: dict[str, Any] = {"at": at(DAY)}
    with within(maryam):
        planned = {"kind": VisitKind.PERIODIC, "on": DAY, "note": "", "token": uuid4()}
        visit = arrange_visit(file_id=file_id, **planned, by=maryam, **asked)
        told = {"reason": StateReason.SELF_RELIANT, "note": "کارگاه دارد."}
        proposal = propose_exit(file_id=file_id, **told, by=maryam, **asked)

    def report(by: Scope) -> None:
        seen = {"on": DAY, "report": Report(observations="آرام‌اند."), "signature": by.actor_name}
        report_visit(visit_id=visit.pk, **seen, by=by, **asked)

    def judge(by: Scope) -> None:
        answers = Answers(scores=MIDDLING, causes=[NeedCause.ECONOMIC])
        assess(file_id=file_id, on=DAY, answers=answers, seen=0, token=uuid4(), by=by, **asked)

    assert _both((maryam, report), (hamid, report)) == ["done", "visit_over"]
    assert _both((maryam, judge), (hamid, judge)) == ["assessed_meanwhile", "done"]
    begun = _both(*((one, lambda by: begin_plan(file_id=file_id, by=by, **asked)) for one in (maryam, hamid)))
    assert begun == ["done", "plan_being_written"]
    decided = _both(
        (hamid, lambda by: approve_exit(proposal_id=proposal.pk, note="", by=by, **asked)),
        (narges, lambda by: refuse_exit(proposal_id=proposal.pk, note="زود است.", by=by, **asked)),
    )
    assert decided == ["done", "exit_decided_already"]
    with within(hamid):
        assert (VisitReport.objects.count(), Assessment.objects.count(), Plan.objects.count()) == (1, 1, 1)
        assert FileMove.objects.count() == (ExitProposal.objects.get().state == "approved")
