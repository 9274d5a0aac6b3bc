"""What is asked about a centre."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.foundation.scope import Scope
from madadkar.organisations.actions.centres import CentreFacts
from madadkar.organisations.models import Centre
from madadkar.organisations.queries import reached_offices
from madadkar.organisations.rules import CENTRE_KIND_NAMES, SPECIALITY_NAMES, STANDING_NAMES, CentreKind
from madadkar.places.models import Place
from madadkar.places.queries import counties_of
from madadkar.places.rules import Level
from madadkar.web.choosing import OneOf, PlaceField, offered
from madadkar.web.forms import JalaliField, PersianCharField, PersianForm, PersianIntegerField

_ALL = "همه"
_LIVED_IN = (Level.CITY.value, Level.ZONE.value, Level.VILLAGE.value)
_FACTS = (
    "name", "kind", "speciality", "place", "neighbourhood",
    "licence_number", "licence_from", "licence_until", "capacity",
)  # fmt: skip


_LICENCES = (("", _ALL), ("ending", "رو به پایان تا شصت روز"))


class CentreFilter(PersianForm):
    """Which centres are listed."""

    q = PersianCharField(label="نام یا کد مرکز", required=False)
    kind = forms.ChoiceField(label="نوع", choices=offered(CENTRE_KIND_NAMES, empty=_ALL), required=False)
    speciality = forms.ChoiceField(
        label="زمینه", choices=offered(SPECIALITY_NAMES, empty=_ALL), required=False
    )
    standing = forms.ChoiceField(label="وضع", choices=offered(STANDING_NAMES, empty=_ALL), required=False)
    licence = forms.ChoiceField(label="پروانه", choices=_LICENCES, required=False)
    county = OneOf(label="شهرستان", empty_label=_ALL, required=False)
    office = OneOf(label="اداره", empty_label=_ALL, required=False)
    on = JalaliField(label="در روز", required=False)

    def __init__(self, *args: Any, scope: Scope, province: Place | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = reached_offices(scope=scope)  # type: ignore[attr-defined]  # a OneOf
        counties = counties_of(province_id=province.pk if province else None)
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]  # a OneOf


class CentreForm(PersianForm):
    """The facts of a centre."""

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
    licence_number = PersianCharField(label="شماره مجوز", required=False, max_length=50)
    licence_from = JalaliField(label="آغاز مجوز", required=False)
    licence_until = JalaliField(
        label="پایان مجوز", required=False, help_text="نخستین روزی که دیگر اعتبار ندارد."
    )
    capacity = PersianIntegerField(label="ظرفیت (پرونده)", required=False, least=1, most=100_000)

    def facts(self) -> CentreFacts:
        """What was typed, as the deed takes it."""
        said = {name: self.cleaned_data[name] for name in _FACTS}
        return CentreFacts(**{**said, "kind": CentreKind(said["kind"])})


class NewCentreForm(CentreForm):
    """A new centre under one of the asker's offices."""

    office = OneOf(label="زیر نظر", empty_label="برگزینید")
    code = PersianCharField(label="کد مرکز", max_length=50)
    on = JalaliField(label="آغاز فعالیت")
    field_order = ("office", "code", "name", "kind", "speciality")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_offices = reached_offices(scope=scope).filter(closed_on__isnull=True)
        self.fields["office"].queryset = open_offices  # type: ignore[attr-defined]  # a OneOf


class StandingForm(PersianForm):
    """Another standing from a day on."""

    standing = forms.ChoiceField(label="وضع تازه", choices=offered(STANDING_NAMES))
    on = JalaliField(label="از روز")
    reason = PersianCharField(
        label="دلیل", required=False, max_length=300, help_text="برای تعلیق و لغو مجوز باید نوشته شود."
    )


class BoardForm(PersianForm):
    """Somebody who joins the board."""

    full_name = PersianCharField(label="نام و نام خانوادگی", max_length=150)
    duty = PersianCharField(label="سمت در هیئت عامل", required=False, max_length=100)
    on = JalaliField(label="از روز")


class DayForm(PersianForm):
    """From which day."""

    on = JalaliField(label="از روز")


def facts_of(centre: Centre) -> dict[str, Any]:
    """What a centre's form shows at first."""
    return {name: getattr(centre, name) for name in _FACTS}
