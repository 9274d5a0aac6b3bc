"""Two records of two agencies held for one person, and no longer."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching.models import Link, Pair
from madadkar.matching.rules import CERTAIN, DECIDED, LinkBasis, LinkEnd, PairState
from madadkar.organisations.rules import Right
from madadkar.registry.models import Person


@transaction.atomic
def link_people(*, person_id: int, other_person_id: int, by: Scope, at: datetime) -> Link:
    """Who sees both registers says that two records of two agencies are one person's.

    Raises Refusal: not_permitted, person_unknown, person_merged, link_within_one_register,
    person_linked_already.
    """
    by.check(Right.MATCH_PEOPLE)
    found = {one.pk: one for one in Person.objects.seen_by(by).filter(pk__in=(person_id, other_person_id))}
    if len(found) < 2:
        raise Refusal("person_unknown")
    left, right = sorted(found.values(), key=lambda one: one.agency_id)
    if left.merged_into_id is not None or right.merged_into_id is not None:
        raise Refusal("person_merged")
    if left.agency_id == right.agency_id:
        raise Refusal("link_within_one_register")
    made = Link(
        left_agency_id=left.agency_id,
        left_office_id=left.office_id,
        left_person=left,
        right_agency_id=right.agency_id,
        right_office_id=right.office_id,
        right_person=right,
        probability=CERTAIN,
    )
    return made_link(link=made, basis=LinkBasis.CLERK, by=by, at=at)


def link_pair(*, pair: Pair, by: Scope, at: datetime) -> Link:
    """The two of a pair are held for one person, because both sides said so. Raises as `link_people` does."""
    made = Link(
        pair=pair,
        left_agency_id=pair.left_agency_id,
        left_office_id=pair.left_office_id,
        left_person_id=pair.left_person_id,
        right_agency_id=pair.right_agency_id,
        right_office_id=pair.right_office_id,
        right_person_id=pair.right_person_id,
        probability=Decimal(pair.probability),
    )
    return made_link(link=made, basis=LinkBasis.CLERK, by=by, at=at)


def made_link(*, link: Link, basis: LinkBasis, by: Scope, at: datetime) -> Link:
    """Write a link that holds from today. Raises Refusal("person_linked_already")."""
    link.basis, link.linked_at, link.linked_by_name = basis.value, at, by.actor_name
    link.valid_from = tehran_day(at)
    link.left_first_id, link.right_first_id = link.left_person_id, link.right_person_id
    try:
        with transaction.atomic():
            link.save(force_insert=True)
    except IntegrityError:
        raise Refusal("person_linked_already") from None
    _tell("matching.link_people", link, by, at, basis=basis.value)
    return link


@transaction.atomic
def end_link(*, link_id: int, reason: str, by: Scope, at: datetime) -> Link:
    """Somebody of either side disputes that the two are one person: the pair is asked of both sides again.

    Raises Refusal: not_permitted, link_unknown, reason_missing, already_ended.
    """
    by.check(Right.MATCH_PEOPLE)
    if not clean(reason):
        raise Refusal("reason_missing")
    link = Link.objects.seen_by(by).select_for_update().filter(pk=link_id).first()
    if link is None:
        raise Refusal("link_unknown")
    if link.valid_until is not None:
        raise Refusal("already_ended", until=link.valid_until)
    ended(link=link, why=LinkEnd.DISPUTED, reason=clean(reason), by=by, at=at)
    _ask_again(link, by, at)
    assert isinstance(link, Link)
    return link


def ended(*, link: Link, why: LinkEnd, reason: str, by: Scope, at: datetime) -> None:
    """The link holds no longer from today."""
    link.valid_until = max(tehran_day(at), link.valid_from)
    link.ended_for, link.end_reason, link.ended_by_name = why.value, reason, by.actor_name
    link.save(update_fields=["valid_until", "ended_for", "end_reason", "ended_by_name"])
    _tell("matching.end_link", link, by, at, why=why.value)


def _ask_again(link: Link, by: Scope, at: datetime) -> None:
    """What was said of the pair stands undone, and both sides are asked anew."""
    if link.pair_id is None:
        return
    pair = Pair.objects.select_for_update().get(pk=link.pair_id)
    if pair.state in DECIDED or pair.state == PairState.LINKED:
        pair.decisions.filter(undone_at__isnull=True).update(undone_at=at, undone_by_name=by.actor_name)
        pair.state, pair.left_verdict, pair.right_verdict = PairState.WAITING.value, "", ""
        pair.save(update_fields=["state", "left_verdict", "right_verdict"])


def _tell(deed: str, link: Link, by: Scope, at: datetime, **facts: str) -> None:
    """The event stands in the trail of the actor's own side."""
    own = link.left_office_id if link.left_office_id in by.office_ids else link.right_office_id
    record(deed, by=by, at=at, subject=link, office_id=own, **facts)
