"""What is asked when files are handed to centres."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.casework.actions import BatchAsk, Terms
from madadkar.casework.queries.rooms import CentreChoice
from madadkar.casework.registers import RegisterFilter
from madadkar.casework.rules import FIELD_NAMES
from madadkar.casework.rules.delegation import SERVICE_NAMES, Service
from madadkar.casework.rules.limits import DECISION_KIND_NAMES, DecisionKind, DecisionState
from madadkar.casework.rules.sharing import COUNTY, PROVINCE
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre
from madadkar.organisations.queries import active_centres
from madadkar.organisations.rules import CENTRE_KIND_NAMES, SPECIALITY_NAMES
from madadkar.places.models import Place
from madadkar.places.rules import AREA_NAMES, Level
from madadkar.web import narrowing
from madadkar.web.choosing import OneOf, PlaceField, offered
from madadkar.web.forms import (
    JalaliField,
    PersianCharField,
    PersianForm,
    PersianIntegerField,
    PersianTextField,
    RialField,
    TokenForm,
)

_ALL = "همه"
_LIVED_IN = (Level.CITY.value, Level.ZONE.value, Level.VILLAGE.value)
_SERVICES_HINT = (
    "اگر هیچ‌کدام را برنگزینید، همه خدمات سپرده می‌شود. مرکزی که خدمت نام‌برده می‌گیرد، خانوار و نشانی و تلفنش و"
    " کار همان خدمت را می‌بیند؛ سنجش، برنامه و بازدیدها تنها با «مددکاری» دیده می‌شود."
)


class ServicesField(forms.TypedMultipleChoiceField):
    """Which services: none chosen means all."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "خدمات")
        super().__init__(
            choices=[(service.value, name) for service, name in SERVICE_NAMES.items()],
            coerce=lambda value: Service(int(value)),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_SERVICES_HINT,
            **kwargs,
        )


