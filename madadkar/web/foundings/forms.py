"""What is asked of a centre before it is one."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.foundation.scope import Scope
from madadkar.organisations.actions.founding import FoundingFacts, Permit
from madadkar.organisations.queries import reached_offices
from madadkar.organisations.rules import CENTRE_KIND_NAMES, SPECIALITY_NAMES, CentreKind
from madadkar.places.rules import Level
from madadkar.web.choosing import OneOf, PlaceField, offered
from madadkar.web.forms import (
    JalaliField,
    MobileField,
    PersianCharField,
    PersianForm,
    PersianIntegerField,
    PersianTextField,
    TokenForm,
)

_LIVED_IN = (Level.CITY.value, Level.ZONE.value, Level.VILLAGE.value)


class IdeaForm(TokenForm):
    """Who wants to found what, and where."""

    office = OneOf(label="زیر نظر", empty_label="برگزینید")
    name = PersianCharField(label="نام مرکز", max_length=150)
    kind = forms.ChoiceField(label="نوع", choices=offered(CENTRE_KIND_NAMES))
    speciality = forms.ChoiceField(
        label="زمینه",
        choices=offered(SPECIALITY_NAMES, empty="—"),
        required=False,
        help_text="تنها برای مرکز تخصص‌محور.",
    )
    place = PlaceField(label="شهر یا روستا", levels=_LIVED_IN, required=False)
    neighbourhood = PersianCharField(label="محله", required=False, max_length=150)
    founder = PersianCharField(label="بنیان‌گذار", required=False, max_length=150)
    phone = MobileField(label="تلفن همراه بنیان‌گذار", required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_offices = reached_offices(scope=scope).filter(closed_on__isnull=True)
        self.fields["office"].queryset = open_offices  # type: ignore[attr-defined]  # a OneOf

    def facts(self) -> FoundingFacts:
        """What was typed, as the deed takes it."""
        said = self.cleaned_data
        return FoundingFacts(
            name=said["name"],
            kind=CentreKind(said["kind"]),
            speciality=said["speciality"],
            place=said["place"],
            neighbourhood=said["neighbourhood"],
            founder=said["founder"],
            phone=said["phone"],
        )


class StepForm(PersianForm):
    """A step on, back, or aside; the page remembers in which state it showed the founding."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    note = PersianTextField(label="توضیح", required=False, max_length=1000)

    def __init__(self, *args: Any, is_grave: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_grave:
            self.fields["note"].label = "دلیل"
            self.fields["note"].required = True


class PermitForm(PersianForm):
    """What the permit says."""

    code = PersianCharField(label="کد مرکز", max_length=50)
    number = PersianCharField(label="شماره مجوز", max_length=50)
    from_ = JalaliField(label="آغاز مجوز")
    until = JalaliField(label="پایان مجوز", required=False, help_text="نخستین روزی که دیگر اعتبار ندارد.")
    capacity = PersianIntegerField(label="ظرفیت (پرونده)", required=False, least=1, most=100_000)

    def permit(self) -> Permit:
        """What was typed, as the deed takes it."""
        return Permit(**self.cleaned_data)
