"""The list of those who work here, and one account."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.foundation.refusal import Refusal
from madadkar.organisations.models import Post, Staff
from madadkar.organisations.queries import (
    holds_on,
    locked_staff,
    one_step_staff,
    postless_staff,
    reached_office_ids,
    staff_in_reach,
)
from madadkar.organisations.rules import Right
from madadkar.web.doors import Visit, needs
from madadkar.web.people.forms import PeopleFilter

_PAGE = 25


@needs(Right.MANAGE_STAFF)
@require_safe
def people(request: Visit) -> HttpResponse:
    """Those who hold or held a post in the asker's offices."""
    form = PeopleFilter(request.GET, scope=request.scope)
    if not form.is_valid():
        return render(request, "people/people.html", {"form": form}, status=400)
    found = _narrowed(_asked_for(request, form.cleaned_data["state"]), form.cleaned_data, request.today)
    posts = Post.objects.filter(holds_on(on=request.today)).select_related("office", "centre", "partner")
    found = found.prefetch_related(Prefetch("posts", queryset=posts, to_attr="held"))
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    locked = set(locked_staff(scope=request.scope, on=request.today).values_list("pk", flat=True))
    is_narrowed = any(form.cleaned_data.values())
    facts = {"form": form, "page": page, "locked": locked, "is_narrowed": is_narrowed}
    return render(request, "people/people.html", facts)


def _asked_for(request: Visit, state: str) -> QuerySet[Staff]:
    """Everybody in reach, or only those whose account wants somebody's hand."""
    if state == "locked":
        return locked_staff(scope=request.scope, on=request.today)
    if state == "postless":
        return postless_staff(scope=request.scope, on=request.today)
    return one_step_staff(scope=request.scope) if state == "one_step" else staff_in_reach(scope=request.scope)


def _narrowed(found: QuerySet[Staff], said: dict[str, Any], on: date) -> QuerySet[Staff]:
    if said["q"]:
        found = found.filter(Q(full_name__icontains=said["q"]) | Q(username__icontains=said["q"]))
    if said["state"] != "all":
        found = found.filter(is_active=said["state"] != "closed")
    held = Post.objects.filter(holds_on(on=on), staff=OuterRef("pk"))
    if said["role"]:
        held = held.filter(role=said["role"])
    if said["office"]:
        held = held.filter(office=said["office"])
    return found.filter(Exists(held)) if said["role"] or said["office"] else found


@needs(Right.MANAGE_STAFF)
@require_safe
def person_account(request: Visit, staff_id: int) -> HttpResponse:
    """One account: its posts now and before, and how its door is kept."""
    found = reached_staff(request, staff_id)
    posts = list(
        found.posts.select_related("office", "centre", "partner").order_by("valid_until", "-valid_from")
    )
    now = [post for post in posts if post.valid_until is None or post.valid_until > request.today]
    facts = {
        "person": found,
        "posts": now,
        "former": [post for post in posts if post not in now],
        "reached": reached_office_ids(scope=request.scope),
        "is_me": found.pk == request.scope.actor_id,
        "is_locked": locked_staff(scope=request.scope, on=request.today).filter(pk=found.pk).exists(),
    }
    return render(request, "people/person.html", facts)


def reached_staff(request: Visit, staff_id: int) -> Staff:
    """Somebody who works in the asker's offices. Raises Refusal("staff_unknown")."""
    found = staff_in_reach(scope=request.scope).filter(pk=staff_id).first()
    if found is None:
        raise Refusal("staff_unknown")
    return found
