"""What is asked about those who work here."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre, PartnerBody
from madadkar.organisations.queries import reached_office_ids, reached_offices
from madadkar.organisations.rules import ROLE_NAMES, Role
from madadkar.web.choosing import OneOf, offered
from madadkar.web.forms import JalaliField, MobileField, PersianCharField, PersianForm

_ALL = "همه"
WANTING = {"locked": "ورود بسته‌شده", "postless": "بدون سمت", "one_step": "بدون گام دوم"}
"""Open accounts that want somebody's hand."""
_STATES = (("", "دارای حساب باز"), ("closed", "حساب بسته"), *WANTING.items(), ("all", _ALL))


class PeopleFilter(PersianForm):
    """Who is listed."""

    q = PersianCharField(label="نام یا نام کاربری", required=False)
    role = forms.ChoiceField(label="نقش", choices=offered(ROLE_NAMES, empty=_ALL), required=False)
    office = OneOf(label="اداره", empty_label=_ALL, required=False)
    state = forms.ChoiceField(label="حساب", choices=_STATES, required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = reached_offices(scope=scope)  # type: ignore[attr-defined]  # a OneOf


class PersonForm(PersianForm):
    """Name and mobile number."""

    full_name = PersianCharField(label="نام و نام خانوادگی", max_length=150)
    mobile = MobileField(label="تلفن همراه", required=False)


class PostForm(PersianForm):
    """A role, where, and from when."""

    role = forms.ChoiceField(label="نقش", choices=offered(ROLE_NAMES), initial=Role.CASEWORKER.value)
    office = OneOf(label="اداره", empty_label=None)
    centre = OneOf(label="مرکز نیکوکاری", required=False, help_text="تنها برای مدیر و مددکار مرکز.")
    partner = OneOf(label="نهاد شریک", required=False, help_text="تنها برای نقش شریک.")
    on = JalaliField(label="از روز")
    until = JalaliField(label="تا پیش از روز", required=False, help_text="خالی: تا وقتی پایان داده شود.")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = reached_office_ids(scope=scope)
        open_offices = reached_offices(scope=scope).filter(closed_on__isnull=True)
        self.fields["office"].queryset = open_offices  # type: ignore[attr-defined]  # a OneOf
        centres = Centre.objects.filter(office_id__in=reached).order_by(in_persian_order("name"))
        self.fields["centre"].queryset = centres  # type: ignore[attr-defined]  # a OneOf
        partners = PartnerBody.objects.filter(office_id__in=reached).order_by(in_persian_order("name"))
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]  # a OneOf

    def post(self) -> dict[str, Any]:
        """What was typed, as the deed takes it."""
        said = {name: self.cleaned_data[name] for name in ("office", "centre", "partner", "on", "until")}
        return {**said, "role": Role(self.cleaned_data["role"])}


class NewPersonForm(PostForm, PersonForm):
    """A new account and its first post."""

    username = forms.CharField(
        label="نام کاربری",
        help_text="حروف کوچک لاتین، رقم و نقطه، مانند bigdeli.zanjan.",
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ("full_name", "username", "mobile", "role", "office", "centre", "partner", "on", "until")


class ReasonForm(PersianForm):
    """Why."""

    reason = PersianCharField(label="دلیل", max_length=300)


class EndForm(PersianForm):
    """From when, and why."""

    on = JalaliField(label="از روز")
    reason = PersianCharField(label="دلیل", required=False, max_length=300)


class SureForm(PersianForm):
    """Nothing is asked but to be sure."""
