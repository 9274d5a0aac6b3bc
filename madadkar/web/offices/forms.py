"""What is asked about an office."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.foundation.scope import Scope
from madadkar.organisations.queries import reached_offices
from madadkar.organisations.rules import OFFICE_KIND_NAMES, OfficeKind
from madadkar.places.rules import Level
from madadkar.web.choosing import OneOf, PlaceField, offered
from madadkar.web.forms import JalaliField, PersianCharField, PersianForm

_LEVELS = (Level.PROVINCE.value, Level.COUNTY.value)
_BELOW = {kind: name for kind, name in OFFICE_KIND_NAMES.items() if kind is not OfficeKind.NATIONAL}


class OfficeForm(PersianForm):
    """A new office under one of the asker's."""

    parent = OneOf(label="زیر نظر", empty_label=None)
    kind = forms.ChoiceField(label="نوع اداره", choices=offered(_BELOW), initial=OfficeKind.COUNTY.value)
    name = PersianCharField(label="نام اداره", max_length=150)
    code = forms.CharField(
        label="کد اداره",
        help_text="حروف کوچک لاتین و خط تیره، مانند emdad-zanjan-abhar.",
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    place = PlaceField(label="شهرستان یا استان", levels=_LEVELS)
    on = JalaliField(label="آغاز به کار")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = reached_offices(scope=scope).filter(closed_on__isnull=True)  # type: ignore[attr-defined]  # a OneOf


class OfficeChangeForm(PersianForm):
    """Another name or place."""

    name = PersianCharField(label="نام اداره", max_length=150)
    place = PlaceField(label="شهرستان یا استان", levels=_LEVELS)


class ClosingForm(PersianForm):
    """From when, and why."""

    on = JalaliField(label="از روز")
    reason = PersianCharField(label="دلیل", max_length=300)
