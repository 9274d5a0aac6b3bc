"""What is asked of whoever comes with a request; intake and the page of a known family ask the same."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from madadkar.casework.actions import Asked
from madadkar.casework.rules.requests import REQUEST_KIND_NAMES, RequestKind
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre
from madadkar.organisations.queries import active_centres
from madadkar.web.choosing import OneOf, offered
from madadkar.web.forms import JalaliField, PersianCharField, PersianForm, PersianTextField, RialField

REQUEST_FIELDS = ("kind", "said", "came_on", "referrer", "found_by", "immediate_aid", "immediate_aid_rial")
BESIDE = {
    "said_missing": "said",
    "referrer_missing": "referrer",
    "aid_missing": "immediate_aid",
    "day_in_future": "came_on",
    "centre_unknown": "found_by",
}
"""Which field a no about a request belongs to."""


class RequestForm(PersianForm):
    """What a family, a body, a neighbour or a centre asks for."""

    kind = forms.ChoiceField(label="درخواست از سوی", choices=offered(REQUEST_KIND_NAMES))
    said = PersianTextField(label="چه می‌خواهند", help_text="به همان زبان که گفته شد.")
    came_on = JalaliField(label="روز درخواست")
    referrer = PersianCharField(
        label="معرف", required=False, help_text="نهاد یا کسی که معرفی کرد یا گزارش داد."
    )
    found_by = OneOf(label="مرکز نیکوکاری", required=False, help_text="اگر مرکزی خانوار را شناسایی کرد.")
    immediate_aid = PersianTextField(
        label="کمک فوری", required=False, help_text="در درخواست فوری: چه کمکی همان دم شد."
    )
    immediate_aid_rial = RialField(label="مبلغ کمک فوری (ریال)", required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, scope: Scope, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came_on"].initial = on
        self.fields["token"].initial = uuid4
        if scope.centre_id is not None:
            del self.fields["found_by"]
            return
        centres = active_centres(on=on, office_ids=scope.office_ids)
        found = Centre.objects.filter(pk__in=centres.values("pk")).order_by(in_persian_order("name"))
        self.fields["found_by"].queryset = found  # type: ignore[attr-defined]  # a ModelChoiceField

    def asked(self) -> Asked:
        """What a valid form asks for."""
        said = self.cleaned_data
        centre = said.get("found_by")
        return Asked(
            kind=RequestKind(said["kind"]),
            said=said["said"],
            came_on=said["came_on"],
            token=said["token"] or uuid4(),
            referrer=said["referrer"],
            centre_id=centre.pk if centre else None,
            immediate_aid=said["immediate_aid"],
            immediate_aid_rial=said["immediate_aid_rial"],
        )
