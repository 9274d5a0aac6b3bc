"""The tree of offices, one office, and founding, changing and closing one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.actions import add_office, change_office, close_office
from madadkar.organisations.models import Office, PartnerBody, Post
from madadkar.organisations.queries import holds_on, reached_offices, with_standing
from madadkar.organisations.rules import OfficeKind, Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.offices.forms import ClosingForm, OfficeChangeForm, OfficeForm
from madadkar.web.offices.tree import in_order

_BESIDE = {
    "office_code_shape": "code",
    "office_code_taken": "code",
    "name_missing": "name",
    "office_parent_wrong": "kind",
}


_CLOSING = (
    "خانوارهای این اداره در دید اداره بالادست می‌مانند. "
    "سمت‌ها، مرکزها و اداره‌های زیر آن پیش‌تر باید پایان یافته باشند."
)


@needs(Right.MANAGE_OFFICES, Right.MANAGE_CENTRES)
@require_safe
def offices(request: Visit) -> HttpResponse:
    """Every office the asker looks after, each under the one it reports to."""
    working = Q(posts__valid_from__lte=request.today) & (
        Q(posts__valid_until__isnull=True) | Q(posts__valid_until__gt=request.today)
    )
    found = reached_offices(scope=request.scope).annotate(
        centre_count=Count("centres", distinct=True),
        staff_count=Count("posts__staff", filter=working, distinct=True),
    )
    return render(request, "offices/offices.html", {"rows": in_order(list(found))})


@needs(Right.MANAGE_OFFICES, Right.MANAGE_CENTRES)
@require_safe
def office(request: Visit, office_id: int) -> HttpResponse:
    """One office: what it is, what is under it and who works there."""
    found = reached_office(request, office_id)
    posts = Post.objects.filter(holds_on(on=request.today), office=found).select_related(
        "staff", "centre", "partner"
    )
    centres = with_standing(centres=found.centres.all(), on=request.today)
    standings = Counter(str(vars(centre)["standing"]) for centre in centres)
    facts = {
        "office": found,
        "children": Office.objects.filter(parent=found)
        .select_related("place")
        .order_by(in_persian_order("name")),
        "posts": posts.order_by("role", in_persian_order("staff__full_name"))[:100],
        "standings": sorted(standings.items()),
        "partners": PartnerBody.objects.filter(office=found).order_by(in_persian_order("name")),
    }
    return render(request, "offices/office.html", facts)


def reached_office(request: Visit, office_id: int) -> Office:
    """An office the asker looks after. Raises Refusal("body_unknown")."""
    found = reached_offices(scope=request.scope).filter(pk=office_id).first()
    if found is None:
        raise Refusal("body_unknown")
    return found


@needs(Right.MANAGE_OFFICES)
@require_http_methods(["GET", "POST"])
def office_add(request: Visit) -> HttpResponse:
    """Found an office."""
    initial = {"on": request.today, "parent": request.GET.get("parent") or request.scope.home_office_id}
    form = OfficeForm(typed(request), scope=request.scope, initial=initial)

    def do(said: dict[str, Any]) -> str:
        parent = said.pop("parent")
        kind = OfficeKind(said.pop("kind"))
        new = add_office(
            **said, kind=kind, parent=parent, agency=parent.agency, by=request.scope, at=request.now
        )
        messages.success(request, f"«{new.name}» افزوده شد.")
        return reverse("office", args=[new.pk])

    words = Words(title="اداره تازه", button="افزودن اداره", back=reverse("offices"))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_OFFICES)
@require_http_methods(["GET", "POST"])
def office_change(request: Visit, office_id: int) -> HttpResponse:
    """Another name or place for an office."""
    found = reached_office(request, office_id)
    form = OfficeChangeForm(typed(request), initial={"name": found.name, "place": found.place})

    def do(said: dict[str, Any]) -> None:
        change_office(office=found, **said, by=request.scope, at=request.now)

    words = Words(
        title=f"ویرایش {found.name}",
        button="ثبت تغییر",
        back=reverse("office", args=[found.pk]),
        done="تغییر ثبت شد.",
    )
    return deed_page(request, form=form, do=do, words=words, beside=_BESIDE)


@needs(Right.MANAGE_OFFICES)
@require_http_methods(["GET", "POST"])
def office_close(request: Visit, office_id: int) -> HttpResponse:
    """End an office's work."""
    found = reached_office(request, office_id)
    form = ClosingForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        close_office(office=found, **said, by=request.scope, at=request.now)

    words = Words(
        title=f"بستن {found.name}",
        button="بستن اداره",
        back=reverse("office", args=[found.pk]),
        intro=_CLOSING,
        is_grave=True,
        done=f"«{found.name}» بسته شد.",
    )
    return deed_page(request, form=form, do=do, words=words)
