"""A blind second look: pairs drawn at random are judged again by another, who is not told what was said."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from madadkar.foundation.audit import record
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.shares import drawn
from madadkar.matching.models import Decision, Pair, Recheck
from madadkar.matching.rules import PairState, Verdict
from madadkar.organisations.rules import Right

LARGEST_SAMPLE = 400
"""Of each kind of pair: more is not looked at in earnest."""
_STRATA: tuple[tuple[PairState, ...], ...] = (
    (PairState.SAME, PairState.LINKED),
    (PairState.DIFFERENT,),
    (PairState.ASIDE,),
)


@transaction.atomic
def draw_rechecks(*, size: int, seed: str, by: Scope, at: datetime) -> int:
    """Draw so many pairs of each kind: held for one person, held for two, never asked.

    The same seed draws the same; answers how many were drawn anew. Raises Refusal: not_permitted,
    sample_size, nothing_to_sample.
    """
    by.check(Right.SET_THRESHOLDS)
    if not 1 <= size <= LARGEST_SAMPLE:
        raise Refusal("sample_size", most=LARGEST_SAMPLE)
    taken = [pk for states in _STRATA for pk in _drawn(_judged(by, states), size, seed)]
    if not taken:
        raise Refusal("nothing_to_sample")
    first = _first_staff(taken, by)
    before = set(Recheck.objects.seen_by(by).filter(seed=seed).values_list("pair_id", flat=True))
    pairs = [pair for pair in Pair.objects.seen_by(by).filter(pk__in=taken) if pair.pk not in before]
    made = Recheck.objects.bulk_create(
        Recheck(
            **_owner(pair, by), pair=pair, seed=seed, first_state=pair.state,
            first_staff_id=first.get(pair.pk), drawn_at=at, drawn_by_name=by.actor_name,
        )
        for pair in pairs
    )  # fmt: skip
    record("matching.draw_rechecks", by=by, at=at, office_id=by.home_office_id, seed=seed, count=len(made))
    return len(made)


@transaction.atomic
def answer_recheck(*, recheck_id: int, verdict: Verdict, by: Scope, at: datetime) -> Recheck:
    """Another says of a drawn pair what they see; the first decision stays as it is.

    Raises Refusal: not_permitted, recheck_unknown, recheck_answered, recheck_own (who decided first).
    """
    by.check(Right.MATCH_PEOPLE)
    found = Recheck.objects.seen_by(by).select_for_update().filter(pk=recheck_id).first()
    if found is None:
        raise Refusal("recheck_unknown")
    assert isinstance(found, Recheck)
    if found.second_verdict:
        raise Refusal("recheck_answered", by=found.second_by_name)
    if found.first_staff_id is not None and found.first_staff_id == by.actor_id:
        raise Refusal("recheck_own")
    found.second_verdict, found.second_by_name, found.second_at = verdict.value, by.actor_name, at
    found.save(update_fields=["second_verdict", "second_by_name", "second_at"])
    record("matching.answer_recheck", by=by, at=at, subject=found, verdict=verdict.value)
    return found


def _judged(by: Scope, states: tuple[PairState, ...]) -> QuerySet[Any]:
    """The pairs of these states of which the drawer's offices see a side."""
    of = Q(left_office__in=by.office_ids) | Q(right_office__in=by.office_ids)
    return Pair.objects.seen_by(by).filter(of, state__in=[state.value for state in states], is_gone=False)


def _drawn(pairs: QuerySet[Any], size: int, seed: str) -> list[int]:
    ids = list(pairs.values_list("pk", flat=True))
    return drawn(ids=ids, size=min(size, len(ids)), seed=_number(seed))


def _number(seed: str) -> int:
    return int.from_bytes(sha256(seed.encode()).digest()[:8])


def _first_staff(pair_ids: list[int], by: Scope) -> dict[int, int | None]:
    said = Decision.objects.seen_by(by).filter(pair__in=pair_ids, undone_at__isnull=True)
    return dict(said.values_list("pair_id", "staff_id"))


def _owner(pair: Pair, by: Scope) -> dict[str, int]:
    side = "left" if pair.left_office_id in by.office_ids else "right"
    return {"agency_id": getattr(pair, f"{side}_agency_id"), "office_id": getattr(pair, f"{side}_office_id")}
