"""What is asked when a family comes to the door for the first time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from madadkar.casework.rules.requests import REQUEST_KIND_NAMES, RequestKind
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.registry.rules import HEADSHIP_NAMES
from madadkar.web.choosing import OneOf, offered
from madadkar.web.families.forms import PersonForm, PlaceForm
from madadkar.web.forms import JalaliField, PersianCharField
from madadkar.web.numbers import number_told
from madadkar.web.requesting import REQUEST_FIELDS, RequestForm

_PAPER = "paper"


class IntakeForm(RequestForm, PersonForm, PlaceForm):
    """A family at the door: its head, why they head it, where it lives, and what is asked for it.

    `near_ids` are the namesakes the page showed; with `is_new` the officer says that it is none of them.
    """

    headship = forms.ChoiceField(label="علت سرپرستی", choices=offered(HEADSHIP_NAMES))
    phone = PersianCharField(label="تلفن", required=False)
    code = PersianCharField(label="کد خانوار", required=False, help_text="اگر اداره کدی داده است.")
    on = JalaliField(label="روز ثبت خانوار")
    office = OneOf(label="اداره", empty_label=None)
    is_new = forms.BooleanField(label="دیدم؛ هیچ‌یک از همنام‌ها این خانواده نیست.", required=False)
    near_ids = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = (
        "first_name",
        "last_name",
        "father_name",
        "national_code",
        "foreigner_code",
        "birth",
        "sex",
        "marital",
        "headship",
        "phone",
        "place",
        "address",
        "postal_code",
        "code",
        "office",
        "on",
        *REQUEST_FIELDS,
        "is_new",
    )

    def __init__(self, *args: Any, scope: Scope, on: date, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, on=on, **kwargs)
        self.fields["office"].queryset = Office.objects.filter(  # type: ignore[attr-defined]  # a ModelChoiceField
            pk__in=scope.office_ids, closed_on__isnull=True
        ).order_by("kind", in_persian_order("name"))
        del self.fields["birth_certificate_number"]
        if len(scope.office_ids) < 2 or scope.centre_id is not None:
            del self.fields["office"]
        kinds = offered(REQUEST_KIND_NAMES)
        if scope.may(Right.OPEN_FILES):
            self.fields["said"].required = False
            kinds.append((_PAPER, "پرونده کاغذی دارد؛ درخواستی نیست"))
        if scope.centre_id is not None:
            kinds.sort(key=lambda kind: kind[0] != RequestKind.CENTRE)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def is_from_paper(self) -> bool:
        """Whether the family comes without a request: its file is opened from paper."""
        return bool(self.cleaned_data["kind"] == _PAPER)

    @property
    def others(self) -> frozenset[int]:
        """The namesakes that were looked at and are not this family."""
        if not self.cleaned_data["is_new"]:
            return frozenset()
        told = (number_told(one) for one in self.cleaned_data["near_ids"].split(","))
        return frozenset(one for one in told if one is not None)

    def look_at(self, person_ids: Collection[int]) -> None:
        """These namesakes stand above the form now, and may be denied."""
        said = QueryDict(mutable=True)
        said.update(self.data)
        said["near_ids"] = ",".join(map(str, person_ids))
        said.pop("is_new", None)
        self.data = said

    @property
    def of_the_family(self) -> list[BoundField]:
        """The fields about the family itself."""
        apart = {*REQUEST_FIELDS, "is_new"}
        return [one for one in self.visible_fields() if one.name not in apart]

    @property
    def of_the_request(self) -> list[BoundField]:
        """The fields about what is asked."""
        return [one for one in self.visible_fields() if one.name in REQUEST_FIELDS]
