"""Bodies bound by agreement: the list, and writing one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.actions import add_partner, change_partner
from madadkar.organisations.models import PartnerBody
from madadkar.organisations.queries import reached_office_ids, reached_offices
from madadkar.organisations.rules import PARTNER_KIND_NAMES, Right
from madadkar.web.choosing import OneOf, offered
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import LegalIdField, PersianCharField, PersianForm

_BESIDE = {"name_missing": "name", "partner_named_already": "name"}


class PartnerForm(PersianForm):
    """The facts of a partner body."""

    name = PersianCharField(label="نام نهاد", max_length=150)
    kind = forms.ChoiceField(label="نوع", choices=offered(PARTNER_KIND_NAMES))
    legal_id = LegalIdField(label="شناسه ملی", required=False)


class NewPartnerForm(PartnerForm):
    """A new one, bound to an office."""

    office = OneOf(label="همکار کدام اداره", empty_label=None)
    field_order = ("office", "name", "kind", "legal_id")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_offices = reached_offices(scope=scope).filter(closed_on__isnull=True)
        self.fields["office"].queryset = open_offices  # type: ignore[attr-defined]  # a OneOf


@needs(Right.MANAGE_OFFICES)
@require_safe
def partners(request: Visit) -> HttpResponse:
    """The partner bodies of the asker's offices."""
    found = PartnerBody.objects.filter(office_id__in=reached_office_ids(scope=request.scope))
    page = Paginator(found.select_related("office").order_by(in_persian_order("name"), "pk"), 25).get_page(
        request.GET.get("page")
    )
    rows = [(one, PARTNER_KIND_NAMES.get(one.kind, one.kind)) for one in page]
    return render(request, "partners/partners.html", {"page": page, "rows": rows})


@needs(Right.MANAGE_OFFICES)
@require_http_methods(["GET", "POST"])
def partner_add(request: Visit) -> HttpResponse:
    """Write a new partner body."""
    initial = {"office": request.GET.get("office") or request.scope.home_office_id}
    form = NewPartnerForm(typed(request), scope=request.scope, initial=initial)

    def do(said: dict[str, Any]) -> str:
        new = add_partner(**said, by=request.scope, at=request.now)
        messages.success(request, f"«{new.name}» افزوده شد.")
        return reverse("partners")

    words = Words(title="نهاد شریک تازه", button="افزودن نهاد", back=reverse("partners"))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_OFFICES)
@require_http_methods(["GET", "POST"])
def partner_change(request: Visit, partner_id: int) -> HttpResponse:
    """Other facts for a partner body."""
    reached = reached_office_ids(scope=request.scope)
    found = PartnerBody.objects.filter(pk=partner_id, office_id__in=reached).first()
    if found is None:
        raise Refusal("body_unknown")
    initial = {"name": found.name, "kind": found.kind, "legal_id": found.legal_id}
    form = PartnerForm(typed(request), initial=initial)

    def do(said: dict[str, Any]) -> None:
        change_partner(partner=found, **said, by=request.scope, at=request.now)

    words = Words(
        title=f"ویرایش {found.name}", button="ثبت تغییر", back=reverse("partners"), done="تغییر ثبت شد."
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)
