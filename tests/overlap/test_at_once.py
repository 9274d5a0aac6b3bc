"""Two heads of two agencies at the same moment: one case, one decision, and a clear word to the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.overlap.actions.disputing import dispute_case
from madadkar.overlap.actions.finding import find_overlaps
from madadkar.overlap.actions.proposing import answer_proposal
from madadkar.overlap.actions.signing import sign_minutes
from madadkar.overlap.models import JointSignature, OverlapCase, OverlapStep
from madadkar.overlap.queries.cases import last_step
from madadkar.overlap.rules.life import Answer
from tests.databases import as_owner
from tests.overlap.two_agencies import Ground, at, lay

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ground(transactional_db: None) -> Ground:
    with transaction.atomic(), as_owner():
        ground = lay()
        ground.both()
        return ground


def together(*deeds: tuple[Scope, Callable[..., Any], dict[str, Any]]) -> list[str]:
    """Each deed on a connection of its own, at once: "done", or the code of its refusal."""

    def do(place: int) -> str:
        by, deed, told = deeds[place]
        try:
            with within(by):
                deed(**told, by=by, at=at())
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as everybody:
        return sorted(everybody.map(do, range(len(deeds))))


def test_two_who_look_at_once_find_one_case(ground: Ground) -> None:
    assert together((ground.hamid, find_overlaps, {}), (ground.mahdi, find_overlaps, {})) == ["done", "done"]
    with within(ground.hamid):
        assert OverlapCase.objects.get().state == "proposed"
        assert OverlapStep.objects.count() == 2


def test_two_who_sign_at_once_have_decided_once(ground: Ground) -> None:
    case = ground.agreed()
    told = {"case_id": case.pk, "version": 1}
    assert together(
        (ground.hamid, sign_minutes, told),
        (ground.mahdi, sign_minutes, told),
        (ground.hamid, sign_minutes, told),
    ) == ["done", "done", "done_already"]
    with within(ground.mahdi):
        assert JointSignature.objects.count() == 2
        assert OverlapStep.objects.filter(to_state="decided").count() == 1


def test_when_one_disputes_while_the_other_refuses_the_second_is_told(ground: Ground) -> None:
    case = ground.found()
    with within(ground.hamid):
        seen = last_step(case_id=case.pk)
    told = {"case_id": case.pk, "reason": "دو خانوارند", "seen": seen}
    no = {**told, "answer": Answer.DISAGREES}
    assert together((ground.hamid, dispute_case, told), (ground.mahdi, answer_proposal, no)) == [
        "done", "overlap_changed_meanwhile",
    ]  # fmt: skip