class SendForm(PersianForm):
    """To which centre a file is sent, for what, on what terms."""

    centre = OneOf(label="مرکز نیکوکاری")
    services = ServicesField()
    terms = PersianTextField(label="شرایط واگذاری", required=False, max_length=2000)
    reason = PersianCharField(label="چرا این مرکز", required=False, max_length=300)

    def __init__(self, *args: Any, scope: Scope, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset = _at_work(scope, on)  # type: ignore[attr-defined]  # a OneOf

    def said_terms(self) -> Terms:
        """What the centre is asked."""
        return Terms(services=self.cleaned_data["services"], text=self.cleaned_data["terms"])


class PaperForm(PersianForm):
    """Which centre walks with the family already, as paper says, and since when."""

    centre = OneOf(label="مرکز نیکوکاری")
    on = JalaliField(label="از روز")
    reason = PersianCharField(label="از روی کدام سند", required=False, max_length=300)

    def __init__(self, *args: Any, scope: Scope, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset = _at_work(scope, on)  # type: ignore[attr-defined]  # a OneOf


class ReasonForm(PersianForm):
    """Why something is taken back."""

    reason = PersianCharField(label="دلیل", max_length=300)


class StepForm(PersianForm):
    """What a centre says with a step: why a file goes back, or the minutes of its hand-over."""

    note = PersianTextField(label="دلیل", required=False, max_length=4000)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = label


class BatchForm(TokenForm):
    """Which families are handed over, to which centres, for what."""

    field_order = ("token", "county", "place", "area", "group", "caseworker", "field", "office")

    county = forms.ChoiceField(label="شهرستان خانوار", required=False)
    place = PlaceField(label="شهر یا روستای خانوار", levels=_LIVED_IN, required=False)
    area = forms.ChoiceField(label="شهری یا روستایی", choices=offered(AREA_NAMES, empty=_ALL), required=False)
    group = forms.ChoiceField(label="گروه", required=False)
    caseworker = forms.ChoiceField(label="مددکار", required=False)
    field = forms.ChoiceField(label="حوزه", choices=offered(FIELD_NAMES, empty=_ALL), required=False)
    office = forms.ChoiceField(label="اداره", required=False)
    most = PersianIntegerField(
        label="حداکثر چند پرونده", required=False, least=1, most=100_000, help_text="خالی: همه."
    )
    kind = forms.ChoiceField(label="نوع مرکز", choices=offered(CENTRE_KIND_NAMES, empty=_ALL), required=False)
    speciality = forms.ChoiceField(
        label="زمینه مرکز", choices=offered(SPECIALITY_NAMES, empty=_ALL), required=False
    )
    centre_county = forms.ChoiceField(label="شهرستان مرکز", required=False)
    within = forms.ChoiceField(
        label="تا کجا",
        choices=[(str(COUNTY), "در همان شهرستان"), (str(PROVINCE), "اگر جا نبود، در همان استان")],
    )
    services = ServicesField()
    terms = PersianTextField(label="شرایط واگذاری", required=False, max_length=2000)
    reason = PersianCharField(label="دلیل واگذاری", max_length=300)

    FAMILIES = ("county", "place", "area", "group", "caseworker", "field", "office", "most")
    CENTRES = ("kind", "speciality", "centre_county", "within")
    TERMS = ("services", "terms", "reason")

    def __init__(self, *args: Any, scope: Scope, province: Place | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        offers = {
            "county": narrowing.counties,
            "group": narrowing.groups,
            "caseworker": narrowing.caseworkers,
            "office": narrowing.offices,
            "centre_county": narrowing.counties,
        }
        for name, offer in offers.items():
            self.fields[name].choices = [("", _ALL), *offer(scope)]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"].within = province  # type: ignore[attr-defined]  # a PlaceField

    def _part(self, names: tuple[str, ...]) -> list[Any]:
        return [self[name] for name in names]

    @property
    def families(self) -> list[Any]:
        """The fields that choose families."""
        return self._part(self.FAMILIES)

    @property
    def centres(self) -> list[Any]:
        """The fields that choose centres."""
        return self._part(self.CENTRES)

    @property
    def told(self) -> list[Any]:
        """The fields that say for what and why."""
        return self._part(self.TERMS)

    def asked(self) -> BatchAsk:
        """What was asked, as the deed takes it."""
        said = self.cleaned_data
        names = ("county", "area", "group", "caseworker", "field", "office")
        chosen = {name: said[name] for name in names if said[name]}
        if chosen.get("caseworker") == narrowing.ME:
            chosen["caseworker"] = str(self.scope.actor_id)
        if said["place"]:
            chosen["place"] = str(said["place"].pk)
        more = {"most": said["most"]} if said["most"] else {}
        return BatchAsk(
            families=RegisterFilter(**chosen),
            token=said["token"],
            reason=said["reason"],
            centres=CentreChoice(
                kind=said["kind"], speciality=said["speciality"], county=said["centre_county"]
            ),
            terms=Terms(services=said["services"], text=said["terms"]),
            within=int(said["within"]),
            **more,
        )


class DecideForm(TokenForm):
    """What a centre decides for a family in its hands."""

    kind = forms.ChoiceField(label="تصمیم", choices=offered(DECISION_KIND_NAMES, empty="—"))
    rial = RialField(label="مبلغ (ریال)", required=False, help_text="تنها برای کمک موردی.")
    said = PersianTextField(label="شرح و دلیل", max_length=2000)

    def said_kind(self) -> DecisionKind:
        """The kind as the deed takes it."""
        return DecisionKind(self.cleaned_data["kind"])


class AnswerForm(PersianForm):
    """What the office answers a centre."""

    to = forms.ChoiceField(
        label="پاسخ",
        choices=[
            ("", "—"),
            (DecisionState.APPROVED.value, "می‌پذیریم"),
            (DecisionState.REFUSED.value, "نمی‌پذیریم"),
        ],
    )
    answer = PersianTextField(
        label="توضیح", required=False, max_length=2000, help_text="برای نپذیرفتن، دلیل بنویسید."
    )


def _at_work(scope: Scope, on: Any) -> Any:
    centres = active_centres(on=on, office_ids=scope.office_ids)
    return Centre.objects.filter(pk__in=centres.values("pk")).order_by(in_persian_order("name"))
