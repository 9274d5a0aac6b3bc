"""Deeds on posts: who holds which role where, from a day until a day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from madadkar.foundation.audit import record
from madadkar.foundation.period import Period
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre, Office, PartnerBody, Post, Staff
from madadkar.organisations.reach import check_reach
from madadkar.organisations.rules import Right, Role, check_post


@transaction.atomic
def give_post(
    *,
    staff: Staff,
    role: Role,
    office: Office,
    centre: Centre | None = None,
    partner: PartnerBody | None = None,
    on: date,
    until: date | None = None,
    by: Scope,
    at: datetime,
) -> Post:
    """A role in an office, centre or partner body, from a day on.

    Raises Refusal: not_permitted, body_unknown, post_to_oneself, post_needs_centre, post_needs_partner,
    post_takes_no_body, post_body_of_another_office, post_held_already, period_ends_before_it_starts.
    """
    by.check(Right.MANAGE_STAFF)
    check_reach(by=by, office_id=office.pk)
    if staff.pk == by.actor_id:
        raise Refusal("post_to_oneself")
    check_post(role=role, has_centre=centre is not None, has_partner=partner is not None)
    for body in (centre, partner):
        if body is not None and body.office_id != office.pk:
            raise Refusal("post_body_of_another_office", body=body.name, office=office.name)
    Period(on, until)
    Staff.objects.select_for_update().get(pk=staff.pk)
    held = Post.objects.filter(staff=staff, role=role.value, office=office, centre=centre, partner=partner)
    overlapping = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    if held.filter(overlapping, **({"valid_from__lt": until} if until else {})).exists():
        raise Refusal("post_held_already", name=staff.full_name)
    post = Post.objects.create(
        staff=staff, role=role.value, office=office, centre=centre, partner=partner,
        valid_from=on, valid_until=until,
    )  # fmt: skip
    record(
        "organisations.give_post", by=by, at=at, subject=staff, office_id=office.pk, role=role.value, on=on
    )
    return post


@transaction.atomic
def end_post(*, post: Post, on: date, reason: str = "", by: Scope, at: datetime) -> Post:
    """End a post from a day on: whoever is signed in under it is out at their next click from that day.

    A post that would end before its first day is taken back as if never given.
    Raises Refusal: not_permitted, body_unknown, post_of_oneself, post_ended_already.
    """
    by.check(Right.MANAGE_STAFF)
    check_reach(by=by, office_id=post.office_id)
    post = Post.objects.select_for_update().select_related("staff").get(pk=post.pk)
    if post.staff_id == by.actor_id:
        raise Refusal("post_of_oneself")
    if post.valid_until is not None and post.valid_until <= on:
        raise Refusal("post_ended_already", on=post.valid_until)
    record(
        "organisations.end_post",
        by=by,
        at=at,
        subject=post.staff,
        office_id=post.office_id,
        reason=reason,
        role=post.role,
        on=on,
    )
    if on <= post.valid_from:
        post.delete()
        return post
    post.valid_until = on
    post.save(update_fields=["valid_until"])
    return post
