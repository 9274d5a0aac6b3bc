"""Two secretaries at the same moment: one decision, one letter each number, and a clear word to the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection, transaction

from madadkar.casework.actions.committee.decisions import decide_item
from madadkar.casework.actions.keeping import taken_file
from madadkar.casework.actions.life.states import Step, moved
from madadkar.casework.actions.walk.letters import write_letter
from madadkar.casework.models import AgendaItem, FileMove, Letter
from madadkar.casework.rules import FileState, StateReason
from madadkar.casework.rules.committee import Decision
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from tests.casework.panel import AT, TODAY, panel, waiting_file
from tests.databases import as_owner
from tests.registry import people


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_decide_the_same_file_at_once(transactional_db: None) -> None:
    with transaction.atomic(), as_owner():
        office = people.office()
        first = panel(office)
        file = waiting_file(office, "زهرا")
        first.session(file)
        item = AgendaItem.objects.get()
    other = replace(first.keeper, actor_id=first.members[1].pk, actor_name="سیمین")

    def decide(who: int) -> str:
        by, decision = ((first.keeper, Decision.ACCEPTED), (other, Decision.REFUSED))[who]
        try:
            with within(by):
                decide_item(item_id=item.pk, ruling=first.ruling(decision), by=by, at=AT)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(decide, range(2)))

    assert told == ["decided", "decided_already"]
    with within(first.keeper):
        assert FileMove.objects.count() == Letter.objects.count() == 1
        assert FileMove.objects.get() == AgendaItem.objects.get().move


@pytest.mark.django_db(transaction=True)
def test_letters_written_at_the_same_moment_have_numbers_of_their_own(transactional_db: None) -> None:
    with transaction.atomic(), as_owner():
        office = people.office()
        scope = people.scope(office)
        files = [waiting_file(office, name, "active") for name in ("زهرا", "سکینه", "مریم", "رقیه")]
        held = Step(to=FileState.SUSPENDED, reason=StateReason.DOUBT, on=TODAY)
        for file in files:
            moved(file=taken_file(file_id=file.pk, by=scope), step=held, by=scope, at=AT)
        moves = list(FileMove.objects.values_list("pk", flat=True))

    def write(move_id: int) -> int:
        try:
            with within(scope):
                return int(write_letter(move_id=move_id, grounds="", by=scope, at=AT).number)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as together:
        numbers = sorted(together.map(write, moves))

    assert numbers == [1, 2, 3, 4]
