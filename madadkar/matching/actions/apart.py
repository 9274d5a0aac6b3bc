"""That people of a roster are not whom they resemble: said while it was checked, remembered from then on."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from madadkar.foundation.scope import Scope
from madadkar.matching import registers
from madadkar.matching.models import Decision, Pair, Run
from madadkar.matching.rules import PairState, Side, Verdict
from madadkar.organisations.rules import Right
from madadkar.registry.rosters.deciding import Apart

_USING = "default"


@transaction.atomic
def remember_apart(*, said: Sequence[Apart], run: Run, by: Scope) -> int:
    """Write down as decided pairs who was said to be somebody else, for a comparison not to ask it again.

    `run` is the comparison that would have asked. Answers how many pairs. Raises Refusal("not_permitted").
    """
    by.check(Right.IMPORT_ROSTER)
    ids = {pk for one in said for pk in (one.person_id, one.other_id)}
    looks = registers.looks(person_ids=ids, using=_USING) if said else {}
    known = [one for one in said if one.person_id in looks and one.other_id in looks]
    pairs = Pair.objects.bulk_create([_pair(one, looks, run) for one in known])
    Decision.objects.bulk_create(_decision(one, pair) for one, pair in zip(known, pairs, strict=True))
    return len(pairs)


def _pair(one: Apart, looks: dict[int, tuple[int, str]], run: Run) -> Pair:
    left, right = sorted((one.person_id, one.other_id))
    return Pair(
        run=run,
        state=PairState.DIFFERENT.value,
        left_agency_id=run.left_agency_id,
        left_office_id=looks[left][0],
        left_person_id=left,
        right_agency_id=run.left_agency_id,
        right_office_id=looks[right][0],
        right_person_id=right,
        left_verdict=Verdict.DIFFERENT.value,
        right_verdict=Verdict.DIFFERENT.value,
        probability=one.probability,
        levels=one.levels,
        left_look=looks[left][1],
        right_look=looks[right][1],
        found_at=one.said_at,
    )


def _decision(one: Apart, pair: Pair) -> Decision:
    return Decision(
        agency_id=pair.left_agency_id,
        office_id=pair.left_office_id,
        pair=pair,
        side=Side.BOTH.value,
        verdict=Verdict.DIFFERENT.value,
        left_look=pair.left_look,
        right_look=pair.right_look,
        staff_id=one.staff_id,
        staff_name=one.staff_name,
        decided_at=one.said_at,
    )
