"""Two households found to be one family, made one, and parted again whole when that was wrong.

The members of the one laid aside move to the kept one, and so do its homes of days the kept one says
nothing of; what the kept one says itself stays said, and the other word stays with the household laid aside.
Nothing is deleted, and the `HouseholdMerge` row keeps of each row that changed what it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from madadkar.foundation.audit import record
from madadkar.foundation.models import Dated
from madadkar.foundation.period import Period
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import change, change_back, taken
from madadkar.registry.actions.merging import merge_persons, unmerge_persons
from madadkar.registry.models import Household, HouseholdMerge, Membership, Merge, Residence
from madadkar.registry.rules import Relation, relation_through

# What the kept household takes from the other where it says nothing itself.
_FILLED = ("decile", "stated_size", "found_by_centre_id")
# A family is where its rows are, and who heads it: a change of these since is built upon.
_FIRM = frozenset({"household_id", "merged_into_id"})


@transaction.atomic
def merge_households(
    *, kept_id: int, absorbed_id: int, head_is: Relation, reason: str, by: Scope, at: datetime
) -> HouseholdMerge:
    """Two households of one office become one; the other stays, empty, pointing at the kept one.

    `head_is` says what the other's head is to the kept one's; HEAD: the same person, whose two records are
    made one as well.

    Raises Refusal: not_permitted, household_unknown, reason_missing, merge_with_itself, household_merged,
    merge_across_registers, merge_of_two_offices, heads_missing, and what merge_persons raises.
    """
    by.check(Right.MERGE)
    if kept_id == absorbed_id:
        raise Refusal("merge_with_itself")
    if not clean(reason):
        raise Refusal("reason_missing")
    kept, absorbed = _both(kept_id, absorbed_id, by)
    _check_one_family(kept, absorbed)
    heads = _heads(kept, absorbed)
    changed = [
        *_members_join(kept, absorbed, head_is),
        *_homes_join(kept, absorbed),
        *_fill(kept, absorbed),
        change(row=absorbed, merged_into_id=kept.pk),
    ]
    merge = HouseholdMerge.objects.create(
        agency_id=kept.agency_id,
        office_id=kept.office_id,
        kept=kept,
        absorbed=absorbed,
        changed=changed,
        heads=_one_head(heads, reason, by, at) if head_is is Relation.HEAD else None,
        reason=clean(reason),
        merged_at=at,
        merged_by_id=by.actor_id,
    )
    record(
        "registry.merge_households", by=by, at=at, subject=kept, reason=clean(reason), absorbed=absorbed.pk
    )
    return merge


@transaction.atomic
def unmerge_households(*, merge_id: int, reason: str, by: Scope, at: datetime) -> Household:
    """The two households are two again, each with its own; answers the one that had been laid aside.

    Who joined the kept one since stays there.

    Raises Refusal: not_permitted, household_merge_unknown, reason_missing, already_unmerged,
    unmerge_later_first (the kept one was itself merged since), unmerge_of_two_offices (it went to another
    office since: what is given back would be torn between the two), unmerge_built_upon.
    """
    by.check(Right.MERGE)
    merge = taken(model=HouseholdMerge, pk=merge_id, by=by, or_refuse="household_merge_unknown")
    if not clean(reason):
        raise Refusal("reason_missing")
    if merge.unmerged_at is not None:
        raise Refusal("already_unmerged")
    kept, absorbed = _both(merge.kept_id, merge.absorbed_id, by)
    if kept.merged_into_id is not None:
        raise Refusal("unmerge_later_first")
    if kept.office_id != absorbed.office_id:
        raise Refusal("unmerge_of_two_offices")
    if merge.heads is not None and merge.heads.unmerged_at is None:
        unmerge_persons(merge_id=merge.heads.pk, reason=reason, by=by, at=at)
    try:
        with transaction.atomic():
            for told in reversed(merge.changed):
                change_back(told=told, firm=_FIRM, or_refuse="unmerge_built_upon")
    except IntegrityError:
        raise Refusal("unmerge_built_upon") from None
    merge.unmerged_at = at
    merge.save(update_fields=["unmerged_at"])
    record(
        "registry.unmerge_households", by=by, at=at, subject=kept, reason=clean(reason), absorbed=absorbed.pk
    )
    absorbed.refresh_from_db()
    return absorbed


def _both(kept_id: int, absorbed_id: int, by: Scope) -> tuple[Household, Household]:
    """Both households, locked in the order of their numbers, so that two merges wait and never deadlock."""
    found = {
        pk: taken(model=Household, pk=pk, by=by, or_refuse="household_unknown")
        for pk in sorted((kept_id, absorbed_id))
    }
    return found[kept_id], found[absorbed_id]


def _check_one_family(kept: Household, absorbed: Household) -> None:
    if kept.merged_into_id is not None or absorbed.merged_into_id is not None:
        raise Refusal("household_merged")
    if kept.agency_id != absorbed.agency_id:
        raise Refusal("merge_across_registers")
    if kept.office_id != absorbed.office_id:
        raise Refusal("merge_of_two_offices")


def _heads(kept: Household, absorbed: Household) -> tuple[int, int] | None:
    """The persons who head the two, each the latest; none where one of them has no head."""
    heads = [
        Membership.objects.filter(household=one, is_head=True).order_by("-valid_from").first()
        for one in (kept, absorbed)
    ]
    return (heads[0].person_id, heads[1].person_id) if heads[0] and heads[1] else None


def _one_head(heads: tuple[int, int] | None, reason: str, by: Scope, at: datetime) -> Merge | None:
    if heads is None:
        raise Refusal("heads_missing")
    if heads[0] == heads[1]:
        return None
    return merge_persons(kept_id=heads[0], absorbed_id=heads[1], reason=reason, by=by, at=at)


def _members_join(kept: Household, absorbed: Household, head_is: Relation) -> Iterator[dict[str, Any]]:
    """The other's members, all their days; its head where the kept one has none in those days stays head."""
    headed = list(Membership.objects.filter(household=kept, is_head=True))
    joining = Membership.objects.select_for_update().filter(household=absorbed).order_by("pk")
    for one in joining:
        told: dict[str, Any] = {"household_id": kept.pk}
        if not one.is_head:
            told["relation"] = relation_through(between=head_is, relation=Relation(one.relation)).value
        elif _says(headed, one):
            as_what = Relation.OTHER if head_is is Relation.HEAD else head_is
            told |= {"relation": as_what.value, "is_head": False, "headship": ""}
        yield change(row=one, **told)


def _homes_join(kept: Household, absorbed: Household) -> Iterator[dict[str, Any]]:
    said = list(Residence.objects.filter(household=kept))
    for home in Residence.objects.select_for_update().filter(household=absorbed).order_by("pk"):
        if not _says(said, home):
            yield change(row=home, household_id=kept.pk)


def _fill(kept: Household, absorbed: Household) -> Iterator[dict[str, Any]]:
    """What the kept household was silent about and takes over."""
    silent = {
        name: getattr(absorbed, name)
        for name in _FILLED
        if getattr(kept, name) is None and getattr(absorbed, name) is not None
    }
    if silent:
        yield change(row=kept, **silent)


def _says(facts: list[Any], other: Dated) -> bool:
    """Whether one of these facts holds on a day of the other."""
    days = Period(other.valid_from, other.valid_until)
    return any(Period(one.valid_from, one.valid_until).overlaps(days) for one in facts)
