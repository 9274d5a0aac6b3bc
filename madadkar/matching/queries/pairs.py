"""The queue of pairs, one pair opened, and what its reader's own side knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching.models import Decision, Link, Pair
from madadkar.matching.rules import ASKED, RunKind, Side, side_of
from madadkar.registry.models import Household, Membership, Person, Phone, Residence

_ASKED = sorted(state.value for state in ASKED)


@dataclass(frozen=True)
class Beside:
    """One record as its own office sees it: the person, the family, where they live, how they are reached."""

    person: Person
    household: Household | None
    is_head: bool | None
    size: int | None
    residence: Residence | None
    phones: tuple[str, ...]


def waiting_pairs(*, scope: Scope, kind: RunKind | None = None) -> QuerySet[Pair]:
    """The pairs the reader's offices are still asked about, the most certain first."""
    unsaid = Q(left_office__in=scope.office_ids, left_verdict="") | Q(
        right_office__in=scope.office_ids, right_verdict=""
    )
    pairs = Pair.objects.seen_by(scope).filter(unsaid, state__in=_ASKED, is_gone=False)
    if kind is RunKind.WITHIN:
        pairs = pairs.filter(left_agency=F("right_agency"))
    elif kind is RunKind.BETWEEN:
        pairs = pairs.exclude(left_agency=F("right_agency"))
    return pairs.order_by("-probability", "pk")


def next_pair(*, scope: Scope, kind: RunKind | None, after: Pair | None) -> Pair | None:
    """The pair that follows another in the queue, or the first when it was the last; none when none waits."""
    pairs = waiting_pairs(scope=scope, kind=kind)
    if after is not None:
        pairs = pairs.exclude(pk=after.pk)
        later = pairs.filter(
            Q(probability__lt=after.probability) | Q(probability=after.probability, pk__gt=after.pk)
        ).first()
        if later is not None:
            return later
    return pairs.first()


def pair_in_sight(*, pair_id: int, scope: Scope) -> Pair:
    """One pair with a side of the reader's. Raises Refusal("pair_unknown")."""
    pairs = Pair.objects.seen_by(scope).select_related("left_office", "right_office", "left_agency")
    found: Pair | None = pairs.select_related("right_agency", "run").filter(pk=pair_id).first()
    if found is None:
        raise Refusal("pair_unknown")
    return found


def own_side(*, pair: Pair, scope: Scope) -> Side:
    """For which of the two records the reader may speak. Raises Refusal("pair_unknown")."""
    return side_of(
        sees_left=pair.left_office_id in scope.office_ids, sees_right=pair.right_office_id in scope.office_ids
    )


def records_of(*, person_ids: Sequence[int], scope: Scope, on: date) -> dict[int, Beside]:
    """What is known on a day of those of these people whom the reader's own offices know."""
    held = Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    people = {one.pk: one for one in Person.objects.seen_by(scope).filter(pk__in=person_ids)}
    living = Membership.objects.seen_by(scope).filter(held, person__in=people)
    homes = {one.person_id: one for one in living.select_related("household")}
    households = [one.household_id for one in homes.values()]
    residences = Residence.objects.seen_by(scope).filter(held, household__in=households)
    at = {one.household_id: one for one in residences.select_related("place__county", "county")}
    sizes: dict[int, int] = {}
    for household_id in (
        Membership.objects.seen_by(scope)
        .filter(held, household__in=households)
        .values_list("household_id", flat=True)
    ):
        sizes[household_id] = sizes.get(household_id, 0) + 1
    phones = list(Phone.objects.seen_by(scope).filter(person__in=people).order_by("pk"))
    return {
        pk: _beside(person, homes.get(pk), at, sizes, [one.number for one in phones if one.person_id == pk])
        for pk, person in people.items()
    }


def _beside(
    person: Person,
    home: Membership | None,
    at: dict[int, Residence],
    sizes: dict[int, int],
    phones: list[str],
) -> Beside:
    household = home.household if home else None
    size = None
    if home is not None and household is not None:
        size = household.stated_size or sizes.get(home.household_id)
    return Beside(
        person=person,
        household=household,
        is_head=home.is_head if home else None,
        size=size,
        residence=at.get(home.household_id) if home else None,
        phones=tuple(phones),
    )


def decisions_of(*, pair: Pair, scope: Scope) -> QuerySet[Decision]:
    """What was said of a pair by the reader's own offices, the latest first, taken back or not."""
    return Decision.objects.seen_by(scope).filter(pair=pair).order_by("-decided_at", "-pk")


def decided_by(*, scope: Scope) -> QuerySet[Decision]:
    """What the reader has said, the latest first."""
    said = Decision.objects.seen_by(scope).filter(staff=scope.actor_id or 0)
    return said.select_related("pair").order_by("-decided_at", "-pk")


def decision_in_sight(*, decision_id: int, scope: Scope) -> Decision:
    """One decision of the reader's offices. Raises Refusal("decision_unknown")."""
    found: Decision | None = (
        Decision.objects.seen_by(scope).select_related("pair").filter(pk=decision_id).first()
    )
    if found is None:
        raise Refusal("decision_unknown")
    return found


def current_link(*, pair: Pair, scope: Scope) -> Link | None:
    """The link that stands on a pair, if one does."""
    found: Link | None = Link.objects.seen_by(scope).filter(pair=pair, valid_until__isnull=True).first()
    return found
